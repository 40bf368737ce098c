#include "plan_fields.hpp"
#include "plan_reader.hpp"
#include "turnout/dispatch/travel.hpp"

#include <algorithm>

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

/// Slower than 100 km/h by the crow up to the join: no journey is reckoned quicker (dispatch, soonest).
template <class Law>
bool slow_enough(const Law& law) {
  TravelSettings bare;
  bare.short_per_root_km = law.short_per_root_km;
  bare.join = law.join;
  bare.at_join = law.at_join;
  bare.long_per_km = law.long_per_km;
  const Duration fastest = dispatch::soonest(law.join);
  return dispatch::LawOfTravel(bare).travel_time(law.join) >= fastest && law.at_join >= fastest;
}

template <class Law>
void check_speed(TableReader& reader, const Law& law) {
  if (slow_enough(law)) return;
  reader.problem(reader.source(), "join_m", "lets somebody travel faster than 100 km/h in a straight line",
                 "raise short_per_root_km and at_join, or lower join_m");
}

/// Each table of a list such as [[travel.law]], read by its fields and then by `more`.
template <class T, class More>
void read_entries(TableReader& reader, std::string_view key, std::span<const Field<T>> fields,
                  std::vector<T>& into, More more) {
  const toml::array* list = reader.list(key);
  if (list == nullptr) return;
  into.clear();
  if (list->size() > travel_entries_max) {
    reader.problem(*list, key, "there are too many", "keep to " + std::to_string(travel_entries_max));
    return;
  }
  for (const toml::node& item : *list) {
    const toml::table* table = item.as_table();
    if (table == nullptr) {
      reader.problem(item, key, "is not a table",
                     "write [[" + reader.key_path(key) + "]] and its keys below");
      continue;
    }
    TableReader entry(*table, reader.key_path(key), reader.problems(), reader.words());
    T& value = into.emplace_back();
    entry.fields<T>(fields, value);
    more(entry, value);
    entry.finish();
  }
}

std::vector<GeoPoint> places_of(TableReader& reader, std::string_view key) {
  const toml::array* list = reader.list(key);
  if (list == nullptr) return {};
  if (list->size() > travel_entries_max) {
    reader.problem(*list, key, "there are too many", "keep to " + std::to_string(travel_entries_max));
    return {};
  }
  return read_points(reader, key, *list);
}

void read_law(TableReader& reader, TravelLaw& law) {
  law.places = places_of(reader, "places");
  if (reader.source().get("places") == nullptr) {
    reader.problem(reader.source(), "places", "is missing", "write where it holds: [[51.8642, -2.2382]]");
  }
  check_speed(reader, law);
}

void check_conditions(TableReader& reader, const TravelSettings& travel) {
  std::vector<std::string_view> known;
  for (const TravelCondition& condition : travel.known_conditions) {
    if (std::find(known.begin(), known.end(), condition.name) != known.end()) {
      reader.problem(*reader.source().get("condition"), "condition", cited(condition.name) + " stands twice",
                     "give each condition its own name");
    }
    known.push_back(condition.name);
  }
  for (const std::string& name : travel.conditions) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    reader.problem(*reader.source().get("conditions"), "conditions", cited(name) + " is not known",
                   known.empty() ? "describe it in [[travel.condition]]" : suggestion(name, known));
  }
}

} // namespace

void read_travel(TableReader& reader, TravelSettings& travel) {
  reader.fields<TravelSettings>(travel_fields(), travel);
  check_speed(reader, travel);
  read_barriers(reader, travel);
  read_crossings(reader, travel);
  read_entries<TravelLaw>(reader, "law", law_fields(), travel.laws, read_law);
  read_entries<TravelFactor>(reader, "factor", factor_fields(), travel.factors,
                             [](TableReader&, TravelFactor&) {});
  read_entries<TravelCondition>(
      reader, "condition", condition_fields(), travel.known_conditions,
      [](TableReader& entry, TravelCondition& condition) { condition.shut = places_of(entry, "shut"); });
  check_conditions(reader, travel);
}

} // namespace turnout::config
