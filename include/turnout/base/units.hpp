// Places and distances in whole numbers, so that gcc and clang rank the same candidates in the same order.
// Pure values and functions, callable from any thread.
// Nothing here fails; whether a point is on the Earth is asked with on_earth.
#pragma once

#include <compare>
#include <cstdint>

namespace turnout {

/// Metres.
class Distance {
public:
  constexpr Distance() = default;
  explicit constexpr Distance(std::int64_t metres) : metres_(metres) {}
  [[nodiscard]] constexpr std::int64_t metres() const noexcept { return metres_; }

  friend constexpr auto operator<=>(Distance, Distance) = default;
  friend constexpr Distance operator+(Distance a, Distance b) { return Distance(a.metres_ + b.metres_); }

private:
  std::int64_t metres_ = 0;
};

/// WGS 84, in units of 1e-7 degree.
struct GeoPoint {
  std::int32_t lat_e7 = 0;
  std::int32_t lon_e7 = 0;

  friend constexpr auto operator<=>(const GeoPoint&, const GeoPoint&) = default;
};

/// The nearest whole 1e-7 degree to a position in degrees. Latitude and longitude must be finite and on the
/// Earth.
[[nodiscard]] GeoPoint geo_point(double lat_deg, double lon_deg) noexcept;

/// True for finite degrees with |lat| <= 90 and |lon| <= 180.
[[nodiscard]] bool on_earth(double lat_deg, double lon_deg) noexcept;

/// Where a point lies as seen from another, on a local plane.
struct Offset {
  std::int64_t east_cm = 0;
  std::int64_t north_cm = 0;
};
[[nodiscard]] Offset offset(GeoPoint from, GeoPoint to) noexcept;

/// Straight-line distance over the ground on a local plane, exact to about 0.1 % within 200 km; integers
/// throughout.
[[nodiscard]] Distance crow_distance(GeoPoint a, GeoPoint b) noexcept;

/// The whole part of the square root.
[[nodiscard]] std::uint64_t isqrt(std::uint64_t n) noexcept;

} // namespace turnout
