// Folds the decisions of records anew: the incidents and every other row as they follow from the records
// alone. One thread; cannot fail.
#pragma once

#include "turnout/dispatch/dispatcher.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace turnout::custody {

class Folding {
public:
  using RowKey = std::pair<std::string, std::string>; ///< kind and id, as in the table `row`

  void take(const Record& record);

  /// Closed ones too, oldest first signal first, then by id: as ReadStore::incidents_opened_between has them.
  [[nodiscard]] std::vector<Incident> incidents_opened_between(WallTime from, WallTime to) const;

  /// Each as it would be stored.
  [[nodiscard]] std::map<RowKey, std::string> rows() const;

  [[nodiscard]] std::uint64_t touched_at(const RowKey& key) const; ///< 0: never
  [[nodiscard]] std::uint64_t records() const noexcept { return records_; }
  [[nodiscard]] std::string digest() const { return dispatch::digest(state_.facts); }
  [[nodiscard]] const dispatch::State& state() const noexcept { return state_; }

private:
  void note(std::uint64_t sequence);

  dispatch::State state_;
  std::map<IncidentId, Incident> closed_;
  std::map<RowKey, std::uint64_t> touched_;
  std::uint64_t records_ = 0;
};

} // namespace turnout::custody
