#include "plan_fields.hpp"
#include "plan_reader.hpp"
#include "turnout/dispatch/travel.hpp"

namespace turnout::config {

namespace {

std::optional<GeoPoint> point_of(const toml::node& node) {
  const toml::array* pair = node.as_array();
  if (pair == nullptr || pair->size() != 2) return std::nullopt;
  const auto lat = pair->get(0)->value<double>();
  const auto lon = pair->get(1)->value<double>();
  if (!lat || !lon || !on_earth(*lat, *lon)) return std::nullopt;
  return geo_point(*lat, *lon);
}

std::vector<GeoPoint> read_points(TableReader& reader, std::string_view key, const toml::array& list) {
  std::vector<GeoPoint> points;
  for (const toml::node& item : list) {
    if (const auto point = point_of(item)) {
      points.push_back(*point);
    } else {
      reader.problem(item, key, "a point is not on the Earth",
                     "write [latitude, longitude] in degrees, like [51.8642, -2.2382]");
    }
  }
  return points;
}

void read_barriers(TableReader& reader, TravelSettings& travel) {
  const toml::array* list = reader.list("barriers");
  if (list == nullptr) return;
  travel.barriers.clear();
  std::size_t points = 0;
  for (const toml::node& item : *list) {
    const toml::array* line = item.as_array();
    if (line == nullptr || line->size() < 2) {
      reader.problem(item, "barriers", "a barrier is not a line",
                     "write each as a list of at least two points: [[51.6, -2.6], [51.7, -2.5]]");
      continue;
    }
    points += line->size();
    if (points <= barrier_points_max) travel.barriers.push_back(read_points(reader, "barriers", *line));
  }
  if (list->size() > barriers_max || points > barrier_points_max) {
    reader.problem(*list, "barriers", "there are too many",
                   "keep to " + std::to_string(barriers_max) + " lines and " +
                       std::to_string(barrier_points_max) + " points in all");
  }
}

void read_crossings(TableReader& reader, TravelSettings& travel) {
  const toml::array* list = reader.list("crossings");
  if (list == nullptr) return;
  travel.crossings = read_points(reader, "crossings", *list);
  if (list->size() > crossings_max) {
    reader.problem(*list, "crossings", "there are too many", "keep to " + std::to_string(crossings_max));
  }
}

/// Selection leaves out whom not even this speed would bring in time (dispatch, select).
void check_speed(TableReader& reader, const TravelSettings& travel) {
  constexpr std::int64_t ms_per_metre = 36; // 100 km/h
  const Duration fastest(travel.join.metres() * ms_per_metre);
  TravelSettings bare = travel;
  bare.barriers.clear();
  bare.crossings.clear();
  if (dispatch::LawOfTravel(bare).travel_time(travel.join) >= fastest && travel.at_join >= fastest) return;
  reader.problem(reader.source(), "join_m", "lets somebody travel faster than 100 km/h in a straight line",
                 "raise short_per_root_km and at_join, or lower join_m");
}

} // namespace

void read_travel(TableReader& reader, TravelSettings& travel) {
  reader.fields<TravelSettings>(travel_fields(), travel);
  check_speed(reader, travel);
  read_barriers(reader, travel);
  read_crossings(reader, travel);
}

} // namespace turnout::config
