#include "compiled.hpp"
#include "support/drawn_map.hpp"
#include "support/files.hpp"
#include "support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

using namespace turnout;
using namespace turnout::roads;
using namespace turnout::testing;

namespace {

DrawnMap line(double length_deg) {
  DrawnMap map;
  map.nodes = {{1, geo_point(51.7, -2.3)}, {2, geo_point(51.7, -2.3 + length_deg)}};
  map.road({1, 2});
  return map;
}

/// A map, and the compiled copy it has had.
struct Site {
  TempFolder folder;
  RoadFiles files{.map = folder.file("map.osm.pbf"), .compiled = folder.file("map.compiled")};

  Site() {
    line(0.01).write(files.map);
    REQUIRE_FALSE(load().from_compiled);
  }
  LoadedRoads load() const {
    auto loaded = load_roads(files);
    REQUIRE(loaded);
    return std::move(loaded).value();
  }
};

} // namespace

TEST_CASE("the second start takes the compiled copy, and finds the same roads in it") {
  const Site site;
  const auto from_map = load_roads({.map = site.files.map, .compiled = ""});
  REQUIRE(from_map);
  const LoadedRoads again = site.load();
  CHECK(again.from_compiled);
  CHECK(again.map->roads() == from_map.value().map->roads());
  CHECK_FALSE(std::filesystem::exists(site.files.compiled + ".new"));
}

TEST_CASE("a compiled copy that is torn, or that differs in a bit, counts for nothing and is made again") {
  const Site site;
  const std::string whole = bytes_of(site.files.compiled);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    put(site.files.compiled, whole.substr(0, length));
    REQUIRE_FALSE(read_compiled(site.files.compiled, key_of(site.files.map).value()));
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 4);
    put(site.files.compiled, changed);
    REQUIRE_FALSE(read_compiled(site.files.compiled, key_of(site.files.map).value()));
  }
  CHECK_FALSE(site.load().from_compiled);
  CHECK(bytes_of(site.files.compiled) == whole);
  CHECK(site.load().from_compiled);
}

TEST_CASE("another map of the same name is read anew") {
  const Site site;
  line(0.02).write(site.files.map);
  // The same size, in the same instant as the file system tells instants: the change must still be seen.
  std::filesystem::last_write_time(site.files.map,
                                   std::filesystem::file_time_type::clock::now() + std::chrono::seconds(5));
  const LoadedRoads loaded = site.load();
  CHECK_FALSE(loaded.from_compiled);
  CHECK(loaded.map->roads().pieces.at(0).length_cm > 130'000);
}

TEST_CASE("where the compiled copy cannot be written, the roads are there all the same") {
  const TempFolder folder;
  line(0.01).write(folder.file("map.osm.pbf"));
  const auto loaded =
      load_roads({.map = folder.file("map.osm.pbf"), .compiled = folder.file("gone/map.compiled")});
  REQUIRE(loaded);
  CHECK(loaded.value().trouble ==
        folder.file("gone/map.compiled") +
            ": No such file or directory; roads are read from the map at every start");
}

TEST_CASE("who may not write the compiled copy does not") {
  const TempFolder folder;
  line(0.01).write(folder.file("map.osm.pbf"));
  REQUIRE(load_roads(
      {.map = folder.file("map.osm.pbf"), .compiled = folder.file("map.compiled"), .may_compile_to = false}));
  CHECK_FALSE(std::filesystem::exists(folder.file("map.compiled")));
}
