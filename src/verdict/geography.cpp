#include "turnout/verdict/geography.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <exception>

namespace turnout::verdict {
namespace {

namespace json = boost::json;

GeoPoint point(double lat, double lon) {
  return on_earth(lat, lon) ? geo_point(lat, lon) : GeoPoint{};
}

std::vector<NamedPlace> places(const json::value& list) {
  std::vector<NamedPlace> all;
  for (const auto& one : list.as_array()) {
    const auto* population = one.as_object().if_contains("population");
    const auto* district = one.as_object().if_contains("district");
    all.push_back({std::string(one.at("name").as_string()),
                   point(one.at("lat").to_number<double>(), one.at("lon").to_number<double>()),
                   district ? std::string(district->as_string()) : std::string(),
                   population ? population->to_number<std::int64_t>() : 0});
  }
  return all;
}

/// Pairs of longitude and latitude.
std::vector<GeoPoint> line(const json::value& list) {
  std::vector<GeoPoint> all;
  for (const auto& pair : list.as_array())
    all.push_back(point(pair.at(1).to_number<double>(), pair.at(0).to_number<double>()));
  return all;
}

Geography read(const json::value& sheet) {
  Geography geography;
  for (const auto& one : sheet.at("outlines").at("rings").as_array())
    geography.outlines.push_back({std::string(one.at("district").as_string()), line(one.at("ring"))});
  geography.towns = places(sheet.at("places"));
  std::stable_sort(geography.towns.begin(), geography.towns.end(),
                   [](const NamedPlace& a, const NamedPlace& b) { return a.population > b.population; });
  geography.stations = places(sheet.at("fire_stations"));
  geography.crossings = places(sheet.at("severn").at("crossings"));
  geography.river = line(sheet.at("severn").at("line"));
  for (const char* source : {"MJC", "GEON", "HO2018", "DRAWN"})
    geography.credits.emplace_back(sheet.at("sources").at(source).as_string());
  return geography;
}

} // namespace

Result<Geography> parse_geography(const std::string& text) {
  // The library tells of a missing or odd member by an exception alone.
  try {
    return read(json::parse(text));
  } catch (const std::exception& error) {
    return Error{std::string("the facts sheet of the county cannot be read: ") + error.what()};
  }
}

} // namespace turnout::verdict
