// How long it takes to get from one place to another. The law of research (square root, then linear, round
// barriers by their crossings) is the first; a road graph can be the second. Pure: same points, same answer.
// Called from the thread that decides. Cannot fail: where no way is known the answer is the law's.
#pragma once

#include "turnout/domain/plan.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace turnout::dispatch {

struct Journey {
  Distance distance; ///< crow legs, round barriers by their crossings
  Duration travel{};
};

class Travel {
public:
  virtual ~Travel() = default;
  [[nodiscard]] virtual Journey journey(GeoPoint from, GeoPoint to) const = 0;
};

/// The law fitted to English rural roads, with rivers. A barrier is a line that divides its two banks:
/// whoever has to change bank goes by a crossing, whoever has not goes straight, however the river bends.
/// Barriers have no ends: where a road goes round one, put a crossing. A crossing leads over every barrier
/// within 2 km of it; at most 64 barriers and 64 crossings count (config refuses more).
class LawOfTravel final : public Travel {
public:
  explicit LawOfTravel(const TravelSettings& settings);
  [[nodiscard]] Journey journey(GeoPoint from, GeoPoint to) const override;

  /// The law itself, for a distance without barriers.
  [[nodiscard]] Duration travel_time(Distance crow) const noexcept;

private:
  [[nodiscard]] bool open_way(GeoPoint from, GeoPoint to, std::uint64_t except) const noexcept;
  [[nodiscard]] std::optional<Distance> by_crossings(GeoPoint from, GeoPoint to) const;
  void join_crossings();

  TravelSettings settings_;
  std::vector<std::uint64_t> on_barriers_;                 ///< for each crossing: the barriers it leads over
  std::vector<std::vector<std::optional<Distance>>> ways_; ///< between crossings, by way of others
};

} // namespace turnout::dispatch
