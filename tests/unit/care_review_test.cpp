#include "turnout/care/review.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::care;

namespace {

const WallTime as_of = *parse_rfc3339("2026-11-01T00:00:00.000Z");

Incident incident(const char* person, Duration before, AlarmType type = AlarmType::help,
                  std::optional<Outcome> outcome = Outcome::no_injury_helped_up) {
  static int number = 0;
  Incident one;
  one.id = IncidentId("I" + std::to_string(++number));
  one.person = PersonId(person);
  one.type = type;
  one.first_signal_at = as_of - before;
  one.outcome = outcome;
  return one;
}

std::vector<ReviewPerson> reviewed(const std::vector<Incident>& incidents, ReviewSettings settings = {},
                                   const std::map<PersonId, std::set<std::string>>& risks = {}) {
  return review(incidents, risks, as_of, settings);
}

constexpr auto day = std::chrono::hours(24);

} // namespace

TEST_CASE("two falls in a year are a reason; one, or an old one, or a false one, is not") {
  using enum AlarmType;
  const auto first = incident("P1", 364 * day, fall);
  CHECK(reviewed({first}).empty());
  const auto both = reviewed({first, incident("P1", 1h, fall)});
  REQUIRE(both.size() == 1);
  CHECK(both[0].flags == std::vector{ReviewFlag::falls});
  CHECK(both[0].falls == 2);
  CHECK(both[0].events.size() == 2);
  CHECK(both[0].events[0].at < both[0].events[1].at);
  CHECK(reviewed({first, incident("P1", 366 * day, fall)}).empty());
  CHECK(reviewed({first, incident("P1", Duration(0), fall)}).empty());
  CHECK(reviewed({first, incident("P1", 1h, fall, Outcome::false_alarm)}).empty());
  CHECK(reviewed({first, incident("P2", 1h, fall)}).empty());
  auto joined = incident("P1", 1h, fall);
  joined.joined_into = IncidentId("I0");
  CHECK(reviewed({first, joined}).empty());
  auto pressed = incident("P1", 1h);
  pressed.alarms = {{.hub = HubId("H1"), .type = fall}};
  CHECK(reviewed({first, pressed}).size() == 1);
}

TEST_CASE("two conveyances are a reason, said by a finding or at the close") {
  auto found = incident("P1", 2h, AlarmType::help, Outcome::other);
  found.findings = {Outcome::conveyed};
  const auto list = reviewed({found, incident("P1", 1h, AlarmType::help, Outcome::conveyed)});
  REQUIRE(list.size() == 1);
  CHECK(list[0].flags == std::vector{ReviewFlag::conveyances});
}

TEST_CASE("frequent attenders have so many incidents and are among the most; the settings say how many") {
  std::vector<Incident> all;
  for (const auto& [person, count] : {std::pair("P1", 7), {"P2", 6}, {"P3", 5}, {"P4", 4}}) {
    for (int i = 0; i < count; ++i)
      all.push_back(incident(person, (i + 1) * day));
  }
  const auto names = [&](ReviewSettings settings) {
    std::string text;
    for (const auto& one : reviewed(all, settings))
      text += one.person.str();
    return text;
  };
  CHECK(names({}) == "P1P2P3");
  CHECK(names({.frequent_least = 4}) == "P1P2P3P4");
  CHECK(names({.frequent_top = 1}) == "P1");
  CHECK(names({.frequent_least = 7, .frequent_top = 3}) == "P1");
}

TEST_CASE(
    "a risk on file is a reason where something happened, and a key under the mat is no risk of this kind") {
  const std::map<PersonId, std::set<std::string>> risks = {{PersonId("P1"), {"frailty", "violence_marker"}},
                                                           {PersonId("P2"), {"two_person_lift"}},
                                                           {PersonId("P3"), {"frailty"}}};
  const auto list = reviewed({incident("P1", 1h), incident("P2", 1h)}, {}, risks);
  REQUIRE(list.size() == 1);
  CHECK(list[0].person == PersonId("P1"));
  CHECK(list[0].flags == std::vector{ReviewFlag::risk_on_file});
  CHECK(list[0].risks == std::set<std::string>{"frailty"});
}

TEST_CASE("technical signals are nobody's incident") {
  auto one = incident("P1", 1h, AlarmType::battery_low);
  one.cls = AlarmClass::technical;
  CHECK(reviewed(std::vector<Incident>(9, one)).empty());
}
