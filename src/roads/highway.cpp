#include "highway.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace turnout::roads {

namespace {

using Word = std::pair<std::string_view, std::int64_t>;

/// Kilometres an hour in ordinary driving, bends and junctions in it. Those of OSRM's car profile, but for
/// the lesser roads, which in England are quicker: so that roads and the law agree in the mean where the law
/// was fitted.
constexpr std::array classes = {
    Word{"motorway", 90},      Word{"motorway_link", 45},  Word{"trunk", 85},
    Word{"trunk_link", 40},    Word{"primary", 65},        Word{"primary_link", 30},
    Word{"secondary", 60},     Word{"secondary_link", 30}, Word{"tertiary", 52},
    Word{"tertiary_link", 25}, Word{"unclassified", 45},   Word{"residential", 32},
    Word{"living_street", 12}, Word{"service", 16},        Word{"road", 32}};

constexpr std::array signs = {Word{"walk", 6}, Word{"GB:nsl_single", 97}, Word{"GB:nsl_dual", 113},
                              Word{"GB:motorway", 113}, Word{"GB:nsl_restricted", 48}};

template <class Words>
std::optional<std::int64_t> find(const Words& words, std::string_view word) {
  const auto found =
      std::find_if(words.begin(), words.end(), [&](const Word& known) { return known.first == word; });
  return found == words.end() ? std::nullopt : std::optional(found->second);
}

/// Metres an hour from "30 mph", "50", "GB:nsl_single".
std::optional<std::int64_t> limit_of(std::string_view text) {
  constexpr std::int64_t metres_a_mile = 1609;
  constexpr std::int64_t metres_a_km = 1000;
  if (const auto sign = find(signs, text)) return *sign * metres_a_km;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  constexpr std::int64_t fastest = 300;
  if (error != std::errc() || number <= 0 || number > fastest) return std::nullopt;
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  if (unit == " mph" || unit == "mph") return number * metres_a_mile;
  if (unit.empty() || unit == " km/h") return number * metres_a_km;
  return std::nullopt;
}

/// The most particular word wins. "private" is somebody's own drive: help may use it.
bool closed_to_cars(const RoadTags& tags) {
  std::string_view word = tags.access;
  if (!tags.vehicle.empty()) word = tags.vehicle;
  if (!tags.motor_vehicle.empty()) word = tags.motor_vehicle;
  return word == "no" || word == "agricultural" || word == "forestry";
}

void set_directions(const RoadTags& tags, Road& road) {
  const bool round = tags.junction == "roundabout" || tags.junction == "circular";
  const bool implied = round || tags.highway == "motorway";
  if (tags.oneway == "yes" || tags.oneway == "true" || tags.oneway == "1" ||
      (implied && tags.oneway != "no")) {
    road.backward = false;
  }
  if (tags.oneway == "-1" || tags.oneway == "reverse") {
    road.forward = false;
    road.backward = true;
  }
  // Now this way, now that: nobody knows which.
  if (tags.oneway == "reversible") road.forward = road.backward = false;
}

} // namespace

void RoadTags::take(std::string_view key, std::string_view value) {
  const std::array<std::pair<std::string_view, std::string_view*>, 9> all = {
      {{"highway", &highway},
       {"maxspeed", &maxspeed},
       {"oneway", &oneway},
       {"junction", &junction},
       {"access", &access},
       {"vehicle", &vehicle},
       {"motor_vehicle", &motor_vehicle},
       {"area", &area},
       {"route", &route}}};
  for (const auto& [name, into] : all) {
    if (name == key) *into = value;
  }
}

std::optional<Road> road_of(const RoadTags& tags) {
  const auto speed = find(classes, tags.highway);
  if (!speed || tags.area == "yes" || tags.route == "ferry" || closed_to_cars(tags)) return std::nullopt;
  constexpr std::int64_t metres_a_km = 1000;
  Road road{.metres_an_hour = *speed * metres_a_km};
  // Nobody keeps up the limit all the way: four fifths of it.
  if (const auto limit = limit_of(tags.maxspeed))
    road.metres_an_hour = std::min(road.metres_an_hour, *limit * 4 / 5);
  set_directions(tags, road);
  if (!road.forward && !road.backward) return std::nullopt;
  return road;
}

} // namespace turnout::roads
