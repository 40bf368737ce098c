// Reading an .osm.pbf: the ways of a file, and the places of its nodes. Debian's libosmium cannot be
// installed beside Boost 1.81, so this stands on protozero, as libosmium does. One thread. Throws BadMap, or
// what protozero throws, for a file that is none; load_roads turns both into words.
#pragma once

#include "highway.hpp"
#include "turnout/base/units.hpp"

#include <cstdint>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

namespace turnout::roads {

struct BadMap : std::runtime_error {
  using std::runtime_error::runtime_error;
};

using TakeWay = std::function<void(const RoadTags& tags, const std::vector<std::int64_t>& nodes)>;
using TakeNode = std::function<void(std::int64_t id, GeoPoint place)>;

/// Both may be empty: what nobody takes is not decoded.
void read_pbf(const std::string& file, const TakeWay& take_way, const TakeNode& take_node);

} // namespace turnout::roads
