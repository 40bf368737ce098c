#include "hubs/hub_fleet.hpp"
#include "stage.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace turnout::sim;

namespace {

std::vector<HomeHub> homes() {
  std::vector<HomeHub> list;
  for (int i = 0; i < 200; ++i) {
    list.push_back(
        {"h" + std::to_string(i), i % 2 == 0 ? "Stroud" : "Cotswold", {51.7 + i * 0.001, -2.2}, i % 5 == 0});
  }
  return list;
}

HubSettings settings(double rate_per_min) {
  HubSettings s;
  s.rate_per_min = rate_per_min;
  s.run_id = "run";
  return s;
}

} // namespace

TEST_CASE("an alarm is sent again with the same id until it is acknowledged") {
  Stage stage;
  AlarmStore store(stage.scheduler, stage.publish(), stage.summary);
  store.send({"h1", "a1", R"({"id":"a1","type":"help"})", false});
  stage.run_for(4.9);
  CHECK(stage.said.size() == 1);
  stage.run_for(0.2);
  CHECK(stage.said.size() == 2);
  stage.run_for(10);
  CHECK(stage.said.size() == 3);
  stage.run_for(20);
  CHECK(stage.said.size() == 4);
  CHECK(stage.each("hub/h1/alarm", "id") == Texts{"a1", "a1", "a1", "a1"});
  store.acknowledge("h1", R"({"id":"a1","status":"accepted"})");
  CHECK(store.waiting() == 0);
  stage.run_for(600);
  CHECK(stage.said.size() == 4);
  CHECK(stage.summary.value("acked") == 1);
  CHECK(stage.summary.value("alarms_sent_again") == 3);
}

TEST_CASE("not stored is no ack: the alarm stays and takes the other route") {
  Stage stage;
  AlarmStore store(stage.scheduler, stage.publish(), stage.summary);
  store.send({"h1", "a1", R"({"id":"a1","type":"help"})", false});
  store.acknowledge("h1", R"({"id":"a1","status":"not_stored"})");
  stage.run_for(6);
  CHECK(store.waiting() == 1);
  CHECK(stage.each("hub/h1/alarm", "path") == Texts{"", "secondary"});
}

TEST_CASE("an ack without an id settles the oldest alarm of that hub whose id nobody could read") {
  Stage stage;
  AlarmStore store(stage.scheduler, stage.publish(), stage.summary);
  store.send({"h1", "", "{\"id\":\"x", false});
  store.send({"h1", "a2", R"({"id":"a2"})", false});
  store.send({"h2", "", "garbage", false});
  store.acknowledge("h1", R"({"id":null,"status":"unverified","reason":"not JSON"})");
  CHECK(store.waiting() == 2);
  store.acknowledge("h1", R"({"id":null,"status":"unverified"})");
  CHECK(store.waiting() == 2);
  CHECK(stage.summary.value("acks_not_waited_for") == 1);
  store.acknowledge("h2", R"({"id":null,"status":"unverified"})");
  CHECK(store.waiting() == 1);
}

TEST_CASE(
    "a fleet raises about as many alarms as asked, each with an id of its own, the same for the same seed") {
  const auto play = [](std::uint64_t seed) {
    Stage stage;
    HubFleet fleet(homes(), settings(60), Random(seed), stage.scheduler, stage.publish(), stage.summary);
    fleet.start();
    stage.run_for(600);
    std::string text;
    for (const auto& m : stage.said)
      text += m.topic + m.payload + "\n";
    CHECK(stage.summary.value("alarms_sent") > 500);
    CHECK(stage.summary.value("alarms_sent") < 800);
    return text;
  };
  CHECK(play(1) == play(1));
  CHECK(play(1) != play(2));
}

TEST_CASE("each way to misbehave spoils what it says and leaves the rest") {
  Random random(1);
  const OutgoingAlarm good{"h1", "a1", R"({"id":"a1","type":"help","at":"2026-01-14T12:00:00.000Z"})", false};
  CHECK(parse_object(spoiled(good, Misbehaviour::truncated_json, random).payload).empty());
  CHECK(spoiled(good, Misbehaviour::retained, random).retain);
  CHECK(spoiled(good, Misbehaviour::oversize, random).payload.size() > 16 * 1024);
  CHECK(spoiled(good, Misbehaviour::unknown_hub, random).hub != "h1");
  CHECK_FALSE(parse_object(spoiled(good, Misbehaviour::missing_type, random).payload).contains("type"));
  CHECK(text_of(parse_object(spoiled(good, Misbehaviour::unknown_type, random).payload), "type") != "help");
  CHECK(text_of(parse_object(spoiled(good, Misbehaviour::wrong_clock, random).payload), "at") !=
        "2026-01-14T12:00:00.000Z");
  CHECK(spoiled(good, Misbehaviour::duplicate, random).payload == good.payload);
}

TEST_CASE("a planned storm takes the mains of neighbours in one area within seconds") {
  Stage stage;
  HubSettings s = settings(0);
  s.storm_homes = 40;
  s.storm_at_s = 10;
  HubFleet fleet(homes(), s, Random(3), stage.scheduler, stage.publish(), stage.summary);
  fleet.start();
  stage.run_for(9.9);
  CHECK(stage.said.empty());
  stage.run_for(5.2);
  std::set<std::string> hubs;
  for (const auto& m : stage.said) {
    hubs.insert(m.topic);
    CHECK(text_of(parse_object(m.payload), "type") == "mains_fail");
  }
  CHECK(hubs.size() == 40);
}

TEST_CASE("a muted hub beats once, the others go on") {
  Stage stage;
  HubSettings s = settings(0);
  s.heartbeat_s = 10;
  s.mute = 1;
  HubFleet fleet(homes(), s, Random(3), stage.scheduler, stage.publish(), stage.summary);
  fleet.start();
  stage.run_for(60);
  CHECK(stage.on("hub/h0/heartbeat").size() == 1);
  CHECK(stage.on("hub/h1/heartbeat").size() >= 5);
}

TEST_CASE("beside a daemon in a hurry heartbeats come by its clock") {
  Stage stage;
  HubSettings s = settings(0);
  s.heartbeat_s = 300;
  s.clock_speed = 30;
  HubFleet fleet(homes(), s, Random(3), stage.scheduler, stage.publish(), stage.summary);
  fleet.start();
  stage.run_for(60);
  CHECK(stage.on("hub/h1/heartbeat").size() >= 5);
  CHECK(stage.on("hub/h1/heartbeat").front().at("interval_s") == 300);
}
