// The public facts a county is invented from, read from config/demo/<county>.json. load_facts() is called
// once at start and throws std::runtime_error with the file and the member that is missing or wrong; values
// are plain after.
#pragma once

#include "support/geo.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace turnout::sim {

struct Station {
  std::string name;
  Point at;
  std::string district;
  bool wholetime = false;
};

struct District {
  std::string name;
  double aged_65_plus = 0;
  std::vector<Point> outline;
};

struct Place {
  std::string name;
  Point at;
  std::string district;
  double population = 0;
};

// A care office stands in a place and has so many carers.
struct Office {
  std::string place;
  int carers = 0;
};

struct Facts {
  std::vector<Station> stations;
  std::vector<Office> offices;
  std::vector<District> districts;
  std::vector<Place> places;
  River river;

  [[nodiscard]] const District& district(const std::string& name) const;
  [[nodiscard]] const Place& place(const std::string& name) const;
};

Facts load_facts(const std::filesystem::path& file);

} // namespace turnout::sim
