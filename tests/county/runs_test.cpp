// Whole runs: with every fault, twice, under several policies, and the seeds that are kept.
#include "commands.hpp"
#include "support/temp_folder.hpp"
#include "virtual/population.hpp"

#include <turnout/config/plans.hpp>
#include <turnout/county/run.hpp>
#include <turnout/report/disclosure.hpp>
#include <turnout/report/report.hpp>
#include <turnout/store/read_store.hpp>
#include <turnout/store/verify.hpp>

#include <CLI/CLI.hpp>
#include <catch2/catch.hpp>

#include <fstream>
#include <set>

using namespace turnout;
using namespace turnout::county;

namespace {

int play(const std::string& line) {
  CLI::App program;
  int exit_code = -1;
  sim::add_county_command(program, exit_code);
  program.parse("county " + line, false);
  return exit_code;
}

RunSettings hamlet(int days) {
  auto scenario = load_scenario("tests/county/hamlet.toml");
  REQUIRE(scenario);
  auto plans = config::load_plans(scenario.value().plans);
  REQUIRE(plans);
  RunSettings settings;
  settings.scenario = std::move(scenario).value();
  settings.scenario.days = days;
  settings.plans = std::move(plans).value();
  return settings;
}

} // namespace

// A thousand together, and a few through an evening and a night; two tests, so that two cores share them.
TEST_CASE("five hundred seeds with every fault on", "[first]") {
  CHECK(play("--scenario tests/county/hamlet.toml --seeds 1..500 --hours 2..4 --faults everything") ==
        sim::ended_well);
  CHECK(play("--scenario tests/county/hamlet.toml --seeds 1001..1010 --hours 16..26 --faults everything") ==
        sim::ended_well);
}

TEST_CASE("five hundred other seeds with every fault on", "[second]") {
  CHECK(play("--scenario tests/county/hamlet.toml --seeds 501..1000 --hours 2..4 --faults everything") ==
        sim::ended_well);
  CHECK(play("--scenario tests/county/hamlet.toml --seeds 1011..1020 --hours 16..26 --faults everything") ==
        sim::ended_well);
}

TEST_CASE("a run leaves the journal that the daemon would have left") {
  const testing::TempFolder folder;
  const auto path = folder.file("journal.db");
  REQUIRE(play("--scenario tests/county/hamlet.toml --days 2 --faults everything --seed 3 --journal " +
               path) == sim::ended_well);
  const auto verified = store::verify(path);
  REQUIRE(verified.ok());
  CHECK_FALSE(verified.value().misfit);
  CHECK(verified.value().records > 100);
  auto store = store::ReadStore::open(path);
  REQUIRE(store.ok());
  const auto open = store.value()->rows("incident", true);
  const auto all = store.value()->rows("incident", false);
  REQUIRE(open.ok());
  REQUIRE(all.ok());
  CHECK(all.value().size() > open.value().size());
  CHECK(store.value()->person(PersonId("p-00001")).value().has_value());
}

TEST_CASE("no figure of a report contradicts another, whatever went wrong") {
  const testing::TempFolder folder;
  const auto path = folder.file("journal.db");
  REQUIRE(play("--scenario tests/county/hamlet.toml --days 4 --faults everything --seed 7 --journal " +
               path) == sim::ended_well);
  auto source = custody::journal_source(path);
  REQUIRE(source.ok());
  const auto facts = report::gather(*source.value(), WallTime(), WallTime::max() - 240h, {});
  REQUIRE(facts.ok());
  CHECK(facts.value().incidents.size() > 20);
  CHECK(report::contradictions(report::exact_pack(facts.value(), "all of it")).empty());
}

TEST_CASE("the seeds that are kept", "[county]") {
  std::ifstream file("tests/county/seeds.txt");
  std::string line;
  int played = 0;
  while (std::getline(file, line)) {
    if (line.empty() || line.front() == '#') continue;
    INFO(line);
    CHECK(play(line) == sim::ended_well);
    ++played;
  }
  CHECK(played > 0);
}

