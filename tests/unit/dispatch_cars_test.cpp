// Advice to mobile cars, held against every possible move and every possible standing of small worlds,
// reckoned here in another way: by each set of busy cars and how likely it is.
#include <turnout/dispatch/cars.hpp>
#include <turnout/dispatch/dispatcher.hpp>

#include <catch2/catch.hpp>

#include <cmath>
#include <random>

using namespace turnout;
using namespace turnout::dispatch;

namespace {

const WallTime at_two = *parse_rfc3339("2026-11-23T02:00:00Z");

GeoPoint km(double east, double north) {
  return geo_point(51.8 + north / 111.2, -2.2 + east / 68.8);
}

CarQuestion small_world(unsigned seed) {
  std::minstd_rand random(seed);
  const auto anywhere = [&random] {
    return km(static_cast<double>(random() % 500) / 10, static_cast<double>(random() % 500) / 10);
  };
  CarQuestion question{.busy_percent = static_cast<int>(random() % 80), .gain_least = 20s, .at = at_two};
  for (unsigned i = 0; i < 3 + random() % 6; ++i)
    question.likely.push_back({anywhere(), 1 + static_cast<std::int64_t>(random() % 30)});
  for (unsigned i = 0; i < 1 + random() % 5; ++i)
    question.points.push_back({BaseId("B" + std::to_string(i)), "Place", anywhere()});
  for (unsigned i = 0; i < 1 + random() % 3; ++i)
    question.cars.push_back({ResponderId("car-" + std::to_string(i)), anywhere()});
  return question;
}

/// Over every set of cars that may be busy: how likely it is, and how far the nearest of the others.
double mean_ms(const Travel& travel, const CarQuestion& question, const std::vector<GeoPoint>& standing) {
  const double busy = question.busy_percent / 100.0;
  double sum = 0;
  double weights = 0;
  for (const auto& likely : question.likely) {
    double expected = 0;
    for (unsigned set = 0; set < 1U << standing.size(); ++set) {
      double odds = 1;
      auto wait = static_cast<double>(question.nobody.count());
      for (std::size_t car = 0; car < standing.size(); ++car) {
        const bool is_busy = (set >> car & 1U) != 0;
        odds *= is_busy ? busy : 1 - busy;
        const auto way = travel.journey_at(standing[car], likely.place, question.at).travel;
        if (!is_busy) wait = std::min(wait, static_cast<double>(way.count()));
      }
      expected += odds * wait;
    }
    sum += static_cast<double>(likely.weight) * expected;
    weights += static_cast<double>(likely.weight);
  }
  return sum / weights;
}

std::vector<GeoPoint> places_of(const CarQuestion& question) {
  std::vector<GeoPoint> places;
  for (const auto& car : question.cars)
    places.push_back(car.place);
  return places;
}

double best_single(const Travel& travel, const CarQuestion& question) {
  const auto standing = places_of(question);
  double best = mean_ms(travel, question, standing);
  for (std::size_t car = 0; car < standing.size(); ++car) {
    for (const auto& point : question.points) {
      auto moved = standing;
      moved[car] = point.place;
      best = std::min(best, mean_ms(travel, question, moved));
    }
  }
  return best;
}

double best_of_all(const Travel& travel, const CarQuestion& question, std::vector<GeoPoint> standing,
                   std::size_t car) {
  if (car == standing.size()) return mean_ms(travel, question, standing);
  double best = best_of_all(travel, question, standing, car + 1);
  for (const auto& point : question.points) {
    standing[car] = point.place;
    best = std::min(best, best_of_all(travel, question, standing, car + 1));
  }
  return best;
}

void follow(CarQuestion& question, const CarAdvice& advice) {
  for (const auto& move : advice.moves) {
    for (auto& car : question.cars) {
      if (car.id != move.car) continue;
      for (const auto& point : question.points)
        if (point.id == move.to) car.place = point.place;
    }
  }
}

double ms(Duration span) {
  return static_cast<double>(span.count());
}

} // namespace

TEST_CASE("advice to cars: the means are right, and the first move is the best there is") {
  const LawOfTravel travel{TravelSettings{}};
  for (unsigned seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    CarQuestion question = small_world(seed);
    const CarAdvice advice = advise_cars(travel, question);
    CHECK(std::abs(ms(advice.before) - mean_ms(travel, question, places_of(question))) < 3);
    const double best = best_single(travel, question);
    if (advice.moves.empty()) {
      CHECK(ms(advice.before) - best < ms(question.gain_least) + 3);
      continue;
    }
    CHECK(std::abs(ms(advice.before - advice.moves.front().gain) - best) < 3);
    Duration gained{};
    for (const auto& move : advice.moves) {
      CHECK(move.gain >= question.gain_least);
      gained += move.gain;
    }
    CHECK(gained == advice.before - advice.after);
    follow(question, advice);
    CHECK(std::abs(ms(advice.after) - mean_ms(travel, question, places_of(question))) < 3);
  }
}

