// Nobody is first asked from the wrong bank of the Severn while somebody on the right one is nearer by road.
#include "support/drawn_map.hpp"
#include "support/temp_folder.hpp"
#include "turnout/config/plans.hpp"
#include "turnout/dispatch/dispatcher.hpp"
#include "turnout/roads/road_travel.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <random>

using namespace turnout;
using turnout::dispatch::LawOfTravel;
using turnout::testing::DrawnMap;
using turnout::testing::TempFolder;

namespace {

const WallTime start = *parse_rfc3339("2026-11-24T11:00:00Z");

PlanBook county() {
  auto book = config::load_plans(std::string(TURNOUT_SOURCE_DIR) + "/config/demo/plans.toml");
  REQUIRE(book);
  return std::move(book).value();
}

/// East or west of the river as the map draws it, by counting crossings of a line due west: told apart from
/// the rules' own way, which walks from one point to the other.
bool east_of(const std::vector<GeoPoint>& river, GeoPoint point) {
  bool east = false;
  for (std::size_t i = 1; i < river.size(); ++i) {
    const GeoPoint low = std::min(river[i - 1], river[i]);
    const GeoPoint high = std::max(river[i - 1], river[i]);
    if (point.lat_e7 < low.lat_e7 || point.lat_e7 >= high.lat_e7) continue;
    const double part = static_cast<double>(point.lat_e7 - low.lat_e7) / (high.lat_e7 - low.lat_e7);
    if (point.lon_e7 > low.lon_e7 + part * (high.lon_e7 - low.lon_e7)) east = !east;
  }
  return east;
}

/// Places along the river, up to some 8 km from it, where the banks matter.
GeoPoint by_the_river(const std::vector<GeoPoint>& river, std::mt19937& random) {
  constexpr std::int32_t south = 516'200'000;
  constexpr std::int32_t north = 520'500'000;
  for (;;) {
    const GeoPoint bend = river[random() % river.size()];
    const GeoPoint point{bend.lat_e7 + static_cast<std::int32_t>(random() % 1'400'000) - 700'000,
                         bend.lon_e7 + static_cast<std::int32_t>(random() % 2'200'000) - 1'100'000};
    if (point.lat_e7 > south && point.lat_e7 < north) return point;
  }
}

struct Case {
  GeoPoint home;
  std::vector<GeoPoint> carers;
};

Case drawn(const std::vector<GeoPoint>& river, std::mt19937& random) {
  Case drawn{by_the_river(river, random), {}};
  for (int i = 0; i < 12; ++i)
    drawn.carers.push_back(by_the_river(river, random));
  return drawn;
}

/// Who is asked first when somebody falls: through the rules, from the alarm to the offer.
std::size_t first_asked(const PlanBook& book, const dispatch::Travel& travel, const Case& drawn) {
  dispatch::State state;
  std::uint64_t sequence = 0;
  WallTime now = start;
  const auto decide = [&](const Event& event) {
    const dispatch::Context context{Stamp{1, ++sequence, now}, &travel};
    return dispatch::decide(state, context, event);
  };
  (void)decide(PlansChanged{book});
  RegistryChanged rows{.whole = true};
  rows.people.push_back({.id = PersonId("P"), .hub = HubId("H"), .home = drawn.home});
  for (std::size_t i = 0; i < drawn.carers.size(); ++i) {
    Responder row{.id = ResponderId(std::to_string(100 + i)), .kind = ResponderKind::carer};
    row.place = drawn.carers[i];
    rows.responders.push_back(row);
  }
  (void)decide(rows);
  for (const auto& row : rows.responders)
    (void)decide(DutySaid{row.id, DutyState::available});
  auto decisions = decide(AlarmReceived{.hub = HubId("H"), .alarm = AlarmId("A"), .type = AlarmType::fall});
  for (int step = 0; step < 20; ++step) {
    for (const auto& decision : decisions) {
      if (const auto* offer = std::get_if<OfferMade>(&decision))
        return static_cast<std::size_t>(std::stoi(offer->responder.str()) - 100);
    }
    now = dispatch::next_deadline(state).value();
    decisions = decide(TimeReached{});
  }
  FAIL("nobody was asked");
  return 0;
}

/// Straight on one bank; over the best of the bridges between two.
std::int64_t true_metres(const TravelSettings& travel, GeoPoint from, GeoPoint to) {
  const auto& river = travel.barriers.front();
  if (east_of(river, from) == east_of(river, to)) return crow_distance(from, to).metres();
  std::int64_t best = std::numeric_limits<std::int64_t>::max();
  for (const GeoPoint bridge : travel.crossings)
    best = std::min(best, crow_distance(from, bridge).metres() + crow_distance(bridge, to).metres());
  return best;
}

/// Cases in which the first offer crosses the river although somebody on the right bank has less far to go.
int wrong_banks(const dispatch::Travel& travel, int cases) {
  const PlanBook book = county();
  const auto& river = book.travel.barriers.front();
  std::mt19937 random(1);
  int wrong = 0;
  for (int i = 0; i < cases; ++i) {
    const Case one = drawn(river, random);
    const GeoPoint asked = one.carers[first_asked(book, travel, one)];
    if (east_of(river, asked) == east_of(river, one.home)) continue;
    const std::int64_t way = true_metres(book.travel, asked, one.home);
    wrong += std::any_of(one.carers.begin(), one.carers.end(),
                         [&](GeoPoint carer) {
                           return east_of(river, carer) == east_of(river, one.home) &&
                                  true_metres(book.travel, carer, one.home) < way;
                         })
                 ? 1
                 : 0;
  }
  return wrong;
}

/// One law everywhere: then the shorter way is the quicker one, whoever measures it.
PlanBook one_law() {
  PlanBook book = county();
  book.travel.laws.clear();
  return book;
}

/// Lanes on a grid of about 1.1 km on both banks, none across the river but the bridges.
DrawnMap lanes(const TravelSettings& travel) {
  const auto& river = travel.barriers.front();
  constexpr std::int32_t step_lat = 100'000;
  constexpr std::int32_t step_lon = 160'000;
  constexpr int rows = 50;
  constexpr int columns = 60;
  DrawnMap map;
  const auto id = [](int row, int column) { return std::int64_t{1} + row * columns + column; };
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column)
      map.nodes[id(row, column)] = {515'800'000 + row * step_lat, -27'400'000 + column * step_lon};
  }
  const auto join = [&](std::int64_t a, std::int64_t b) {
    if (east_of(river, map.nodes.at(a)) == east_of(river, map.nodes.at(b))) map.road({a, b});
  };
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      if (column + 1 < columns) join(id(row, column), id(row, column + 1));
      if (row + 1 < rows) join(id(row, column), id(row + 1, column));
    }
  }
  std::int64_t bridge_id = 100'000;
  for (const GeoPoint bridge : travel.crossings) {
    map.nodes[++bridge_id] = bridge;
    std::array<std::int64_t, 2> ends{};
    for (const bool east : {false, true}) {
      Distance nearest{1'000'000};
      for (const auto& [number, place] : map.nodes) {
        if (number > 100'000 || east_of(river, place) != east) continue;
        if (const Distance away = crow_distance(place, bridge); away < nearest) {
          nearest = away;
          ends[east ? 1 : 0] = number;
        }
      }
    }
    map.road({ends[0], bridge_id, ends[1]}, "primary");
  }
  return map;
}

} // namespace

