// A glance at the map never makes anybody further away than they are, and is worth taking.
#include "glance.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace turnout;
using namespace turnout::dispatch;

namespace {

std::int32_t between(std::mt19937& any, std::int64_t least, std::int64_t most) {
  const auto span = static_cast<std::uint64_t>(most - least + 1);
  return static_cast<std::int32_t>(least + static_cast<std::int64_t>(any() % span));
}

} // namespace

TEST_CASE("a glance is never further than the crow flies", "[dispatch]") {
  std::mt19937 any(20261123);
  // Steps from a few centimetres to across the world, anywhere on it: both poles and the date line too.
  for (const std::int64_t reach : {9, 900, 90'000, 9'000'000, 30'000'000, 1'800'000'000}) {
    for (int round = 0; round < 20'000; ++round) {
      const GeoPoint to{between(any, -900'000'000, 900'000'000), between(any, -1'800'000'000, 1'800'000'000)};
      const auto step = [&](std::int64_t around, std::int64_t most) {
        return between(any, std::max(-most, around - reach), std::min(most, around + reach));
      };
      const GeoPoint from{step(to.lat_e7, 900'000'000), step(to.lon_e7, 1'800'000'000)};
      const Distance glance = Glance(to).at_least(from);
      INFO("from " << from.lat_e7 << " " << from.lon_e7 << " to " << to.lat_e7 << " " << to.lon_e7);
      if (glance > crow_distance(from, to)) FAIL("a glance of " << glance.metres() << " m is too far");
    }
  }
}

TEST_CASE("a glance across a county leaves out whoever is far away, whichever way", "[dispatch]") {
  const GeoPoint gloucester = geo_point(51.864, -2.244);
  const Glance glance(gloucester);
  for (const auto& [lat, lon] :
       {std::pair(52.05, -2.244), std::pair(51.864, -1.9), std::pair(51.72, -2.5), std::pair(52.0, -2.0)}) {
    const GeoPoint there = geo_point(lat, lon);
    CHECK(glance.at_least(there).metres() * 100 >= crow_distance(there, gloucester).metres() * 95);
  }
}
