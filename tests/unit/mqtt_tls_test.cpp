// TLS: the broker must be who we meant, not merely somebody with a certificate.

#include "support/gateway_probe.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

using namespace turnout;
using namespace turnout::test;

namespace {

/// A self-signed certificate for this name (DNS:… or IP:…), as DIR/server.crt and DIR/server.key.
void make_certificate(const std::filesystem::path& dir, const std::string& name) {
  const std::string command =
      "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=broker"
      " -addext subjectAltName=" +
      name + " -keyout " + (dir / "server.key").string() + " -out " + (dir / "server.crt").string() +
      " 2>/dev/null";
  REQUIRE(std::system(command.c_str()) == 0);
}

/// A broker with a TLS listener whose certificate carries `name`; its certificate is ready before it starts.
struct TlsSite {
  explicit TlsSite(const std::string& name) : port(free_port()) {
    const auto listener = "listener " + std::to_string(port) + " 127.0.0.1\ncertfile " +
                          (broker.dir() / "server.crt").string() + "\nkeyfile " +
                          (broker.dir() / "server.key").string() + "\n";
    make_certificate(broker.dir(), name);
    broker.stop();
    std::ofstream(broker.config_file(), std::ios::app) << listener;
    broker.start();
  }

  [[nodiscard]] mqtt::BrokerSettings settings() const {
    auto settings = settings_for(broker);
    settings.url = "mqtts://127.0.0.1:" + std::to_string(port);
    settings.ca_file = broker.dir() / "server.crt";
    return settings;
  }

  Broker broker;
  std::uint16_t port;
};

/// True once an attempt to connect has failed; false if one succeeds first or nothing happens.
bool refuses(GatewayProbe& probe) {
  const auto give_up = std::chrono::steady_clock::now() + patience;
  while (std::chrono::steady_clock::now() < give_up && !probe.gateway.connected()) {
    const auto metrics = probe.metrics.text();
    if (metrics.find("turnout_mqtt_attempts_failed_total 0") == std::string::npos) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return false;
}

} // namespace

TEST_CASE("over TLS it connects to the host it meant") {
  const TlsSite site("IP:127.0.0.1");
  GatewayProbe probe(site.settings());
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  Peer sim(site.broker, "sim");
  REQUIRE(sim.publish("turnout/v1/hub/H1/alarm", "over TLS"));
  CHECK(probe.wait_for_topic("turnout/v1/hub/H1/alarm"));
}

TEST_CASE("over TLS a good certificate for another name is refused") {
  const TlsSite site("DNS:elsewhere.example");
  GatewayProbe probe(site.settings());
  REQUIRE(probe.start());
  CHECK(refuses(probe));
}

TEST_CASE("over TLS a certificate from an unknown authority is refused") {
  const TlsSite site("IP:127.0.0.1");
  auto settings = site.settings();
  const TlsSite other("IP:127.0.0.1");
  settings.ca_file = other.settings().ca_file;
  GatewayProbe probe(settings);
  REQUIRE(probe.start());
  CHECK(refuses(probe));
}