TEST_CASE("by the law with its river, no first offer comes from the wrong bank") {
  const PlanBook book = one_law();
  CHECK(wrong_banks(LawOfTravel(book.travel, book.zone), 1'500) == 0);
}

TEST_CASE("by a law that is blind to the river, many would") {
  PlanBook blind = one_law();
  blind.travel.barriers.clear();
  CHECK(wrong_banks(LawOfTravel(blind.travel, blind.zone), 500) > 25);
}

namespace {

/// The county's roads with its bridges, and without them: on the second only one's own bank can be reached.
struct Roads {
  PlanBook book = county();
  TempFolder folder;
  std::shared_ptr<roads::TravelCounts> counts = std::make_shared<roads::TravelCounts>();
  roads::RoadTravel whole{read(lanes(book.travel)), book};
  roads::RoadTravel parted{read(without_bridges(lanes(book.travel))), book, counts};
  int crossed = 0;

  static DrawnMap without_bridges(DrawnMap map) {
    std::erase_if(map.ways, [](const auto& way) { return way.nodes.size() == 3; });
    return map;
  }

  std::shared_ptr<const roads::RoadMap> read(const DrawnMap& map) const {
    map.write(folder.file("county.osm.pbf"));
    auto loaded = roads::load_roads({.map = folder.file("county.osm.pbf"), .compiled = ""});
    REQUIRE(loaded);
    return loaded.value().map;
  }

  /// On the same bank, and then how soon.
  std::optional<Duration> on_this_bank(GeoPoint from, GeoPoint to) const {
    const auto before = counts->by_roads.load();
    const Duration travel = parted.journey(from, to).travel;
    return counts->by_roads == before ? std::nullopt : std::optional(travel);
  }

  /// First offers across the river although somebody on this bank is nearer by road.
  int wrong(const dispatch::Travel& chooser, int cases) {
    std::mt19937 random(2);
    int wrong = 0;
    for (int i = 0; i < cases; ++i) {
      const Case one = drawn(book.travel.barriers.front(), random);
      const GeoPoint asked = one.carers[first_asked(book, chooser, one)];
      if (on_this_bank(asked, one.home)) continue;
      ++crossed;
      const Duration time = whole.journey(asked, one.home).travel;
      wrong += std::any_of(one.carers.begin(), one.carers.end(),
                           [&](GeoPoint carer) {
                             const auto other = on_this_bank(carer, one.home);
                             return other && *other < time;
                           })
                   ? 1
                   : 0;
    }
    return wrong;
  }
};

} // namespace

TEST_CASE("by roads, no first offer crosses while somebody on the right bank is nearer by road") {
  Roads county_roads;
  CHECK(county_roads.wrong(county_roads.whole, 1'500) == 0);
  CHECK(county_roads.crossed > 20); // by a bridge, because it is nearer for good
}

TEST_CASE("by a law that is blind to the river, many would cross against the roads too") {
  Roads county_roads;
  PlanBook blind = one_law();
  blind.travel.barriers.clear();
  CHECK(county_roads.wrong(LawOfTravel(blind.travel, blind.zone), 500) > 25);
}
