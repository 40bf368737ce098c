#include "compile.hpp"

#include "pbf.hpp"

#include <algorithm>

namespace turnout::roads {

namespace {

struct Way {
  Road road;
  std::size_t first = 0; ///< of its nodes
  std::size_t count = 0;
};

std::uint32_t length_cm(GeoPoint a, GeoPoint b) {
  const auto [x, y] = offset(a, b);
  return static_cast<std::uint32_t>(isqrt(static_cast<std::uint64_t>(x * x + y * y)));
}

std::uint32_t time_ms(std::uint32_t cm, std::int64_t metres_an_hour) {
  constexpr std::int64_t ms_an_hour = 3'600'000;
  constexpr std::int64_t cm_a_metre = 100;
  return static_cast<std::uint32_t>(std::int64_t{cm} * ms_an_hour / cm_a_metre / metres_an_hour);
}

/// The nodes of all roads: which they are, where, and which are junctions.
class Nodes {
public:
  void take_roads(const std::string& file, std::vector<Way>& ways) {
    read_pbf(file,
             [&](const RoadTags& tags, const std::vector<std::int64_t>& nodes) {
               const auto road = road_of(tags);
               if (!road || nodes.size() < 2) return;
               ways.push_back({*road, refs.size(), nodes.size()});
               refs.insert(refs.end(), nodes.begin(), nodes.end());
             },
             {});
    ids = refs;
    std::sort(ids.begin(), ids.end());
    ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
    places.resize(ids.size());
    known.resize(ids.size());
    ends.resize(ids.size());
  }

  void take_places(const std::string& file) {
    read_pbf(file, {}, [&](std::int64_t id, GeoPoint place) {
      const auto found = std::lower_bound(ids.begin(), ids.end(), id);
      if (found == ids.end() || *found != id) return;
      const auto index = static_cast<std::size_t>(found - ids.begin());
      places[index] = place;
      known[index] = true;
    });
  }

  [[nodiscard]] std::size_t index_of(std::int64_t id) const {
    return static_cast<std::size_t>(std::lower_bound(ids.begin(), ids.end(), id) - ids.begin());
  }

  std::vector<std::int64_t> refs;
  std::vector<std::int64_t> ids;
  std::vector<GeoPoint> places;
  std::vector<bool> known;
  std::vector<std::uint8_t> ends; ///< how many stretches meet here, up to 2
};

/// Calls with every stretch of a way whose nodes are all in the file: a clipped extract lacks some.
template <class Take>
void for_stretches(const Nodes& nodes, const Way& way, std::vector<std::size_t>& stretch, Take take) {
  stretch.clear();
  for (std::size_t i = 0; i < way.count; ++i) {
    const std::size_t node = nodes.index_of(nodes.refs[way.first + i]);
    if (nodes.known[node]) {
      stretch.push_back(node);
      continue;
    }
    if (stretch.size() >= 2) take(stretch);
    stretch.clear();
  }
  if (stretch.size() >= 2) take(stretch);
}

void count_ends(Nodes& nodes, const std::vector<Way>& ways) {
  constexpr std::uint8_t enough = 2;
  std::vector<std::size_t> stretch;
  const auto meet = [&](std::size_t node, std::uint8_t more) {
    nodes.ends[node] = std::min<std::uint8_t>(enough, static_cast<std::uint8_t>(nodes.ends[node] + more));
  };
  for (const Way& way : ways) {
    for_stretches(nodes, way, stretch, [&](const std::vector<std::size_t>& run) {
      for (const std::size_t node : run)
        meet(node, 1);
      meet(run.front(), enough);
      meet(run.back(), enough);
    });
  }
}

void add_pieces(const Nodes& nodes, const Road& road, const std::vector<std::size_t>& run, RoadPieces& into) {
  std::size_t begin = 0;
  for (std::size_t i = 1; i < run.size(); ++i) {
    if (nodes.ends[run[i]] < 2) continue;
    Piece piece{.tail = static_cast<std::uint32_t>(run[begin]),
                .head = static_cast<std::uint32_t>(run[i]),
                .first = static_cast<std::uint32_t>(into.points.size()),
                .count = static_cast<std::uint32_t>(i - begin + 1)};
    for (std::size_t at = begin; at <= i; ++at) {
      if (at > begin) piece.length_cm += length_cm(nodes.places[run[at - 1]], nodes.places[run[at]]);
      into.points.push_back(nodes.places[run[at]]);
    }
    const std::uint32_t ms = time_ms(piece.length_cm, road.metres_an_hour);
    if (road.forward) piece.forward_ms = ms;
    if (road.backward) piece.backward_ms = ms;
    into.pieces.push_back(piece);
    begin = i;
  }
}

} // namespace

RoadPieces compile_pbf(const std::string& file) {
  std::vector<Way> ways;
  Nodes nodes;
  nodes.take_roads(file, ways);
  if (ways.empty()) throw BadMap("has no roads in it; take an extract of the whole county");
  nodes.take_places(file);
  count_ends(nodes, ways);
  RoadPieces all;
  all.junctions = static_cast<std::uint32_t>(nodes.ids.size());
  std::vector<std::size_t> stretch;
  for (const Way& way : ways) {
    for_stretches(nodes, way, stretch,
                  [&](const std::vector<std::size_t>& run) { add_pieces(nodes, way.road, run, all); });
  }
  RoadPieces kept = without_islands(all);
  if (kept.pieces.empty()) throw BadMap("has no two roads that meet; take an extract of the whole county");
  return kept;
}

} // namespace turnout::roads
