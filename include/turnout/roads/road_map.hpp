// The roads of a county as a graph that journeys are searched in: junctions, and the pieces of road between
// them with their bends. Read from any .osm.pbf, or from the compiled copy of one.
// A RoadMap never changes: any thread may read it, several at once. Loading blocks for as long as the file
// takes (seconds a county), fails with words that name the file and the mend, and never throws.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/base/units.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace turnout::roads {

/// The time of a direction in which nobody may drive.
inline constexpr std::uint32_t never = std::numeric_limits<std::uint32_t>::max();

/// Nobody is brought onto a road that is further away than this.
inline constexpr Distance off_road_max{2000};

/// A road from one junction to the next.
struct Piece {
  std::uint32_t tail = 0; ///< junction at its first point
  std::uint32_t head = 0; ///< ... and at its last
  std::uint32_t first = 0;
  std::uint32_t count = 0; ///< points, at least two
  std::uint32_t length_cm = 0;
  std::uint32_t forward_ms = never; ///< tail to head
  std::uint32_t backward_ms = never;

  friend bool operator==(const Piece&, const Piece&) = default;
};

/// All that is read from a file; everything else follows from it.
struct RoadPieces {
  std::uint32_t junctions = 0;
  std::vector<Piece> pieces;
  std::vector<GeoPoint> points;

  friend bool operator==(const RoadPieces&, const RoadPieces&) = default;
};

/// Where somebody comes onto the road.
struct Foot {
  std::uint32_t piece = 0;
  std::uint32_t along_cm = 0; ///< from its tail
  Distance off_road;
};

/// A way into a junction.
struct Arc {
  std::uint32_t from = 0;
  std::uint32_t piece = 0;
  std::uint32_t ms = 0;
  std::uint32_t cm = 0;
};

class RoadMap {
public:
  explicit RoadMap(RoadPieces pieces);

  [[nodiscard]] const RoadPieces& roads() const noexcept { return roads_; }

  /// The nearest road that is not shut, within off_road_max. `shut` is empty or has an entry for each piece.
  [[nodiscard]] std::optional<Foot> nearest(GeoPoint point, const std::vector<bool>& shut) const;

  /// Marks every piece that comes within this distance of one of the places.
  [[nodiscard]] std::vector<bool> pieces_near(const std::vector<GeoPoint>& places, Distance within) const;

  [[nodiscard]] std::span<const Arc> into(std::uint32_t junction) const noexcept {
    return std::span(arcs_).subspan(first_arc_[junction], first_arc_[junction + 1] - first_arc_[junction]);
  }

private:
  struct Cell {
    std::int64_t column = 0;
    std::int64_t row = 0;
  };
  [[nodiscard]] Cell cell_of(GeoPoint point) const noexcept;
  [[nodiscard]] std::span<const std::uint32_t> lines_in(Cell cell) const noexcept;
  template <class Look>
  void look_around(GeoPoint point, std::int64_t radius_cm, Look look) const;
  void measure();
  void collect_arcs();
  void lay_grid();

  RoadPieces roads_;
  std::vector<std::uint32_t> along_cm_; ///< of each point, from the tail of its piece
  std::vector<std::uint32_t> piece_of_; ///< of each point
  std::vector<std::uint32_t> first_arc_;
  std::vector<Arc> arcs_;
  GeoPoint corner_;
  std::int64_t cell_lat_e7_ = 20'000;
  std::int64_t cell_lon_e7_ = 32'000;
  std::int64_t columns_ = 0;
  std::int64_t rows_ = 0;
  std::vector<std::uint32_t> first_line_; ///< of each cell
  std::vector<std::uint32_t> lines_;      ///< a straight line of road, named by its first point
};

/// Where the roads come from.
struct RoadFiles {
  std::string map;            ///< an .osm.pbf
  std::string compiled;       ///< a compiled copy of it, used while it fits the map; empty: none
  bool may_compile_to = true; ///< write that copy if it is missing, torn or of another map
};

struct LoadedRoads {
  std::shared_ptr<const RoadMap> map;
  bool from_compiled = false;
  std::string trouble; ///< the compiled copy could not be written: the next start takes longer
};

[[nodiscard]] Result<LoadedRoads> load_roads(const RoadFiles& files);

} // namespace turnout::roads
