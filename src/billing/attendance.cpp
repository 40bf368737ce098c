#include "turnout/billing/attendance.hpp"

#include <algorithm>

namespace turnout::billing {
namespace {

std::optional<WallTime> earliest(std::initializer_list<std::optional<WallTime>> moments) {
  std::optional<WallTime> first;
  for (const auto& moment : moments) {
    if (moment && (!first || *moment < *first)) first = moment;
  }
  return first;
}

void add_offer(Attendance& record, const Incident& incident) {
  const auto offer = std::find_if(incident.offers.begin(), incident.offers.end(),
                                  [&](const Offer& one) { return one.id == record.id; });
  if (offer == incident.offers.end()) return;
  record.kind = offer->kind;
  record.organisation = offer->organisation;
  record.base = offer->base;
  record.distance = offer->distance;
  record.offered_at = offer->made_at;
}

/// The first press at the hub while this one was on the way or there.
void add_evidence(Attendance& record, const Incident& incident) {
  for (const auto& alarm : incident.alarms) {
    if (alarm.type != AlarmType::presence_confirmed && alarm.type != AlarmType::intervention_complete)
      continue;
    if (!record.set_off_at || alarm.at < *record.set_off_at || (record.left_at && alarm.at > *record.left_at))
      continue;
    if (record.hub_evidence_at && *record.hub_evidence_at <= alarm.at) continue;
    record.hub_evidence = alarm.type;
    record.hub_evidence_at = alarm.at;
  }
}

Attendance record_of(const Assignment& went, const Incident& incident) {
  Attendance record{.id = went.offer, .incident = incident.id, .responder = went.responder};
  record.offered_at = went.assigned_at;
  add_offer(record, incident);
  record.accepted_at = went.assigned_at;
  record.arrived_at = earliest({went.on_scene_at, went.with_person_at});
  record.set_off_at = earliest({went.en_route_at, record.arrived_at});
  record.with_person_at = went.with_person_at;
  record.left_at = earliest({went.clear_at, went.released_at});
  if (!record.left_at) record.left_at = incident.closed_at;
  record.released_why = went.released_why;
  record.outcome = incident.outcome;
  add_evidence(record, incident);
  return record;
}

} // namespace

std::vector<Attendance> attendances(const Incident& incident) {
  std::vector<Attendance> records;
  records.reserve(incident.assignments.size());
  for (const auto& went : incident.assignments)
    records.push_back(record_of(went, incident));
  const bool somebody_said =
      std::any_of(records.begin(), records.end(), [](const Attendance& record) { return record.arrived_at; });
  for (auto& record : records) {
    const bool own_word = record.arrived_at.has_value();
    // A press at the hub tells that somebody is there, not who: it counts for the one who could be meant.
    if (!own_word && (somebody_said || records.size() > 1)) {
      record.hub_evidence.reset();
      record.hub_evidence_at.reset();
    }
    if (!own_word) record.arrived_at = record.hub_evidence_at;
    const bool hub = record.hub_evidence.has_value();
    record.proof =
        hub ? (own_word ? Proof::hub_and_stages : Proof::hub) : (own_word ? Proof::stages : Proof::none);
  }
  std::stable_sort(records.begin(), records.end(), [](const Attendance& a, const Attendance& b) {
    return std::tie(a.accepted_at, a.id) < std::tie(b.accepted_at, b.id);
  });
  return records;
}

} // namespace turnout::billing
