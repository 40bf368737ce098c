#include <turnout/custody/person.hpp>
#include <turnout/record/texts.hpp>

#include <algorithm>
#include <iterator>
#include <map>

namespace turnout::custody {
namespace {

/// A handover speaks of many incidents: of its words only those about this one.
std::set<TextId> texts_in(const Record& record, const std::set<IncidentId>& incidents) {
  const auto* handover = std::get_if<HandoverGiven>(&record.event);
  if (handover == nullptr) return record::texts_in(record);
  std::set<TextId> found;
  for (const auto& item : handover->items) {
    if (item.note && incidents.contains(item.incident)) found.insert(*item.note);
  }
  return found;
}

/// Their incidents and what was joined into them, however deep.
Result<std::set<IncidentId>> incidents_about(store::ReadStore& store, const PersonId& person) {
  const auto theirs = store.incidents_of(person);
  if (!theirs) return Error{theirs.error()};
  std::set<IncidentId> known;
  std::vector<IncidentId> ahead;
  for (const auto& incident : theirs.value())
    ahead.push_back(incident.id);
  while (!ahead.empty()) {
    const IncidentId id = ahead.back();
    ahead.pop_back();
    if (!known.insert(id).second) continue;
    const auto records = store.records_of(id);
    if (!records) return Error{records.error()};
    for (const auto& record : records.value()) {
      for (const auto& decision : record.decisions) {
        const auto* joined = std::get_if<IncidentJoined>(&decision);
        if (joined != nullptr && joined->incident == id) ahead.push_back(joined->from);
      }
    }
  }
  return known;
}

/// Words of alarms that made no incident: they stand in their event alone.
Status add_texts_of_hub(store::ReadStore& store, const PersonId& person, std::set<TextId>& found) {
  const auto row = store.person(person);
  if (!row) return Error{row.error()};
  if (!row.value() || row.value()->person.hub.empty()) return ok_status();
  const HubId hub = row.value()->person.hub;
  return store.for_each_record({.kinds = {"AlarmReceived"}}, [&](const Record& record) {
    const auto* alarm = std::get_if<AlarmReceived>(&record.event);
    const bool of_an_incident =
        std::any_of(record.decisions.begin(), record.decisions.end(),
                    [](const auto& decision) { return incident_of(decision) != nullptr; });
    if (alarm != nullptr && alarm->hub == hub && !of_an_incident) found.merge(record::texts_in(record));
    return true;
  });
}

} // namespace

Result<std::vector<Record>> records_about(store::ReadStore& store, const PersonId& person) {
  const auto incidents = incidents_about(store, person);
  if (!incidents) return Error{incidents.error()};
  std::map<std::uint64_t, Record> ordered;
  for (const auto& id : incidents.value()) {
    auto records = store.records_of(id);
    if (!records) return Error{records.error()};
    for (auto& record : records.value())
      ordered.insert_or_assign(record.stamp.sequence, std::move(record));
  }
  std::vector<Record> all;
  all.reserve(ordered.size());
  for (auto& [sequence, record] : ordered)
    all.push_back(std::move(record));
  return all;
}

Result<std::vector<TextId>> texts_about(store::ReadStore& store, const PersonId& person) {
  const auto incidents = incidents_about(store, person);
  if (!incidents) return Error{incidents.error()};
  const auto records = records_about(store, person);
  if (!records) return Error{records.error()};
  std::set<TextId> found;
  for (const auto& record : records.value())
    found.merge(texts_in(record, incidents.value()));
  const auto looks = store.looks_at(person);
  if (!looks) return Error{looks.error()};
  for (const auto& look : looks.value()) {
    if (look.view.reason) found.insert(*look.view.reason);
  }
  if (auto added = add_texts_of_hub(store, person, found); !added) return Error{added.error()};
  const auto kept = store.text_ids();
  if (!kept) return Error{kept.error()};
  std::vector<TextId> here;
  std::set_intersection(found.begin(), found.end(), kept.value().begin(), kept.value().end(),
                        std::back_inserter(here));
  return here;
}

} // namespace turnout::custody
