// The exact storm assignment against every permutation, for the mean, the longest and the late ones.
#include "turnout/bounds/assignment.hpp"
#include "turnout/bounds/clairvoyant.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <random>

using namespace turnout;
using namespace turnout::bounds;

namespace {

constexpr Duration unserved = 4h;

/// Everything that can be told from all ways to give each alarm its own responder or nobody.
struct Exhaustive {
  Duration total = Duration::max();
  std::size_t unserved_fewest = SIZE_MAX;
  Duration longest{};
  std::size_t late_fewest = SIZE_MAX;
};

Exhaustive every_way(const ResponseMatrix& m, Duration limit) {
  // As many nobodies as alarms stand behind the responders.
  std::vector<std::size_t> seats(m.responders() + m.alarms());
  std::iota(seats.begin(), seats.end(), 0);
  Exhaustive best;
  std::vector<std::size_t> chosen;
  std::vector<bool> taken(m.responders());
  const auto judge = [&](const auto& self, std::size_t alarm, Duration total, std::size_t left,
                         Duration longest, std::size_t late) -> void {
    if (alarm == m.alarms()) {
      best.total = std::min(best.total, total);
      best.late_fewest = std::min(best.late_fewest, late);
      if (left < best.unserved_fewest || (left == best.unserved_fewest && longest < best.longest)) {
        best.unserved_fewest = left;
        best.longest = longest;
      }
      return;
    }
    self(self, alarm + 1, total + unserved, left + 1, longest, late + 1);
    for (std::size_t who = 0; who < m.responders(); ++who) {
      if (taken[who] || !m.at(alarm, who)) continue;
      taken[who] = true;
      const Duration response = *m.at(alarm, who);
      self(self, alarm + 1, total + response, left, std::max(longest, response), late + (response > limit));
      taken[who] = false;
    }
  };
  judge(judge, 0, Duration(0), 0, Duration(0), 0);
  return best;
}

ResponseMatrix drawn(std::mt19937& chance, std::size_t alarms, std::size_t responders) {
  ResponseMatrix m(alarms, responders);
  for (std::size_t a = 0; a < alarms; ++a)
    for (std::size_t r = 0; r < responders; ++r)
      if (chance() % 4 != 0) m.at(a, r) = Duration(60'000 + chance() % 40 * 60'000);
  return m;
}

} // namespace

TEST_CASE("the storm assignment equals every way tried, up to eight alarms") {
  std::mt19937 chance(7);
  constexpr Duration limit = 20min;
  for (int round = 0; round < 150; ++round) {
    const std::size_t alarms = 1 + chance() % 6;
    const std::size_t responders = 1 + chance() % 6;
    const auto m = drawn(chance, alarms, responders);
    const auto expected = every_way(m, limit);
    CHECK(least_total(m, unserved).total == expected.total);
    CHECK(least_longest(m).unserved == expected.unserved_fewest);
    CHECK(least_longest(m).longest == expected.longest);
    CHECK(fewest_late(m, limit) == expected.late_fewest);
  }
  const auto eight = drawn(chance, 8, 8);
  CHECK(least_total(eight, unserved).total == every_way(eight, limit).total);
}

TEST_CASE("the assignment names who goes, each to one alarm, and adds up to its total") {
  std::mt19937 chance(11);
  const auto m = drawn(chance, 30, 25);
  const auto best = least_total(m, unserved);
  std::vector<int> jobs(m.responders());
  Duration sum{};
  for (std::size_t a = 0; a < m.alarms(); ++a) {
    if (best.responder[a]) {
      ++jobs[*best.responder[a]];
      REQUIRE(m.at(a, *best.responder[a]));
      sum += *m.at(a, *best.responder[a]);
    } else {
      sum += unserved;
    }
  }
  CHECK(*std::max_element(jobs.begin(), jobs.end()) == 1);
  CHECK(sum == best.total);
  CHECK(best.unserved == 5);
}

TEST_CASE("alarms that nobody can take are counted and paid for") {
  const ResponseMatrix nobody(3, 0);
  CHECK(least_total(nobody, unserved).total == 3 * unserved);
  CHECK(least_total(nobody, unserved).unserved == 3);
  CHECK(least_longest(nobody).unserved == 3);
  CHECK(least_longest(nobody).longest == Duration(0));
  CHECK(fewest_late(nobody, 30min) == 3);
  CHECK(least_total(ResponseMatrix(0, 0), unserved).total == Duration(0));
}

TEST_CASE("greedy by the nearest is not the best, and the assignment is") {
  ResponseMatrix m(2, 2);
  m.at(0, 0) = 5min;
  m.at(0, 1) = 6min;
  m.at(1, 0) = 6min;
  m.at(1, 1) = 20min;
  CHECK(least_total(m, unserved).total == 12min);
  CHECK(least_longest(m).longest == 6min);
  CHECK(fewest_late(m, 10min) == 0);
}

TEST_CASE("the clairvoyant sends whoever would be there first, reply and turnout included") {
  const std::vector<Answer> answers{{30s, 5min, 4min}, {50s, 1min, 6min}, {10s, 90s, 9min}};
  CHECK(clairvoyant(answers) == 7min + 50s);
  CHECK(!clairvoyant({}));
}
