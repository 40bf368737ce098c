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

TEST_CASE("a town has a law of its own, and each end of a journey counts half") {
  TravelSettings settings;
  const GeoPoint town = geo_point(51.8642, -2.2382);
  const GeoPoint near_town = geo_point(51.87, -2.24);
  settings.laws.push_back({.name = "town", .places = {town}, .within = Distance(4'000)});
  const LawOfTravel law{settings};
  const LawOfTravel plain{TravelSettings{}};
  CHECK(law.journey(near_town, town).travel > plain.journey(near_town, town).travel);
  CHECK(law.journey(dursley, sharpness).travel == plain.journey(dursley, sharpness).travel);
  TravelSettings everywhere;
  const TravelLaw& of_town = settings.laws.front();
  everywhere.short_per_root_km = of_town.short_per_root_km;
  everywhere.join = of_town.join;
  everywhere.at_join = of_town.at_join;
  everywhere.long_per_km = of_town.long_per_km;
  const LawOfTravel urban{everywhere};
  CHECK(law.journey(near_town, town).travel == urban.journey(near_town, town).travel);
  CHECK(law.journey(dursley, town).travel ==
        (urban.journey(dursley, town).travel + plain.journey(dursley, town).travel) / 2);
  CHECK(law.journey(dursley, town).travel == law.journey(town, dursley).travel);
}

TEST_CASE("the hour of the local week makes a journey longer or shorter") {
  TravelSettings settings;
  settings.factors.push_back({parse_week_windows("Mon-Fri 07:00-09:00").value(), 120});
  settings.factors.push_back({parse_week_windows("22:00-06:00;Mon-Fri 08:00-10:00").value(), 85});
  ZoneTable zone{"Test/One_ahead", {{WallTime{}, 1h}}};
  const LawOfTravel law{settings, zone};
  const auto at = [&](const char* when) {
    return law.journey_at(dursley, sharpness, *parse_rfc3339(when)).travel;
  };
  const Duration empty = law.journey(dursley, sharpness).travel;
  CHECK(at("2026-11-24T11:00:00Z") == empty);
  CHECK(at("2026-11-24T06:30:00Z") == empty * 120 / 100); // 07:30 there
  CHECK(at("2026-11-24T07:30:00Z") == empty * 120 / 100); // the first that holds
  CHECK(at("2026-11-24T08:30:00Z") == empty * 85 / 100);
  CHECK(at("2026-11-22T08:30:00Z") == empty); // a Sunday
}

TEST_CASE("conditions count when they are in force, together, and within reason") {
  TravelSettings settings;
  settings.known_conditions = {{"ice", 160, {}}, {"march", 150, {}}, {"flood", 100, {m48_bridge}}};
  const WallTime noon = *parse_rfc3339("2026-11-24T12:00:00Z");
  const auto travel = [&](std::set<std::string> in_force) {
    settings.conditions = std::move(in_force);
    return LawOfTravel{settings}.journey_at(dursley, sharpness, noon).travel;
  };
  const Duration empty = travel({});
  CHECK(travel({"ice"}) == empty * 160 / 100);
  CHECK(travel({"ice", "march"}) == empty * 240 / 100);
  for (int i = 0; i < 60; ++i)
    settings.known_conditions.push_back({"more" + std::to_string(i), 500, {}});
  std::set<std::string> all;
  for (const auto& condition : settings.known_conditions)
    all.insert(condition.name);
  CHECK(travel(all) == empty * 20);
}

TEST_CASE("over a shut crossing nobody is reckoned, and where all are shut nobody is near") {
  TravelSettings settings = severn();
  settings.known_conditions = {{"flood", 100, {geo_point(51.877, -2.268), m48_bridge}},
                               {"all", 100, {geo_point(51.95, -2.2262)}}};
  const GeoPoint over = geo_point(51.88, -2.30);
  const GeoPoint gloucester = geo_point(51.8656, -2.2431);
  const Journey open = LawOfTravel{settings}.journey(gloucester, over);
  settings.conditions = {"flood"};
  const Journey round = LawOfTravel{settings}.journey(gloucester, over);
  CHECK(round.distance.metres() > open.distance.metres() + 8'000); // by Haw Bridge
  settings.conditions = {"flood", "all"};
  const Journey none = LawOfTravel{settings}.journey(gloucester, over);
  CHECK(none.travel > 6h);
  CHECK(LawOfTravel{settings}.journey(gloucester, geo_point(51.86, -2.2)).travel < 10min);
}

TEST_CASE("no journey is quicker than selection takes for granted") {
  TravelSettings settings;
  settings.long_per_km = 36s;
  settings.factors.push_back({{}, 50});
  const LawOfTravel law{settings};
  Places places;
  for (int i = 0; i < 1'000; ++i) {
    const GeoPoint a = places.next();
    const GeoPoint b = places.next();
    const Journey journey = law.journey_at(a, b, WallTime{});
    REQUIRE(journey.travel >= turnout::dispatch::soonest(crow_distance(a, b)));
  }
}
