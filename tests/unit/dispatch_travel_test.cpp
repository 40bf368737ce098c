#include "turnout/dispatch/travel.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace turnout;
using turnout::dispatch::Journey;
using turnout::dispatch::LawOfTravel;

namespace {

const GeoPoint sharpness = geo_point(51.7197, -2.4775);
const GeoPoint lydney = geo_point(51.7258, -2.5324);
const GeoPoint dursley = geo_point(51.6881, -2.3597);
const GeoPoint m48_bridge = geo_point(51.609, -2.64);

/// The Severn from the estuary to Tewkesbury, coarse, with three of its bridges.
TravelSettings severn() {
  TravelSettings settings;
  auto& line = settings.barriers.emplace_back();
  for (const auto& [lat, lon] : std::vector<std::pair<double, double>>{
           {51.54, -2.70},     {51.609, -2.64},   {51.65, -2.60},    {51.683, -2.553},  {51.702, -2.512},
           {51.714, -2.493},   {51.735, -2.479},  {51.746, -2.45},   {51.764, -2.402},  {51.7735, -2.393},
           {51.7795, -2.4075}, {51.787, -2.4465}, {51.8145, -2.432}, {51.7936, -2.372}, {51.82, -2.36},
           {51.8546, -2.347},  {51.859, -2.285},  {51.877, -2.268},  {51.95, -2.2262},  {51.9985, -2.166}}) {
    line.push_back(geo_point(lat, lon));
  }
  settings.crossings = {m48_bridge, geo_point(51.877, -2.268), geo_point(51.95, -2.2262)};
  return settings;
}

/// Places in and round Gloucestershire, the same in every run.
class Places {
public:
  GeoPoint next() {
    const auto lat = static_cast<std::int32_t>(515'000'000 + random_() % 5'000'000);
    const auto lon =
        static_cast<std::int32_t>(-27'000'000 + static_cast<std::int32_t>(random_() % 10'000'000));
    return {lat, lon};
  }

private:
  std::mt19937 random_{20'261'122};
};

} // namespace

