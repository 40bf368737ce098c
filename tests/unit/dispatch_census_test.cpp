// How many people are served where stands in the journal as counts, and only when it has changed.
#include "turnout/dispatch/dispatcher.hpp"

#include <catch2/catch.hpp>

using namespace turnout;

namespace {

Person served(const char* id, const char* area, const char* practice, bool alone = false) {
  Person person;
  person.id = PersonId(id);
  person.area = AreaId(area);
  person.gp_practice = practice;
  person.lives_alone = alone;
  return person;
}

RegistryLoaded loaded(dispatch::State& state, std::vector<Person> people, bool whole) {
  RegistryChanged rows;
  rows.people = std::move(people);
  rows.whole = whole;
  const dispatch::LawOfTravel law{TravelSettings{}};
  const auto decisions =
      dispatch::decide(state, {{1, 1, *parse_rfc3339("2026-11-01T08:00:00.000Z")}, &law}, rows);
  for (const auto& decision : decisions) {
    if (const auto* found = std::get_if<RegistryLoaded>(&decision)) return *found;
  }
  FAIL("nothing was concluded from the rows");
  return {};
}

} // namespace

TEST_CASE("a census says how many people are served, by area and practice") {
  dispatch::State state;
  const auto first = loaded(state,
                            {served("P1", "stroud", "west"), served("P2", "stroud", "west", true),
                             served("P3", "stroud", ""), served("P4", "cotswold", "north", true)},
                            true);
  REQUIRE(first.census);
  const std::vector<CensusLine> wanted{
      {AreaId("cotswold"), "north", 1, 1}, {AreaId("stroud"), "", 1, 0}, {AreaId("stroud"), "west", 2, 1}};
  CHECK(*first.census == wanted);
}

TEST_CASE("a change that moves nobody says no census again") {
  dispatch::State state;
  REQUIRE(loaded(state, {served("P1", "stroud", "west")}, true).census);
  auto row = served("P1", "stroud", "west");
  row.plan = "careful";
  CHECK_FALSE(loaded(state, {row}, false).census);
  const auto moved = loaded(state, {served("P1", "stroud", "east")}, false);
  REQUIRE(moved.census);
  CHECK(moved.census->size() == 1);
}
