#include "checks.hpp"

#include <turnout/engine/poison.hpp>
#include <turnout/record/json.hpp>

#include <algorithm>

namespace turnout::county::checks {

Broken next_deadline(const dispatch::State& state, const Incident& incident) {
  if (incident.timers.empty()) return incident.id.str() + " has no next deadline";
  for (const auto& timer : incident.timers) {
    if (!state.deadlines.contains({timer.due_at, incident.id, timer.kind, timer.ref}))
      return incident.id.str() + " has a timer that the index does not know";
  }
  return std::nullopt;
}

Broken one_owner(const Incident& incident) {
  for (const auto& one : incident.assignments) {
    if (one.hold == Hold::released) continue;
    if (one.hold == Hold::owner && one.place >= incident.people_needed)
      return incident.id.str() + " has an owner of no place";
    const auto owners =
        std::count_if(incident.assignments.begin(), incident.assignments.end(),
                      [&](const Assignment& a) { return a.place == one.place && a.hold == Hold::owner; });
    if (owners > 1) return incident.id.str() + " has two owners of place " + std::to_string(one.place);
    if (owners == 0) return incident.id.str() + " relieves a place that nobody owns";
  }
  return std::nullopt;
}

Broken somebody_travels(const Incident& incident) {
  for (int place = 0; place < incident.people_needed; ++place) {
    bool held = false;
    bool given_back = true;
    std::optional<WallTime> left_at;
    for (const auto& one : incident.assignments) {
      if (one.place != place) continue;
      held = held || one.hold == Hold::owner;
      if (!one.released_at || (left_at && *one.released_at < *left_at)) continue;
      const bool by_choice = one.released_why != ReleaseWhy::replaced;
      // Who left at the same instant left in one record, and one of them gave it back.
      given_back = by_choice || (left_at == one.released_at && given_back);
      left_at = one.released_at;
    }
    if (!held && !given_back)
      return incident.id.str() + ": place " + std::to_string(place) + " is empty, and nobody gave it back";
  }
  return std::nullopt;
}

Broken one_job(const dispatch::State& state, const Incident& incident) {
  for (const auto& one : incident.assignments) {
    if (one.hold == Hold::released || one.stage == turnout::Stage::clear) continue;
    const auto facts = state.facts.responders.find(one.responder);
    if (facts == state.facts.responders.end() || facts->second.on_incident != incident.id)
      return one.responder.str() + " is on " + incident.id.str() + " and on another, or does not know it";
  }
  return std::nullopt;
}

Broken nothing_overdue(const dispatch::State& state, WallTime engine_now) {
  const auto next = dispatch::next_deadline(state);
  if (!next || *next > engine_now) return std::nullopt;
  return "a deadline of " + format_rfc3339(*next) + " was left undone";
}

Broken on_time(const TimerFired& fired, WallTime at, WallTime excused_until, Duration tolerance) {
  if (fired.late <= tolerance) return std::nullopt;
  const WallTime due = at - fired.late;
  if (due <= excused_until) return std::nullopt;
  return fired.incident.str() + ": " + std::string(record::name_of(fired.kind)) + " " + fired.ref + " came " +
         format_duration(fired.late) + " late";
}

Broken closed_by_human(const Record& record, const Closed& closed) {
  const auto* command = std::get_if<CommandGiven>(&record.event);
  if (command != nullptr && !command->by.empty() && closed.by == command->by) return std::nullopt;
  return closed.incident.str() + " was closed without a named human";
}

Broken same_state(const dispatch::Facts& held, const dispatch::Facts& folded) {
  if (dispatch::digest(held) == dispatch::digest(folded)) return std::nullopt;
  return std::string("the journal folds to other facts than the dispatcher holds");
}

Broken kept(const std::optional<IncidentId>* remembered, const dispatch::Facts& folded, const SendAck& ack,
            bool incident_closed) {
  if (ack.status == AckStatus::not_stored) return std::nullopt;
  const std::string which = ack.hub.str() + " " + (ack.alarm ? ack.alarm->str() : std::string("?"));
  if (ack.alarm && (remembered == nullptr || *remembered != ack.incident))
    return which + " was acknowledged and is not in the journal";
  if (!ack.incident || incident_closed || folded.open.contains(*ack.incident)) return std::nullopt;
  return which + " was acknowledged, and its incident " + ack.incident->str() + " is lost";
}

Broken nothing_personal(std::string_view text, std::string_view where) {
  if (text.find(planted) == std::string_view::npos) return std::nullopt;
  return "personal data in " + std::string(where);
}

Broken need_to_know(std::string_view topic, std::string_view payload) {
  if (payload.find(planted) == std::string_view::npos) return std::nullopt;
  const bool assigned =
      topic.ends_with("/assignment") && payload.find(R"("state":"assigned")") != std::string_view::npos;
  if (assigned || topic.ends_with("/request")) return std::nullopt;
  return "personal data left on " + std::string(topic);
}

Broken cover_held(const dispatch::State& state, const ResponderId& assigned, LocalMoment local) {
  const auto& reference = state.reference;
  const auto row = reference.responders.find(assigned);
  if (row == reference.responders.end()) return assigned.str() + " was assigned and is not in the register";
  const auto base = reference.bases.find(row->second.base);
  if (base == reference.bases.end() || base->second.minimum_crew == 0) return std::nullopt;
  const auto staying = std::count_if(reference.roster.begin(), reference.roster.end(), [&](const auto& who) {
    return who.base == &base->second && who.facts->duty == DutyState::available &&
           who.facts->link != LinkState::down && !who.facts->on_incident && covers(who.row->shifts, local);
  });
  if (staying >= base->second.minimum_crew) return std::nullopt;
  return assigned.str() + " was taken and left " + base->second.name + " with " + std::to_string(staying);
}

Broken bounded(const std::map<std::string, std::uint64_t>& held,
               const std::map<std::string, std::uint64_t>& limits) {
  for (const auto& [what, count] : held) {
    const auto limit = limits.find(what);
    if (limit != limits.end() && count > limit->second)
      return std::to_string(count) + " " + what + " are held, over " + std::to_string(limit->second);
  }
  return std::nullopt;
}

Broken follows(const Stamp& before, const Stamp& record) {
  if (record.sequence == before.sequence + 1 && record.epoch >= before.epoch) return std::nullopt;
  return "record " + std::to_string(record.epoch) + "." + std::to_string(record.sequence) + " came after " +
         std::to_string(before.epoch) + "." + std::to_string(before.sequence);
}

Broken never_before(const Stamp& latest, const Stamp& record) {
  if (std::tie(latest.epoch, latest.sequence) < std::tie(record.epoch, record.sequence)) return std::nullopt;
  return "the stamp " + std::to_string(record.epoch) + "." + std::to_string(record.sequence) + " came again";
}

Broken survives(std::uint32_t deaths_of_one_thing) {
  if (deaths_of_one_thing <= engine::PoisonGuard::deaths_max) return std::nullopt;
  return "one thing killed the service " + std::to_string(deaths_of_one_thing) + " times";
}

namespace {

Broken alarm_set_aside(const Record& record, const dispatch::Facts& folded) {
  const AlarmJoined* joined = nullptr;
  bool opened = false;
  bool answered = false; // said again: it has its incident, and so has its ack
  for (const auto& decision : record.decisions) {
    opened = opened || std::holds_alternative<IncidentOpened>(decision);
    if (const auto* found = std::get_if<AlarmJoined>(&decision)) joined = found;
    const auto* owed = std::get_if<EffectOwed>(&decision);
    const auto* ack = owed != nullptr ? std::get_if<SendAck>(&owed->effect) : nullptr;
    answered = answered || (ack != nullptr && ack->alarm && ack->status != AckStatus::accepted);
  }
  if (joined == nullptr && answered) return std::nullopt;
  if (joined == nullptr || joined->doubt != Doubt::quarantined) return "a poisonous alarm led to nothing";
  const auto incident = folded.open.find(joined->incident);
  if (incident == folded.open.end()) return joined->incident.str() + " of a poisonous alarm is not open";
  if (opened && !incident->second.unverified) return joined->incident.str() + " is taken for verified";
  return std::nullopt;
}

bool tells_a_human(const std::vector<OpenAlert>& alerts) {
  return std::any_of(alerts.begin(), alerts.end(),
                     [](const OpenAlert& alert) { return alert.code.starts_with("quarantined"); });
}

} // namespace

Broken set_aside(const Record& record, const dispatch::Facts& folded) {
  const auto* alarm = std::get_if<AlarmReceived>(&record.event);
  if (alarm != nullptr && alarm->doubt == Doubt::quarantined) return alarm_set_aside(record, folded);
  const auto* event = std::get_if<Quarantined>(&record.event);
  if (event == nullptr) return std::nullopt;
  const auto open = event->incident ? folded.open.find(*event->incident) : folded.open.end();
  if (!tells_a_human(open == folded.open.end() ? folded.system.alerts : open->second.alerts))
    return event->topic + " was set aside and no human is told";
  if (open == folded.open.end()) return std::nullopt;
  const auto& timers = open->second.timers;
  const bool left = std::any_of(timers.begin(), timers.end(), [&](const Timer& timer) {
    return record::name_of(timer.kind) == event->timer && timer.ref == event->ref &&
           timer.due_at <= record.stamp.at;
  });
  if (left || timers.empty()) return open->first.str() + ": " + event->timer + " is still due, or nothing is";
  return std::nullopt;
}

Broken same_twice(std::string_view once, std::string_view again) {
  if (once == again) return std::nullopt;
  return "the same seed gave " + std::string(once) + " and then " + std::string(again);
}

} // namespace turnout::county::checks
