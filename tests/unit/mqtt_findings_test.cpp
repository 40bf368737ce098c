// What the daemon says at start about the broker's files: one fixture for each defect, with the line a user
// sees.

#include "support/broker.hpp"
#include "turnout/mqtt/findings.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace turnout;
namespace fs = std::filesystem;

namespace {

const fs::path fixtures = fs::path(TURNOUT_SOURCE_DIR) / "tests" / "config" / "mosquitto";

/// The findings, one a line, without the folder in front of each file name.
std::string findings_of(const std::string& file) {
  const std::string folder = fixtures.string() + "/";
  std::string all;
  for (auto line : mqtt::config_findings(fixtures / file, {})) {
    for (auto at = line.find(folder); at != std::string::npos; at = line.find(folder))
      line.erase(at, folder.size());
    all += line + "\n";
  }
  return all;
}

std::string text_of(const fs::path& file) {
  std::ifstream in(file);
  REQUIRE(in);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

} // namespace

TEST_CASE("each broken broker configuration is named, and nothing else is") {
  int seen = 0;
  for (const auto& entry : fs::directory_iterator(fixtures)) {
    if (entry.path().extension() != ".conf" || !entry.path().filename().string().starts_with("bad."))
      continue;
    INFO(entry.path().filename().string());
    auto expected = entry.path();
    CHECK(findings_of(entry.path().filename()) == text_of(expected.replace_extension(".expected")));
    ++seen;
  }
  CHECK(seen >= 20);
}

TEST_CASE("a sound broker configuration has no findings") {
  CHECK(findings_of("good.conf").empty());
}

TEST_CASE("the configuration we ship has no findings, and the demo's super-user is one") {
  test::BrokerOptions plain;
  plain.sim_speaks_for_all = false;
  const test::Broker broker(plain);
  mqtt::BrokerSettings settings;
  settings.url = broker.url();
  CHECK(mqtt::unsafe_findings(settings, broker.config_file()) == std::vector<std::string>{});

  const test::Broker demo;
  const auto findings = mqtt::config_findings(demo.config_file(), {});
  CHECK(std::any_of(findings.begin(), findings.end(), [](const auto& line) {
    return line.find("'sim' may write turnout/v1/#") != std::string::npos;
  }));
}

TEST_CASE("a broker that lets strangers in is found over the wire") {
  test::BrokerOptions open;
  open.more_config = "allow_anonymous true";
  const test::Broker broker(open);
  mqtt::BrokerSettings settings;
  settings.url = broker.url();
  const auto findings = mqtt::wire_findings(settings);
  REQUIRE(findings.size() == 1);
  CHECK(findings.front().find("lets in clients without an account") != std::string::npos);
}

TEST_CASE("names in clear text to another machine are found from the url") {
  mqtt::BrokerSettings settings;
  settings.url = "tcp://0.0.0.0:" + std::to_string(test::free_port());
  const auto findings = mqtt::wire_findings(settings);
  REQUIRE(findings.size() == 1);
  CHECK(findings.front() ==
        "[broker] url: names and addresses travel in clear to 0.0.0.0; use mqtts:// and a ca_file");
}

TEST_CASE("a configuration file that is not there is a finding, not a failure") {
  CHECK(findings_of("nowhere.conf") == "nowhere.conf: cannot be read; let the account of turnoutd read it\n");
}
