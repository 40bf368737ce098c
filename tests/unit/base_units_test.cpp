#include <turnout/base/units.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <random>

using namespace turnout;

namespace {

double haversine_m(GeoPoint a, GeoPoint b) {
  const double radians = 3.14159265358979323846 / 180.0 * 1e-7;
  const double lat_a = a.lat_e7 * radians;
  const double lat_b = b.lat_e7 * radians;
  const double dlon = (double{0} + b.lon_e7 - a.lon_e7) * radians;
  const double s = std::pow(std::sin((lat_b - lat_a) / 2), 2) +
                   std::cos(lat_a) * std::cos(lat_b) * std::pow(std::sin(dlon / 2), 2);
  return 2 * 6'378'137.0 * std::asin(std::sqrt(s));
}

} // namespace

TEST_CASE("degrees become the nearest whole unit") {
  CHECK(geo_point(51.7457, -2.2170) == GeoPoint{517'457'000, -22'170'000});
  CHECK(geo_point(-0.00000004, 0.00000006) == GeoPoint{0, 1});
}

TEST_CASE("only finite degrees on the Earth are a place") {
  CHECK(on_earth(90.0, -180.0));
  CHECK_FALSE(on_earth(90.0000001, 0.0));
  CHECK_FALSE(on_earth(0.0, 180.0000001));
  CHECK_FALSE(on_earth(std::numeric_limits<double>::quiet_NaN(), 0.0));
  CHECK_FALSE(on_earth(0.0, std::numeric_limits<double>::infinity()));
}

TEST_CASE("distance over the ground agrees with the sphere within the county") {
  std::mt19937 random(7);
  std::uniform_int_distribution<std::int32_t> lat(515'000'000, 522'000'000);
  std::uniform_int_distribution<std::int32_t> lon(-28'000'000, -16'000'000);
  for (int i = 0; i < 2000; ++i) {
    const GeoPoint a{lat(random), lon(random)};
    const GeoPoint b{lat(random), lon(random)};
    const double truth = haversine_m(a, b);
    CHECK(static_cast<double>(crow_distance(a, b).metres()) == Approx(truth).epsilon(0.001).margin(2.0));
    CHECK(crow_distance(a, b) == crow_distance(b, a));
  }
  CHECK(crow_distance({517'457'000, -22'170'000}, {517'457'000, -22'170'000}) == Distance(0));
}

TEST_CASE("the far side of the date line is near") {
  CHECK(crow_distance({0, 1'799'999'000}, {0, -1'799'999'000}) < Distance(100));
}

TEST_CASE("distance stays a number between the ends of the Earth") {
  const GeoPoint corner{900'000'000, -1'800'000'000};
  CHECK(crow_distance(corner, {-900'000'000, 0}) > Distance(20'000'000));
  CHECK(crow_distance({0, -900'000'000}, {0, 900'000'000}) > Distance(20'000'000));
  CHECK(crow_distance(corner, {-900'000'000, 1'800'000'000}) > Distance(20'000'000));
}

TEST_CASE("the whole square root is exact") {
  for (const std::uint64_t root : {0ull, 1ull, 2ull, 3ull, 65'535ull, 94'906'265ull, 94'906'267ull,
                                   3'037'000'499ull, 4'294'967'295ull}) {
    CHECK(isqrt(root * root) == root);
    if (root > 1) CHECK(isqrt(root * root - 1) == root - 1);
    if (root > 0) CHECK(isqrt(root * root + 1) == root);
  }
  CHECK(isqrt(std::numeric_limits<std::uint64_t>::max()) == 4'294'967'295ull);
}
