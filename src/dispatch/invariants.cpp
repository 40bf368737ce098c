#include <turnout/dispatch/dispatcher.hpp>

#include <algorithm>

namespace turnout::dispatch {

namespace {

using Broken = std::vector<std::string>;

void check_deadlines(const State& state, const Incident& incident, Broken& broken) {
  if (incident.timers.empty()) broken.push_back(incident.id.str() + " has no next deadline");
  for (const auto& timer : incident.timers) {
    if (!state.deadlines.contains({timer.due_at, incident.id, timer.kind, timer.ref})) {
      broken.push_back(incident.id.str() + " has a timer that is not in the index");
    }
  }
}

void check_places(const Incident& incident, Broken& broken) {
  std::map<int, int> owners;
  std::map<int, int> relieving;
  for (const auto& assignment : incident.assignments) {
    if (assignment.hold == Hold::owner) ++owners[assignment.place];
    if (assignment.hold == Hold::relieving) ++relieving[assignment.place];
  }
  for (const auto& [place, count] : owners) {
    if (count > 1) broken.push_back(incident.id.str() + " has two owners of place " + std::to_string(place));
    if (place >= incident.people_needed) broken.push_back(incident.id.str() + " has an owner of no place");
  }
  for (const auto& [place, count] : relieving) {
    if (owners[place] != 1) broken.push_back(incident.id.str() + " relieves a place that nobody owns");
  }
}

/// Whoever is still to arrive is watched: by a clock, or because somebody else is looked for already.
void check_watched(const Incident& incident, Broken& broken) {
  for (const auto& going : incident.assignments) {
    if (going.hold != Hold::owner || going.stage >= Stage::on_scene || going.doubtful) continue;
    const bool watched = std::any_of(incident.timers.begin(), incident.timers.end(), [&](const Timer& timer) {
      return timer.ref == going.offer.str() &&
             (timer.kind == TimerKind::turnout || timer.kind == TimerKind::silence ||
              timer.kind == TimerKind::arrival);
    });
    if (!watched) broken.push_back(incident.id.str() + " has sent somebody whom nothing watches");
  }
}

/// Once accepted, a released-as-replaced responder must leave behind somebody who is moving.
void check_travelling(const Incident& incident, Broken& broken) {
  for (const auto& gone : incident.assignments) {
    if (gone.released_why != ReleaseWhy::replaced) continue;
    const bool somebody =
        std::any_of(incident.assignments.begin(), incident.assignments.end(), [&](const Assignment& a) {
          return a.place == gone.place && a.offer != gone.offer &&
                 (a.hold != Hold::released || a.released_why != ReleaseWhy::replaced ||
                  a.released_at >= gone.released_at);
        });
    if (!somebody) broken.push_back(incident.id.str() + " stood somebody down with nobody on the way");
  }
}

void check_responders(const State& state, Broken& broken) {
  std::map<ResponderId, int> offers;
  std::map<ResponderId, std::set<IncidentId>> replaced;
  std::map<ResponderId, std::set<OfferId>> ringing;
  for (const auto& [id, incident] : state.facts.open) {
    for (const auto& offer : incident.offers) {
      if (offer.state != OfferState::open) continue;
      ++offers[offer.responder];
      ringing[offer.responder].insert(offer.id);
    }
    for (const auto& assignment : incident.assignments) {
      if (assignment.released_why == ReleaseWhy::replaced) replaced[assignment.responder].insert(id);
      if (assignment.hold == Hold::released || assignment.stage == Stage::clear) continue;
      const auto facts = state.facts.responders.find(assignment.responder);
      if (facts == state.facts.responders.end() || facts->second.on_incident != id) {
        broken.push_back(assignment.responder.str() + " is on " + id.str() + " and does not know it");
      }
    }
  }
  for (const auto& [id, facts] : state.facts.responders) {
    if (facts.open_offers != offers[id]) broken.push_back(id.str() + " has a wrong count of open offers");
  }
  if (ringing != state.ringing)
    broken.emplace_back("the index of phones that ring does not say what the incidents say");
  if (replaced != state.replaced)
    broken.emplace_back("the index of those who were replaced does not say what the incidents say");
}

/// What is parked comes back by a clock, and a fire is never put aside.
void check_parked(const Incident& incident, Broken& broken) {
  const bool clock = std::any_of(incident.timers.begin(), incident.timers.end(),
                                 [](const Timer& timer) { return timer.kind == TimerKind::parked; });
  if (incident.parked_until.has_value() != clock)
    broken.push_back(incident.id.str() + " is parked and nothing brings it back, or the other way round");
  if (incident.parked_until && incident.cls == AlarmClass::life_fire)
    broken.push_back(incident.id.str() + " is a fire and was parked");
}

} // namespace

std::vector<std::string> broken_rules(const State& state) {
  Broken broken;
  std::size_t timers = 0;
  for (const auto& [id, incident] : state.facts.open) {
    check_deadlines(state, incident, broken);
    check_places(incident, broken);
    check_travelling(incident, broken);
    check_watched(incident, broken);
    check_parked(incident, broken);
    timers += incident.timers.size();
    if (incident.closed_at) broken.push_back(id.str() + " is closed and still among the open");
  }
  if (timers != state.deadlines.size())
    broken.emplace_back("the index of deadlines holds one that nobody set");
  check_responders(state, broken);
  return broken;
}

} // namespace turnout::dispatch
