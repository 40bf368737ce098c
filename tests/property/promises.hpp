// What no history may break, said as checks on a world after each thing that happened. Each returns why not,
// or nothing.
#pragma once

#include "support/world.hpp"

#include <string>

namespace turnout::testing {

/// Watches a world from its start; `check` after every event.
class Promises {
public:
  explicit Promises(World& world) : world_(world), seen_(world.told().size()) {}

  [[nodiscard]] std::string check();

private:
  [[nodiscard]] std::string check_decisions();
  [[nodiscard]] std::string check_joined(const Record& record, const IncidentJoined& joined) const;
  [[nodiscard]] std::string check_places() const;
  [[nodiscard]] std::string check_one_each() const;
  [[nodiscard]] std::string check_freed(const OfferMade& made) const;
  [[nodiscard]] std::string check_cover(const ResponderId& assigned) const;

  World& world_;
  std::size_t seen_;
};

} // namespace turnout::testing