TEST_CASE("policies meet the same luck", "[county]") {
  RunSettings settings = hamlet(1);
  const Population population = sim::populate(settings.scenario);
  settings.policy = find_policy("ours");
  const RunResults ours = run(settings, population);
  settings.policy = find_policy("crow-one");
  const RunResults crow = run(settings, population);
  REQUIRE(ours.alarms.size() > 3);
  std::map<std::uint64_t, const AlarmResult*> by_key;
  for (const auto& alarm : ours.alarms)
    by_key[alarm.key] = &alarm;
  int compared = 0;
  for (const auto& alarm : crow.alarms) {
    const auto other = by_key.find(alarm.key);
    // A silent hub's alarm is made by the dispatcher and was pressed by nobody: it has no luck of its own.
    if (other == by_key.end() || alarm.key == 0) continue;
    CHECK(alarm.pressed_at == other->second->pressed_at);
    CHECK(alarm.needs_person == other->second->needs_person);
    for (const auto& candidate : alarm.candidates) {
      for (const auto& twin : other->second->candidates) {
        if (twin.responder != candidate.responder) continue;
        ++compared;
        CHECK(twin.accepts == candidate.accepts);
        CHECK(twin.reply == candidate.reply);
        CHECK(twin.turnout == candidate.turnout);
      }
    }
  }
  CHECK(compared > 50);
}

TEST_CASE("a result holds what a bound needs", "[county]") {
  RunSettings settings = hamlet(2);
  const Population population = sim::populate(settings.scenario);
  const RunResults results = run(settings, population);
  CHECK(results.breaches.empty());
  CHECK(results.figures.open_at_end == 0);
  int bounded = 0;
  for (const auto& alarm : results.alarms) {
    if (!alarm.arrived_at || !alarm.attended_by) continue;
    CHECK(alarm.pressed_at <= *alarm.decided_at);
    CHECK(*alarm.decided_at < *alarm.arrived_at);
    std::optional<Duration> best;
    for (const auto& candidate : alarm.candidates) {
      if (candidate.accepts && (!best || candidate.whole() < *best)) best = candidate.whole();
    }
    if (!best) continue;
    ++bounded;
  }
  CHECK(bounded > 3);
  REQUIRE_FALSE(results.worst.empty());
  CHECK(results.alarms.at(results.worst.front().alarm).response().has_value());
  CHECK_FALSE(results.worst.front().records.empty());
  CHECK(replay_command(results, "x.toml", {"disk"}, 48h) ==
        "turnout-sim county --scenario x.toml --seed 1 --days 2 --policy ours --faults disk");
  CHECK(replay_command(results, "x.toml", {}, 7h) ==
        "turnout-sim county --scenario x.toml --seed 1 --hours 7 --policy ours");
}

TEST_CASE("another seed is another history, the same seed the same", "[county]") {
  RunSettings settings = hamlet(1);
  const Population population = sim::populate(settings.scenario);
  const auto one = run(settings, population).figures.digest;
  CHECK(run(settings, population).figures.digest == one);
  settings.seed = 2;
  CHECK(run(settings, population).figures.digest != one);
}

TEST_CASE("a burst is so many falls within its ten minutes, and each of those sent takes one", "[county]") {
  auto scenario = load_scenario("config/county/scenarios/storm-burst.toml");
  REQUIRE(scenario);
  auto plans = config::load_plans(scenario.value().plans);
  REQUIRE(plans);
  RunSettings settings;
  settings.scenario = std::move(scenario).value();
  settings.plans = std::move(plans).value();
  settings.span = settings.scenario.table.span;
  const Population population = sim::populate(settings.scenario);
  CHECK(population.rows.responders.size() == 45);
  const RunResults results = run(settings, population);
  CHECK(results.breaches.empty());
  const WallTime from = settings.scenario.start + settings.scenario.burst_at;
  std::set<ResponderIndex> sent;
  std::set<HubId> homes;
  for (const auto& alarm : results.alarms) {
    CHECK(alarm.type == AlarmType::fall);
    CHECK(alarm.people_needed == 1);
    CHECK(alarm.pressed_at >= from);
    CHECK(alarm.pressed_at < from + settings.scenario.burst_within);
    REQUIRE(alarm.attended_by);
    sent.insert(*alarm.attended_by);
    homes.insert(alarm.hub);
  }
  CHECK(results.alarms.size() == 30);
  CHECK(homes.size() == 30);
  CHECK(sent.size() == 30);
}
