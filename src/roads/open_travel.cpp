#include "turnout/roads/open_travel.hpp"

#include "turnout/roads/osrm_travel.hpp"
#include "turnout/roads/road_travel.hpp"

#include <filesystem>

namespace turnout::roads {

namespace {

std::string compiled_name(const TravelSources& sources) {
  if (sources.beside.empty()) return {};
  const std::string name = std::filesystem::path(sources.graph).filename().string() + ".compiled";
  return std::filesystem::path(sources.beside).replace_filename(name).string();
}

std::string told_of(const TravelSources& sources, const LoadedRoads& roads) {
  return "roads: " + std::to_string(roads.map->roads().pieces.size()) + " pieces between " +
         std::to_string(roads.map->roads().junctions) + " junctions, from " +
         (roads.from_compiled ? "the compiled copy of " : "") + sources.graph;
}

} // namespace

OpenedTravel open_travel(const TravelSources& sources) {
  OpenedTravel opened;
  auto counts = std::make_shared<TravelCounts>();
  std::shared_ptr<const RoadMap> map;
  std::shared_ptr<OsrmClient> router;
  if (!sources.graph.empty()) {
    auto roads = load_roads(
        {.map = sources.graph, .compiled = compiled_name(sources), .may_compile_to = sources.may_write});
    if (roads) {
      opened.told = told_of(sources, roads.value());
      opened.trouble = roads.value().trouble;
      map = std::move(roads.value().map);
    } else {
      opened.wrong.push_back("[travel] graph: " + roads.error());
    }
  }
  if (!sources.osrm.empty()) {
    if (auto client = OsrmClient::make(sources.osrm)) {
      router = std::move(client).value();
      opened.told += (opened.told.empty() ? "" : "; ") + std::string("router at ") + sources.osrm;
    } else {
      opened.wrong.push_back("[travel] osrm: " + client.error());
    }
  }
  opened.counts = counts;
  opened.factory = [map, router, counts](const PlanBook& book) -> std::unique_ptr<dispatch::Travel> {
    std::unique_ptr<dispatch::Travel> travel;
    if (map) {
      travel = std::make_unique<RoadTravel>(map, book, counts);
    } else {
      travel = std::make_unique<dispatch::LawOfTravel>(book.travel, book.zone);
    }
    if (router) travel = std::make_unique<OsrmTravel>(router, book, std::move(travel), counts);
    return travel;
  };
  return opened;
}

} // namespace turnout::roads
