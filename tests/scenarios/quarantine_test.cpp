// What killed the service twice: set aside, and put before a human. In C++, since a scenario cannot die.
#include "support/county.hpp"
#include "support/temp_folder.hpp"
#include "support/world.hpp"

#include <turnout/record/json.hpp>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

using namespace turnout;
using namespace turnout::testing;

namespace {

constexpr const char* alarm_topic = "turnout/v1/hub/H1/alarm";
constexpr const char* alarm_payload = R"({"id":"a1","type":"fall"})";

std::unique_ptr<World> one_home() {
  RegistryChanged rows;
  rows.people.push_back(
      {.id = PersonId("P1"), .hub = HubId("H1"), .home = place(0, 0), .area = AreaId("vale")});
  PlanBook book = plain_book();
  book.partners = plain_partners();
  stamp_revision(book);
  return std::make_unique<World>(*parse_rfc3339("2026-11-23T02:00:00Z"), rows, book);
}

/// Two processes died while they decided this.
void died_twice_of(const std::string& file, const std::string& what) {
  for (int deaths = 0; deaths < 2; ++deaths) {
    const pid_t child = ::fork();
    if (child == 0) {
      engine::PoisonGuard guard;
      if (!guard.open(file)) ::_exit(2);
      guard.begin(engine::PoisonGuard::key_of(what));
      ::_exit(1);
    }
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    REQUIRE(WEXITSTATUS(status) == 1);
  }
}

bool alerted(const World& world, const std::string& code) {
  for (const auto& record : world.told()) {
    for (const auto& decision : record.decisions) {
      const auto* raised = std::get_if<AlertRaised>(&decision);
      if (raised != nullptr && raised->code.starts_with(code)) return true;
    }
  }
  return false;
}

} // namespace

TEST_CASE("an alarm that killed the service twice still opens an incident") {
  const TempFolder folder;
  died_twice_of(folder.file("poison"), std::string(alarm_topic) + "\n" + alarm_payload);
  const auto world = one_home();
  REQUIRE(world->count_deaths_in(folder.file("poison")).ok());
  REQUIRE(world->up());
  world->publish(alarm_topic, alarm_payload);
  REQUIRE(world->state().facts.open.size() == 1);
  const Incident& incident = world->state().facts.open.begin()->second;
  CHECK(incident.unverified);
  CHECK(incident.person == PersonId("P1"));
  CHECK(incident.cls == AlarmClass::life_person);
  CHECK(alerted(*world, "unverified"));
  CHECK(world->stored().texts.size() == 1);
  // Its hub says it again until it is answered by its id, and that is no other alarm.
  const auto answered = [](const engine::OwedEffect& owed) {
    const auto* ack = std::get_if<SendAck>(&owed.effect);
    return ack != nullptr && ack->alarm == AlarmId("a1") && ack->status == AckStatus::unverified;
  };
  CHECK(std::count_if(world->sent().begin(), world->sent().end(), answered) == 1);
  world->publish(alarm_topic, alarm_payload);
  CHECK(std::count_if(world->sent().begin(), world->sent().end(), answered) == 2);
  CHECK(world->state().facts.open.begin()->second.alarms.size() == 1);
  CHECK(world->broken().empty());
}

TEST_CASE("another message that killed it twice is put before a human, unread") {
  const TempFolder folder;
  const std::string topic = "turnout/v1/partner/amb/reply";
  const std::string payload = R"({"id":"p1","request":"Q1-1","state":"acknowledged"})";
  died_twice_of(folder.file("poison"), topic + "\n" + payload);
  const auto world = one_home();
  REQUIRE(world->count_deaths_in(folder.file("poison")).ok());
  REQUIRE(world->up());
  world->publish(topic, payload);
  CHECK(alerted(*world, "quarantined_"));
  CHECK(world->broken().empty());
  world->publish(alarm_topic, alarm_payload);
  CHECK(world->state().facts.open.size() == 1);
}

TEST_CASE("an effect that killed it twice while it was said is not said again, and a human is told") {
  const auto rehearsal = one_home();
  REQUIRE(rehearsal->up());
  rehearsal->publish(alarm_topic, alarm_payload);
  const auto is_ack = [](const engine::OwedEffect& owed) {
    return std::holds_alternative<SendAck>(owed.effect);
  };
  const auto ack = std::find_if(rehearsal->sent().begin(), rehearsal->sent().end(), is_ack);
  REQUIRE(ack != rehearsal->sent().end());

  const TempFolder folder;
  died_twice_of(folder.file("poison"), "effect " + ack->key.str());
  const auto world = one_home();
  REQUIRE(world->count_deaths_in(folder.file("poison")).ok());
  REQUIRE(world->up());
  world->publish(alarm_topic, alarm_payload);
  CHECK(std::none_of(world->sent().begin(), world->sent().end(), is_ack));
  CHECK(alerted(*world, "quarantined_"));
  CHECK(world->state().facts.open.size() == 1);
  world->advance_to(world->now() + 2s);
  const auto& left = world->stored().owed;
  CHECK(std::none_of(left.begin(), left.end(), [&](const auto& owed) { return is_ack(owed.second); }));
  CHECK(world->broken().empty());
}

TEST_CASE("a deadline that killed it twice is taken off the clock, a human is told, and the incident keeps a "
          "deadline") {
  const auto rehearsal = one_home();
  REQUIRE(rehearsal->up());
  rehearsal->publish(alarm_topic, alarm_payload);
  const auto [due, incident, kind, ref] = *rehearsal->state().deadlines.begin();

  const TempFolder folder;
  died_twice_of(folder.file("poison"), "deadline " + incident.str() + " " +
                                           std::string(record::name_of(kind)) + " " + ref + " " +
                                           format_rfc3339(due));
  const auto world = one_home();
  REQUIRE(world->count_deaths_in(folder.file("poison")).ok());
  REQUIRE(world->up());
  world->publish(alarm_topic, alarm_payload);
  world->advance_to(due + 1s);
  CHECK(alerted(*world, "quarantined"));
  CHECK_FALSE(world->state().facts.open.begin()->second.decided_at);
  CHECK(world->broken().empty());
  world->advance_to(due + 10min);
  CHECK(alerted(*world, "rung_supervisor"));
}

TEST_CASE("a hub whose silence killed it twice is taken off the clock, and a human is told which") {
  const TempFolder folder;
  died_twice_of(folder.file("poison"), "hub silence H1");
  const auto world = one_home();
  REQUIRE(world->count_deaths_in(folder.file("poison")).ok());
  REQUIRE(world->up());
  world->publish("turnout/v1/hub/H1/heartbeat", R"({"interval_s":60})");
  world->advance_to(world->now() + 10min);
  CHECK(alerted(*world, "quarantined_H1"));
  CHECK(world->state().facts.open.empty());
  CHECK(world->state().telemetry.hub_deadlines.empty());
  CHECK(world->broken().empty());
}
