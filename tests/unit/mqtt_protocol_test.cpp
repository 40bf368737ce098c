// What MQTT 5 adds, and the older version, against a real Mosquitto.

#include "support/gateway_probe.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

using namespace turnout;
using namespace turnout::test;

namespace {

const std::string offer_topic = "turnout/v1/responder/R1/offer";

/// What mosquitto_sub prints, as R1's phone whose session the broker keeps.
std::string phone(const Broker& broker, const std::string& arguments) {
  const std::string command = "mosquitto_sub -h 127.0.0.1 -p " + std::to_string(broker.port()) +
                              " -u sim -P " + Broker::password_of("sim") +
                              " -V 5 -i R1-phone -c -x 600 -q 1 -t " + offer_topic + " -W 20 " + arguments;
  std::FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 256> line{};
  std::string printed;
  while (std::fgets(line.data(), static_cast<int>(line.size()), pipe) != nullptr)
    printed += line.data();
  pclose(pipe);
  return printed;
}

} // namespace

TEST_CASE("a phone that was away is told how long the broker may still have kept the message") {
  const Broker broker;
  phone(broker, "-E"); // subscribes, and is gone
  GatewayProbe probe(settings_for(broker));
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  std::size_t taken = 0;
  const auto count = [&] { probe.note([&] { ++taken; }); };
  REQUIRE(probe.gateway.publish({.topic = offer_topic, .payload = "for a minute", .keep_for = 60s}, count));
  REQUIRE(probe.gateway.publish({.topic = offer_topic, .payload = "for ever"}, count));
  REQUIRE(probe.wait([&] { return taken == 2; }));
  const std::string printed = phone(broker, "-C 2 -F '%p|%E'");
  const auto first = printed.substr(0, printed.find('\n'));
  REQUIRE(first.starts_with("for a minute|"));
  const int left = std::stoi(first.substr(first.find('|') + 1));
  CHECK(left > 0);
  CHECK(left <= 60);
  CHECK(printed.find("for ever|\n") != std::string::npos);
}

TEST_CASE("a broker that speaks only MQTT 3.1.1 is spoken to") {
  const Broker broker;
  auto settings = settings_for(broker);
  settings.protocol = mqtt::Protocol::v3_1_1;
  GatewayProbe probe(settings);
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  Peer sim(broker, "sim");
  sim.subscribe(offer_topic);
  REQUIRE(probe.gateway.publish({.topic = offer_topic, .payload = "x", .keep_for = 60s}, {}));
  CHECK(sim.wait_for([](const Heard& h) { return h.payload == "x"; }));
}

TEST_CASE("no more is under way than the broker takes") {
  const Broker broker({.more_config = "max_inflight_messages 3\n"});
  GatewayProbe probe(settings_for(broker));
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  constexpr std::size_t many = 200;
  std::size_t taken = 0;
  std::size_t most = 0;
  const auto count = [&] {
    const auto figures = probe.metrics.text();
    const std::string name = "\nturnout_mqtt_under_way ";
    const auto value = std::stoul(figures.substr(figures.find(name) + name.size()));
    probe.note([&] {
      ++taken;
      most = std::max<std::size_t>(most, value);
    });
  };
  for (std::size_t i = 0; i < many; ++i)
    REQUIRE(probe.gateway.publish({.topic = offer_topic, .payload = "x"}, count));
  CHECK(probe.wait([&] { return taken == many; }));
  CHECK(most > 0);
  CHECK(most < 3); // one is left for the pulse
}
