#include "support/drawn_map.hpp"
#include "support/files.hpp"
#include "support/temp_folder.hpp"
#include "turnout/roads/road_map.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::roads;
using namespace turnout::testing;

namespace {

/// A square of roads, with a bend in one side.
DrawnMap square() {
  DrawnMap map;
  map.nodes = {{1, geo_point(51.70, -2.30)},
               {2, geo_point(51.70, -2.28)},
               {3, geo_point(51.71, -2.28)},
               {4, geo_point(51.71, -2.30)},
               {5, geo_point(51.695, -2.29)}};
  map.road({1, 5, 2});
  map.road({2, 3});
  map.road({3, 4});
  map.road({4, 1});
  return map;
}

std::string trouble_with(const std::string& file) {
  const auto loaded = load_roads({.map = file, .compiled = ""});
  REQUIRE_FALSE(loaded);
  REQUIRE(loaded.error().starts_with(file + ": "));
  return loaded.error().substr(file.size() + 2);
}

} // namespace

TEST_CASE("a map is the same however its file is written") {
  const TempFolder folder;
  std::optional<RoadPieces> first;
  for (const bool dense : {true, false}) {
    for (const bool zlib : {true, false}) {
      DrawnMap map = square();
      map.dense = dense;
      map.zlib = zlib;
      map.write(folder.file("map.osm.pbf"));
      const auto loaded = load_roads({.map = folder.file("map.osm.pbf"), .compiled = ""});
      REQUIRE(loaded);
      const RoadPieces& roads = loaded.value().map->roads();
      CHECK(roads.junctions == 4);
      CHECK(roads.pieces.size() == 4);
      CHECK(roads.points.size() == 9);
      if (!first) first = roads;
      CHECK(roads == *first);
    }
  }
}

TEST_CASE("what is no map is said with the file and the mend") {
  const TempFolder folder;
  const std::string file = folder.file("map.osm.pbf");
  CHECK(trouble_with(file) ==
        "cannot be read (No such file or directory); correct the path, or its permissions");
  put(file, "");
  CHECK(trouble_with(file) == "is empty; fetch it again");
  put(file, "<?xml version=\"1.0\"?><osm></osm>");
  CHECK(trouble_with(file) == "is no .osm.pbf; take an extract in that format");
  DrawnMap map;
  map.write(file);
  CHECK(trouble_with(file) == "has no roads in it; take an extract of the whole county");
  map = square();
  map.compressed_by = 6;
  map.write(file);
  CHECK(trouble_with(file) ==
        "is compressed in a way that is not read here; rewrite it: osmium cat IN -o OUT.osm.pbf");
  map = square();
  map.needs_feature = "HistoricalInformation";
  map.write(file);
  CHECK(trouble_with(file) == "needs HistoricalInformation, which is not read here; take a plain extract");
  put(file, square().bytes().substr(0, 60));
  CHECK(trouble_with(file) == "ends in the middle; fetch it again");
}

TEST_CASE("a map cut off anywhere, or with any byte changed, is told or read, and never more than that") {
  const TempFolder folder;
  const std::string file = folder.file("map.osm.pbf");
  DrawnMap map = square();
  map.zlib = false; // so that every byte means something
  const std::string whole = map.bytes();
  int refused = 0;
  for (std::size_t length = 0; length < whole.size(); ++length) {
    put(file, whole.substr(0, length));
    refused += load_roads({.map = file, .compiled = ""}).ok() ? 0 : 1;
  }
  CHECK(refused == static_cast<int>(whole.size()));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const unsigned change : {0x01U, 0x80U, 0xffU}) {
      std::string changed = whole;
      changed[at] = static_cast<char>(static_cast<unsigned char>(changed[at]) ^ change);
      put(file, changed);
      const auto loaded = load_roads({.map = file, .compiled = ""});
      if (!loaded) REQUIRE(loaded.error().starts_with(file + ": "));
    }
  }
}

TEST_CASE("a clipped extract lacks some nodes: the rest of the way is a road all the same") {
  const TempFolder folder;
  DrawnMap map = square();
  map.nodes[6] = geo_point(51.71, -2.31);
  map.road({4, 6, 99});
  map.write(folder.file("map.osm.pbf"));
  const auto loaded = load_roads({.map = folder.file("map.osm.pbf"), .compiled = ""});
  REQUIRE(loaded);
  CHECK(loaded.value().map->roads().pieces.size() == 5);
}
