#include "deciding.hpp"
#include "select.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <random>

using namespace turnout;
using namespace turnout::dispatch;

namespace {

const WallTime start = *parse_rfc3339("2026-11-23T02:00:00Z");

/// Responders strewn at random around one open incident, all available.
struct Strewn {
  State state;
  LawOfTravel travel{TravelSettings{}};
  Context context{Stamp{1, 1, start}, &travel};
  IncidentId incident{"I1-1"};

  Strewn(int responders, unsigned seed) {
    PlanBook book;
    book.root.plan.path = "root";
    evolve(state, context.stamp, PlansLoaded{book});
    std::minstd_rand random(seed);
    RegistryChanged rows{.whole = true};
    for (int i = 0; i < responders; ++i) {
      Responder row{.id = ResponderId("R" + std::to_string(random() % 100'000)),
                    .kind = ResponderKind::carer};
      row.place = GeoPoint{517'500'000 + static_cast<std::int32_t>(random() % 4'000'000) - 2'000'000,
                           -22'000'000 + static_cast<std::int32_t>(random() % 6'000'000) - 3'000'000};
      rows.responders.push_back(row);
    }
    take_registry(state, rows);
    for (const auto& row : rows.responders) {
      evolve(state, context.stamp, DutySet{row.id, DutyState::available});
    }
    evolve(state, context.stamp,
           IncidentOpened{
               .incident = incident, .position = GeoPoint{517'500'000, -22'000'000}, .plan_path = "root"});
  }

  Selection chosen() {
    Deciding deciding(state, context);
    return select(deciding, state.facts.open.at(incident), "asked");
  }

  /// Everybody's arrival, without any shortcut.
  std::vector<std::pair<Duration, ResponderId>> all_arrivals() {
    std::vector<std::pair<Duration, ResponderId>> arrivals;
    for (auto& who : state.reference.roster) {
      const auto pick = estimate(state, travel, state.facts.open.at(incident), who, start);
      arrivals.emplace_back(pick->eta, who.row->id);
    }
    std::sort(arrivals.begin(), arrivals.end());
    return arrivals;
  }
};

} // namespace

TEST_CASE("the shortcuts of selection never change who is nearest by arrival") {
  for (unsigned seed = 1; seed <= 20; ++seed) {
    Strewn world(400, seed);
    const auto arrivals = world.all_arrivals();
    const auto selection = world.chosen();
    REQUIRE(selection.picks.size() == picks_max);
    for (std::size_t i = 0; i < picks_max; ++i) {
      CHECK(selection.picks[i].eta == arrivals[i].first);
      CHECK(selection.picks[i].who->row->id == arrivals[i].second);
    }
  }
}

TEST_CASE("the same question has the same answer, to the letter") {
  Strewn one(200, 7);
  Strewn other(200, 7);
  CHECK(one.chosen().explained == other.chosen().explained);
  CHECK(one.chosen().explained == one.chosen().explained);
}

TEST_CASE("a selection names no more than it may, and says how many it looked at") {
  Strewn world(100, 3);
  for (auto& who : world.state.reference.roster) {
    if (who.row->id.str().back() < '5')
      evolve(world.state, world.context.stamp, DutySet{who.row->id, DutyState::off_duty});
  }
  const auto explained = world.chosen().explained;
  CHECK(explained.considered == static_cast<int>(world.state.reference.roster.size()));
  CHECK(explained.ranked.size() == picks_max + passed_over_max);
  const auto eligible = [](const Candidate& candidate) { return candidate.eligible; };
  CHECK(std::is_partitioned(explained.ranked.begin(), explained.ranked.end(), eligible));
}

TEST_CASE("with fewer than may be named, all are") {
  Strewn world(3, 5);
  CHECK(world.chosen().picks.size() == 3);
  Strewn nobody(0, 5);
  CHECK(nobody.chosen().picks.empty());
}

namespace {

/// The law, told by somebody who would rather be asked about many at once.
class AskedTogether final : public Travel {
public:
  Journey journey(GeoPoint from, GeoPoint to) const override {
    if (std::find(expected.begin(), expected.end(), from) == expected.end()) ++surprises;
    return law_.journey(from, to);
  }
  bool asks_together() const override { return true; }
  void expect(std::vector<GeoPoint> from, GeoPoint) const override { expected = std::move(from); }

  mutable std::vector<GeoPoint> expected;
  mutable int surprises = 0;

private:
  LawOfTravel law_{TravelSettings{}};
};

} // namespace

TEST_CASE("whoever likes to be asked about many at once is told beforehand, and decides the same") {
  Strewn world(400, 11);
  const auto alone = world.chosen();
  const AskedTogether together;
  world.context.travel = &together;
  const auto selection = world.chosen();
  CHECK(selection.explained == alone.explained);
  CHECK(together.expected.size() == world.state.reference.roster.size());
  CHECK(together.surprises == 0);
}
