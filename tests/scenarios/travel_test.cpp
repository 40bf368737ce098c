// The engine asks for journeys whatever Travel it is given, and has it made anew with each plan book.
#include "support/county.hpp"
#include "support/world.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::testing;

namespace {

/// Everybody takes the same time, wherever they are: nobody would be ranked so by the law.
class Alike final : public dispatch::Travel {
public:
  explicit Alike(Duration travel) : travel_(travel) {}
  [[nodiscard]] dispatch::Journey journey(GeoPoint from, GeoPoint to) const override {
    return {crow_distance(from, to), travel_};
  }

private:
  Duration travel_;
};

RegistryChanged one_of_each() {
  RegistryChanged rows;
  rows.people.push_back({.id = PersonId("P1"), .hub = HubId("H1"), .home = place(0, 0)});
  Responder carer{.id = ResponderId("C1"), .kind = ResponderKind::carer};
  carer.place = place(1, 0);
  rows.responders.push_back(carer);
  return rows;
}

const OfferMade* last_offer(const World& world) {
  const OfferMade* last = nullptr;
  for (const auto& record : world.told()) {
    for (const auto& decision : record.decisions) {
      if (const auto* offer = std::get_if<OfferMade>(&decision)) last = offer;
    }
  }
  return last;
}

} // namespace

TEST_CASE("journeys come from the Travel the engine was given, one for each plan book") {
  PlanBook book = plain_book();
  stamp_revision(book);
  World world(*parse_rfc3339("2026-11-23T02:00:00Z"), one_of_each(), book);
  std::vector<PlanRevision> made_for;
  world.travel = [&](const PlanBook& plans) {
    made_for.push_back(plans.revision);
    return std::make_unique<Alike>(plans.travel.conditions.empty() ? 17min : 29min);
  };
  REQUIRE(world.up());
  world.publish("turnout/v1/responder/C1/status", R"({"state":"available"})");
  world.publish("turnout/v1/hub/H1/alarm", R"({"alarm":"A1","type":"fall"})");
  world.advance_to(world.now() + 2min);
  REQUIRE(last_offer(world) != nullptr);
  const Duration turnout = book.travel.turnout_carer;
  CHECK(last_offer(world)->eta == 17min + turnout);

  PlanBook other = book;
  other.travel.conditions = {"ice"};
  stamp_revision(other);
  world.change_plans(other);
  world.settle();
  CHECK(made_for.back() == other.revision);
  world.advance_to(world.now() + 20min);
  CHECK(last_offer(world)->eta == 29min + turnout); // asked again after a silence, in the new conditions
  CHECK(world.broken().empty());
}
