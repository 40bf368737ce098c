#include "turnout/roads/road_map.hpp"

#include <algorithm>
#include <tuple>

namespace turnout::roads {

namespace {

constexpr std::int64_t cm_a_metre = 100;

/// Where a line comes nearest to the point that its ends are seen from.
struct Nearest {
  std::int64_t square_cm = 0;
  std::int64_t part = 0; ///< of the line, in `parts`
};
constexpr std::int64_t parts = 10'000;

Nearest nearest_on(Offset a, Offset b) noexcept {
  const std::int64_t x = b.east_cm - a.east_cm;
  const std::int64_t y = b.north_cm - a.north_cm;
  const std::int64_t square = x * x + y * y;
  const std::int64_t along = -(a.east_cm * x + a.north_cm * y);
  constexpr std::int64_t exact_below = std::numeric_limits<std::int64_t>::max() / parts;
  std::int64_t part = 0;
  if (square > 0 && along > 0) {
    part = along < exact_below ? along * parts / square : along / (square / parts);
    part = std::min(part, parts);
  }
  const std::int64_t east = a.east_cm + x * part / parts;
  const std::int64_t north = a.north_cm + y * part / parts;
  return {east * east + north * north, part};
}

} // namespace

RoadMap::RoadMap(RoadPieces pieces) : roads_(std::move(pieces)) {
  measure();
  collect_arcs();
  lay_grid();
}

void RoadMap::measure() {
  along_cm_.resize(roads_.points.size());
  piece_of_.resize(roads_.points.size());
  for (std::uint32_t index = 0; index < roads_.pieces.size(); ++index) {
    const Piece& piece = roads_.pieces[index];
    std::int64_t along = 0;
    for (std::uint32_t i = 0; i < piece.count; ++i) {
      const std::uint32_t at = piece.first + i;
      if (i > 0) {
        const auto [x, y] = offset(roads_.points[at - 1], roads_.points[at]);
        along += static_cast<std::int64_t>(isqrt(static_cast<std::uint64_t>(x * x + y * y)));
      }
      along_cm_[at] = static_cast<std::uint32_t>(std::min<std::int64_t>(along, piece.length_cm));
      piece_of_[at] = index;
    }
  }
}

void RoadMap::collect_arcs() {
  first_arc_.assign(roads_.junctions + 1, 0);
  const auto each = [&](auto take) {
    for (std::uint32_t index = 0; index < roads_.pieces.size(); ++index) {
      const Piece& piece = roads_.pieces[index];
      if (piece.forward_ms != never)
        take(piece.head, Arc{piece.tail, index, piece.forward_ms, piece.length_cm});
      if (piece.backward_ms != never)
        take(piece.tail, Arc{piece.head, index, piece.backward_ms, piece.length_cm});
    }
  };
  each([&](std::uint32_t junction, const Arc&) { ++first_arc_[junction + 1]; });
  for (std::size_t i = 1; i < first_arc_.size(); ++i)
    first_arc_[i] += first_arc_[i - 1];
  arcs_.resize(first_arc_.back());
  auto next = first_arc_;
  each([&](std::uint32_t junction, const Arc& arc) { arcs_[next[junction]++] = arc; });
}

RoadMap::Cell RoadMap::cell_of(GeoPoint point) const noexcept {
  const auto floor = [](std::int64_t distance, std::int64_t size) {
    return distance >= 0 ? distance / size : -((-distance + size - 1) / size);
  };
  return {floor(std::int64_t{point.lon_e7} - corner_.lon_e7, cell_lon_e7_),
          floor(std::int64_t{point.lat_e7} - corner_.lat_e7, cell_lat_e7_)};
}

std::span<const std::uint32_t> RoadMap::lines_in(Cell cell) const noexcept {
  if (cell.column < 0 || cell.row < 0 || cell.column >= columns_ || cell.row >= rows_) return {};
  const auto index = static_cast<std::size_t>(cell.row * columns_ + cell.column);
  return std::span(lines_).subspan(first_line_[index], first_line_[index + 1] - first_line_[index]);
}

void RoadMap::lay_grid() {
  if (roads_.points.empty()) return;
  corner_ = roads_.points.front();
  GeoPoint far = corner_;
  for (const GeoPoint point : roads_.points) {
    corner_ = {std::min(corner_.lat_e7, point.lat_e7), std::min(corner_.lon_e7, point.lon_e7)};
    far = {std::max(far.lat_e7, point.lat_e7), std::max(far.lon_e7, point.lon_e7)};
  }
  constexpr std::int64_t cells_max = 4'000'000;
  for (;; cell_lat_e7_ *= 2, cell_lon_e7_ *= 2) {
    const Cell last = cell_of(far);
    columns_ = last.column + 1;
    rows_ = last.row + 1;
    if (columns_ * rows_ <= cells_max) break;
  }
  first_line_.assign(static_cast<std::size_t>(columns_ * rows_) + 1, 0);
  const auto each = [&](auto take) {
    for (const Piece& piece : roads_.pieces) {
      for (std::uint32_t at = piece.first; at + 1 < piece.first + piece.count; ++at) {
        const Cell a = cell_of(roads_.points[at]);
        const Cell b = cell_of(roads_.points[at + 1]);
        for (std::int64_t row = std::min(a.row, b.row); row <= std::max(a.row, b.row); ++row) {
          for (std::int64_t column = std::min(a.column, b.column); column <= std::max(a.column, b.column);
               ++column)
            take(static_cast<std::size_t>(row * columns_ + column), at);
        }
      }
    }
  };
  each([&](std::size_t cell, std::uint32_t) { ++first_line_[cell + 1]; });
  for (std::size_t i = 1; i < first_line_.size(); ++i)
    first_line_[i] += first_line_[i - 1];
  lines_.resize(first_line_.back());
  auto next = first_line_;
  each([&](std::size_t cell, std::uint32_t at) { lines_[next[cell]++] = at; });
}

/// Ring by ring of cells about the point. `look` is given each line and says how near the nearest is by now.
template <class Look>
void RoadMap::look_around(GeoPoint point, std::int64_t radius_cm, Look look) const {
  const Cell middle = cell_of(point);
  const auto step = offset(point, {static_cast<std::int32_t>(point.lat_e7 + cell_lat_e7_),
                                   static_cast<std::int32_t>(point.lon_e7 + cell_lon_e7_)});
  const std::int64_t width_cm = std::max<std::int64_t>(1, std::min(step.east_cm, step.north_cm));
  std::int64_t near_cm = radius_cm;
  // Whatever lies in ring n is at least n - 1 cells away.
  for (std::int64_t ring = 0; (ring - 1) * width_cm <= near_cm; ++ring) {
    for (std::int64_t row = middle.row - ring; row <= middle.row + ring; ++row) {
      const bool whole = row == middle.row - ring || row == middle.row + ring;
      const std::int64_t stride = whole || ring == 0 ? 1 : 2 * ring;
      for (std::int64_t column = middle.column - ring; column <= middle.column + ring; column += stride) {
        for (const std::uint32_t line : lines_in({column, row}))
          near_cm = std::min(near_cm, look(line));
      }
    }
  }
}

std::optional<Foot> RoadMap::nearest(GeoPoint point, const std::vector<bool>& shut) const {
  constexpr std::int64_t reach_cm = off_road_max.metres() * cm_a_metre;
  struct Best {
    std::int64_t square_cm;
    std::uint32_t line;
    std::int64_t part;
  };
  std::optional<Best> best;
  look_around(point, reach_cm, [&](std::uint32_t line) {
    if (!shut.empty() && shut[piece_of_[line]]) return reach_cm;
    const auto found = nearest_on(offset(point, roads_.points[line]), offset(point, roads_.points[line + 1]));
    if (!best || std::tie(found.square_cm, line) < std::tie(best->square_cm, best->line))
      best = {found.square_cm, line, found.part};
    return static_cast<std::int64_t>(isqrt(static_cast<std::uint64_t>(best->square_cm)));
  });
  if (!best) return std::nullopt;
  const auto off = static_cast<std::int64_t>(isqrt(static_cast<std::uint64_t>(best->square_cm)));
  if (off > reach_cm) return std::nullopt;
  const std::int64_t from = along_cm_[best->line];
  const std::int64_t to = along_cm_[best->line + 1];
  return Foot{.piece = piece_of_[best->line],
              .along_cm = static_cast<std::uint32_t>(from + (to - from) * best->part / parts),
              .off_road = Distance(off / cm_a_metre)};
}

std::vector<bool> RoadMap::pieces_near(const std::vector<GeoPoint>& places, Distance within) const {
  std::vector<bool> marked(places.empty() ? 0 : roads_.pieces.size());
  const std::int64_t reach_cm = within.metres() * cm_a_metre;
  for (const GeoPoint place : places) {
    look_around(place, reach_cm, [&](std::uint32_t line) {
      const auto found =
          nearest_on(offset(place, roads_.points[line]), offset(place, roads_.points[line + 1]));
      if (found.square_cm <= reach_cm * reach_cm) marked[piece_of_[line]] = true;
      return reach_cm;
    });
  }
  return marked;
}

} // namespace turnout::roads
