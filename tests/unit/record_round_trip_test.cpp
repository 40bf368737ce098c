#include "support/random_values.hpp"

#include <turnout/record/json.hpp>

#include <catch2/catch.hpp>

#include <set>

using namespace turnout;
using turnout::test::RandomValues;

namespace {

template <class T>
void check_round_trip(const T& value) {
  const std::string text = record::to_json(value);
  const auto back = record::from_json<T>(text);
  INFO(text);
  REQUIRE(back.ok());
  REQUIRE(record::to_json(back.value()) == text);
  if constexpr (std::equality_comparable<T>) REQUIRE(back.value() == value);
}

/// Every alternative in turn, each filled many times.
template <class... T>
void check_alternatives(std::variant<T...>*) {
  RandomValues random(11);
  const auto check = [&](auto* none) {
    using Kind = std::remove_pointer_t<decltype(none)>;
    check_round_trip(std::variant<T...>(Kind{}));
    for (int i = 0; i < 40; ++i) {
      Kind value{};
      random.fill(value);
      check_round_trip(std::variant<T...>(value));
    }
  };
  (check(static_cast<T*>(nullptr)), ...);
}

template <class T>
void check_many(std::uint64_t seed) {
  RandomValues random(seed);
  check_round_trip(T{});
  for (int i = 0; i < 60; ++i) {
    T value{};
    random.fill(value);
    check_round_trip(value);
  }
}

template <class... T>
std::set<std::string> kinds(std::variant<T...>*) {
  return {std::string(record::kind_of(std::variant<T...>(T{})))...};
}

} // namespace

TEST_CASE("every kind of event comes back as it was written") {
  check_alternatives(static_cast<Event*>(nullptr));
}

TEST_CASE("every kind of effect comes back as it was written") {
  check_alternatives(static_cast<Effect*>(nullptr));
}

TEST_CASE("every kind of decision comes back as it was written") {
  check_alternatives(static_cast<Decision*>(nullptr));
}

TEST_CASE("records and rows come back as they were written") {
  check_many<Record>(1);
  check_many<Incident>(2);
  check_many<HubFacts>(3);
  check_many<ResponderFacts>(4);
  check_many<PartnerFacts>(5);
  check_many<SystemFacts>(6);
  check_many<Person>(7);
  check_many<PersonDetails>(8);
  check_many<Responder>(9);
  check_many<ResponderDetails>(10);
  check_many<Base>(11);
  check_many<PlanBook>(12);
  check_many<std::vector<Decision>>(13);
}

TEST_CASE("a kind is the name of its type, and no two kinds share one") {
  CHECK(record::kind_of(Event(AlarmReceived{})) == "AlarmReceived");
  CHECK(record::kind_of(Decision(IncidentOpened{})) == "IncidentOpened");
  CHECK(record::kind_of(Effect(AskPosition{})) == "AskPosition");
  CHECK(kinds(static_cast<Event*>(nullptr)).size() == std::variant_size_v<Event>);
  CHECK(kinds(static_cast<Decision*>(nullptr)).size() == std::variant_size_v<Decision>);
  CHECK(kinds(static_cast<Effect*>(nullptr)).size() == std::variant_size_v<Effect>);
}
