// From the ways of a map file to pieces of road. One thread, no files but the map. Throws as read_pbf does.
#pragma once

#include "turnout/roads/road_map.hpp"

namespace turnout::roads {

/// Reads the whole file, twice.
[[nodiscard]] RoadPieces compile_pbf(const std::string& file);

/// Leaves out what cannot be driven to and away from again: car parks, farm yards, islands. Of the parts that
/// hang together, those with a hundredth of the junctions of the largest stay.
[[nodiscard]] RoadPieces without_islands(const RoadPieces& all);

} // namespace turnout::roads
