// What a map of the county shows, from the facts sheet that the demo uses (config/demo/gloucestershire.json).
// Pure, any thread. A sheet that cannot be read is an Error that says where.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/base/units.hpp"

#include <string>
#include <vector>

namespace turnout::verdict {

struct NamedPlace {
  std::string name;
  GeoPoint place;
  std::string district;        ///< empty outside the county
  std::int64_t population = 0; ///< zero for what is no town
};

struct Outline {
  std::string district;
  std::vector<GeoPoint> ring;
};

struct Geography {
  std::vector<Outline> outlines;
  std::vector<NamedPlace> towns; ///< largest first
  std::vector<NamedPlace> stations;
  std::vector<NamedPlace> crossings;
  std::vector<GeoPoint> river;
  std::vector<std::string> credits; ///< whose data it is, to stand on every map
};

[[nodiscard]] Result<Geography> parse_geography(const std::string& json);

} // namespace turnout::verdict
