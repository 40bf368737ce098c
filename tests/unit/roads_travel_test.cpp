#include "support/drawn_map.hpp"
#include "support/temp_folder.hpp"
#include "turnout/roads/open_travel.hpp"
#include "turnout/roads/road_travel.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::roads;
using turnout::dispatch::LawOfTravel;
using turnout::testing::DrawnMap;
using turnout::testing::TempFolder;

namespace {

const GeoPoint west = geo_point(51.70, -2.30);
const GeoPoint middle = geo_point(51.70, -2.28);
const GeoPoint east = geo_point(51.70, -2.26);
const GeoPoint north = geo_point(51.72, -2.28);

/// West and east by the middle, and a longer way by the north.
DrawnMap crossroads() {
  DrawnMap map;
  map.nodes = {{1, west}, {2, middle}, {3, east}, {4, north}};
  map.road({1, 2});
  map.road({2, 3});
  map.road({1, 4});
  map.road({4, 3});
  return map;
}

std::shared_ptr<const RoadMap> read(const DrawnMap& map) {
  const TempFolder folder;
  map.write(folder.file("map.osm.pbf"));
  auto loaded = load_roads({.map = folder.file("map.osm.pbf"), .compiled = ""});
  INFO((loaded ? "" : loaded.error()));
  REQUIRE(loaded);
  return loaded.value().map;
}

struct Driven {
  std::shared_ptr<TravelCounts> counts = std::make_shared<TravelCounts>();
  RoadTravel travel;

  explicit Driven(const DrawnMap& map, const PlanBook& book = {}) : travel(read(map), book, counts) {}
  std::int64_t seconds(GeoPoint from, GeoPoint to) const {
    return std::chrono::duration_cast<std::chrono::seconds>(travel.journey(from, to).travel).count();
  }
};

/// 1,379 metres at 52 km/h: half of the way from west to east.
constexpr std::int64_t half_way_s = 95;

} // namespace

