#include "county/facts.hpp"

#include <boost/json.hpp>

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace turnout::sim {
namespace {

namespace json = boost::json;

Point point_of(const json::object& row) {
  return {row.at("lat").to_number<double>(), row.at("lon").to_number<double>()};
}

std::string string_of(const json::object& row, json::string_view member) {
  return std::string(row.at(member).as_string());
}

std::vector<Point> lon_lat_line(const json::array& pairs) {
  std::vector<Point> line;
  for (const auto& pair : pairs) {
    line.push_back({pair.as_array().at(1).to_number<double>(), pair.as_array().at(0).to_number<double>()});
  }
  return line;
}

Facts facts_from(const json::object& root) {
  Facts facts;
  for (const auto& value : root.at("fire_stations").as_array()) {
    const auto& row = value.as_object();
    facts.stations.push_back({string_of(row, "name"), point_of(row), string_of(row, "district"),
                              string_of(row, "crewing") == "wholetime"});
  }
  for (const auto& value : root.at("districts").as_array()) {
    const auto& row = value.as_object();
    facts.districts.push_back({string_of(row, "name"), row.at("aged_65_plus").to_number<double>(), {}});
  }
  for (const auto& value : root.at("outlines").as_object().at("rings").as_array()) {
    const auto& row = value.as_object();
    for (auto& district : facts.districts) {
      if (district.name == string_of(row, "district"))
        district.outline = lon_lat_line(row.at("ring").as_array());
    }
  }
  for (const auto& value : root.at("places").as_array()) {
    const auto& row = value.as_object();
    facts.places.push_back({string_of(row, "name"), point_of(row), string_of(row, "district"),
                            row.at("population").to_number<double>()});
    static_cast<void>(facts.district(facts.places.back().district));
  }
  for (const auto& value : root.at("care_offices").as_array()) {
    const auto& row = value.as_object();
    facts.offices.push_back({string_of(row, "place"), row.at("carers").to_number<int>()});
    static_cast<void>(facts.place(facts.offices.back().place));
  }
  const auto& severn = root.at("severn").as_object();
  facts.river.line = lon_lat_line(severn.at("line").as_array());
  for (const auto& crossing : severn.at("crossings").as_array()) {
    facts.river.crossings.push_back(point_of(crossing.as_object()));
  }
  for (const auto& district : facts.districts) {
    if (district.outline.size() < 3) throw std::runtime_error("no outline for district " + district.name);
  }
  return facts;
}

} // namespace

const District& Facts::district(const std::string& name) const {
  for (const auto& one : districts) {
    if (one.name == name) return one;
  }
  throw std::runtime_error("no district named " + name);
}

const Place& Facts::place(const std::string& name) const {
  for (const auto& one : places) {
    if (one.name == name) return one;
  }
  throw std::runtime_error("no place named " + name);
}

Facts load_facts(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read the county facts in " + file.string());
  try {
    const auto value = json::parse(std::string(std::istreambuf_iterator<char>(in), {}));
    return facts_from(value.as_object());
  } catch (const std::exception& error) {
    throw std::runtime_error(file.string() + ": " + error.what());
  }
}

} // namespace turnout::sim
