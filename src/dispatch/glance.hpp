// How far somebody is at least, without a root or a cosine: what leaves most of a county out before anything
// is worked out. Pure; any thread; cannot fail.
#pragma once

#include <turnout/base/units.hpp>

#include <algorithm>

namespace turnout::dispatch {

class Glance {
public:
  Glance() = default;
  explicit Glance(GeoPoint to) : to_(to) {
    const std::int32_t nearer_pole = to.lat_e7 + (to.lat_e7 < 0 ? -degree_e7 : degree_e7);
    const std::int64_t cm_a_degree = offset({nearer_pole, 0}, {nearer_pole, degree_e7}).east_cm;
    east_factor_ = (cm_a_degree << fraction_bits) / (100 * std::int64_t{degree_e7});
  }

  /// Never more than `crow_distance` from there, and seldom much less.
  [[nodiscard]] Distance at_least(GeoPoint from) const noexcept {
    const std::int64_t lat_e7 = magnitude(std::int64_t{from.lat_e7} - to_.lat_e7);
    const std::int64_t north = (lat_e7 * north_factor) >> fraction_bits;
    // A distance is measured along the middle of two latitudes: up to here no nearer to the pole than ours.
    if (lat_e7 > 2 * degree_e7) return Distance(north);
    const std::int64_t apart_e7 = magnitude(std::int64_t{from.lon_e7} - to_.lon_e7);
    const std::int64_t lon_e7 = std::min(apart_e7, 360 * std::int64_t{degree_e7} - apart_e7);
    const std::int64_t east = (lon_e7 * east_factor_) >> fraction_bits;
    // Either side of a right angle is shorter than what joins their ends, and so is their sum over the root
    // of two. A metre less, for what was rounded.
    constexpr std::int64_t root_of_two_e3 = 1'415;
    const std::int64_t least = std::max({north, east, (north + east) * 1'000 / root_of_two_e3});
    return Distance(std::max<std::int64_t>(0, least - 1));
  }

private:
  static constexpr std::int32_t degree_e7 = 10'000'000;
  static constexpr int fraction_bits = 32; ///< of the factors that make metres of degrees
  static constexpr std::int64_t north_factor = (std::int64_t{11'132} << fraction_bits) / 1'000'000;
  static constexpr std::int64_t magnitude(std::int64_t value) noexcept { return value < 0 ? -value : value; }

  GeoPoint to_;
  std::int64_t east_factor_ = 0;
};

} // namespace turnout::dispatch
