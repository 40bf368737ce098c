// Who can reach one place, and how soon: Dijkstra's search backwards from it, taken no further than anybody
// has asked about and gone on with when somebody further away is. One thread; cannot fail. The map must
// outlive it.
#pragma once

#include "turnout/roads/road_map.hpp"

#include <queue>

namespace turnout::roads {

struct Drive {
  std::uint32_t ms = 0;
  std::uint32_t cm = 0;
};

class Search {
public:
  /// `shut`: as RoadMap::nearest takes it.
  Search(const RoadMap& map, const std::vector<bool>& shut, const Foot& to);

  /// Nothing if no road leads there.
  [[nodiscard]] std::optional<Drive> from(const Foot& foot);

  /// To the end of the map.
  void exhaust() { go_on_until(never); }

  [[nodiscard]] const Foot& place() const noexcept { return to_; }

private:
  void reach(std::uint32_t junction, std::uint32_t ms, std::uint32_t cm);
  void go_on_until(std::uint32_t junction);
  void settle_next();

  struct Open {
    std::uint32_t ms;
    std::uint32_t junction;
    friend bool operator>(const Open& a, const Open& b) {
      return a.ms != b.ms ? a.ms > b.ms : a.junction > b.junction;
    }
  };

  const RoadMap& map_;
  const std::vector<bool>& shut_;
  Foot to_;
  std::vector<Drive> drives_; ///< from each junction; ms is `never` until reached
  std::vector<bool> settled_;
  std::priority_queue<Open, std::vector<Open>, std::greater<>> open_;
};

} // namespace turnout::roads
