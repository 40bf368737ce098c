#include "decide.hpp"
#include "ladder.hpp"
#include "response.hpp"

#include <algorithm>

namespace turnout::dispatch {

namespace {

/// Who is on an incident and not yet done.
struct OnIt {
  int places = 0;
  std::optional<Stage> furthest;
};

OnIt on_it(const Incident& incident, bool doubtful_count) {
  OnIt result;
  for (const auto& one : incident.assignments) {
    if (one.hold == Hold::released || one.stage == Stage::clear || (one.doubtful && !doubtful_count))
      continue;
    if (one.hold == Hold::owner) ++result.places;
    result.furthest = std::max(result.furthest.value_or(Stage::assigned), one.stage);
  }
  return result;
}

bool partner_at_work(const Incident& incident) {
  return std::any_of(incident.requests.begin(), incident.requests.end(), [](const PartnerRequest& request) {
    return request.state != RequestState::rejected && request.state != RequestState::complete &&
           request.state != RequestState::cancelled;
  });
}

bool stopped(const Incident& incident) {
  return incident.stopped_at.has_value();
}

/// A couple may press twice for one fall; two people who live apart never do.
bool one_home(const State& state, const Incident& from, const Incident& into) {
  if (!from.person || !into.person || from.person == into.person) return true;
  const Person* one = known_person(state, *from.person);
  const Person* other = known_person(state, *into.person);
  return one != nullptr && other != nullptr && one->home && one->home == other->home;
}

/// Why these two are never one, whichever way round.
std::string why_never(const State& state, const Incident& from, const Incident& into) {
  if (from.id == into.id) return "it cannot be joined to itself";
  if (!one_home(state, from, into)) return "they are about two people who live apart: both need an answer";
  if (from.folded || into.folded) return "an incident of many homes is not joined";
  if ((from.cls == AlarmClass::security) != (into.cls == AlarmClass::security))
    return "a security alarm keeps its own incident";
  if (from.with_person_at || !from.findings.empty())
    return "somebody has been there for " + from.id.str() + ": close it with its outcome";
  if (phase_of(into) == Phase::cleared)
    return "everybody is clear of " + into.id.str() + ": close it, and keep this one";
  return {};
}

/// What would be lost by ending `from`.
std::string lost(const Incident& from, const Incident& into) {
  if (from.person && !into.person) return "it is known whom " + from.id.str() + " is about";
  if (partner_at_work(from)) return "a partner has been asked for " + from.id.str();
  if (stopped(into) && !stopped(from)) return "everybody was stood down from " + into.id.str();
  const OnIt going = on_it(from, true);
  const OnIt kept = on_it(into, false);
  if (going.places > kept.places || going.furthest > kept.furthest) {
    return "somebody is going for " + from.id.str() + " and nobody as far for " + into.id.str();
  }
  return {};
}

std::string why_not(const State& state, const Incident& from, const Incident& into) {
  if (auto never = why_never(state, from, into); !never.empty()) return never;
  const auto loses = lost(from, into);
  if (loses.empty()) return {};
  const bool other_way = why_never(state, into, from).empty() && lost(into, from).empty();
  return loses + (other_way ? ": join the other way round" : ": keep both for now");
}

IncidentJoined joined(const State& state, const Incident& from, const Incident& into, const OperatorId& by) {
  const bool first_answered =
      from.answered_at && (!into.answered_at || *from.answered_at < *into.answered_at);
  const Incident& answered = first_answered ? from : into;
  return {.incident = into.id,
          .from = from.id,
          .by = by,
          .first_signal_at = std::min(from.first_signal_at, into.first_signal_at),
          .answered_at = answered.answered_at,
          .answered_by = answered.answered_by,
          .position = place_of(state, into) ? std::nullopt : from.position,
          .people_needed = std::max(from.people_needed, into.people_needed),
          .alarms = from.alarms,
          .evidence = {from.evidence.begin(), from.evidence.end()}};
}

} // namespace

std::string join_into(Deciding& deciding, const CommandGiven& command) {
  if (!command.into) return "say which incident goes on";
  const Incident* goes_on = deciding.incident(*command.into);
  if (goes_on == nullptr) return "there is no open incident " + command.into->str();
  const Incident from = *deciding.incident(*command.incident);
  if (auto no = why_not(deciding.state(), from, *goes_on); !no.empty()) return no;

  const IncidentId& into = *command.into;
  const std::string told = "This is one and the same as another call, and somebody is on it. Thank you.";
  withdraw_offers(deciding, from.id, told);
  send_home(deciding, from.id, told);
  deciding.conclude(joined(deciding.state(), from, *goes_on, command.by));
  if (from.first_contact && !goes_on->first_contact)
    deciding.conclude(FirstContactSaid{into, command.by, *from.first_contact});
  deciding.conclude(Closed{from.id, command.by, Outcome::other, {}, command.note, into});

  if (graver(deciding, *goes_on, from.cls, from.type)) {
    raise(deciding, into, from.cls, from.type);
  } else {
    // Its clocks may count from an earlier signal now.
    arm_ladder(deciding, into);
  }
  if (from.decided_at && !goes_on->decided_at)
    start_response(deciding, into, command.by, "a response had been started for " + from.id.str());
  top_up(deciding, into, from.id.str() + " was joined");
  return {};
}

} // namespace turnout::dispatch
