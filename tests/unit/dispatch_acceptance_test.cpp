// What somebody's own answers say about the next one, and how that ranks.
#include "select.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::dispatch;

namespace {

const WallTime monday_noon = *parse_rfc3339("2026-11-23T12:00:00Z");
const WallTime monday_night = *parse_rfc3339("2026-11-23T23:00:00Z");

struct One {
  PlanBook book;
  OfferPolicy policy;
  ResponderFacts facts;
  Roster who;

  One() {
    who.facts = &facts;
    who.kind = ResponderKind::carer;
  }
  [[nodiscard]] Duration cost(WallTime at = monday_noon) const { return reluctance(book, policy, who, at); }
};

/// An incident with one offer after another, folded as the journal has them.
struct Asked {
  State state;
  IncidentId incident{"I1-1"};
  ResponderId carer{"C1"};
  int number = 0;

  Asked() { evolve(state, {1, 1, monday_noon}, IncidentOpened{.incident = incident}); }

  OfferId offer() {
    const OfferId id("O" + std::to_string(++number));
    evolve(state, {1, 1, monday_noon}, OfferMade{.incident = incident, .offer = id, .responder = carer});
    return id;
  }
  OfferId told() {
    const OfferId id = offer();
    evolve(state, {1, 1, monday_noon}, OfferReached{incident, id, OfferMoment::told});
    return id;
  }
  void ends(OfferEnd end) {
    evolve(state, {1, 1, monday_noon}, OfferClosed{incident, told(), end, std::nullopt});
  }
  [[nodiscard]] const ResponderFacts& facts() const { return state.facts.responders.at(carer); }
};

} // namespace

TEST_CASE("nobody asked yet stands where their kind stands") {
  One one;
  one.who.kind = ResponderKind::firefighter;
  one.who.wholetime = true;
  const Duration wholetime = one.cost();
  one.who.wholetime = false;
  const Duration on_call = one.cost();
  one.who.kind = ResponderKind::volunteer;
  CHECK(Duration(0) < wholetime);
  CHECK(wholetime < on_call);
  CHECK(on_call < one.cost());
  // 70 of a hundred: three noes for seven yeses.
  CHECK(on_call == one.policy.failure_cost * 30 / 70);
}

TEST_CASE("own answers count the more the more there are, and nobody is written off") {
  One one;
  const Duration usual = one.cost();
  one.facts.said_no = 1;
  const Duration once = one.cost();
  one.facts.said_no = 20;
  const Duration often = one.cost();
  one.facts.said_no = 1000;
  const Duration always = one.cost();
  CHECK(usual < once);
  CHECK(once < often);
  CHECK(often < always);
  CHECK(always == one.policy.failure_cost * 19); // as if one in twenty
  one.facts.said_yes = 1000;
  one.facts.said_no = 0;
  CHECK(one.cost() < usual);
  one.policy.failure_cost = Duration(0);
  CHECK(one.cost() == Duration(0));
}

TEST_CASE("asked often in one monday_night: after all others until morning") {
  One one;
  one.book.rules.night_offers_max = 2;
  one.facts.asked_at = {monday_night - 30min, monday_night - 10min};
  CHECK(one.cost(monday_night) > 12h);
  CHECK(one.cost(monday_night + 4h) > 12h);
  CHECK(one.cost(monday_night + 9h) < 1h);
  one.facts.asked_at = {monday_noon, monday_night - 10min};
  CHECK(one.cost(monday_night) < 1h);
  one.facts.asked_at = {monday_noon - 1h, monday_noon - 2min, monday_noon - 1min};
  CHECK(one.cost(monday_noon) < 1h);
}

TEST_CASE("a yes, a no and a silence are remembered; what was taken back is none of them") {
  Asked asked;
  asked.ends(OfferEnd::declined);
  asked.ends(OfferEnd::expired);
  asked.ends(OfferEnd::withdrawn);
  asked.ends(OfferEnd::superseded);
  CHECK(asked.facts().said_no == 2);
  CHECK(asked.facts().said_yes == 0);
  CHECK(asked.facts().asked_at.size() == 4);
  CHECK(asked.facts().open_offers == 0);
  const OfferId late = asked.told();
  evolve(asked.state, {1, 1, monday_noon},
         OfferClosed{asked.incident, late, OfferEnd::expired, std::nullopt});
  evolve(asked.state, {1, 1, monday_noon},
         Assigned{.incident = asked.incident, .offer = late, .responder = asked.carer});
  CHECK(asked.facts().said_yes == 1);
  CHECK(asked.facts().said_no == 2);
}

TEST_CASE("an offer that never left is no silence, and nobody was asked") {
  Asked asked;
  asked.ends(OfferEnd::expired);
  const OfferId never_left = asked.offer();
  evolve(asked.state, {1, 1, monday_noon},
         OfferClosed{asked.incident, never_left, OfferEnd::expired, std::nullopt});
  CHECK(asked.facts().said_no == 1);
  CHECK(asked.facts().asked_at.size() == 1);
  CHECK(asked.facts().open_offers == 0);
}

TEST_CASE("counts stay small, and old habits fade") {
  Asked asked;
  for (int i = 0; i < 500; ++i)
    asked.ends(OfferEnd::declined);
  CHECK(asked.facts().said_no < 64);
  CHECK(asked.facts().said_no >= 31);
  CHECK(asked.facts().asked_at.size() == 8);
}
