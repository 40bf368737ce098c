// A road map drawn by a test and written as an .osm.pbf: nodes, ways, and the ways in which files differ.
// One thread. A drawing that cannot be written ends the process.
#pragma once

#include <turnout/base/units.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace turnout::testing {

struct DrawnWay {
  std::vector<std::int64_t> nodes;
  std::map<std::string, std::string> tags;
};

struct DrawnMap {
  std::map<std::int64_t, GeoPoint> nodes;
  std::vector<DrawnWay> ways;
  bool dense = true;         ///< or one message a node
  bool zlib = true;          ///< or bare
  int compressed_by = 0;     ///< another field number for the data, as other compressions have
  std::string needs_feature; ///< one more that a reader must know

  /// A road over these nodes, by class.
  DrawnWay& road(std::vector<std::int64_t> over, const std::string& highway = "tertiary");

  [[nodiscard]] std::string bytes() const;
  void write(const std::string& file) const;
};

} // namespace turnout::testing
