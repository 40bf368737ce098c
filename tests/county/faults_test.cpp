// Faults that need a look of their own: poison, and a disk that lies.
#include "checks.hpp"
#include "virtual/population.hpp"

#include <turnout/config/plans.hpp>
#include <turnout/county/run.hpp>

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::county;

namespace {

constexpr WallTime noon{std::chrono::milliseconds(1'795'370'928'000)};

RunSettings hamlet_with(const std::vector<std::string>& faults) {
  auto scenario = load_scenario("tests/county/hamlet.toml");
  REQUIRE(scenario);
  auto plans = config::load_plans(scenario.value().plans);
  REQUIRE(plans);
  RunSettings settings;
  settings.scenario = std::move(scenario).value();
  settings.plans = std::move(plans).value();
  settings.span = 16h;
  for (const auto& name : faults)
    REQUIRE(load_faults("config/county/faults/" + name + ".toml", settings.faults));
  return settings;
}

std::string told(const std::vector<Breach>& breaches) {
  std::string text;
  for (const auto& breach : breaches)
    text += breach.checker + ": " + breach.what + "\n";
  return text;
}

Record quarantined_timer() {
  Record record;
  record.stamp = {2, 9, noon};
  record.event =
      Quarantined{.topic = "deadline", .incident = IncidentId("I1-1"), .timer = "review", .ref = ""};
  return record;
}

} // namespace

TEST_CASE("poison kills twice, is set aside before a human, and dispatching goes on", "[county]") {
  RunSettings settings = hamlet_with({"poison"});
  const Population population = sim::populate(settings.scenario);
  std::map<std::string, std::uint64_t> branches;
  for (settings.seed = 1; settings.seed <= 4; ++settings.seed) {
    const RunResults results = run(settings, population);
    INFO("seed " << settings.seed << "\n" << told(results.breaches));
    CHECK(results.breaches.empty());
    CHECK(results.figures.open_at_end == 0);
    CHECK(results.figures.poisoned > 10);
    CHECK(results.figures.deaths == results.figures.poisoned);
    for (const auto& [name, count] : results.branches)
      branches[name] += count;
  }
  CHECK(branches.at("doubt quarantined") > 0);
  CHECK(branches.at("set aside deadline") > 0);
  CHECK(branches.at("set aside effect") > 0);
}

TEST_CASE("what a lying disk loses is known, and all else holds from its last honest point", "[county]") {
  std::uint64_t lost = 0;
  for (const auto& faults : std::vector<std::vector<std::string>>{{"liar"}, {"everything", "liar"}}) {
    RunSettings settings = hamlet_with(faults);
    const Population population = sim::populate(settings.scenario);
    for (settings.seed = 1; settings.seed <= 12; ++settings.seed) {
      const RunResults results = run(settings, population);
      INFO(faults.front() << " seed " << settings.seed << "\n" << told(results.breaches));
      CHECK(results.breaches.empty());
      CHECK(results.figures.open_at_end == 0);
      lost += results.figures.lost_by_lies;
    }
  }
  CHECK(lost > 0);
}

TEST_CASE("an honest disk loses nothing that was answered", "[county]") {
  RunSettings settings = hamlet_with({"process", "disk"});
  const Population population = sim::populate(settings.scenario);
  const RunResults results = run(settings, population);
  CHECK(results.figures.deaths > 0);
  CHECK(results.figures.lost_by_lies == 0);
}

TEST_CASE("checker: records in order, and no id twice", "[county]") {
  const Stamp before{2, 7, noon};
  CHECK_FALSE(checks::follows(before, {2, 8, noon}));
  CHECK_FALSE(checks::follows(before, {3, 8, noon}));
  CHECK(checks::follows(before, {2, 9, noon}));
  CHECK(checks::follows(before, {1, 8, noon}));
  CHECK_FALSE(checks::never_before(before, {3, 4, noon}));
  CHECK(checks::never_before(before, {2, 7, noon}));
  CHECK(checks::never_before(before, {2, 4, noon}));
}

TEST_CASE("checker: poison is set aside", "[county]") {
  CHECK_FALSE(checks::survives(2));
  CHECK(checks::survives(3));

  dispatch::Facts facts;
  Record alarm;
  alarm.stamp = {2, 9, noon};
  alarm.event = AlarmReceived{.hub = HubId("H1"), .doubt = Doubt::quarantined};
  CHECK(checks::set_aside(alarm, facts));
  alarm.decisions = {IncidentOpened{.incident = IncidentId("I1-1"), .unverified = true},
                     AlarmJoined{.incident = IncidentId("I1-1"), .doubt = Doubt::quarantined}};
  CHECK(checks::set_aside(alarm, facts));
  facts.open[IncidentId("I1-1")].unverified = true;
  CHECK_FALSE(checks::set_aside(alarm, facts));
  facts.open[IncidentId("I1-1")].unverified = false;
  CHECK(checks::set_aside(alarm, facts));

  // Said again, it is answered as before.
  SendAck ack{.alarm = AlarmId("a1"), .status = AckStatus::unverified};
  alarm.decisions = {EffectOwed{EffectKey("2.9"), ack}};
  CHECK_FALSE(checks::set_aside(alarm, facts));
  ack.status = AckStatus::accepted;
  alarm.decisions = {EffectOwed{EffectKey("2.9"), ack}};
  CHECK(checks::set_aside(alarm, facts));

  const Record timer = quarantined_timer();
  Incident& incident = facts.open[IncidentId("I1-1")];
  incident.timers = {{TimerKind::review, "", noon + 15min}};
  CHECK(checks::set_aside(timer, facts));
  incident.alerts.push_back({AlertId("A1"), HumanRole::supervisor, "quarantined", noon});
  CHECK_FALSE(checks::set_aside(timer, facts));
  incident.timers = {{TimerKind::review, "", noon}};
  CHECK(checks::set_aside(timer, facts));
  incident.timers.clear();
  CHECK(checks::set_aside(timer, facts));
}
