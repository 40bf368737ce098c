#include "history.hpp"
#include "promises.hpp"

#include <turnout/record/json.hpp>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include <cstdlib>
#include <iostream>

using namespace turnout;
using namespace turnout::testing;

namespace {

/// The same histories on every run unless others are asked for; the seed is printed either way.
void choose_seed() {
  ::setenv("RC_PARAMS", "seed=20261122 max_success=200 max_size=120", 0);
  std::cout << "RC_PARAMS=\"" << std::getenv("RC_PARAMS") << "\"\n";
}

rc::Gen<std::uint32_t> number() {
  return rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint32_t>());
}

std::string mishap(World& world, const std::vector<std::uint32_t>& numbers) {
  History history(world);
  Promises promises(world);
  std::string broken;
  world.at_each_stop = [&] {
    if (broken.empty()) broken = promises.check();
  };
  for (const auto number : numbers) {
    history.happen(number);
    if (broken.empty()) broken = promises.check();
    if (!broken.empty()) return broken + " after:" + history.told();
  }
  return {};
}

/// How often the rare branches were taken, over all histories.
struct Reached {
  std::map<std::string, int> times;

  void count(const World& world) {
    for (const auto& record : world.told()) {
      for (const auto& decision : record.decisions)
        count(decision);
    }
  }

  void count(const Decision& decision) {
    if (const auto* assigned = std::get_if<Assigned>(&decision)) {
      ++times["assigned"];
      if (assigned->over) ++times["takeover"];
      if (assigned->place > 0) ++times["second place"];
    }
    if (const auto* released = std::get_if<Released>(&decision))
      ++times[std::string(record::name_of(released->why))];
    if (std::holds_alternative<Reinstated>(decision)) ++times["reinstated"];
    if (std::holds_alternative<Doubted>(decision)) ++times["doubted"];
    if (std::holds_alternative<PartnerSilent>(decision)) ++times["silent partner"];
    if (std::holds_alternative<Closed>(decision)) ++times["closed"];
  }
};

std::optional<WallTime> first_alert(const World& world, HumanRole role) {
  for (const auto& record : world.told()) {
    for (const auto& decision : record.decisions) {
      const auto* raised = std::get_if<AlertRaised>(&decision);
      if (raised != nullptr && raised->role == role) return record.stamp.at;
    }
  }
  return std::nullopt;
}

std::optional<WallTime> first_request(const World& world) {
  for (const auto& record : world.told()) {
    for (const auto& decision : record.decisions) {
      if (std::holds_alternative<PartnerAsked>(decision)) return record.stamp.at;
    }
  }
  return std::nullopt;
}

} // namespace

TEST_CASE("no history breaks a promise") {
  choose_seed();
  Reached reached;
  CHECK(rc::check("no history breaks a promise", [&] {
    const int open = *rc::gen::inRange(1, 5);
    const auto numbers = *rc::gen::container<std::vector<std::uint32_t>>(number());
    const auto world = small_county(open);
    RC_ASSERT(world != nullptr);
    const std::string broken = mishap(*world, numbers);
    RC_LOG() << broken;
    RC_ASSERT(broken.empty());
    reached.count(*world);
  }));
  // A promise that was never put to the test has not been kept.
  for (const char* rare : {"assigned", "takeover", "withdrawn", "recalled", "replaced", "reinstated",
                           "doubted", "silent partner", "closed", "second place"}) {
    INFO(rare);
    CHECK(reached.times[rare] > 0);
  }
}

TEST_CASE("with no answer from anybody the ladder reaches a partner and a human in time") {
  choose_seed();
  CHECK(rc::check("the ladder cannot stop", [] {
    const auto world = small_county(*rc::gen::inRange(1, 5));
    RC_ASSERT(world != nullptr);
    const int off = *rc::gen::inRange(0, 10);
    for (int i = 0; i < off; ++i) {
      const std::vector<std::string> who = {"F1", "F2", "F3", "C1", "C2", "C3", "C4", "D1", "X9"};
      world->publish("turnout/v1/responder/" + who[static_cast<std::size_t>(i) % who.size()] + "/status",
                     R"({"state":"off_duty"})");
    }
    const WallTime pressed = world->now();
    world->publish("turnout/v1/hub/H3/alarm", R"({"id":"a1","type":"fall"})");
    const bool answered = *rc::gen::arbitrary<bool>();
    if (answered) {
      const IncidentId incident = world->state().facts.open.begin()->first;
      world->give(CommandGiven{
          .id = MessageId("c1"), .by = OperatorId("ann"), .kind = CommandKind::answer, .incident = incident});
    }
    for (const auto pause : *rc::gen::container<std::vector<int>>(rc::gen::inRange(1, 120))) {
      world->advance_to(world->now() + std::chrono::seconds(pause));
      RC_ASSERT(world->restart());
    }
    world->advance_to(std::max(world->now(), pressed + 8min));
    const auto partner = first_request(*world);
    const auto human = first_alert(*world, HumanRole::supervisor);
    RC_ASSERT(partner.has_value());
    RC_ASSERT(human.has_value());
    RC_ASSERT(*partner <= pressed + 8min);
    RC_ASSERT(*human <= pressed + 8min);
  }));
}
