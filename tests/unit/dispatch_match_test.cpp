#include "turnout/dispatch/match.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using turnout::dispatch::find_plan;
using turnout::dispatch::match_plan;
using turnout::dispatch::MatchQuestion;

namespace {

PlanNode node(const char* path, PlanMatch match, std::vector<PlanNode> children = {}) {
  PlanNode made{.match = std::move(match), .plan = {}, .children = std::move(children)};
  made.plan.path = path;
  return made;
}

/// root ── life (class life_person) ── alone (lives alone)
///      ├─ night (22:00-06:00) ── dean (area Forest of Dean)
///      └─ oxygen (risk flag)
PlanBook book() {
  PlanBook made;
  made.root = node("root", {},
                   {node("root/life", {.classes = {AlarmClass::life_person}},
                         {node("root/life/alone", {.lives_alone = true})}),
                    node("root/night", {.when = parse_week_windows("22:00-06:00").value()},
                         {node("root/night/dean", {.areas = {AreaId("Forest of Dean")}})}),
                    node("root/oxygen", {.risk_flags = {"oxygen", "red_flag"}})});
  return made;
}

const WallTime noon = *parse_rfc3339("2026-11-24T12:00:00Z");
const WallTime night = *parse_rfc3339("2026-11-24T23:00:00Z");

std::string path(const MatchQuestion& question) {
  const PlanBook made = book();
  return match_plan(made, question).plan.path;
}

} // namespace

TEST_CASE("the first branch that matches wins, all the way down") {
  Person alone{.lives_alone = true};
  Person together{.lives_alone = false};
  CHECK(path({.person = &alone, .at = night}) == "root/life/alone");
  CHECK(path({.person = &together, .at = night}) == "root/life");
  CHECK(path({.person = nullptr, .at = night}) == "root/life"); // unknown is not alone
  CHECK(path({.cls = AlarmClass::care, .area = AreaId("Forest of Dean"), .at = night}) == "root/night/dean");
  CHECK(path({.cls = AlarmClass::care, .area = AreaId("Stroud"), .at = night}) == "root/night");
}

TEST_CASE("where no branch matches the root takes it") {
  CHECK(path({.cls = AlarmClass::care, .at = noon}) == "root");
}

TEST_CASE("any of the flags is enough") {
  Person person;
  person.risk_flags = {"red_flag", "frailty"};
  CHECK(path({.cls = AlarmClass::care, .person = &person, .at = noon}) == "root/oxygen");
}

TEST_CASE("a person's own plan wins for what is about the person, by path or last part") {
  Person person;
  person.plan = "root/night/dean";
  CHECK(path({.person = &person, .at = noon}) == "root/night/dean");
  person.plan = "alone";
  CHECK(path({.cls = AlarmClass::care, .person = &person, .at = noon}) == "root/life/alone");
  CHECK(path({.cls = AlarmClass::life_fire, .person = &person, .at = noon}) == "root");
  CHECK(path({.cls = AlarmClass::test, .person = &person, .at = noon}) == "root");
  person.plan = "no_such_plan";
  CHECK(path({.person = &person, .at = noon}) == "root/life");
}

TEST_CASE("a plan is found by name, or is not") {
  const PlanBook made = book();
  REQUIRE(find_plan(made, "dean") != nullptr);
  CHECK(find_plan(made, "dean")->plan.path == "root/night/dean");
  CHECK(find_plan(made, "root")->plan.path == "root");
  CHECK(find_plan(made, "ea") == nullptr);
}
