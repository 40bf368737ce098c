// The gateway against a real Mosquitto with the configuration we ship.

#include "support/gateway_probe.hpp"

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <csignal>
#include <cstdlib>
#include <thread>

using namespace turnout;
using namespace turnout::test;

namespace {

const std::string offer = "turnout/v1/responder/R1/offer";
const std::string alarm_topic = "turnout/v1/hub/H1/alarm";
const std::string status_topic = "turnout/v1/system/status";

/// For what tells nobody when it changes.
bool until(const std::function<bool()>& comes_true) {
  const auto give_up = std::chrono::steady_clock::now() + patience;
  while (!comes_true()) {
    if (std::chrono::steady_clock::now() > give_up) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

std::string word(int i) {
  return "message " + std::to_string(i);
}

} // namespace

TEST_CASE("a message comes in whole, with its retained flag and our time") {
  const Broker broker;
  Peer sim(broker, "sim");
  REQUIRE(sim.publish("turnout/v1/responder/R1/status", "{}", true));
  GatewayProbe probe(settings_for(broker));
  REQUIRE(probe.start());
  const auto status = probe.wait_for_topic("turnout/v1/responder/R1/status");
  REQUIRE(status);
  CHECK(status->retained);
  REQUIRE(probe.wait_connected());

  const std::string bytes("{\"id\":\"a1\"}\0\xff", 13);
  REQUIRE(sim.publish(alarm_topic, bytes));
  const auto alarm = probe.wait_for_topic(alarm_topic);
  REQUIRE(alarm);
  CHECK_FALSE(alarm->retained);
  CHECK_FALSE(alarm->oversize);
  CHECK(alarm->payload == bytes);
  CHECK(alarm->received_at >= status->received_at);
}

TEST_CASE("every input topic of the contract is heard, and OwnTracks events are not") {
  const Broker broker;
  GatewayProbe probe(settings_for(broker));
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  Peer sim(broker, "sim");
  REQUIRE(sim.publish("owntracks/R1/phone/event", "{}"));
  REQUIRE(sim.publish(offer, "{}"));
  const std::vector<std::string> inputs = {
      "turnout/v1/hub/H1/alarm",          "turnout/v1/hub/H1/heartbeat",
      "turnout/v1/responder/R1/status",   "turnout/v1/responder/R1/link",
      "turnout/v1/responder/R1/position", "turnout/v1/responder/R1/reply",
      "turnout/v1/responder/R1/progress", "turnout/v1/responder/R1/sync",
      "turnout/v1/partner/P1/reply",      "owntracks/R1/phone"};
  for (const auto& topic : inputs)
    REQUIRE(sim.publish(topic, "{}"));
  REQUIRE(probe.wait([&] { return probe.messages.size() >= inputs.size(); }));
  std::vector<std::string> heard;
  for (const auto& message : probe.messages)
    heard.push_back(message.topic);
  CHECK(heard == inputs);
}

TEST_CASE("a payload of 16 KiB is whole, a longer one is cut and says so") {
  const Broker broker;
  GatewayProbe probe(settings_for(broker));
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  Peer sim(broker, "sim");
  for (const std::size_t bytes :
       {mqtt::payload_bytes_max, mqtt::payload_bytes_max + 1, std::size_t{100 * 1024}}) {
    REQUIRE(sim.publish(alarm_topic, std::string(bytes, 'x')));
  }
  REQUIRE(probe.wait([&] { return probe.messages.size() == 3; }));
  CHECK_FALSE(probe.messages.at(0).oversize);
  CHECK(probe.messages.at(1).oversize);
  CHECK(probe.messages.at(2).oversize);
  for (const auto& message : probe.messages)
    CHECK(message.payload.size() == mqtt::payload_bytes_max);
}

TEST_CASE("what is accepted is delivered in order and taken exactly once") {
  const Broker broker;
  Peer phone(broker, "sim");
  phone.subscribe(offer);
  GatewayProbe probe(settings_for(broker));
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  constexpr int many = 2000; // more than may be under way at once
  std::vector<int> taken(many, 0);
  std::size_t all_taken = 0;
  for (int i = 0; i < many; ++i) {
    REQUIRE(probe.gateway.publish({offer, word(i), false, {}}, [&, i] {
      probe.note([&] {
        ++taken.at(static_cast<std::size_t>(i));
        ++all_taken;
      });
    }));
  }
  CHECK(probe.wait([&] { return all_taken == many; }));
  CHECK(phone.wait_for([&](const Heard& h) { return h.payload == word(many - 1); }));
  probe.gateway.stop();
  CHECK(std::all_of(taken.begin(), taken.end(), [](int n) { return n == 1; }));
  const auto heard = phone.heard();
  REQUIRE(heard.size() == many);
  for (int i = 0; i < many; ++i)
    CHECK(heard.at(static_cast<std::size_t>(i)).payload == word(i));
}

TEST_CASE("a killed broker is found again with its session, and nothing is accepted meanwhile") {
  Broker broker;
  GatewayProbe probe(settings_for(broker));
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  CHECK_FALSE(probe.sessions.front());

  std::vector<int> taken(200, 0);
  for (auto& count : taken) {
    static_cast<void>(probe.gateway.publish({offer, "x", false, {}}, [&] { probe.note([&] { ++count; }); }));
  }
  // Saved: the subscription stands in the broker's memory on disk.
  REQUIRE(until([&] { return broker.memory().find("turnout/v1/hub/+/alarm") != std::string::npos; }));
  broker.kill();
  REQUIRE(probe.wait([&] { return probe.losses == 1; }));
  CHECK_FALSE(probe.gateway.connected());
  std::atomic<int> never = 0;
  CHECK_FALSE(probe.gateway.publish({offer, "lost", false, {}}, [&] { ++never; }));

  broker.start();
  REQUIRE(probe.wait_connected(2));
  CHECK(probe.sessions.back());
  Peer sim(broker, "sim");
  REQUIRE(sim.publish(alarm_topic, "after"));
  CHECK(probe.wait_for_topic(alarm_topic));
  CHECK(probe.gateway.publish({offer, "again", false, {}}, {}));
  probe.gateway.stop();
  CHECK(never == 0);
  CHECK(std::all_of(taken.begin(), taken.end(), [](int n) { return n <= 1; }));
}

TEST_CASE("a broker that has lost its memory is subscribed to again") {
  Broker broker;
  GatewayProbe probe(settings_for(broker));
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  broker.kill();
  broker.forget();
  REQUIRE(probe.wait([&] { return probe.losses == 1; }));
  broker.start();
  REQUIRE(probe.wait_connected(2));
  CHECK_FALSE(probe.sessions.back());
  Peer sim(broker, "sim");
  REQUIRE(sim.publish(alarm_topic, "after"));
  CHECK(probe.wait_for_topic(alarm_topic));
}

TEST_CASE("alarms that came while nobody was there wait in the session") {
  const Broker broker;
  const auto settings = settings_for(broker);
  {
    GatewayProbe first(settings);
    REQUIRE(first.start());
    REQUIRE(first.wait_connected());
  }
  Peer sim(broker, "sim");
  for (int i = 0; i < 1500; ++i)
    REQUIRE(sim.publish(alarm_topic, word(i)));
  GatewayProbe second(settings);
  REQUIRE(second.start());
  REQUIRE(second.wait_connected());
  CHECK(second.sessions.front());
  REQUIRE(second.wait([&] { return second.messages.size() >= 1500; }));
  for (int i = 0; i < 1500; ++i)
    CHECK(second.messages.at(static_cast<std::size_t>(i)).payload == word(i));
}

TEST_CASE("started before the broker it connects once the broker is there") {
  Broker broker;
  broker.stop();
  GatewayProbe probe(settings_for(broker));
  REQUIRE(probe.start());
  CHECK_FALSE(probe.gateway.publish({offer, "too early", false, {}}, {}));
  broker.start();
  CHECK(probe.wait_connected());
}

TEST_CASE("a handler that waits for room holds back the broker, not those who publish") {
  const Broker broker;
  observe::Metrics metrics;
  clock::SystemClock clock;
  mqtt::Gateway gateway(settings_for(broker), clock, metrics);
  std::atomic<bool> room = false;
  std::atomic<int> handed_over = 0;
  std::atomic<int> taken = 0;
  std::atomic<bool> up = false;
  REQUIRE(gateway.start({[&](const engine::RawMessage&) {
                           room.wait(false);
                           ++handed_over;
                         },
                         [&](bool) {
                           up = true;
                           up.notify_all();
                         },
                         {}}));
  up.wait(false);
  Peer sim(broker, "sim");
  for (int i = 0; i < 5; ++i)
    REQUIRE(sim.publish(alarm_topic, "x"));
  for (int i = 0; i < 1000; ++i)
    CHECK(gateway.publish({offer, "x", false, {}}, [&] {
      ++taken;
      taken.notify_all();
    }));
  CHECK(handed_over == 0);
  room = true;
  room.notify_all();
  for (int seen = taken; seen < 1000; seen = taken)
    taken.wait(seen);
  gateway.stop();
  CHECK(handed_over == 5);
}

TEST_CASE("the status is retained, said again after a loss, and ends with the farewell") {
  Broker broker;
  GatewayProbe probe(settings_for(broker));
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  probe.gateway.publish_status("up");
  {
    Peer wallboard(broker, "wallboard");
    wallboard.subscribe(status_topic);
    CHECK(wallboard.wait_for([](const Heard& h) { return h.payload == "up"; }));
  }
  broker.stop();
  REQUIRE(probe.wait([&] { return probe.losses == 1; }));
  broker.start();
  REQUIRE(probe.wait_connected(2));
  Peer wallboard(broker, "wallboard");
  wallboard.subscribe(status_topic);
  CHECK(wallboard.wait_for([](const Heard& h) { return h.payload == "up"; }));
  probe.gateway.stop("down, as planned");
  CHECK(wallboard.wait_for([](const Heard& h) { return h.payload == "down, as planned"; }));
}

TEST_CASE("dies without a word", "[.]") {
  mqtt::BrokerSettings settings;
  settings.url = std::getenv("TURNOUT_TEST_BROKER");
  settings.password = Broker::password_of(settings.username);
  settings.last_status = "down by will";
  GatewayProbe probe(settings);
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  raise(SIGKILL);
}

TEST_CASE("when the process dies without a word the broker says so for it") {
  const Broker broker;
  Peer wallboard(broker, "wallboard");
  wallboard.subscribe(status_topic);
  const std::string url = "TURNOUT_TEST_BROKER=" + broker.url();
  const pid_t child = fork();
  if (child == 0) {
    std::array<char*, 3> words = {const_cast<char*>("test_mqtt"), const_cast<char*>("dies without a word"),
                                  nullptr};
    std::array<char*, 2> environment = {const_cast<char*>(url.c_str()), nullptr};
    execve("/proc/self/exe", words.data(), environment.data());
    _exit(127);
  }
  int status = 0;
  waitpid(child, &status, 0);
  REQUIRE(WIFSIGNALED(status));
  CHECK(wallboard.wait_for([](const Heard& h) { return h.payload == "down by will"; }));
}

TEST_CASE("a setting that can never work is named at start") {
  mqtt::BrokerSettings settings;
  settings.url = "broker:1883";
  GatewayProbe wrong_url(settings);
  const auto status = wrong_url.start();
  REQUIRE_FALSE(status);
  CHECK(status.error() ==
        "broker url 'broker:1883' is not understood; write tcp://host:1883 or mqtts://host:8883");

  settings.url = "mqtts://broker";
  settings.ca_file = "/nowhere/ca.pem";
  GatewayProbe no_file(settings);
  const auto missing = no_file.start();
  REQUIRE_FALSE(missing);
  CHECK(missing.error() ==
        "broker ca_file '/nowhere/ca.pem' cannot be read; name a PEM file this account may read");
}

TEST_CASE("with a wrong password it stays outside, and can be stopped") {
  const Broker broker;
  auto settings = settings_for(broker);
  settings.password = "wrong";
  GatewayProbe probe(settings);
  REQUIRE(probe.start());
  REQUIRE(until([&] {
    return probe.metrics.text().find("turnout_mqtt_attempts_failed_total 1") != std::string::npos;
  }));
  CHECK_FALSE(probe.gateway.connected());
  probe.gateway.stop("never said");
}
