// turnoutctl as a human uses it, against the real console: the words and the exit codes.
#include "console_house.hpp"

#include <catch2/catch.hpp>
#include <sqlite3.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <functional>

using namespace turnout;
using namespace turnout::testing;

namespace {

struct Said {
  int code = -1;
  std::string words; ///< of both streams
};

Said run(const std::string& command) {
  Said said;
  FILE* pipe = popen((command + " 2>&1").c_str(), "r");
  if (pipe == nullptr) return said;
  std::array<char, 4096> piece{};
  for (std::size_t got = 0; (got = fread(piece.data(), 1, piece.size(), pipe)) > 0;)
    said.words.append(piece.data(), got);
  const int status = pclose(pipe);
  said.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return said;
}

class Control {
public:
  explicit Control(House& house) : house_(house) {
    std::ofstream(house.folder.file("token")) << token << "\n";
  }

  Said operator()(const std::string& words) const {
    return run(std::string("TURNOUT_OPERATOR= TZ=UTC '") + TURNOUT_CTL +
               "' --http http://127.0.0.1:" + std::to_string(house_.server->port()) + " --token-file '" +
               house_.folder.file("token") + "' " + words);
  }

private:
  House& house_;
};

void alter(const std::string& path, const char* sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
  sqlite3_busy_timeout(db, 5000);
  REQUIRE(sqlite3_exec(db, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
  CHECK(sqlite3_changes(db) > 0);
  sqlite3_close(db);
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// turnoutctl with settings that name this house's journal.
std::function<Said(const std::string&)> beside(const House& house) {
  std::ofstream(house.folder.file("password")) << "x";
  std::ofstream(house.folder.file("token")) << token;
  std::ofstream(house.folder.file("turnout.toml"))
      << "[journal]\npath = \"turnout.sqlite\"\n[broker]\npassword_file = \"password\"\n"
      << "[console]\ntoken_file = \"token\"\n[plans]\nfile = \"" << TURNOUT_SOURCE_DIR
      << "/config/plans.toml\"\n";
  return [config = house.folder.file("turnout.toml")](const std::string& words) {
    return run(std::string("'") + TURNOUT_CTL + "' --config '" + config + "' " + words);
  };
}

} // namespace

TEST_CASE("a refusal names what was typed, not what was sent") {
  House house;
  house.with_engine();
  const std::string id = house.fall();
  REQUIRE_FALSE(id.empty());
  const Control ctl(house);
  const auto nobody = ctl("incident open --by alice");
  CHECK(nobody.code == 1);
  CHECK(has(nobody.words, "--where: whom the call is about"));
  const auto number = ctl("incident open --by alice --where here --callback Ada");
  CHECK(has(number.words, "--callback: a telephone number"));
  const auto parked = ctl("incident park " + id + " --by alice --why x --minutes 99");
  CHECK(has(parked.words, "--minutes: "));
  const auto latin = ctl("incident note " + id + " --by alice 'caf\xe9'");
  INFO(latin.words);
  CHECK(latin.code == 1);
  CHECK(has(latin.words, "not UTF-8"));
  const auto none = ctl("incident show ''");
  CHECK(none.code == 2);
  CHECK(has(none.words, "an id is wanted"));
  CHECK_FALSE(has(none.words, "openapi"));
}

TEST_CASE("what people wrote does nothing to the terminal") {
  House house;
  house.with_engine();
  const std::string id = house.fall();
  REQUIRE_FALSE(id.empty());
  REQUIRE(house
              .post("/api/v1/incidents/" + id + "/commands",
                    R"({"command":"note","by":"alice","note":"\u001b[2J\nCLOSED by ann: fine\u009b"})")
              .status == 200);
  const auto shown = Control(house)("incident show " + id);
  CHECK(has(shown.words, "Note by alice: \"\\u{1b}[2J⏎CLOSED by ann: fine\\u{9b}\""));
  CHECK_FALSE(has(shown.words, "\x1b"));
}

TEST_CASE("turnoutctl lists what the disk refuses, and says so") {
  House house;
  house.with_engine();
  house.disk->refuses = true;
  const std::string id = house.fall();
  REQUIRE_FALSE(id.empty());
  const Control ctl(house);
  const std::string unstored = "held in memory and not stored yet";
  for (const std::string words : {"incident list", "alert list"}) {
    const auto said = ctl(words);
    INFO(said.words);
    CHECK(said.code == 0);
    CHECK(has(said.words, unstored));
  }
  CHECK(has(ctl("incident list").words, id));
  const auto shown = ctl("incident show " + id);
  CHECK(has(shown.words, "Signal: fall"));
  CHECK(has(shown.words, unstored));
}

TEST_CASE("an incident from first to last with turnoutctl") {
  House house;
  house.with_engine();
  const Control ctl(house);
  CHECK(ctl("incident list").words == "No incident is open.\n");
  const std::string id = house.fall();
  const auto list = ctl("incident list");
  CHECK(list.code == 0);
  CHECK(has(list.words, id));
  CHECK(has(list.words, "NOT ANSWERED"));

  const auto nameless = ctl("incident answer " + id);
  CHECK(nameless.code == 2);
  CHECK(nameless.words == "turnoutctl: name yourself: --by NAME, or set TURNOUT_OPERATOR\n");
  CHECK(ctl("incident answer " + id + " --by system").code == 1);
  CHECK(ctl("incident answer " + id + " --by alice").words == id + ": done\n");
  const auto again = ctl("incident answer " + id + " --by bob");
  CHECK(again.code == 1);
  CHECK(again.words == "turnoutctl: already answered by alice\n");

  CHECK(ctl("incident note " + id + " 'Loose rug.' --by alice").code == 0);
  const auto story = ctl("incident show " + id);
  CHECK(story.code == 0);
  CHECK(has(story.words, "Answered by alice after 00:00."));
  CHECK(has(story.words, "Note by alice: \"Loose rug.\""));
  CHECK(has(ctl("incident show --json " + id).words, "\"story\""));
  CHECK(ctl("incident show nobody").code == 1);

  CHECK(ctl("incident dispatch " + id + " --by alice").code == 0);
  CHECK(has(ctl("alert list").words, id));
  CHECK(ctl("incident park " + id + " --minutes 10 --by alice").code == 2);
  CHECK(ctl("incident park " + id + " --minutes 31 --why later --by alice").code == 1);
  CHECK(ctl("incident park " + id + " --minutes 10 --why 'rings back' --by alice").code == 0);
  CHECK(has(ctl("incident join " + id + " " + id + " --by alice").words, "it cannot be joined to itself"));
  CHECK(ctl("incident stand-down " + id + " --by alice").code == 0);
  CHECK(ctl("incident close " + id + " --by alice").code == 2);
  CHECK(ctl("incident close " + id + " --by alice --outcome fine").code == 2);
  CHECK(ctl("incident close " + id + " --by alice --outcome refused --referral fine").code == 2);
  CHECK(ctl("incident escalate " + id + " --by alice --service milkman").code == 2);
  CHECK(ctl("incident close " + id + " --by alice --outcome false_alarm --referral gp --referral housing")
            .code == 0);
  CHECK(has(ctl("incident list --state closed").words, "false alarm by alice"));
}

TEST_CASE("a call, a recall, an import and a reload with turnoutctl") {
  House house;
  house.with_engine();
  const Control ctl(house);
  const auto opened = ctl("incident open --person P1 --type fall --by alice");
  CHECK(opened.code == 0);
  CHECK(has(opened.words, ": opened"));
  const auto stranger = ctl("incident open --where 'the bus stop' --callback '01632 960002' --position 51.8 "
                            "-2.0 --type fall --by alice");
  INFO(stranger.words);
  CHECK(stranger.code == 0);
  CHECK(ctl("incident open --type fall --by alice").code != 0);
  CHECK(ctl("responder duty R1 available --by alice").words == "R1: available\n");
  CHECK(ctl("responder duty R1 asleep --by alice").code == 2);
  CHECK(ctl("responder recall R1 --by alice").words == "R1: recalled\n");
  CHECK(has(ctl("responder list").words, "R1         unavailable"));

  const std::string file = house.folder.file("of_today.csv");
  std::ofstream(file) << "base_id,name,kind,lat,lon,minimum_crew\nB1,Northleach,fire_station,51.83,-1.83,4\n";
  CHECK(ctl("import bases " + file).words == "1 new, 0 changed of 1 bases; 0 not in this file are kept\n");
  CHECK(ctl("import bases " + file).words == "0 new, 0 changed of 1 bases; 0 not in this file are kept\n");
  const std::string empty = house.folder.file("empty.csv");
  std::ofstream(empty) << "base_id,name,kind,lat,lon,minimum_crew\n";
  CHECK(ctl("import bases " + empty).words == "0 new, 0 changed of 0 bases; 1 not in this file are kept\n");
  std::ofstream(file)
      << "base_id,name,kind,lat,lon,minimum_crew\nB1,Northleach,fire_station,951.83,-1.83,4\n";
  const auto bad = ctl("import bases " + file);
  CHECK(bad.code == 1);
  CHECK(has(bad.words, "\n  " + file + " row 2, column lat: "));
  const auto folder = ctl("import bases " + house.folder.path().string());
  CHECK(folder.code == 4);
  CHECK(has(folder.words, "is a folder; name a file in it"));
  CHECK(ctl("import bases " + house.folder.file("none.csv")).code == 4);

  CHECK(ctl("reload").code == 0);
  house.plans_broken = true;
  const auto refused = ctl("reload");
  CHECK(refused.code == 1);
  CHECK(has(refused.words, "plans.toml:3: root.ladder"));
}

TEST_CASE("where no daemon answers, turnoutctl says where it looked and what to do") {
  House house;
  std::ofstream(house.folder.file("token")) << token;
  house.server->stop();
  const auto gone = run(std::string("'") + TURNOUT_CTL + "' --http http://127.0.0.1:9 --token-file '" +
                        house.folder.file("token") + "' incident list");
  CHECK(gone.code == 3);
  CHECK(has(gone.words, "no answer from turnoutd at http://127.0.0.1:9"));
  CHECK(has(gone.words, "systemctl status turnoutd"));
}

TEST_CASE("the journal's commands read it beside the daemon") {
  House house;
  house.with_engine();
  const std::string id = house.fall();
  REQUIRE(
      house.post("/api/v1/incidents/" + id + "/commands", R"({"command":"dispatch","by":"alice"})").status ==
      200);
  REQUIRE(house
              .post("/api/v1/incidents/" + id + "/commands",
                    R"({"command":"close","by":"alice","outcome":"false_alarm"})")
              .status == 200);
  const RecordViewed look{.id = MessageId("v1"),
                          .by = OperatorId("alice"),
                          .role = "operator",
                          .people = {PersonId("P1")},
                          .what = RecordPart::key_safe,
                          .why = ViewReason::incident,
                          .incident = IncidentId(id),
                          .console = "desk-1"};
  house.lanes.put(engine::Lane::response, engine::LocalEvent{look, {}});
  (void)house.post("/api/v1/incidents", R"({"by":"alice","person_id":"P1","type":"fall"})");
  const auto ctl = beside(house);
  const auto verified = ctl("verify");
  INFO(verified.words);
  CHECK(verified.code == 0);
  CHECK(has(verified.words, "the chain holds"));
  const auto replayed = ctl("replay");
  INFO(replayed.words);
  CHECK(replayed.code == 0);
  CHECK(has(replayed.words, "digest "));
  CHECK(ctl("replay --digest").words == ctl("replay --digest").words);
  // A row of a build that knew less is taken for what it is, and one that was altered is not.
  alter(house.path,
        "UPDATE row SET json = replace(json, ',\"gp_practice\":\"\"', '') WHERE kind = 'incident'");
  CHECK(ctl("replay").code == 0);
  alter(house.path, "UPDATE row SET json = replace(json, 'cotswold', 'stroud') WHERE kind = 'incident'");
  CHECK(has(ctl("replay").words, "rows are not what the decisions make of them"));
  alter(house.path, "UPDATE row SET json = replace(json, 'stroud', 'cotswold') WHERE kind = 'incident'");
  const auto looks = ctl("audit person P1");
  CHECK(looks.code == 0);
  CHECK(has(looks.words, "alice  operator  key_safe  incident"));
  CHECK(has(ctl("audit person P2").words, "Nobody has looked at the record of P2."));
  CHECK(ctl("backup " + house.folder.file("copy.sqlite")).code == 0);
  CHECK(ctl("restore " + house.folder.file("copy.sqlite")).code == 4);
}

TEST_CASE("reports are made beside the daemon, and published of whole months alone") {
  House house;
  house.with_engine();
  (void)house.fall();
  const auto ctl = beside(house);
  const auto report =
      ctl("report --from 2026-06-30T00:00:00Z --to 2026-07-01T00:00:00Z --audience service --out " +
          house.folder.file("out"));
  INFO(report.words);
  CHECK(report.code == 0);
  CHECK(has(report.words, "outcome_lines.csv"));
  CHECK(ctl("report --from 2026-07-01T00:00:00Z --to 2026-06-30T00:00:00Z --out x").code == 2);
  const auto too_short = ctl("report --from 2026-06-30T00:00:00Z --to 2026-07-01T00:00:00Z --out x");
  CHECK(too_short.code == 2);
  CHECK(has(too_short.words, "no whole month"));
  CHECK(has(too_short.words, "add --audience service"));
  CHECK(ctl("report --period 2026-05 --from 2026-06-01 --to 2026-07-01 --out x").code == 2);
  const auto june = ctl("report --period 2026-06 --out " + house.folder.file("june"));
  CHECK(june.code == 4);
  CHECK(has(june.words, "June 2026 is not over in this journal"));
  const auto may = ctl("report --period 2026-05 --out " + house.folder.file("may"));
  CHECK(may.code == 0);
  CHECK(has(may.words, "report.html"));
  CHECK_FALSE(has(may.words, "outcome_lines.csv"));
}

TEST_CASE("advice to cars is shown, and nobody is told") {
  House house;
  house.with_engine();
  const auto ctl = [&](const std::string& words) {
    return run(std::string("'") + TURNOUT_CTL + "' --config '" + house.folder.file("turnout.toml") +
               "' advise cars" + words);
  };
  std::ofstream(house.folder.file("password")) << "x";
  std::ofstream(house.folder.file("token")) << token;
  std::ofstream(house.folder.file("turnout.toml"))
      << "[journal]\npath = \"turnout.sqlite\"\n[broker]\npassword_file = \"password\"\n"
      << "[console]\ntoken_file = \"token\"\n[plans]\nfile = \"" << TURNOUT_SOURCE_DIR
      << "/config/plans.toml\"\n";
  const auto none = ctl("");
  CHECK(none.code == 1);
  CHECK(has(none.words, "nobody in the register has the skill mobile"));

  RegistryChanged rows = House::people();
  rows.responders[0].skills = {"mobile"};
  rows.responders[0].place = geo_point(51.4, -2.0);
  const Base near_them{.id = BaseId("B1"), .name = "Northleach", .place = geo_point(51.82, -2.0)};
  REQUIRE(house.registry->import_people({{rows.people[0], PersonDetails{.id = PersonId("P1")}}}).ok());
  REQUIRE(house.registry->import_responders({{rows.responders[0], ResponderDetails{.id = ResponderId("R1")}}})
              .ok());
  REQUIRE(house.registry->import_bases({near_them}).ok());
  CHECK(has(ctl("").words, "0 cars are free"));
  REQUIRE(
      house.post("/api/v1/responders/R1/commands", R"({"command":"duty","duty":"available","by":"alice"})")
          .status == 200);
  const auto advised = ctl("");
  INFO(advised.words);
  CHECK(advised.code == 0);
  CHECK(has(advised.words, "1 car is free"));
  CHECK(has(advised.words, "Northleach"));
  CHECK(has(advised.words, "sooner for 100 of 100 alarms"));
  CHECK(has(advised.words, "nobody has been told"));
  CHECK(has(ctl(" --at R1=B1").words, "leave them where they are"));
  CHECK(has(ctl(" --at R1=51.82,-2.0").words, "leave them where they are"));
  CHECK(ctl(" --at R1=B9").code == 2);
  CHECK(ctl(" --at R2=B1").code == 2);
  CHECK(ctl(" --at R1").code == 2);
}