TEST_CASE("the law follows its published fit") {
  const LawOfTravel law{TravelSettings{}};
  CHECK(law.travel_time(Distance(0)) == Duration(0));
  CHECK(law.travel_time(Distance(1'000)) == 182'400ms); // 3.04 min for the first kilometre
  CHECK(law.travel_time(Distance(250)) == 91'200ms);    // half the root, half the time
  CHECK(law.travel_time(Distance(10'000)) == law.travel_time(Distance(9'000)) + 70'200ms);
  CHECK(law.travel_time(Distance(-5)) == Duration(0));
}

TEST_CASE("a longer way never takes less time") {
  const LawOfTravel law{TravelSettings{}};
  Duration before{0};
  for (std::int64_t metres = 0; metres < 6'000; ++metres) {
    const Duration now = law.travel_time(Distance(metres));
    REQUIRE(now >= before);
    before = now;
  }
  CHECK(law.travel_time(Distance(20'000'000)) > law.travel_time(Distance(19'999'999)));
}

TEST_CASE("without barriers the way is straight") {
  const LawOfTravel law{TravelSettings{}};
  const Journey journey = law.journey(sharpness, lydney);
  CHECK(journey.distance == crow_distance(sharpness, lydney));
  CHECK(journey.travel == law.travel_time(journey.distance));
}

TEST_CASE("an alarm at Sharpness finds Dursley nearer than Lydney across the river") {
  const LawOfTravel law{severn()};
  REQUIRE(crow_distance(lydney, sharpness) < crow_distance(dursley, sharpness));
  const Journey from_lydney = law.journey(lydney, sharpness);
  const Journey from_dursley = law.journey(dursley, sharpness);
  CHECK(from_dursley.travel < from_lydney.travel);
  CHECK(from_dursley.distance == crow_distance(dursley, sharpness));
  CHECK(from_lydney.distance > Distance(30'000));
  CHECK(from_lydney.distance < Distance(33'000));
}

TEST_CASE("there and back is the same way, and never shorter than the crow flies") {
  const LawOfTravel law{severn()};
  Places places;
  for (int i = 0; i < 20'000; ++i) {
    const GeoPoint a = places.next();
    const GeoPoint b = places.next();
    const Journey there = law.journey(a, b);
    const Journey back = law.journey(b, a);
    REQUIRE(there.distance == back.distance);
    REQUIRE(there.travel == back.travel);
    REQUIRE(there.distance >= crow_distance(a, b));
  }
}

TEST_CASE("nothing crosses the river but at a crossing") {
  const TravelSettings settings = severn();
  const LawOfTravel law{settings};
  const GeoPoint west = geo_point(51.79, -2.60); // Forest of Dean, abreast of the line
  const GeoPoint east = geo_point(51.75, -2.20); // Stroud
  Places places;
  for (int i = 0; i < 5'000; ++i) {
    GeoPoint home = places.next();
    home.lat_e7 = 515'500'000 + (home.lat_e7 - 515'000'000) / 2; // between the ends of the line
    const bool round_to_west = law.journey(home, west).distance > crow_distance(home, west);
    const bool round_to_east = law.journey(home, east).distance > crow_distance(home, east);
    REQUIRE_FALSE((round_to_west && round_to_east));
    if (!round_to_west && !round_to_east) continue; // the straight way leads over a bridge
    const GeoPoint far = round_to_west ? west : east;
    Distance shortest(1'000'000'000);
    for (const GeoPoint c : settings.crossings) {
      shortest = std::min(shortest, crow_distance(home, c) + crow_distance(c, far));
    }
    REQUIRE(law.journey(home, far).distance == shortest);
  }
}

TEST_CASE("a bend of the river does not part two places on one bank") {
  const LawOfTravel law{severn()};
  const GeoPoint arlingham = geo_point(51.795, -2.41); // inside the horseshoe, east bank
  const GeoPoint slimbridge = geo_point(51.731, -2.379);
  CHECK(law.journey(arlingham, slimbridge).distance == crow_distance(arlingham, slimbridge));
}

TEST_CASE("a way through a corner of the barrier is counted once") {
  TravelSettings settings;
  settings.barriers = {{{0, 0}, {1'000'000, 0}, {2'000'000, 0}}};
  settings.crossings = {{2'000'000, 0}};
  const LawOfTravel law{settings};
  const GeoPoint left{1'000'000, -500'000};
  const GeoPoint right{1'000'000, 500'000};
  CHECK(law.journey(left, right).distance > crow_distance(left, right));
  CHECK(law.journey(right, left).distance > crow_distance(left, right));
}

TEST_CASE("two rivers are crossed by two bridges") {
  TravelSettings settings;
  settings.barriers = {{{0, 0}, {4'000'000, 0}}, {{0, 1'000'000}, {4'000'000, 1'000'000}}};
  const GeoPoint first{1'000'000, 0};
  const GeoPoint second{3'000'000, 1'000'000};
  settings.crossings = {first, second};
  const LawOfTravel law{settings};
  const GeoPoint west{2'000'000, -500'000};
  const GeoPoint east{2'000'000, 1'500'000};
  CHECK(law.journey(west, east).distance ==
        crow_distance(west, first) + crow_distance(first, second) + crow_distance(second, east));
}

TEST_CASE("where no way is known the law answers as the crow flies") {
  TravelSettings settings = severn();
  settings.crossings.clear();
  const LawOfTravel law{settings};
  CHECK(law.journey(lydney, sharpness).distance == crow_distance(lydney, sharpness));
}

TEST_CASE("the whole Earth does not overflow the side test") {
  TravelSettings settings;
  settings.barriers = {{geo_point(-90, 180), geo_point(90, -180)}};
  const LawOfTravel law{settings};
  CHECK(law.journey(geo_point(-90, -180), geo_point(90, 180)).distance >= Distance(0));
}
