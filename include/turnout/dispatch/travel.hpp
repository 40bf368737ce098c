// How long it takes to get from one place to another. The law of research (square root, then linear, round
// barriers by their crossings) stands here; a road graph and a router stand above (roads).
// Owned by the thread that decides, which alone may ask: a Travel may keep what it has worked out for as long
// as an incident lives. Cannot fail: where no way is known the answer is the law's.
#pragma once

#include "turnout/domain/plan.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace turnout::dispatch {

struct Journey {
  Distance distance; ///< by the way travelled, as far as it is known; never less than by the crow
  Duration travel{};
};

/// Nobody gets anywhere faster than by the crow at 100 km/h, 36 ms a metre: the promise by which selection
/// leaves out who cannot be in time.
[[nodiscard]] constexpr Duration soonest(Distance crow) {
  constexpr std::int64_t ms_per_metre = 36;
  return Duration(crow.metres() * ms_per_metre);
}

/// How near a shut place a crossing or a road must be to be shut with it.
inline constexpr Distance shut_reach{300};

/// Every place that a condition in force shuts.
[[nodiscard]] std::vector<GeoPoint> shut_places(const TravelSettings& settings);

/// Slower and quicker than the empty road: by the hour of the local week, and by the conditions in force.
class Pace {
public:
  Pace() = default;
  Pace(const TravelSettings& settings, ZoneTable zone);

  [[nodiscard]] Duration of(Duration empty_road, WallTime at) const noexcept;

private:
  std::vector<TravelFactor> factors_;
  ZoneTable zone_;
  std::int64_t conditions_e6_ = 1'000'000; ///< their product, in millionths
};

class Travel {
public:
  Travel() = default;
  explicit Travel(Pace pace) : pace_(std::move(pace)) {}
  virtual ~Travel() = default;
  Travel(const Travel&) = delete;
  Travel& operator=(const Travel&) = delete;

  /// On an empty road, whatever the hour. Same points, same answer, as long as the source of the answer
  /// lives.
  [[nodiscard]] virtual Journey journey(GeoPoint from, GeoPoint to) const = 0;

  /// Setting off at that hour, in the conditions in force. Never quicker than `soonest`.
  [[nodiscard]] Journey journey_at(GeoPoint from, GeoPoint to, WallTime at) const;

  /// True if many journeys to one place are sooner asked about together, by `expect`, than one by one.
  [[nodiscard]] virtual bool asks_together() const { return false; }
  virtual void expect(std::vector<GeoPoint> /*from*/, GeoPoint /*to*/) const {}

private:
  Pace pace_;
};

/// Makes the Travel for a plan book; asked again when the book changes.
using TravelFactory = std::function<std::unique_ptr<Travel>(const PlanBook&)>;

/// The law fitted to English rural roads, with rivers. A barrier is a line that divides its two banks:
/// whoever has to change bank goes by a crossing, whoever has not goes straight, however the river bends.
/// Barriers have no ends: where a road goes round one, put a crossing. A crossing leads over every barrier
/// within 2 km of it; at most 64 barriers and 64 crossings count (config refuses more). Where the two ends
/// have laws of their own, the time is the mean of both. Where every crossing is shut, the journey takes six
/// hours more than by the crow: somebody to ask only when nobody else is left.
class LawOfTravel final : public Travel {
public:
  explicit LawOfTravel(const TravelSettings& settings, const ZoneTable& zone = {});
  [[nodiscard]] Journey journey(GeoPoint from, GeoPoint to) const override;

  /// The law itself, for a distance without barriers and outside the places that have one of their own.
  [[nodiscard]] Duration travel_time(Distance crow) const noexcept;

private:
  [[nodiscard]] bool open_way(GeoPoint from, GeoPoint to, std::uint64_t except) const noexcept;
  [[nodiscard]] std::optional<Distance> by_crossings(GeoPoint from, GeoPoint to) const;
  void join_crossings();
  [[nodiscard]] const TravelLaw& law_at(GeoPoint place) const noexcept;

  TravelSettings settings_;
  TravelLaw everywhere_;
  bool some_shut_ = false;
  std::vector<std::uint64_t> on_barriers_;                 ///< for each crossing: the barriers it leads over
  std::vector<std::vector<std::optional<Distance>>> ways_; ///< between crossings, by way of others
};

} // namespace turnout::dispatch
