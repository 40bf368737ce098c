// How long it takes to get from one place to another. The law of research (square root, then linear, round
// barriers by their crossings) is the first; a road graph can be the second. Pure: same points, same answer.
// Called from the thread that decides. Cannot fail: where no way is known the answer is the law's.
#pragma once

#include "turnout/domain/plan.hpp"

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

/// The law fitted to English rural roads, with rivers.
class LawOfTravel final : public Travel {
public:
  explicit LawOfTravel(const TravelSettings& settings);
  [[nodiscard]] Journey journey(GeoPoint from, GeoPoint to) const override;

  /// The law itself, for a distance without barriers.
  [[nodiscard]] Duration travel_time(Distance crow) const noexcept;

private:
  [[nodiscard]] bool blocked(GeoPoint from, GeoPoint to) const noexcept;

  TravelSettings settings_;
};

} // namespace turnout::dispatch
