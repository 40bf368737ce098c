#include "turnout/dispatch/travel.hpp"

#include <algorithm>

namespace turnout::dispatch {

namespace {

constexpr std::int64_t whole_percent = 100;
constexpr std::int64_t whole_e6 = 1'000'000;
/// However many conditions are in force, a journey takes no more than twenty times as long.
constexpr std::int64_t least_e6 = whole_e6 / 4;
constexpr std::int64_t most_e6 = whole_e6 * 20;

} // namespace

std::vector<GeoPoint> shut_places(const TravelSettings& settings) {
  std::vector<GeoPoint> shut;
  for (const auto& condition : settings.known_conditions) {
    if (!settings.conditions.contains(condition.name)) continue;
    shut.insert(shut.end(), condition.shut.begin(), condition.shut.end());
  }
  return shut;
}

Pace::Pace(const TravelSettings& settings, ZoneTable zone)
    : factors_(settings.factors), zone_(std::move(zone)) {
  for (const auto& condition : settings.known_conditions) {
    if (settings.conditions.contains(condition.name))
      conditions_e6_ = std::clamp(conditions_e6_ * condition.percent / whole_percent, least_e6, most_e6);
  }
}

Duration Pace::of(Duration empty_road, WallTime at) const noexcept {
  std::int64_t percent = whole_percent;
  if (!factors_.empty()) {
    const LocalMoment local = local_moment(at, zone_);
    const auto now = std::find_if(factors_.begin(), factors_.end(),
                                  [&](const TravelFactor& factor) { return covers(factor.when, local); });
    if (now != factors_.end()) percent = now->percent;
  }
  if (percent == whole_percent && conditions_e6_ == whole_e6) return empty_road;
  return Duration(empty_road.count() * percent / whole_percent * conditions_e6_ / whole_e6);
}

Journey Travel::journey_at(GeoPoint from, GeoPoint to, WallTime at) const {
  Journey found = journey(from, to);
  const Distance crow = crow_distance(from, to);
  found.distance = std::max(found.distance, crow);
  found.travel = std::max(pace_.of(found.travel, at), soonest(crow));
  return found;
}

} // namespace turnout::dispatch
