#include "search.hpp"
#include "turnout/roads/road_travel.hpp"

#include <catch2/catch.hpp>

#include <random>

using namespace turnout;
using namespace turnout::roads;

namespace {

std::uint32_t below(std::mt19937& random, std::uint32_t most) {
  return static_cast<std::uint32_t>(random() % most);
}

/// Junctions strewn at random, joined at random; some roads lead one way only, some have a bend.
RoadPieces strewn(std::mt19937& random) {
  RoadPieces roads;
  roads.junctions = 2 + below(random, 9);
  std::vector<GeoPoint> places;
  for (std::uint32_t i = 0; i < roads.junctions; ++i)
    places.push_back({517'000'000 + static_cast<std::int32_t>(random() % 200'000),
                      -23'000'000 + static_cast<std::int32_t>(random() % 200'000)});
  const std::uint32_t count = 1 + below(random, 2 * roads.junctions);
  for (std::uint32_t i = 0; i < count; ++i) {
    Piece piece{.tail = below(random, roads.junctions),
                .head = below(random, roads.junctions),
                .first = static_cast<std::uint32_t>(roads.points.size())};
    roads.points.push_back(places[piece.tail]);
    if (random() % 2 == 0)
      roads.points.push_back({517'000'000 + static_cast<std::int32_t>(random() % 200'000), -22'900'000});
    roads.points.push_back(places[piece.head]);
    piece.count = static_cast<std::uint32_t>(roads.points.size()) - piece.first;
    for (std::uint32_t at = piece.first + 1; at < roads.points.size(); ++at) {
      const auto [x, y] = offset(roads.points[at - 1], roads.points[at]);
      piece.length_cm += static_cast<std::uint32_t>(isqrt(static_cast<std::uint64_t>(x * x + y * y)));
    }
    const auto ms = 1 + below(random, 100'000);
    if (random() % 4 != 0) piece.forward_ms = ms;
    if (piece.forward_ms == never || random() % 3 != 0) piece.backward_ms = ms + below(random, 50);
    roads.pieces.push_back(piece);
  }
  return roads;
}

/// Every junction to every other, by trying each as a stop between.
std::vector<std::vector<std::uint64_t>> floyd(const RoadPieces& roads, const std::vector<bool>& shut) {
  constexpr std::uint64_t far = std::uint64_t{1} << 40U;
  std::vector<std::vector<std::uint64_t>> ms(roads.junctions,
                                             std::vector<std::uint64_t>(roads.junctions, far));
  for (std::size_t i = 0; i < roads.junctions; ++i)
    ms[i][i] = 0;
  for (std::size_t i = 0; i < roads.pieces.size(); ++i) {
    const Piece& piece = roads.pieces[i];
    if (!shut.empty() && shut[i]) continue;
    if (piece.forward_ms != never)
      ms[piece.tail][piece.head] = std::min<std::uint64_t>(ms[piece.tail][piece.head], piece.forward_ms);
    if (piece.backward_ms != never)
      ms[piece.head][piece.tail] = std::min<std::uint64_t>(ms[piece.head][piece.tail], piece.backward_ms);
  }
  for (std::size_t via = 0; via < roads.junctions; ++via)
    for (std::size_t i = 0; i < roads.junctions; ++i)
      for (std::size_t j = 0; j < roads.junctions; ++j)
        ms[i][j] = std::min(ms[i][j], ms[i][via] + ms[via][j]);
  return ms;
}

Foot somewhere_on(const RoadPieces& roads, std::mt19937& random, const std::vector<bool>& shut) {
  for (;;) {
    const auto piece = static_cast<std::uint32_t>(random() % roads.pieces.size());
    if (!shut.empty() && shut[piece]) continue;
    const std::uint32_t length = roads.pieces[piece].length_cm;
    return {.piece = piece,
            .along_cm = static_cast<std::uint32_t>(random() % (std::uint64_t{length} + 1)),
            .off_road = Distance(0)};
  }
}

std::uint64_t part(std::uint32_t ms, std::uint32_t cm, std::uint32_t of_cm) {
  return of_cm == 0 ? 0 : std::uint64_t{ms} * cm / of_cm;
}

/// The same question without any search: every way out of one piece and into the other, and straight along.
std::uint64_t by_hand(const RoadPieces& roads, const std::vector<std::vector<std::uint64_t>>& ms,
                      const Foot& from, const Foot& to) {
  constexpr std::uint64_t far = std::uint64_t{1} << 40U;
  const Piece& a = roads.pieces[from.piece];
  const Piece& b = roads.pieces[to.piece];
  std::uint64_t best = far;
  for (const bool out_by_head : {true, false}) {
    const std::uint32_t out = out_by_head ? a.forward_ms : a.backward_ms;
    if (out == never) continue;
    const std::uint64_t leaving =
        part(out, out_by_head ? a.length_cm - from.along_cm : from.along_cm, a.length_cm);
    for (const bool in_by_tail : {true, false}) {
      const std::uint32_t in = in_by_tail ? b.forward_ms : b.backward_ms;
      if (in == never) continue;
      const std::uint64_t coming =
          part(in, in_by_tail ? to.along_cm : b.length_cm - to.along_cm, b.length_cm);
      best =
          std::min(best, leaving + ms[out_by_head ? a.head : a.tail][in_by_tail ? b.tail : b.head] + coming);
    }
  }
  if (from.piece == to.piece) {
    const bool on = to.along_cm >= from.along_cm;
    const std::uint32_t whole = on ? a.forward_ms : a.backward_ms;
    const std::uint32_t apart = on ? to.along_cm - from.along_cm : from.along_cm - to.along_cm;
    if (whole != never) best = std::min(best, part(whole, apart, a.length_cm));
    if (apart == 0) best = 0;
  }
  return best;
}

} // namespace

TEST_CASE("the search finds what trying every way finds, one-way roads and shut ones among them") {
  std::mt19937 random(20'261'122);
  int reached = 0;
  int unreached = 0;
  for (int round = 0; round < 400; ++round) {
    const RoadMap map(strewn(random));
    const RoadPieces& roads = map.roads();
    std::vector<bool> shut;
    if (round % 3 == 0 && roads.pieces.size() > 1) {
      shut.assign(roads.pieces.size(), false);
      shut[random() % roads.pieces.size()] = true;
    }
    const auto ms = floyd(roads, shut);
    const Foot to = somewhere_on(roads, random, shut);
    Search search(map, shut, to);
    for (int asked = 0; asked < 10; ++asked) {
      const Foot from = somewhere_on(roads, random, shut);
      const auto found = search.from(from);
      const std::uint64_t expected = by_hand(roads, ms, from, to);
      if (!found) {
        REQUIRE(expected >= std::uint64_t{1} << 40U);
        ++unreached;
        continue;
      }
      REQUIRE(found->ms == expected);
      ++reached;
    }
  }
  CHECK(reached > 2'000);
  CHECK(unreached > 100);
}

TEST_CASE("the nearest road is the one that looking at all of them finds") {
  std::mt19937 random(7);
  for (int round = 0; round < 60; ++round) {
    const RoadMap map(strewn(random));
    for (int asked = 0; asked < 20; ++asked) {
      const GeoPoint point{517'000'000 + static_cast<std::int32_t>(random() % 500'000) - 150'000,
                           -23'000'000 + static_cast<std::int32_t>(random() % 500'000) - 150'000};
      std::int64_t best = std::numeric_limits<std::int64_t>::max();
      for (const Piece& piece : map.roads().pieces) {
        for (std::uint32_t at = piece.first; at + 1 < piece.first + piece.count; ++at) {
          const GeoPoint a = map.roads().points[at];
          const GeoPoint b = map.roads().points[at + 1];
          for (int step = 0; step <= 1'000; ++step) {
            const GeoPoint foot{a.lat_e7 + (b.lat_e7 - a.lat_e7) / 1'000 * step,
                                a.lon_e7 + (b.lon_e7 - a.lon_e7) / 1'000 * step};
            best = std::min(best, crow_distance(point, foot).metres());
          }
        }
      }
      const auto found = map.nearest(point, {});
      if (!found) {
        REQUIRE(best >= off_road_max.metres() - 15);
      } else {
        REQUIRE(std::llabs(found->off_road.metres() - best) <= 15); // the steps are up to 22 m long
      }
    }
  }
}
