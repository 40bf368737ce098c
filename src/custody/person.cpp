#include "lines.hpp"

#include <turnout/custody/person.hpp>
#include <turnout/record/texts.hpp>

#include <algorithm>
#include <functional>
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

/// By what a record can be theirs that concluded nothing of an incident: it came too late, or was refused.
struct Known {
  PersonId person;
  HubId hub; ///< empty where they are not in the register
  std::set<IncidentId> incidents;
  std::set<OfferId> offers;
  std::set<RequestId> requests;
};

Result<Known> known_of(store::ReadStore& store, const PersonId& person) {
  auto incidents = incidents_about(store, person);
  if (!incidents) return Error{incidents.error()};
  const auto row = store.person(person);
  if (!row) return Error{row.error()};
  Known known{.person = person, .incidents = std::move(incidents).value()};
  if (row.value()) known.hub = row.value()->person.hub;
  for (const auto& id : known.incidents) {
    const auto incident = store.incident(id);
    if (!incident) return Error{incident.error()};
    if (!incident.value()) continue;
    for (const auto& offer : incident.value()->offers)
      known.offers.insert(offer.id);
    for (const auto& request : incident.value()->requests)
      known.requests.insert(request.id);
  }
  return known;
}

/// Whether an event speaks of them by its own members, whatever was made of it.
struct SpeaksOfThem {
  const Known& known;

  bool operator()(const ProgressReceived& event) const { return known.incidents.contains(event.incident); }
  bool operator()(const ReplyReceived& event) const { return known.offers.contains(event.offer); }
  bool operator()(const PartnerReplied& event) const { return known.requests.contains(event.request); }
  bool operator()(const CommandGiven& event) const {
    return event.person == known.person || one_of(event.incident) || one_of(event.into);
  }
  bool operator()(const HandoverGiven& event) const {
    return std::any_of(event.items.begin(), event.items.end(),
                       [&](const HandoverItem& item) { return known.incidents.contains(item.incident); });
  }
  bool operator()(const FollowUpSaid& event) const { return known.incidents.contains(event.incident); }
  bool operator()(const DisputeSaid& event) const { return known.incidents.contains(event.incident); }
  bool operator()(const RecordViewed& event) const {
    return one_of(event.incident) ||
           std::find(event.people.begin(), event.people.end(), known.person) != event.people.end();
  }
  template <class Other>
  bool operator()(const Other&) const {
    return false;
  }

private:
  [[nodiscard]] bool one_of(const std::optional<IncidentId>& incident) const {
    return incident && known.incidents.contains(*incident);
  }
};

bool is_about(const Known& known, const Record& record) {
  const auto* alarm = std::get_if<AlarmReceived>(&record.event);
  if (alarm == nullptr) return std::visit(SpeaksOfThem{known}, record.event);
  // One that is of an incident goes with it: the hub may have been somebody else's then.
  return !known.hub.empty() && alarm->hub == known.hub &&
         std::none_of(record.decisions.begin(), record.decisions.end(),
                      [](const auto& decision) { return incident_of(decision) != nullptr; });
}

/// Every record whose event has words that are kept and speaks of them, in order.
Status each_with_words(store::ReadStore& store, const Known& known,
                       const std::function<void(Record&&)>& see) {
  const auto kept = store.text_ids();
  if (!kept) return Error{kept.error()};
  return store.for_each_link(1, [&](const store::Link& link) -> Result<bool> {
    bool has_words = false;
    record::each_like_a_text(link.event, [&](std::string_view id) {
      has_words = has_words || kept.value().contains(TextId(std::string(id)));
    });
    if (!has_words) return true;
    auto record = record_of(link);
    if (!record) return Error{record.error()};
    if (is_about(known, record.value())) see(std::move(record).value());
    return true;
  });
}

Result<std::vector<Record>> records_of(store::ReadStore& store, const Known& known) {
  std::map<std::uint64_t, Record> ordered;
  const auto add = [&](Record&& record) {
    const auto sequence = record.stamp.sequence;
    ordered.insert_or_assign(sequence, std::move(record));
  };
  for (const auto& id : known.incidents) {
    auto records = store.records_of(id);
    if (!records) return Error{records.error()};
    for (auto& record : records.value())
      add(std::move(record));
  }
  if (const auto walked = each_with_words(store, known, add); !walked) return Error{walked.error()};
  std::vector<Record> all;
  all.reserve(ordered.size());
  for (auto& [sequence, record] : ordered)
    all.push_back(std::move(record));
  return all;
}

} // namespace

Result<std::vector<Record>> records_about(store::ReadStore& store, const PersonId& person) {
  const auto known = known_of(store, person);
  if (!known) return Error{known.error()};
  auto records = records_of(store, known.value());
  // A look may name others too: looks_at has what is theirs.
  if (records)
    std::erase_if(records.value(),
                  [](const Record& record) { return std::holds_alternative<RecordViewed>(record.event); });
  return records;
}

Result<std::vector<TextId>> texts_about(store::ReadStore& store, const PersonId& person) {
  const auto known = known_of(store, person);
  if (!known) return Error{known.error()};
  const auto records = records_of(store, known.value());
  if (!records) return Error{records.error()};
  std::set<TextId> found;
  for (const auto& record : records.value())
    found.merge(texts_in(record, known.value().incidents));
  const auto kept = store.text_ids();
  if (!kept) return Error{kept.error()};
  std::vector<TextId> here;
  std::set_intersection(found.begin(), found.end(), kept.value().begin(), kept.value().end(),
                        std::back_inserter(here));
  return here;
}

} // namespace turnout::custody
