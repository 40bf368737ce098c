#include "support/files.hpp"
#include "turnout/config/settings.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>

using namespace turnout::config;

namespace {

std::string refused(std::string_view text) {
  const auto settings = parse_settings(text, "turnout.toml");
  REQUIRE_FALSE(settings);
  return settings.error();
}

/// A folder that is gone with the test.
struct Folder {
  std::filesystem::path path;
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "turnout-settings-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void write(const char* name, std::string_view text) const { std::ofstream(path / name) << text; }
};

} // namespace

TEST_CASE("the example file and the manual are the ones the table makes") {
  // After a change of the tables: test_config "[write]"
  CHECK(testing::bytes_of(std::filesystem::path(TURNOUT_SOURCE_DIR) / "config/turnout.toml") ==
        example_config());
  CHECK(testing::bytes_of(std::filesystem::path(TURNOUT_SOURCE_DIR) / "docs/configuration.md") ==
        config_markdown());
}

TEST_CASE("write the example file and the manual", "[.][write]") {
  std::ofstream(std::filesystem::path(TURNOUT_SOURCE_DIR) / "config/turnout.toml", std::ios::binary)
      << example_config();
  std::ofstream(std::filesystem::path(TURNOUT_SOURCE_DIR) / "docs/configuration.md", std::ios::binary)
      << config_markdown();
}

TEST_CASE("the example file changes nothing") {
  const auto settings = parse_settings(example_config(), "turnout.toml");
  REQUIRE(settings);
  const Settings defaults;
  CHECK(settings.value().broker.url == defaults.broker.url);
  CHECK(settings.value().plans_file == defaults.plans_file);
  CHECK(settings.value().console_port == defaults.console_port);
}

TEST_CASE("the example file with its marks taken away says the same") {
  std::istringstream lines(example_config());
  std::string uncommented;
  for (std::string line; std::getline(lines, line);)
    uncommented += (line.starts_with("#") && !line.starts_with("# ") ? line.substr(1) : line) + "\n";
  const auto settings = parse_settings(uncommented, "turnout.toml");
  INFO((settings ? "" : settings.error()));
  REQUIRE(settings);
  CHECK(settings.value().console_listen == Settings{}.console_listen);
}

TEST_CASE("settings are read where they stand") {
  const auto settings = parse_settings(R"([broker]
url = "mqtts://broker.example:8883"
topic_root = "care/v1"
[console]
listen = "[::1]:9000"
[clock]
speed = 30
)",
                                       "turnout.toml");
  REQUIRE(settings);
  CHECK(settings.value().broker.url == "mqtts://broker.example:8883");
  CHECK(settings.value().broker.topic_root == "care/v1");
  CHECK(settings.value().console_address == "::1");
  CHECK(settings.value().console_port == 9000);
  CHECK(settings.value().clock_speed == 30);
}

