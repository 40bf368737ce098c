// How likely those whose phones ring will do: each for themselves, and only those who would be there in time.
#include "deciding.hpp"
#include "ringing.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::dispatch;

namespace {

const WallTime now = *parse_rfc3339("2026-11-23T02:00:00Z");

struct House {
  State state;
  LawOfTravel travel{TravelSettings{}};
  Context context{Stamp{1, 1, now}, &travel};
  Deciding deciding{state, context};
  Incident incident;
  OfferPolicy policy;
  ResponderFacts facts;
  Roster carer;       ///< seven of ten say yes
  Roster firefighter; ///< nine of ten

  House() {
    PlanBook book;
    book.root.plan.path = "root";
    evolve(state, context.stamp, PlansLoaded{book});
    carer.facts = firefighter.facts = &facts;
    carer.kind = ResponderKind::carer;
    firefighter.kind = ResponderKind::firefighter;
    firefighter.wholetime = true;
  }
  [[nodiscard]] const PlanBook& book() const { return current_book(state); }
};

} // namespace

TEST_CASE("nobody ringing is never enough") {
  House house;
  house.policy.enough_percent = 50;
  const Ringing none(house.deciding, house.incident, 1);
  CHECK_FALSE(none.enough(now + 1h, house.policy));
}

TEST_CASE("one of two of nine in ten comes 99 times in a hundred, three of seven in ten 97 times") {
  House house;
  Ringing phones(house.deciding, house.incident, 1);
  phones.add(house.book(), house.firefighter, now + 5min);
  CHECK_FALSE(phones.enough(now + 5min, house.policy));
  phones.add(house.book(), house.firefighter, now + 5min);
  CHECK(phones.enough(now + 5min, house.policy));

  Ringing carers(house.deciding, house.incident, 1);
  for (int i = 0; i < 3; ++i)
    carers.add(house.book(), house.carer, now + 5min);
  CHECK_FALSE(carers.enough(now + 5min, house.policy));
  house.policy.enough_percent = 97;
  CHECK(carers.enough(now + 5min, house.policy));
}

TEST_CASE("who would be there later than the next to be asked does not count") {
  House house;
  Ringing phones(house.deciding, house.incident, 1);
  for (int i = 0; i < 4; ++i)
    phones.add(house.book(), house.firefighter, now + 9min);
  CHECK_FALSE(phones.enough(now + 8min, house.policy));
  CHECK(phones.enough(now + 9min, house.policy));
}

TEST_CASE("two must go: both of two say yes four times in five") {
  House house;
  Ringing phones(house.deciding, house.incident, 2);
  phones.add(house.book(), house.firefighter, now);
  phones.add(house.book(), house.firefighter, now);
  house.policy.enough_percent = 80;
  CHECK(phones.enough(now, house.policy));
  house.policy.enough_percent = 82;
  CHECK_FALSE(phones.enough(now, house.policy));
}

TEST_CASE("a hundred is never reached, however many ring") {
  House house;
  house.policy.enough_percent = 100;
  Ringing phones(house.deciding, house.incident, 1);
  for (int i = 0; i < 60; ++i)
    phones.add(house.book(), house.firefighter, now);
  CHECK_FALSE(phones.enough(now, house.policy));
}
