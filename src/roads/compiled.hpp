// The compiled copy of a map on the disk, so that a restart need not read the map again. One thread. A copy
// that is torn, changed, of another map or of another version counts as none.
#pragma once

#include "turnout/roads/road_map.hpp"

namespace turnout::roads {

/// By what a compiled copy knows its map.
struct MapKey {
  std::uint64_t bytes = 0;
  std::int64_t changed_ns = 0;
};

[[nodiscard]] Result<MapKey> key_of(const std::string& map);

[[nodiscard]] std::optional<RoadPieces> read_compiled(const std::string& file, const MapKey& key);

/// Whole or not at all: written beside the file, synced, and put in its place.
[[nodiscard]] Status write_compiled(const std::string& file, const MapKey& key, const RoadPieces& roads);

} // namespace turnout::roads
