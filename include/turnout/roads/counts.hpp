// Who answered how often, for metrics: counted by the thread that decides, read by any. Cannot fail.
#pragma once

#include <atomic>
#include <cstdint>

namespace turnout::roads {

struct TravelCounts {
  std::atomic<std::uint64_t> by_router{0};
  std::atomic<std::uint64_t> by_roads{0};
  std::atomic<std::uint64_t> by_law{0};          ///< although there are roads: off the map, or no way
  std::atomic<std::uint64_t> router_failures{0}; ///< questions it was spared, or did not answer in time
};

} // namespace turnout::roads
