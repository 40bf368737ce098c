// A run against its bounds: what is counted, what is left out, and that no bound is above the policy.
#include "support/verdict_run.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::verdict;

namespace {

Duration sum_of_bounds(const Judged& judged) {
  Duration sum{};
  for (const auto& pair : judged.against_bound)
    sum += pair.other;
  return sum;
}

Judged judged_by(const county::RunResults& run, BoundKind kind) {
  return judge(run, {.bound = kind});
}

} // namespace

TEST_CASE(
    "a policy that loses nothing stands on the clairvoyant bound, and one that loses a minute above it") {
  const auto perfect = judged_by(testing::made_up_run("perfect", 0s), BoundKind::clairvoyant);
  const auto slow = judged_by(testing::made_up_run("slow", 1min), BoundKind::clairvoyant);
  const Judged* const perfect_runs[] = {&perfect};
  const Judged* const slow_runs[] = {&slow};
  CHECK(gap_to_bound(perfect_runs).gap.of_one() == 0);
  const auto gap = gap_to_bound(slow_runs);
  CHECK(gap.gap.of_one() > 0.02);
  CHECK(gap.interval.low < gap.gap);
  CHECK(gap.gap < gap.interval.high);
  const auto found = difference(slow_runs, perfect_runs);
  CHECK(found.mean > 55s);
  CHECK(found.mean <= 1min);
  CHECK(found.alarms == perfect.alarms.size());
  CHECK(slow.below_bound == 0);
}

TEST_CASE("where alarms are hours apart the whole-day bound is the clairvoyant's, and below it for people "
          "anywhere") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const auto run = testing::made_up_run("perfect", 0s, seed);
    const auto each = judged_by(run, BoundKind::clairvoyant);
    const auto day = judged_by(run, BoundKind::whole_day);
    const auto loose =
        judge(run, {.bound = BoundKind::whole_day, .whereabouts = bounds::Whereabouts::anywhere});
    CHECK(each.below_bound == 0);
    CHECK(day.below_bound == 0);
    CHECK(sum_of_bounds(day) == sum_of_bounds(each));
    CHECK(sum_of_bounds(loose) < sum_of_bounds(each));
  }
}

TEST_CASE("one responder for two alarms ten minutes apart: the whole-day bound waits for them") {
  auto run = testing::made_up_run("perfect", 0s);
  run.alarms.resize(2);
  run.alarms[0].decided_at = run.from;
  run.alarms[1].decided_at = run.from + 10min;
  for (auto& alarm : run.alarms) {
    alarm.candidates.resize(1);
    alarm.candidates[0].accepts = true;
    alarm.candidates[0].travel = 5min;
    alarm.arrived_at = run.from + 1h;
  }
  const auto each = judged_by(run, BoundKind::clairvoyant);
  const auto day = judged_by(run, BoundKind::whole_day);
  // Half an hour on scene and the way there, less the ten minutes.
  const Duration waiting = run.alarms[0].candidates[0].whole() + 30min - 10min;
  CHECK(sum_of_bounds(day) == sum_of_bounds(each) + waiting);
}

TEST_CASE("alarms at the same moment compete in the storm assignment") {
  auto run = testing::made_up_run("perfect", 0s);
  run.alarms.resize(12);
  for (auto& alarm : run.alarms) {
    alarm.decided_at = run.from;
    alarm.arrived_at.reset();
  }
  const auto storm = judged_by(run, BoundKind::storm_assignment);
  const auto each = judged_by(run, BoundKind::clairvoyant);
  REQUIRE(storm.against_bound.size() == 1);
  // Ten responders for twelve alarms: at least two are not reached at all.
  CHECK(sum_of_bounds(storm) > sum_of_bounds(each) + 3h);
  CHECK(storm.below_bound == 0);
}

TEST_CASE("only the alarms of a stretch of time are judged") {
  const auto run = testing::made_up_run("perfect", 0s);
  const WallTime from = *run.alarms[3].decided_at;
  const auto storm = judge(run, {.from = from, .until = *run.alarms[5].decided_at});
  REQUIRE(storm.alarms.size() == 2);
  CHECK(storm.alarms[0].index == 3);
  CHECK(storm.alarms[1].index == 4);
}

TEST_CASE("what cannot be judged is counted apart") {
  auto run = testing::made_up_run("any", 0s);
  run.alarms.resize(6);
  for (auto& alarm : run.alarms)
    alarm.attended_by.reset();
  for (auto& one : run.alarms[0].candidates)
    one.accepts = false;
  run.alarms[1].decided_at.reset();
  run.alarms[2].needs_person = false;
  run.alarms[2].arrived_at.reset();
  run.alarms[3].decided_at = run.until - 10min;
  run.alarms[3].arrived_at.reset();
  run.alarms[4].arrived_at.reset();
  for (auto& one : run.alarms[5].candidates)
    one.above_minimum = false;
  const auto judged = judged_by(run, BoundKind::clairvoyant);
  CHECK_FALSE(judged.alarms.back().bound.has_value());
  CHECK(judged.alarms.size() == 3);
  CHECK(judged.nobody_would_come == 2);
  CHECK(judged.cut_off == 1);
  const Judged* const runs[] = {&judged};
  const auto all = summarise(alarms_of(runs));
  CHECK(all.unreached.count == 1);
  CHECK(all.over_30min.count >= 1);
}