TEST_CASE("advice to cars: nearly all that any standing of all cars could gain") {
  const LawOfTravel travel{TravelSettings{}};
  double could = 0;
  double gained = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    CarQuestion question = small_world(seed);
    question.gain_least = 1s;
    const CarAdvice advice = advise_cars(travel, question);
    const double best = best_of_all(travel, question, places_of(question), 0);
    CHECK(ms(advice.after) > best - 3);
    could += ms(advice.before) - best;
    gained += ms(advice.before - advice.after);
  }
  CHECK(gained > 0.97 * could);
}

TEST_CASE("advice to cars that is followed comes to rest, and sends nobody to and fro") {
  const LawOfTravel travel{TravelSettings{}};
  int followed = 0;
  for (unsigned seed = 1; seed <= 300; ++seed) {
    INFO("seed " << seed);
    CarQuestion question = small_world(seed);
    Duration last = Duration::max();
    int rounds = 0;
    for (;; ++rounds) {
      const CarAdvice advice = advise_cars(travel, question);
      if (advice.moves.empty()) break;
      REQUIRE(advice.before <= last);
      last = advice.after;
      follow(question, advice);
      REQUIRE(rounds < 4);
    }
    followed += rounds;
  }
  CHECK(followed > 100);
}

TEST_CASE("advice to cars: two cars in one town and homes in two, so one goes over") {
  const LawOfTravel travel{TravelSettings{}};
  CarQuestion question{.likely = {{km(0, 0), 100}, {km(30, 0), 80}},
                       .points = {{BaseId("B1"), "Hither", km(0, 0)}, {BaseId("B2"), "Yonder", km(30, 0)}},
                       .cars = {{ResponderId("a"), km(0, 0)}, {ResponderId("b"), km(0, 0)}},
                       .at = at_two};
  const CarAdvice advice = advise_cars(travel, question);
  REQUIRE(advice.moves.size() == 1);
  CHECK(advice.moves[0].car == ResponderId("a"));
  CHECK(advice.moves[0].to == BaseId("B2"));
  CHECK(advice.moves[0].reason.find("2m or more sooner for 44 of 100 alarms") != std::string::npos);
  question.gain_least = advice.moves[0].gain + Duration(1);
  CHECK(advise_cars(travel, question).moves.empty());
  question.gain_least = 30s;
  question.likely = {{km(0, 0), 100}, {km(30, 0), 1}};
  CHECK(advise_cars(travel, question).moves.empty());
  question.likely.clear();
  CHECK(advise_cars(travel, question).moves.empty());
}

TEST_CASE("advice to cars: those who may be told, and where alarms are likely") {
  State state;
  PlanBook book;
  book.root.plan.path = "root";
  evolve(state, Stamp{1, 1, at_two}, PlansLoaded{book});
  RegistryChanged rows{.whole = true};
  rows.bases = {{.id = BaseId("B1"), .name = "Stow", .place = km(5, 5)},
                {.id = BaseId("B2"), .name = "Nowhere"}};
  for (const char* id : {"away", "busy", "car", "carer", "late"}) {
    rows.responders.push_back({.id = ResponderId(id),
                               .kind = ResponderKind::carer,
                               .place = km(1, 1),
                               .skills = {std::string(id) == "carer" ? "falls_lift" : "mobile"}});
  }
  rows.responders.back().shifts = parse_week_windows("Mon-Sun 08:00-16:00").value();
  rows.people = {{.id = PersonId("P1"), .home = km(0.1, 0)},
                 {.id = PersonId("P2"), .home = km(0.2, 0)},
                 {.id = PersonId("P3"), .home = km(20, 20)},
                 {.id = PersonId("P4")}};
  take_registry(state, rows);
  for (const auto& row : rows.responders)
    evolve(state, Stamp{1, 2, at_two},
           DutySet{row.id, row.id == ResponderId("away") ? DutyState::unavailable : DutyState::available});
  state.facts.responders[ResponderId("busy")].on_incident = IncidentId("I1-1");

  const auto cars = free_cars(state, at_two);
  REQUIRE(cars.size() == 1);
  CHECK(cars[0].id == ResponderId("car"));
  CHECK(cars[0].place == km(1, 1));
  REQUIRE(standby_points(state.reference).size() == 1);
  std::int64_t homes = 0;
  for (const auto& likely : likely_places(state.reference))
    homes += likely.weight;
  CHECK(homes == 3);
}
