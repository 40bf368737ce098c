#include "latest.hpp"

#include "turnout/record/json.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace turnout::console {
namespace {

bool earlier(const Incident& a, const Incident& b) {
  return std::pair(a.first_signal_at, a.id.str()) < std::pair(b.first_signal_at, b.id.str());
}

/// Puts the newer ones among those that are stored; `wanted` says which of them belong there.
template <class Wanted>
std::vector<Incident> with_newer(std::vector<Incident> stored, const Unstored::Rows& newer, Wanted wanted) {
  if (newer.empty()) return stored;
  std::erase_if(stored, [&](const Incident& incident) { return newer.contains(incident.id.str()); });
  for (const auto& [id, row] : newer) {
    auto incident = record::from_json<Incident>(row->json);
    if (incident && wanted(incident.value())) stored.push_back(std::move(incident.value()));
  }
  std::sort(stored.begin(), stored.end(), earlier);
  return stored;
}

/// Facts that have an id, ordered by it.
template <class Facts>
Result<std::vector<Facts>> facts_with_newer(Result<std::vector<Facts>> stored, const Unstored::Rows& newer) {
  if (!stored || newer.empty()) return stored;
  auto& all = stored.value();
  std::erase_if(all, [&](const Facts& facts) { return newer.contains(facts.id.str()); });
  for (const auto& [id, row] : newer) {
    if (auto facts = record::from_json<Facts>(row->json)) all.push_back(std::move(facts.value()));
  }
  std::sort(all.begin(), all.end(), [](const Facts& a, const Facts& b) { return a.id.str() < b.id.str(); });
  return stored;
}

} // namespace

void Unstored::committed(const engine::Batch& batch, bool durable) {
  Held done; // let go of after the lock
  const std::lock_guard lock(mutex_);
  // Batches are stored in order: with this one all before it.
  if (durable) {
    if (any_) std::swap(done, held_);
    any_ = false;
    return;
  }
  any_ = true;
  for (const auto& row : batch.rows)
    held_.rows[row.kind][row.id] = std::make_shared<const engine::Row>(row);
  for (const auto& text : batch.texts)
    held_.texts[text.id] = text.body;
  for (const auto& record : batch.records) {
    std::shared_ptr<const Record> copy;
    std::set<IncidentId> touched;
    for (const auto& decision : record.decisions) {
      const auto* incident = incident_of(decision);
      if (incident == nullptr || !touched.insert(*incident).second) continue;
      if (!copy) copy = std::make_shared<const Record>(record);
      held_.records[*incident].push_back(copy);
    }
  }
}

bool Unstored::any() const {
  const std::lock_guard lock(mutex_);
  return any_;
}

Unstored::Rows Unstored::rows(const std::string& kind) const {
  const std::lock_guard lock(mutex_);
  const auto found = held_.rows.find(kind);
  return found == held_.rows.end() ? Rows() : found->second;
}

std::vector<std::shared_ptr<const Record>> Unstored::records_of(const IncidentId& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = held_.records.find(id);
  return found == held_.records.end() ? std::vector<std::shared_ptr<const Record>>() : found->second;
}

std::optional<std::string> Unstored::text(const TextId& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = held_.texts.find(id);
  return found == held_.texts.end() ? std::nullopt : std::optional(found->second);
}

Result<std::vector<Incident>> Latest::open_incidents() {
  const auto newer = unstored_.rows("incident");
  auto stored = store_.open_incidents();
  if (!stored) return stored;
  return with_newer(std::move(stored.value()), newer,
                    [](const Incident& incident) { return !incident.closed_at.has_value(); });
}

Result<std::vector<Incident>> Latest::incidents_opened_between(WallTime from, WallTime to) {
  const auto newer = unstored_.rows("incident");
  auto stored = store_.incidents_opened_between(from, to);
  if (!stored) return stored;
  return with_newer(std::move(stored.value()), newer, [&](const Incident& incident) {
    return incident.first_signal_at >= from && incident.first_signal_at < to;
  });
}

Result<std::optional<Incident>> Latest::incident(const IncidentId& id) {
  const auto newer = unstored_.rows("incident");
  if (const auto found = newer.find(id.str()); found != newer.end()) {
    if (auto incident = record::from_json<Incident>(found->second->json))
      return std::optional(std::move(incident.value()));
  }
  return store_.incident(id);
}

Result<std::vector<Record>> Latest::records_of(const IncidentId& id) {
  const auto newer = unstored_.records_of(id);
  auto records = store_.records_of(id);
  if (!records) return records;
  const auto stored_to = records.value().empty() ? 0 : records.value().back().stamp.sequence;
  for (const auto& record : newer) {
    if (record->stamp.sequence > stored_to) records.value().push_back(*record);
  }
  return records;
}

Result<std::vector<ResponderFacts>> Latest::responder_facts() {
  const auto newer = unstored_.rows("responder");
  return facts_with_newer(store_.responder_facts(), newer);
}

Result<std::vector<HubFacts>> Latest::hub_facts() {
  const auto newer = unstored_.rows("hub");
  return facts_with_newer(store_.hub_facts(), newer);
}

Result<std::optional<SystemFacts>> Latest::system_facts() {
  const auto newer = unstored_.rows("system");
  if (!newer.empty()) {
    if (auto facts = record::from_json<SystemFacts>(newer.begin()->second->json))
      return std::optional(std::move(facts.value()));
  }
  return store_.system_facts();
}

Result<std::optional<std::string>> Latest::text(const TextId& id) {
  if (auto text = unstored_.text(id)) return std::optional(std::move(*text));
  return store_.text(id);
}

} // namespace turnout::console
