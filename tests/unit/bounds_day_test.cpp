// The bound on a whole day against every schedule that a simple world allows, against policies on random
// days, and against the cases in which it is known to be exact.
#include "turnout/bounds/assignment.hpp"
#include "turnout/bounds/whole_day.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <random>

using namespace turnout;
using namespace turnout::bounds;

namespace {

constexpr Duration nobody_all_day = 4h;

/// A town of right-angled streets where a step takes a millisecond: travel obeys the triangle inequality to
/// the digit.
struct Place {
  std::int64_t x = 0;
  std::int64_t y = 0;
};

Duration travel(Place a, Place b) {
  return Duration(std::llabs(a.x - b.x) + std::llabs(a.y - b.y));
}

/// Along one street and then the other.
Place on_the_way(Place from, Place to, Duration moved) {
  const auto step = [&](std::int64_t a, std::int64_t b) {
    const std::int64_t most = std::min<std::int64_t>(moved.count(), std::llabs(b - a));
    moved -= Duration(most);
    return a + (b < a ? -most : most);
  };
  const std::int64_t x = step(from.x, to.x);
  return {x, step(from.y, to.y)};
}

struct World {
  std::vector<Place> homes;
  std::vector<Place> scenes;
  std::vector<DayAlarm> alarms;
  DayPremises premises;
};

Place somewhere(std::mt19937& chance) {
  return {static_cast<std::int64_t>(chance() % 900'000), static_cast<std::int64_t>(chance() % 900'000)};
}

World drawn(std::mt19937& chance, std::size_t alarms, std::size_t responders, Duration over,
            Whereabouts where) {
  World world;
  for (std::size_t r = 0; r < responders; ++r)
    world.homes.push_back(somewhere(chance));
  std::vector<Duration> times;
  for (std::size_t a = 0; a < alarms; ++a)
    times.push_back(Duration(chance() % static_cast<std::uint64_t>(over.count())));
  std::sort(times.begin(), times.end());
  for (std::size_t a = 0; a < alarms; ++a) {
    world.scenes.push_back(somewhere(chance));
    DayAlarm alarm{WallTime(times[a]), Duration(600'000 + chance() % 1'800'000), {}};
    for (std::size_t r = 0; r < responders; ++r) {
      const Duration reply(5'000 + chance() % 55'000);
      const Duration turnout(30'000 + chance() % 300'000);
      if (chance() % 4 != 0)
        alarm.answers.push_back({r, {reply, turnout, travel(world.homes[r], world.scenes[a])}});
    }
    world.alarms.push_back(alarm);
  }
  const auto scenes = world.scenes;
  world.premises = {nobody_all_day, 24h, where,
                    [scenes](std::size_t a, std::size_t b) { return travel(scenes[a], scenes[b]); }};
  return world;
}

const Answer* answer_of(const World& world, std::size_t alarm, std::size_t who) {
  for (const auto& one : world.alarms[alarm].answers)
    if (one.responder == who) return &one.answer;
  return nullptr;
}

/// One responder as the day goes on.
struct Walker {
  Place home;
  Place left; ///< where their last job ended
  WallTime free = WallTime::min();
};

Place at_moment(const World& world, const Walker& who, WallTime at) {
  if (world.premises.whereabouts == Whereabouts::own_place || who.free == WallTime::min()) return who.home;
  return on_the_way(who.left, who.home, at - who.free);
}

/// Sends them, asked at `asked` or when they are free; the response.
Duration send(const World& world, Walker& who, const Answer& answer, std::size_t alarm, WallTime asked) {
  const WallTime leaves = std::max(asked, who.free) + answer.reply + answer.turnout;
  const WallTime there = leaves + travel(at_moment(world, who, leaves), world.scenes[alarm]);
  who.left = world.scenes[alarm];
  who.free = there + world.alarms[alarm].on_scene;
  return there - world.alarms[alarm].at;
}

std::vector<Walker> at_home(const World& world) {
  std::vector<Walker> walkers;
  for (const Place home : world.homes)
    walkers.push_back({home, home, WallTime::min()});
  return walkers;
}

/// The least over every order and every choice, nobody included.
Duration best_of_all(const World& world) {
  std::vector<bool> done(world.alarms.size());
  Duration best = Duration::max();
  const auto go_on = [&](const auto& self, const std::vector<Walker>& walkers, std::size_t left,
                         Duration total) -> void {
    best = std::min(best, total + static_cast<std::int64_t>(left) * nobody_all_day);
    for (std::size_t a = 0; a < done.size(); ++a) {
      if (done[a]) continue;
      done[a] = true;
      for (std::size_t r = 0; r < walkers.size(); ++r) {
        const Answer* answer = answer_of(world, a, r);
        if (!answer) continue;
        auto next = walkers;
        const Duration response = send(world, next[r], *answer, a, world.alarms[a].at);
        if (total + response < best) self(self, next, left - 1, total + response);
      }
      done[a] = false;
    }
  };
  go_on(go_on, at_home(world), done.size(), Duration(0));
  return best;
}

/// Each alarm in turn to whoever would be there first by `guess`, a share of them left waiting a while.
template <class Guess>
Duration policy(const World& world, std::mt19937& chance, Guess guess) {
  auto walkers = at_home(world);
  Duration total{};
  for (std::size_t a = 0; a < world.alarms.size(); ++a) {
    std::optional<std::size_t> chosen;
    for (const auto& one : world.alarms[a].answers)
      if (!chosen || guess(walkers[one.responder], a) < guess(walkers[*chosen], a)) chosen = one.responder;
    const WallTime asked = world.alarms[a].at + Duration(chance() % 3 * 45'000);
    total += chosen ? std::min(nobody_all_day,
                               send(world, walkers[*chosen], *answer_of(world, a, *chosen), a, asked))
                    : nobody_all_day;
  }
  return total;
}

/// Somebody on the way to an alarm that another will serve.
struct FalseStart {
  std::size_t who = 0;
  std::size_t alarm = 0;
  WallTime moving_at;
};

/// A policy that sends a second one to each alarm and calls them back when the next comes, which they then
/// get if they would accept it.
Duration policy_with_second_starts(const World& world, std::mt19937& chance) {
  auto walkers = at_home(world);
  std::optional<FalseStart> second;
  Duration total{};
  for (std::size_t a = 0; a < world.alarms.size(); ++a) {
    const auto& alarm = world.alarms[a];
    if (second && second->moving_at < alarm.at) {
      Walker& who = walkers[second->who];
      const Place from = at_moment(world, who, second->moving_at);
      who.left = on_the_way(from, world.scenes[second->alarm], alarm.at - second->moving_at);
      who.free = alarm.at;
    }
    const auto takes = [&](std::size_t who) { return answer_of(world, a, who) != nullptr; };
    std::optional<std::size_t> chosen;
    if (second && takes(second->who)) chosen = second->who;
    if (!chosen && !alarm.answers.empty()) chosen = alarm.answers[chance() % alarm.answers.size()].responder;
    total += chosen ? std::min(nobody_all_day,
                               send(world, walkers[*chosen], *answer_of(world, a, *chosen), a, alarm.at))
                    : nobody_all_day;
    second.reset();
    for (const auto& one : alarm.answers)
      if (one.responder != chosen && walkers[one.responder].free <= alarm.at)
        second = FalseStart{one.responder, a, alarm.at + one.answer.reply + one.answer.turnout};
  }
  return total;
}

} // namespace

TEST_CASE("the bound on a day is never above the best of all schedules, and near it") {
  std::mt19937 chance(3);
  for (const auto where : {Whereabouts::own_place, Whereabouts::anywhere}) {
    Duration bounds{};
    Duration bests{};
    for (int round = 0; round < 60; ++round) {
      const Duration over = round % 3 == 0   ? Duration(10min)
                            : round % 3 == 1 ? Duration(90min)
                                             : Duration(8h);
      const std::size_t count = 2 + chance() % 4;
      const std::size_t people = 1 + chance() % 3;
      const auto world = drawn(chance, count, people, over, where);
      const Duration bound = least_total_of_day(world.alarms, world.premises);
      const Duration best = best_of_all(world);
      CHECK(bound <= best);
      bounds += bound;
      bests += best;
    }
    CAPTURE(bounds.count(), bests.count());
    CHECK(bounds.count() * 100 > bests.count() * (where == Whereabouts::own_place ? 94 : 83));
  }
}

TEST_CASE("the bound on a day of eight alarms is never above the best of all schedules") {
  std::mt19937 chance(5);
  const auto world = drawn(chance, 8, 2, 3h, Whereabouts::own_place);
  CHECK(least_total_of_day(world.alarms, world.premises) <= best_of_all(world));
}

TEST_CASE("the bound on a day is never above what a policy does, on a thousand days") {
  std::mt19937 chance(17);
  for (int day = 0; day < 1000; ++day) {
    const auto where = day % 2 == 0 ? Whereabouts::own_place : Whereabouts::anywhere;
    const std::size_t count = 1 + chance() % 20;
    const std::size_t people = 1 + chance() % 8;
    const auto world = drawn(chance, count, people, day % 3 == 0 ? 15min : 12h, where);
    const Duration bound = least_total_of_day(world.alarms, world.premises);
    const auto nearest_home = [&](const Walker& who, std::size_t a) {
      return travel(who.home, world.scenes[a]);
    };
    const auto first_free = [&](const Walker& who, std::size_t) { return who.free; };
    const auto soonest = [&](const Walker& who, std::size_t a) {
      return std::max(who.free, world.alarms[a].at) +
             travel(at_moment(world, who, world.alarms[a].at), world.scenes[a]);
    };
    CHECK(bound <= policy(world, chance, nearest_home));
    CHECK(bound <= policy(world, chance, first_free));
    CHECK(bound <= policy(world, chance, soonest));
  }
}

TEST_CASE(
    "the bound on a day is never above a policy that calls people back on the way, on a thousand days") {
  std::mt19937 chance(19);
  for (int day = 0; day < 1000; ++day) {
    const std::size_t count = 2 + chance() % 4;
    const std::size_t people = 2 + chance() % 9;
    const auto world = drawn(chance, count, people, day % 2 == 0 ? 45min : 4h, Whereabouts::anywhere);
    CHECK(least_total_of_day(world.alarms, world.premises) <= policy_with_second_starts(world, chance));
  }
}

TEST_CASE("with one job each, the bound on a day is the storm assignment") {
  std::mt19937 chance(23);
  for (int round = 0; round < 50; ++round) {
    const std::size_t count = 1 + chance() % 10;
    const std::size_t people = 1 + chance() % 10;
    auto world = drawn(chance, count, people, 10min, Whereabouts::own_place);
    ResponseMatrix responses(world.alarms.size(), world.homes.size());
    for (std::size_t a = 0; a < world.alarms.size(); ++a) {
      world.alarms[a].on_scene = 48h;
      for (const auto& one : world.alarms[a].answers)
        responses.at(a, one.responder) = one.answer.response();
    }
    CHECK(least_total_of_day(world.alarms, world.premises) == least_total(responses, nobody_all_day).total);
  }
}

TEST_CASE("with hours between alarms, the bound on a day is the clairvoyant of each") {
  std::mt19937 chance(29);
  auto world = drawn(chance, 12, 5, 1h, Whereabouts::anywhere);
  world.premises.settled_within = 3h;
  Duration each{};
  for (std::size_t a = 0; a < world.alarms.size(); ++a) {
    world.alarms[a].at = WallTime(static_cast<std::int64_t>(a) * Duration(6h));
    std::vector<Answer> answers;
    for (const auto& one : world.alarms[a].answers)
      answers.push_back(one.answer);
    each += clairvoyant(answers).value_or(nobody_all_day);
  }
  CHECK(least_total_of_day(world.alarms, world.premises) == each);
}

TEST_CASE("a day sees that one responder cannot be at two alarms, which the clairvoyant does not") {
  const Answer near{10s, 1min, 5min};
  const std::vector<DayAlarm> alarms{{WallTime(1h), 30min, {{0, near}}},
                                     {WallTime(1h + 1min), 30min, {{0, near}}}};
  const DayPremises premises{nobody_all_day, 24h, Whereabouts::own_place, {}};
  // The first takes 6 min 10 s and half an hour; then the second waits for them less its minute.
  const Duration response = near.response();
  CHECK(least_total_of_day(alarms, premises) == response + (response + 30min - 1min + response));
}

TEST_CASE("whoever is called back on the way to another alarm is let start from there") {
  // Home at 0, the first alarm 20 min east, the second 25 min east five minutes later: they are on the road.
  std::vector<DayAlarm> alarms{{WallTime(1h), 30min, {{0, {0s, 1min, 20min}}, {1, {0s, 1min, 2min}}}},
                               {WallTime(1h + 5min), 30min, {{0, {0s, 1min, 25min}}}}};
  const auto between = [](std::size_t, std::size_t) { return Duration(5min); };
  const DayPremises premises{nobody_all_day, 24h, Whereabouts::anywhere, between};
  // Called back at 1:05 after four minutes of driving: 21 of the 25 minutes are left at most.
  CHECK(least_total_of_day(alarms, premises) == 3min + (25min + 1min - 5min));
}