TEST_CASE("a journey goes by the quickest road, at the speed of its class") {
  const Driven by(crossroads());
  CHECK(by.seconds(west, middle) == half_way_s);
  CHECK(by.seconds(west, east) == 2 * half_way_s + 1); // whole seconds, rounded down
  CHECK(by.travel.journey(west, east).distance.metres() == 2'759);
  CHECK(by.travel.journey(west, west).travel == Duration(0));
  CHECK(by.counts->by_roads == 4);
  CHECK(by.counts->by_law == 0);
}

TEST_CASE("a limit slows a road down to four fifths of it, and never speeds it up") {
  DrawnMap slow = crossroads();
  for (auto& way : slow.ways)
    way.tags["maxspeed"] = "20 mph"; // 25.7 km/h
  CHECK(Driven(slow).seconds(west, middle) == 192);
  DrawnMap fast = crossroads();
  for (auto& way : fast.ways)
    way.tags["maxspeed"] = "70 mph";
  CHECK(Driven(fast).seconds(west, middle) == half_way_s);
}

TEST_CASE("a one-way road is driven one way, whichever way it was drawn") {
  for (const char* oneway : {"yes", "-1"}) {
    DrawnMap map = crossroads();
    map.ways[0].tags["oneway"] = oneway;
    const Driven by(map);
    const bool onward = std::string_view(oneway) == "yes";
    CHECK(by.seconds(onward ? west : middle, onward ? middle : west) == half_way_s);
    CHECK(by.seconds(onward ? middle : west, onward ? west : middle) > 3 * half_way_s);
  }
  DrawnMap round = crossroads();
  round.ways[0].tags["junction"] = "roundabout";
  CHECK(Driven(round).seconds(middle, west) > 3 * half_way_s);
}

TEST_CASE("ferries, paths, building sites and roads closed to cars are no roads") {
  using Tag = std::pair<const char*, const char*>;
  for (const auto& [key, value] :
       {Tag{"highway", "footway"}, Tag{"highway", "construction"}, Tag{"access", "no"},
        Tag{"motor_vehicle", "no"}, Tag{"route", "ferry"}, Tag{"oneway", "reversible"}, Tag{"area", "yes"}}) {
    INFO(key << "=" << value);
    DrawnMap map = crossroads();
    map.ways[0].tags[key] = value;
    CHECK(Driven(map).seconds(west, middle) > 3 * half_way_s);
  }
  DrawnMap drive = crossroads();
  drive.ways[0].tags["access"] = "private";
  CHECK(Driven(drive).seconds(west, middle) == half_way_s);
}

TEST_CASE("from a door to the road is slow going, and far from any road the law answers") {
  const Driven by(crossroads());
  const GeoPoint farm = geo_point(51.699, -2.29); // 111 m south of the road, half way to the middle
  CHECK(by.seconds(farm, middle) == 47 + 27);
  CHECK(by.counts->by_law == 0);
  const GeoPoint moor = geo_point(51.60, -2.28);
  const LawOfTravel law{TravelSettings{}};
  CHECK(by.travel.journey(moor, middle).travel == law.journey(moor, middle).travel);
  CHECK(by.travel.journey(middle, moor).travel == law.journey(middle, moor).travel);
  CHECK(by.counts->by_law == 2);
}

TEST_CASE("a car park that no road leads to does not hold anybody") {
  DrawnMap map = crossroads();
  map.nodes[8] = geo_point(51.7005, -2.29);
  map.nodes[9] = geo_point(51.7005, -2.2905);
  auto& yard = map.road({8, 9}, "service");
  yard.tags["oneway"] = "yes";
  const Driven by(map);
  CHECK(by.seconds(map.nodes[8], middle) < 2 * half_way_s);
  CHECK(by.counts->by_law == 0);
}

TEST_CASE("between parts of the map that no road joins, the law answers") {
  DrawnMap map = crossroads();
  const GeoPoint island = geo_point(51.60, -2.70);
  map.nodes[8] = island;
  map.nodes[9] = geo_point(51.60, -2.69);
  map.road({8, 9});
  const Driven by(map);
  CHECK(by.travel.journey(island, middle).travel ==
        LawOfTravel(TravelSettings{}).journey(island, middle).travel);
  CHECK(by.counts->by_law == 1);
}

TEST_CASE("a condition in force shuts roads, and only then") {
  PlanBook book;
  book.travel.known_conditions.push_back({.name = "flood", .percent = 100, .shut = {geo_point(51.7, -2.29)}});
  CHECK(Driven(crossroads(), book).seconds(west, middle) == half_way_s);
  book.travel.conditions = {"flood"};
  CHECK(Driven(crossroads(), book).seconds(west, middle) > 3 * half_way_s);
}

TEST_CASE("searches are kept while they are asked about, and no more than fit") {
  const Driven by(crossroads());
  const auto place = [](std::size_t i) {
    return GeoPoint{middle.lat_e7 + static_cast<std::int32_t>(i), middle.lon_e7};
  };
  for (std::size_t i = 0; i < by.travel.searches_max() + 10; ++i) {
    (void)by.travel.journey(west, middle);
    (void)by.travel.journey(west, place(i + 1));
    REQUIRE(by.travel.searches() <= by.travel.searches_max());
  }
  CHECK(by.travel.searches() == by.travel.searches_max());
}

TEST_CASE("nothing is ever quicker than selection takes for granted") {
  DrawnMap motorway = crossroads();
  for (auto& way : motorway.ways)
    way.tags = {{"highway", "motorway"}, {"oneway", "no"}};
  PlanBook book;
  book.travel.factors.push_back({.when = {}, .percent = 50});
  const Driven by(motorway, book);
  const WallTime night = *parse_rfc3339("2026-11-23T02:00:00Z");
  const auto journey = by.travel.journey_at(west, east, night);
  CHECK(by.travel.journey(west, east).travel / 2 < dispatch::soonest(crow_distance(west, east)));
  CHECK(journey.travel == dispatch::soonest(crow_distance(west, east)));
  CHECK(journey.distance >= crow_distance(west, east));
}

TEST_CASE("settings become roads, the law, or words that say what is wrong with them") {
  const TempFolder folder;
  const std::string map = folder.file("county.osm.pbf");
  crossroads().write(map);
  const TravelSources sources{.graph = map, .beside = folder.file("turnout.db")};
  const auto opened = open_travel(sources);
  CHECK(opened.wrong.empty());
  CHECK(opened.told == "roads: 4 pieces between 4 junctions, from " + map);
  CHECK(opened.factory(PlanBook{})->journey(west, east).distance.metres() == 2'759);
  CHECK(open_travel(sources).told == "roads: 4 pieces between 4 junctions, from the compiled copy of " + map);
  const auto plain = open_travel({});
  CHECK(plain.told.empty());
  CHECK(plain.wrong.empty());
  CHECK(plain.factory(PlanBook{})->journey(west, east).travel ==
        LawOfTravel(TravelSettings{}).journey(west, east).travel);
}

TEST_CASE("a map that is gone is told, and journeys go on by the law") {
  const TempFolder folder;
  const std::string map = folder.file("none.osm.pbf");
  const auto opened = open_travel({.graph = map});
  CHECK(opened.wrong ==
        std::vector<std::string>{
            "[travel] graph: " + map +
            ": cannot be read (No such file or directory); correct the path, or its permissions"});
  CHECK(opened.factory(PlanBook{})->journey(west, east).travel ==
        LawOfTravel(TravelSettings{}).journey(west, east).travel);
}

TEST_CASE("a router's address is a number, or localhost") {
  for (const char* url :
       {"127.0.0.1:5000", "https://127.0.0.1:5000", "http://router.example:5000", "http://127.0.0.1",
        "http://127.0.0.1:0", "http://127.0.0.1:5000/x", "http://:5000"})
    CHECK(open_travel({.osrm = url}).wrong ==
          std::vector<std::string>{"[travel] osrm: " + std::string(url) +
                                   ": write http://ADDRESS:PORT with a number as address, like "
                                   "http://127.0.0.1:5000"});
  CHECK(open_travel({.osrm = "http://localhost:5000/"}).wrong.empty());
  CHECK(open_travel({.osrm = "http://[::1]:5000"}).wrong.empty());
}
