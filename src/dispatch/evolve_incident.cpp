#include "evolve.hpp"

#include <algorithm>

namespace turnout::dispatch {

Incident* touch(State& state, const IncidentId& id) {
  const auto found = state.facts.open.find(id);
  if (found == state.facts.open.end()) return nullptr;
  state.touched.incidents.insert(id);
  return &found->second;
}

void fold(State& state, const Stamp& stamp, const IncidentOpened& d) {
  Incident incident;
  incident.id = d.incident;
  incident.cls = d.cls;
  incident.type = d.type;
  incident.person = d.person;
  incident.hub = d.hub;
  incident.area = d.area;
  incident.position = d.position;
  incident.unverified = d.unverified;
  incident.folded = d.folded;
  incident.plan_revision = d.plan_revision;
  incident.plan_path = d.plan_path;
  incident.people_needed = d.people_needed;
  incident.first_signal_at = stamp.at;
  incident.opened_by = d.by;
  incident.place = d.place;
  incident.callback = d.callback;
  incident.gp_practice = d.gp_practice;
  const auto placed = state.facts.open.insert_or_assign(d.incident, std::move(incident)).first;
  index_incident(state, placed->second);
  state.touched.incidents.insert(d.incident);
}

void fold(State& state, const Stamp& stamp, const AlarmJoined& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  const auto same = std::find_if(incident->alarms.begin(), incident->alarms.end(),
                                 [&](const JoinedAlarm& a) { return a.hub == d.hub && a.type == d.type; });
  if (same != incident->alarms.end()) {
    ++same->repeats;
  } else {
    incident->alarms.push_back({d.hub, d.alarm, d.type, stamp.at, 0});
  }
  if (d.position) incident->position = d.position;
}

void fold(State& state, const Stamp&, const Raised& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  incident->cls = d.cls;
  incident->type = d.type;
  // What another plan's ladder has done or passed over says nothing about this one's.
  if (incident->plan_path != d.plan_path) incident->rungs.clear();
  incident->plan_path = d.plan_path;
  // Everybody was stood down for something lesser.
  incident->stopped_at.reset();
  incident->people_needed = std::max(incident->people_needed, d.people_needed);
}

void fold(State& state, const Stamp&, const EvidenceSeen& d) {
  if (Incident* incident = touch(state, d.incident)) incident->evidence.insert(d.type);
}

void fold(State& state, const Stamp&, const NeedsSaid& d) {
  if (Incident* incident = touch(state, d.incident)) incident->needs.insert(d.needs.begin(), d.needs.end());
}

void fold(State& state, const Stamp&, const PeopleNeeded& d) {
  if (Incident* incident = touch(state, d.incident)) incident->people_needed = d.people;
}

void fold(State& state, const Stamp&, const OutcomeSaid& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  if (d.outcome) incident->findings.push_back(*d.outcome);
  incident->referrals.insert(incident->referrals.end(), d.referrals.begin(), d.referrals.end());
}

void fold(State& state, const Stamp& stamp, const Answered& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  incident->answered_at = stamp.at;
  incident->answered_by = d.by;
}

void fold(State& state, const Stamp&, const Noted& d) {
  (void)touch(state, d.incident);
}

void fold(State& state, const Stamp& stamp, const ResponseDecided& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  incident->decided_at = stamp.at;
  if (!incident->first_decided_at) incident->first_decided_at = stamp.at;
  incident->decided_by = d.by;
  incident->stopped_at.reset();
}

void fold(State& state, const Stamp& stamp, const ResponseStopped& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  incident->decided_at.reset();
  incident->decided_by.reset();
  incident->stopped_at = stamp.at;
}

void fold(State& state, const Stamp&, const PersonTold& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  incident->told_person = d.stage;
  incident->told_person_eta_at = d.arrival_at;
}

void fold(State& state, const Stamp& stamp, const RungReached& d) {
  Incident* incident = touch(state, d.incident);
  if (incident != nullptr) incident->rungs.push_back({d.rung, d.result, stamp.at});
}

void fold(State& state, const Stamp& stamp, const Closed& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  incident->closed_at = stamp.at;
  state.touched.ending.insert(d.incident);
  incident->closed_by = d.by;
  if (!d.joined_into) incident->outcome = d.outcome;
  incident->joined_into = d.joined_into;
  incident->parked_until.reset();
  incident->parked_by.reset();
  incident->referrals.insert(incident->referrals.end(), d.referrals.begin(), d.referrals.end());
  for (const auto& timer : incident->timers)
    unindex_timer(state, incident->id, timer);
  incident->timers.clear();
  incident->alerts.clear();
}

void fold(State& state, const Stamp&, const IncidentJoined& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  incident->first_signal_at = d.first_signal_at;
  incident->answered_at = d.answered_at;
  incident->answered_by = d.answered_by;
  if (d.position) incident->position = d.position;
  incident->people_needed = d.people_needed;
  incident->evidence.insert(d.evidence.begin(), d.evidence.end());
  for (const auto& alarm : d.alarms) {
    const auto same =
        std::find_if(incident->alarms.begin(), incident->alarms.end(),
                     [&](const JoinedAlarm& a) { return a.hub == alarm.hub && a.type == alarm.type; });
    if (same != incident->alarms.end()) {
      same->repeats += alarm.repeats + 1;
    } else {
      incident->alarms.push_back(alarm);
    }
  }
}

void fold(State& state, const Stamp&, const Parked& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  incident->parked_until = d.until;
  incident->parked_by = d.by;
}

void fold(State& state, const Stamp&, const ParkingEnded& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  incident->parked_until.reset();
  incident->parked_by.reset();
}

void fold(State& state, const Stamp&, const FirstContactSaid& d) {
  if (Incident* incident = touch(state, d.incident)) incident->first_contact = d.outcome;
}

} // namespace turnout::dispatch
