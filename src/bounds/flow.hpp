// The cheapest flow through a network, by LEMON's network simplex in whole numbers. Pure, any thread. A
// network that cannot carry its supplies, or whose cost has no floor, gives nothing.
#pragma once

#include "turnout/base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace turnout::bounds {

using Node = std::size_t;

struct Arc {
  Node from = 0;
  Node to = 0;
  std::int64_t capacity = 1;
  Duration cost{}; ///< of each unit
};

struct Network {
  std::vector<std::int64_t> supply; ///< of each node, below zero a demand; they sum to zero
  std::vector<Arc> arcs;

  Node add_node(std::int64_t supplied = 0) {
    supply.push_back(supplied);
    return supply.size() - 1;
  }
};

struct Flow {
  Duration total{};
  std::vector<std::int64_t> units; ///< on each arc
};

[[nodiscard]] std::optional<Flow> cheapest_flow(const Network& network);

} // namespace turnout::bounds