TEST_CASE("every problem of the settings is told at once, with line, key and mend") {
  CHECK(refused(R"([broker]
ur = "mqtt://localhost:1883"
topic_root = "turnout/#"
[console]
listen = 8080
[log]
level = "verbose"
[jurnal]
path = "x"
)") == R"(turnout.toml:2: broker.ur: there is no such key; did you mean "url"?
turnout.toml:3: broker.topic_root: "turnout/#" is not a topic root; write levels separated by /, without + # $ or blanks, like turnout/v1
turnout.toml:5: console.listen: 8080 is not a text; write it in quotes
turnout.toml:7: log.level: "verbose" is none of the choices; there is debug, info, warning, error
turnout.toml:8: jurnal: there is no such key; did you mean "journal"?)");
}

TEST_CASE("a link instead of the person's details is not offered yet") {
  CHECK(refused("[responders]\nperson = \"link\"\n") ==
        "turnout.toml:2: responders.person: \"link\" is not offered yet; write \"message\", and keep the "
        "broker's "
        "disk encrypted");
}

TEST_CASE("addresses that cannot work are refused") {
  for (const char* url : {"localhost", "http://broker:1883", "mqtt://", "mqtt://a b", "mqtt://host/path",
                          "mqtt://127.0.0.1:99999", "mqtt://host:0", "mqtt://host:", "mqtts://[::1]:x",
                          "mqtt://:1883", "mqtt://user@host:1883"}) {
    INFO(url);
    CHECK(refused("[broker]\nurl = \"" + std::string(url) + "\"\n").find("is not a broker's address") !=
          std::string::npos);
  }
  for (const char* listen : {"8080", ":8080", "localhost:", "127.0.0.1:70000", "127.0.0.1:http",
                             "foo.example:80", "localhost:8080", "127.0.0:80"}) {
    INFO(listen);
    CHECK(refused("[console]\nlisten = \"" + std::string(listen) + "\"\n")
              .find("is not an address to listen on") != std::string::npos);
  }
  for (const char* mqtt : {"foo", "foo:1883", "127.0.0.1", "127.0.0.1:0", "[::1]:1883"}) {
    INFO(mqtt);
    CHECK(refused("[console]\nmqtt = \"" + std::string(mqtt) + "\"\n").find("is not an address; write") !=
          std::string::npos);
  }
}

TEST_CASE("addresses that work are taken") {
  for (const char* text :
       {"[broker]\nurl = \"mqtt://broker\"", "[broker]\nurl = \"mqtts://broker.example:8883\"",
        "[broker]\nurl = \"tcp://[::1]:1883\"", "[broker]\nurl = \"ssl://[::1]\"",
        "[console]\nlisten = \"0.0.0.0:80\"", "[console]\nlisten = \"[fe80::1%eth0]:80\"",
        "[console]\nlisten = \"127.0.0.1:0\"", "[console]\nmqtt = \"\"",
        "[console]\nmqtt = \"127.0.0.1:1883\"", "[console]\nmqtt = \"::1:1883\""}) {
    INFO(text);
    CHECK(parse_settings(text, "turnout.toml").ok());
  }
}

TEST_CASE("a file that the daemon cannot do without has a path") {
  CHECK(refused("[journal]\npath = \"\"\n[plans]\nfile = \"\"\n[console]\ntoken_file = \"\"\n") ==
        "turnout.toml:2: journal.path: is empty; write the path of the file\n"
        "turnout.toml:4: plans.file: is empty; write the path of the file\n"
        "turnout.toml:6: console.token_file: is empty; write the path of the file");
}

TEST_CASE("of two levels of service the laxer is the later") {
  CHECK(refused("[report]\nanswer_within = \"4m\"\n") ==
        "turnout.toml:2: report.answer_within: 4m is longer than answer_latest, 3m; make it shorter, or "
        "answer_latest longer");
  CHECK(refused("[report]\narrive_latest = \"30m\"\n") ==
        "turnout.toml:2: report.arrive_by: 45m is longer than arrive_latest, 30m; make it shorter, or "
        "arrive_latest longer");
  CHECK(parse_settings("[report]\nanswer_within = \"3m\"\n", "turnout.toml").ok());
}

TEST_CASE("what only shows when a map or router is opened can still be told with its line") {
  const auto settings = parse_settings("[travel]\ngraph = \"a.osm.pbf\"\nosrm = \"ftp\"\n", "turnout.toml");
  REQUIRE(settings);
  CHECK(settings.value().travel_lines.at("graph") == "turnout.toml:2: travel.graph");
  CHECK(settings.value().travel_lines.at("osrm") == "turnout.toml:3: travel.osrm");
}

TEST_CASE("a certificate needs its key") {
  CHECK(refused("[broker]\ncert_file = \"a.pem\"\n") ==
        "turnout.toml:1: broker.cert_file: a certificate and its key go together; set both cert_file and "
        "key_file, "
        "or neither");
}

TEST_CASE("paths are taken from the folder of the settings file, and looked at") {
  const Folder folder;
  folder.write("turnout.toml", "[broker]\nca_file = \"ca.pem\"\npassword_file = "
                               "\"password\"\n[journal]\npath = \"../state/turnout.db\"\n"
                               "[plans]\nfile = \"plans.toml\"\n");
  folder.write("plans.toml", "");
  const auto missing = load_settings(folder.path / "turnout.toml");
  REQUIRE_FALSE(missing);
  CHECK(missing.error() == (folder.path / "turnout.toml").string() + ":2: broker.ca_file: \"" +
                               (folder.path / "ca.pem").string() +
                               "\" cannot be read; make the file, or correct the path");
  // The password is nobody's but the running daemon's: it need not be there.
  folder.write("ca.pem", "");
  const auto settings = load_settings(folder.path / "turnout.toml");
  INFO((settings ? "" : settings.error()));
  REQUIRE(settings);
  CHECK(settings.value().plans_file == (folder.path / "plans.toml").string());
  CHECK(settings.value().journal_path == (folder.path.parent_path() / "state/turnout.db").string());
}

TEST_CASE("a settings file that is not there says so") {
  const auto settings = load_settings("nowhere/turnout.toml");
  REQUIRE_FALSE(settings);
  CHECK(settings.error() ==
        "nowhere/turnout.toml: cannot be read: No such file or directory; name another with --config");
}

TEST_CASE("the demo's settings are good once the marks are filled in") {
  std::string text =
      testing::bytes_of(std::filesystem::path(TURNOUT_SOURCE_DIR) / "config/demo/turnout.toml");
  for (const auto& [mark, value] : {std::pair{"@PORT@", "18830"},
                                    {"@CONSOLE@", "18831"},
                                    {"@SPEED@", "30"},
                                    {"@DIR@", "demo-data"},
                                    {"@CONFIG@", "config"}}) {
    for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark))
      text.replace(at, std::string_view(mark).size(), value);
  }
  const auto settings = parse_settings(text, "turnout.toml");
  INFO((settings ? "" : settings.error()));
  CHECK(settings.ok());
}
