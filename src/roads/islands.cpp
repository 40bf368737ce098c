#include "compile.hpp"

#include <algorithm>
#include <utility>

namespace turnout::roads {

namespace {

constexpr std::uint32_t unseen = never;

/// The ways out of each junction, or into it.
class Ways {
public:
  Ways(const RoadPieces& roads, bool out_of) : first_(roads.junctions + 1, 0) {
    const auto each = [&](auto take) {
      for (const Piece& piece : roads.pieces) {
        if (piece.forward_ms != never)
          take(out_of ? piece.tail : piece.head, out_of ? piece.head : piece.tail);
        if (piece.backward_ms != never)
          take(out_of ? piece.head : piece.tail, out_of ? piece.tail : piece.head);
      }
    };
    each([&](std::uint32_t from, std::uint32_t) { ++first_[from + 1]; });
    for (std::size_t i = 1; i < first_.size(); ++i)
      first_[i] += first_[i - 1];
    to_.resize(first_.back());
    auto next = first_;
    each([&](std::uint32_t from, std::uint32_t to) { to_[next[from]++] = to; });
  }

  [[nodiscard]] std::uint32_t first(std::uint32_t junction) const { return first_[junction]; }
  [[nodiscard]] std::uint32_t to(std::uint32_t way) const { return to_[way]; }

private:
  std::vector<std::uint32_t> first_;
  std::vector<std::uint32_t> to_;
};

/// Kosaraju's two passes: the order in which junctions are left going out, then, last first, all that leads
/// to each.
std::vector<std::uint32_t> leaving_order(const Ways& out, std::uint32_t junctions) {
  std::vector<std::uint32_t> order;
  std::vector<bool> seen(junctions);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> path; // junction, next way
  for (std::uint32_t start = 0; start < junctions; ++start) {
    if (seen[start]) continue;
    seen[start] = true;
    path.emplace_back(start, out.first(start));
    while (!path.empty()) {
      auto& [at, way] = path.back();
      if (way == out.first(at + 1)) {
        order.push_back(at);
        path.pop_back();
        continue;
      }
      const std::uint32_t next = out.to(way++);
      if (seen[next]) continue;
      seen[next] = true;
      path.emplace_back(next, out.first(next));
    }
  }
  return order;
}

struct Parts {
  std::vector<std::uint32_t> of; ///< each junction
  std::vector<std::uint32_t> size;
};

Parts parts_of(const RoadPieces& roads) {
  const auto order = leaving_order(Ways(roads, true), roads.junctions);
  const Ways in(roads, false);
  Parts parts{std::vector<std::uint32_t>(roads.junctions, unseen), {}};
  std::vector<std::uint32_t> open;
  for (auto start = order.rbegin(); start != order.rend(); ++start) {
    if (parts.of[*start] != unseen) continue;
    const auto part = static_cast<std::uint32_t>(parts.size.size());
    parts.size.push_back(0);
    parts.of[*start] = part;
    open.push_back(*start);
    while (!open.empty()) {
      const std::uint32_t at = open.back();
      open.pop_back();
      ++parts.size[part];
      for (std::uint32_t way = in.first(at); way < in.first(at + 1); ++way) {
        if (parts.of[in.to(way)] != unseen) continue;
        parts.of[in.to(way)] = part;
        open.push_back(in.to(way));
      }
    }
  }
  return parts;
}

} // namespace

RoadPieces without_islands(const RoadPieces& all) {
  const Parts parts = parts_of(all);
  const std::uint32_t largest =
      parts.size.empty() ? 0 : *std::max_element(parts.size.begin(), parts.size.end());
  constexpr std::uint32_t share = 100;
  const auto stays = [&](const Piece& piece) {
    const std::uint32_t part = parts.of[piece.tail];
    return part == parts.of[piece.head] && parts.size[part] >= 2 && parts.size[part] >= largest / share;
  };
  RoadPieces kept;
  std::vector<std::uint32_t> number(all.junctions, unseen);
  const auto numbered = [&](std::uint32_t junction) {
    if (number[junction] == unseen) number[junction] = kept.junctions++;
    return number[junction];
  };
  for (Piece piece : all.pieces) {
    if (!stays(piece)) continue;
    piece.tail = numbered(piece.tail);
    piece.head = numbered(piece.head);
    const auto points = all.points.begin() + piece.first;
    piece.first = static_cast<std::uint32_t>(kept.points.size());
    kept.points.insert(kept.points.end(), points, points + piece.count);
    kept.pieces.push_back(piece);
  }
  return kept;
}

} // namespace turnout::roads
