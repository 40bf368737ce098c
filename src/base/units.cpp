#include <turnout/base/units.hpp>

#include <array>
#include <cmath>
#include <cstdlib>

namespace turnout {

namespace {

constexpr double pi = 3.14159265358979323846;

// Taylor's series: constant evaluation gives the same table under every compiler and libm.
constexpr double cosine(double x) {
  double term = 1.0;
  double sum = 1.0;
  for (int n = 1; n <= 14; ++n) {
    term *= -x * x / ((2.0 * n - 1.0) * (2.0 * n));
    sum += term;
  }
  return sum;
}

constexpr int steps_per_degree = 10;
constexpr auto cosine_e6_by_tenth_degree = [] {
  std::array<std::int32_t, 90 * steps_per_degree + 1> table{};
  for (std::size_t i = 0; i < table.size(); ++i) {
    table[i] =
        static_cast<std::int32_t>(cosine(static_cast<double>(i) / steps_per_degree * pi / 180.0) * 1e6 + 0.5);
  }
  return table;
}();

std::int64_t cosine_e6(std::int64_t lat_e7) noexcept {
  constexpr std::int64_t step_e7 = 10'000'000 / steps_per_degree;
  const std::int64_t positive = std::llabs(lat_e7);
  const auto index = static_cast<std::size_t>(positive / step_e7);
  if (index + 1 >= cosine_e6_by_tenth_degree.size()) return 0;
  const std::int64_t low = cosine_e6_by_tenth_degree[index];
  const std::int64_t high = cosine_e6_by_tenth_degree[index + 1];
  return low + (high - low) * (positive % step_e7) / step_e7;
}

} // namespace

bool on_earth(double lat_deg, double lon_deg) noexcept {
  return std::isfinite(lat_deg) && std::isfinite(lon_deg) && std::fabs(lat_deg) <= 90.0 &&
         std::fabs(lon_deg) <= 180.0;
}

GeoPoint geo_point(double lat_deg, double lon_deg) noexcept {
  return {static_cast<std::int32_t>(std::llround(lat_deg * 1e7)),
          static_cast<std::int32_t>(std::llround(lon_deg * 1e7))};
}

std::uint64_t isqrt(std::uint64_t n) noexcept {
  auto root = static_cast<std::uint64_t>(std::sqrt(static_cast<double>(n)));
  constexpr std::uint64_t squares_fit_below = std::uint64_t{1} << 62;
  if (n < squares_fit_below) {
    while (root * root > n)
      --root;
    while ((root + 1) * (root + 1) <= n)
      ++root;
    return root;
  }
  while (root > n / root)
    --root;
  while (root + 1 <= n / (root + 1))
    ++root;
  return root;
}

Offset offset(GeoPoint from, GeoPoint to) noexcept {
  // 1e-7 degree of a meridian is 11.132 mm at the equator's radius. In centimetres even the two ends of the
  // Earth square and add within 63 bits.
  constexpr std::int64_t micrometres_per_unit = 11'132;
  constexpr std::int64_t micrometres_per_cm = 10'000;
  constexpr std::int64_t half_turn_e7 = 1'800'000'000;
  const std::int64_t dlat = std::int64_t{to.lat_e7} - from.lat_e7;
  std::int64_t dlon = std::int64_t{to.lon_e7} - from.lon_e7;
  if (dlon > half_turn_e7) dlon -= 2 * half_turn_e7;
  if (dlon < -half_turn_e7) dlon += 2 * half_turn_e7;
  return {.east_cm = dlon * micrometres_per_unit / micrometres_per_cm *
                     cosine_e6((std::int64_t{from.lat_e7} + to.lat_e7) / 2) / 1'000'000,
          .north_cm = dlat * micrometres_per_unit / micrometres_per_cm};
}

Distance crow_distance(GeoPoint a, GeoPoint b) noexcept {
  const auto [x, y] = offset(a, b);
  return Distance(static_cast<std::int64_t>(isqrt(static_cast<std::uint64_t>(x * x + y * y)) / 100));
}

} // namespace turnout