TEST_CASE(
    "one on another job may have been at home but for the policy, and the bound counts them from there") {
  auto run = testing::made_up_run("any", 0s);
  run.alarms.resize(1);
  auto& alarm = run.alarms[0];
  alarm.candidates.resize(1);
  alarm.candidates[0].accepts = true;
  alarm.candidates[0].travel = 3h;
  const auto free = judged_by(run, BoundKind::clairvoyant);
  alarm.candidates[0].busy = true;
  const auto busy = judged_by(run, BoundKind::clairvoyant);
  CHECK(*free.alarms[0].bound == 2h);
  CHECK(*busy.alarms[0].bound < 1h);
}

TEST_CASE("the bound waits for the person's own as the plan does, and takes nobody a station cannot spare") {
  auto run = testing::made_up_run("any", 0s);
  run.alarms.resize(1);
  auto& alarm = run.alarms[0];
  alarm.candidates.resize(2);
  for (auto& one : alarm.candidates) {
    one.accepts = true;
    one.preferred = false;
    one.busy = false;
  }
  alarm.candidates[0].travel = alarm.candidates[1].travel + 10min;
  const auto nearest = *judged_by(run, BoundKind::clairvoyant).alarms[0].bound;
  alarm.others_after = 30s;
  CHECK(*judged_by(run, BoundKind::clairvoyant).alarms[0].bound == nearest + 30s);
  alarm.candidates[1].preferred = true;
  CHECK(*judged_by(run, BoundKind::clairvoyant).alarms[0].bound == nearest);
  alarm.candidates[1].above_minimum = false;
  CHECK(*judged_by(run, BoundKind::clairvoyant).alarms[0].bound > nearest + 5min);
}

TEST_CASE("who knows every answer but not the way sends the one expected first, and takes what they take") {
  auto run = testing::made_up_run("any", 0s);
  run.alarms.resize(1);
  auto& alarm = run.alarms[0];
  alarm.candidates.resize(2);
  for (auto& one : alarm.candidates) {
    one.accepts = one.above_minimum = true;
    one.preferred = one.busy = false;
    one.reply = 30s;
    one.turnout = 1min;
  }
  alarm.candidates[0].travel = 12min; // expected first, and held up
  alarm.candidates[0].way_expected = 6min;
  alarm.candidates[1].travel = 8min;
  alarm.candidates[1].way_expected = 9min;
  const auto judged = judged_by(run, BoundKind::clairvoyant);
  CHECK(judged.alarms[0].foreseen == 13min + 30s);
  CHECK(judged.alarms[0].bound == 9min + 30s);
  const Judged* const runs[] = {&judged};
  CHECK(foreseen_to_bound(runs)->gap.of_one() == Approx(13.5 / 9.5 - 1).margin(1e-5));
  CHECK(gap_to_foreseen(runs)->gap.of_one() < gap_to_bound(runs).gap.of_one());
  const auto day = judged_by(run, BoundKind::whole_day);
  const Judged* const days[] = {&day};
  CHECK(gap_to_foreseen(days).has_value());
  CHECK_FALSE(foreseen_to_bound(days).has_value());
  const auto storm = judged_by(run, BoundKind::storm_assignment);
  CHECK_FALSE(storm.alarms[0].foreseen.has_value());
  const Judged* const storms[] = {&storm};
  CHECK_FALSE(gap_to_foreseen(storms).has_value());
}

TEST_CASE("a response shorter than its bound is told, not hidden") {
  auto run = testing::made_up_run("perfect", 0s);
  run.alarms[8].arrived_at = *run.alarms[8].decided_at + 1s;
  run.alarms.erase(run.alarms.begin(), run.alarms.begin() + 8);
  run.alarms.resize(1);
  CHECK(judged_by(run, BoundKind::clairvoyant).below_bound == 1);
}

TEST_CASE("a summary counts by district, and a late one is over 30 minutes") {
  auto run = testing::made_up_run("any", 0s);
  run.alarms.resize(2);
  run.alarms[0].district = "k12-Stroud";
  run.alarms[0].arrived_at = *run.alarms[0].decided_at + 31min;
  run.alarms[1].district = "Cotswold";
  run.alarms[1].arrived_at = *run.alarms[1].decided_at + 30min;
  const auto judged = judged_by(run, BoundKind::clairvoyant);
  const Judged* const runs[] = {&judged};
  CHECK(districts_of(runs) == std::vector<std::string>{"Cotswold", "Stroud"});
  CHECK(summarise(alarms_in(runs, "Stroud")).over_30min.count == 1);
  CHECK(summarise(alarms_in(runs, "Cotswold")).over_30min.count == 0);
  CHECK(summarise(alarms_of(runs)).mean == 30min + 30s);
}

TEST_CASE("in a storm everybody starts from their own place, wherever a policy has sent them since") {
  auto run = testing::made_up_run("perfect", 0s);
  run.alarms.resize(12);
  for (auto& alarm : run.alarms)
    alarm.decided_at = run.from;
  const Duration at_home = sum_of_bounds(judged_by(run, BoundKind::storm_assignment));
  for (auto& alarm : run.alarms) {
    for (auto& one : alarm.candidates)
      one.busy = true, one.from = alarm.place, one.travel = 0s;
  }
  CHECK(sum_of_bounds(judged_by(run, BoundKind::storm_assignment)) == at_home);
  for (auto& alarm : run.alarms) {
    for (auto& one : alarm.candidates)
      one.travel_from_home += 1min;
  }
  CHECK(sum_of_bounds(judged_by(run, BoundKind::storm_assignment)) > at_home);
}
