// What has been decided, stored or not: while the disk refuses, dispatching goes on, and whoever asks at the
// desk must see what goes on. `committed` comes from the engine's thread and copies what is not stored yet;
// the engine holds no more of it than its own limit. `Latest` is the reading thread's. Nothing throws; an
// Error is the store's.
#pragma once

#include "turnout/domain/incident.hpp"
#include "turnout/engine/ports.hpp"
#include "turnout/store/read_store.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace turnout::console {

/// The latest rows, the records and the texts that the disk has refused so far.
class Unstored {
public:
  using Rows = std::map<std::string, std::shared_ptr<const engine::Row>>;

  void committed(const engine::Batch& batch, bool durable);

  [[nodiscard]] bool any() const;
  [[nodiscard]] Rows rows(const std::string& kind) const;
  [[nodiscard]] std::vector<std::shared_ptr<const Record>> records_of(const IncidentId& id) const;
  [[nodiscard]] std::optional<std::string> text(const TextId& id) const;

private:
  struct Held {
    std::map<std::string, Rows> rows; ///< by kind
    std::map<IncidentId, std::vector<std::shared_ptr<const Record>>> records;
    std::map<TextId, std::string> texts;
  };
  mutable std::mutex mutex_;
  Held held_;
  bool any_ = false;
};

/// The store, and what it lacks. What is not stored is asked for first: it may be stored meanwhile, and is
/// then found twice and told once.
class Latest {
public:
  Latest(store::ReadStore& store, const Unstored& unstored) : store_(store), unstored_(unstored) {}

  /// Something that stands here is not stored yet.
  [[nodiscard]] bool partly_unstored() const { return unstored_.any(); }
  /// What has been stored, and the register.
  [[nodiscard]] store::ReadStore& store() noexcept { return store_; }

  // As in store::ReadStore.
  [[nodiscard]] Result<std::vector<Incident>> open_incidents();
  [[nodiscard]] Result<std::vector<Incident>> incidents_opened_between(WallTime from, WallTime to);
  [[nodiscard]] Result<std::optional<Incident>> incident(const IncidentId& id);
  [[nodiscard]] Result<std::vector<Record>> records_of(const IncidentId& id);
  [[nodiscard]] Result<std::vector<ResponderFacts>> responder_facts();
  [[nodiscard]] Result<std::vector<HubFacts>> hub_facts();
  [[nodiscard]] Result<std::optional<SystemFacts>> system_facts();
  [[nodiscard]] Result<std::optional<std::string>> text(const TextId& id);

private:
  store::ReadStore& store_;
  const Unstored& unstored_;
};

} // namespace turnout::console
