// The console as its callers meet it: over a socket, against the real engine and a real journal.
#include "console_house.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::testing;

TEST_CASE("health, readiness and metrics are for anybody") {
  House house;
  Client client(house.server->port());
  CHECK(client.ask("GET", "/healthz", "", {}).json()["status"] == "alive");
  CHECK(client.ask("GET", "/metrics", "", {}).body == "turnout_records_total 7\n");
  const auto ready = client.ask("GET", "/readyz", "", {});
  CHECK(ready.status == 200);
  CHECK(ready.body == "{\"ready\":true,\"state\":\"up\",\"reasons\":[]}\n");

  house.says_ready({false, "starting", {"broker: not connected"}});
  const auto not_ready = client.ask("GET", "/readyz", "", {});
  CHECK(not_ready.status == 503);
  CHECK(not_ready.json()["reasons"].as_array().at(0) == "broker: not connected");
}

TEST_CASE("an alarm is listed, answered, told and closed") {
  House house;
  house.with_engine();
  const std::string id = house.fall();
  REQUIRE_FALSE(id.empty());
  const std::string commands = "/api/v1/incidents/" + id + "/commands";

  auto item = house.get("/api/v1/incidents").json()["items"].as_array().at(0).as_object();
  CHECK(item["class"] == "life_person");
  CHECK(item["type"] == "fall");
  CHECK(item["phase"] == "waiting");
  CHECK(item["answered"] == false);
  CHECK(item["can_close"] == false);
  CHECK(item["person_id"] == "P1");
  CHECK(item["summary"] == "fall: waiting · NOT ANSWERED for 00:00 · nobody with them for 00:00");

  const auto answered = house.post(commands, R"({"command":"answer","by":"alice","id":"once"})");
  CHECK(answered.status == 200);
  CHECK(answered.text("id") == "once");
  CHECK(answered.json()["durable"] == true);
  CHECK(house.post(commands, R"({"command":"answer","by":"alice","id":"once"})").status == 200);
  const auto again = house.post(commands, R"({"command":"answer","by":"bob"})");
  CHECK(again.status == 409);
  CHECK(again.text("detail") == "already answered by alice");

  CHECK(house.post(commands, R"({"command":"note","by":"alice","note":"She is in the \u00fcpper hall."})")
            .status == 200);
  const auto story = house.get("/api/v1/incidents/" + id + "/story");
  CHECK(story.headers.at("content-type") == "text/plain; charset=utf-8");
  CHECK(story.body.find("Signal: fall from hub H1.") != std::string::npos);
  CHECK(story.body.find("13:00:00") != std::string::npos);
  CHECK(story.body.find("Note by alice: \"She is in the üpper hall.\"") != std::string::npos);

  const auto shown = house.get("/api/v1/incidents/" + id).json();
  CHECK(std::string(shown.at("incident").at("id").as_string()) == id);
  CHECK(shown.at("story").as_array().size() == 4);

  CHECK(house.post(commands, R"({"command":"close","by":"alice","outcome":"false_alarm","referrals":["gp"]})")
            .status == 200);
  CHECK(house.get("/api/v1/incidents").json()["items"].as_array().empty());
  const auto closed = house.get("/api/v1/incidents?state=closed").json()["items"].as_array();
  REQUIRE(closed.size() == 1);
  CHECK(closed[0].at("outcome") == "false_alarm");
  CHECK(house.post(commands, R"({"command":"answer","by":"alice"})").status == 409);
}

TEST_CASE("a hub that reports again is told of in the incident of its silence") {
  House house;
  house.with_engine();
  const auto beat = [&] {
    house.lanes.put(engine::Lane::technical,
                    engine::LocalEvent{HeartbeatReceived{.hub = HubId("H1"), .interval = 60s}, {}});
    (void)house.post("/api/v1/incidents/none/commands", R"({"command":"note","note":"x","by":"alice"})");
  };
  beat();
  house.clock.at = house.clock.at.load() + 5min;
  (void)house.post("/api/v1/incidents/none/commands", R"({"command":"note","note":"x","by":"alice"})");
  const auto items = house.get("/api/v1/incidents").json()["items"].as_array();
  REQUIRE(items.size() == 1);
  CHECK(items[0].at("type") == "not_reporting");
  const std::string one = "/api/v1/incidents/" + std::string(items[0].at("id").as_string());
  CHECK_FALSE(house.get(one).json().contains("reporting_again"));
  CHECK(house.get(one + "/story").body.find("Reports again") == std::string::npos);
  beat();
  CHECK(house.get(one).json().at("reporting_again").as_array() == boost::json::array{"H1"});
  CHECK(house.get(one + "/story").body.find("\nReports again: H1.\n") != std::string::npos);
}

TEST_CASE("what came of an alarm that could not be read is in its story") {
  House house;
  house.with_engine();
  engine::RawMessage broken;
  broken.topic = "turnout/v1/hub/H1/alarm";
  broken.payload = R"({"type":"fall","text":"on the stairs)";
  house.lanes.put(engine::Lane::people, broken);
  (void)house.post("/api/v1/incidents/none/commands", R"({"command":"note","note":"x","by":"alice"})");
  const auto items = house.get("/api/v1/incidents").json()["items"].as_array();
  REQUIRE(items.size() == 1);
  const auto story = house.get("/api/v1/incidents/" + std::string(items[0].at("id").as_string()) + "/story");
  CHECK(story.body.find(R"(What came: "{"type":"fall","text":"on the stairs".)") != std::string::npos);
}

TEST_CASE("a telephone call opens an incident, and lists go page by page") {
  House house;
  house.with_engine();
  const auto first =
      house.post("/api/v1/incidents", R"({"by":"alice","person_id":"P1","type":"fall","note":"rang"})");
  CHECK(first.status == 201);
  REQUIRE_FALSE(first.text("incident").empty());
  const auto unknown = house.post("/api/v1/incidents", R"({"by":"alice","person_id":"P99"})");
  CHECK(unknown.status == 409);

  REQUIRE(house.post("/api/v1/incidents", R"({"by":"alice","person_id":"P1","type":"fall"})").status == 201);
  const auto all = house.get("/api/v1/incidents?state=all").json().at("items").as_array();
  const auto page = house.get("/api/v1/incidents?state=all&limit=1");
  REQUIRE(page.json().at("items").as_array().size() == 1);
  CHECK(page.json().at("items").as_array()[0] == all.at(0));
  if (all.size() > 1) {
    const auto next = house.get("/api/v1/incidents?state=all&limit=1&cursor=" + page.text("next"));
    CHECK(next.json().at("items").as_array().at(0) == all.at(1));
    CHECK(next.text("next").empty());
  }
}

TEST_CASE("a telephone call about somebody who is not in the register") {
  House house;
  house.with_engine();
  const auto opened = house.post("/api/v1/incidents", R"({"by":"alice","type":"fall","area":"cotswold",)"
                                                      R"("place":"the bus stop in Mill Lane",)"
                                                      R"("callback":"01632 960002",)"
                                                      R"("position":{"lat":51.8,"lon":-2}})");
  INFO(opened.body);
  REQUIRE(opened.status == 201);
  const auto shown = house.get("/api/v1/incidents/" + opened.text("incident"));
  CHECK(shown.json().at("caller").at("place") == "the bus stop in Mill Lane");
  CHECK(shown.json().at("caller").at("callback") == "01632 960002");
  CHECK(shown.json().at("position").at("lat") == 51.8);
  CHECK_FALSE(shown.json().contains("person_id"));
  // The stored row has the names of the texts, never the words.
  const auto row = boost::json::serialize(shown.json().at("incident"));
  CHECK(row.find("bus stop") == std::string::npos);
  CHECK(row.find("960002") == std::string::npos);
  const auto story = house.get("/api/v1/incidents/" + opened.text("incident") + "/story").body;
  CHECK(
      story.find("somebody who is not in the register, at \"the bus stop in Mill Lane\", to be rung back on "
                 "\"01632 960002\"") != std::string::npos);
  const auto refused = [&](const std::string& body) {
    const auto answer = house.post("/api/v1/incidents", R"({"by":"alice",)" + body + "}");
    return answer.status == 422 ? std::string(answer.json().at("errors").at(0).at("pointer").as_string())
                                : std::to_string(answer.status);
  };
  CHECK(refused(R"("type":"fall")") == "/place");
  CHECK(refused(R"("person_id":"P1","place":"the bus stop")") == "/place");
  CHECK(refused(R"("person_id":"P1","callback":"01632 960002")") == "/place");
  CHECK(refused(R"("place":")" + std::string(301, 'x') + "\"") == "/place");
  CHECK(refused(R"("place":"here","callback":"ask for Ada")") == "/callback");
  CHECK(refused(R"("place":"here","position":{"lat":91,"lon":0})") == "/position");
  CHECK(refused(R"("place":"here","position":[51,0])") == "/position");
  CHECK(refused(R"("place":"here","area":"no area")") == "/area");
}

TEST_CASE("a call opened twice under one id is one incident, named both times") {
  House house;
  house.with_engine();
  const std::string call = R"({"id":"call-1","by":"alice","person_id":"P1","type":"fall"})";
  const auto first = house.post("/api/v1/incidents", call);
  const auto again = house.post("/api/v1/incidents", call);
  REQUIRE_FALSE(first.text("incident").empty());
  CHECK(again.text("incident") == first.text("incident"));
  CHECK(house.get("/api/v1/incidents?state=all").json().at("items").as_array().size() == 1);
}

TEST_CASE("a responder is recalled and an alert acknowledged") {
  House house;
  house.with_engine();
  CHECK(house.post("/api/v1/responders/R1/commands", R"({"command":"recall","by":"alice"})").status == 200);
  CHECK(house.post("/api/v1/responders/R99/commands", R"({"command":"recall","by":"alice"})").status == 409);
  const auto responders = house.get("/api/v1/responders").json()["items"].as_array();
  REQUIRE(responders.size() == 1);
  CHECK(responders[0].at("id") == "R1");
  CHECK(responders[0].at("duty") == "unavailable");

  const std::string id = house.fall();
  REQUIRE(
      house.post("/api/v1/incidents/" + id + "/commands", R"({"command":"dispatch","by":"alice"})").status ==
      200);
  const auto alerts = house.get("/api/v1/alerts").json()["items"].as_array();
  REQUIRE_FALSE(alerts.empty());
  CHECK(std::string(alerts[0].at("incident").as_string()) == id);
  CHECK_FALSE(alerts[0].at("text").as_string().empty());
  const std::string seen = R"({"command":"acknowledge","by":"alice","incident":")" + id + "\"}";
  const std::string alert = "/api/v1/alerts/" + std::string(alerts[0].at("id").as_string()) + "/commands";
  CHECK(house.post(alert, seen).status == 200);
  CHECK(house.post(alert, seen).status == 409);
}

TEST_CASE("a command nobody answers ends with its deadline and the id to send again") {
  console::ConsoleOptions options;
  options.command_deadline = 20ms;
  House house(options);
  const auto answer =
      house.post("/api/v1/incidents/I1/commands", R"({"command":"answer","by":"alice","id":"m-1"})");
  CHECK(answer.status == 504);
  CHECK(answer.text("detail").find("\"id\": \"m-1\"") != std::string::npos);
}

TEST_CASE("plans are loaded again, or every problem is named") {
  House house;
  house.with_engine();
  const auto good = house.post("/api/v1/plans/reload", "");
  CHECK(good.status == 200);
  CHECK(good.text("revision") == "abc123def456");
  house.plans_broken = true;
  const auto bad = house.post("/api/v1/plans/reload", "");
  CHECK(bad.status == 422);
  CHECK(bad.json().at("errors").as_array().size() == 2);
}

TEST_CASE("one connection carries many requests") {
  console::ConsoleOptions options;
  options.connections_max = 2;
  House house(options);
  Client first(house.server->port());
  Client second(house.server->port());
  for (int i = 0; i < 3; ++i) {
    CHECK(first.ask("GET", "/healthz", "", {}).status == 200);
    CHECK(second.ask("GET", "/healthz", "", {}).status == 200);
  }
}

TEST_CASE("the server says why it cannot listen") {
  House house;
  console::ConsoleOptions taken;
  taken.port = house.server->port();
  const auto second = console::ConsoleServer::start(house.deps(), taken);
  REQUIRE_FALSE(second.ok());
  CHECK(second.error().find("choose a port that is free") != std::string::npos);
  console::ConsoleOptions nonsense;
  nonsense.address = "somewhere";
  CHECK_FALSE(console::ConsoleServer::start(house.deps(), nonsense).ok());
  auto tokenless = house.deps();
  tokenless.token.clear();
  CHECK_FALSE(console::ConsoleServer::start(std::move(tokenless), {}).ok());
}

TEST_CASE("registry files are taken whole and live, or refused whole with every problem") {
  House house;
  house.with_engine();
  CHECK(house.post("/api/v1/incidents", R"({"by":"alice","person_id":"P2"})").status == 409);
  const std::string header = "person_id,hub_id,name,date_of_birth,phone,address,postcode,lat,lon,area,gp_"
                             "practice,lives_alone,risk_flags,"
                             "plan,access,key_safe,preferred_responders,emergency_wishes,notes\n";
  const std::string good =
      "P2,H2,Ann Example,1940-02-01,,1 High Street,GL1 1AA,51.8,-2.0,cotswold,,,,,,,,,\n";
  const auto refused =
      house.post("/api/v1/registry/people", header + good + "P3,H3,B,,,,,91,-2.0,,,,,,,,,,\n", "text/csv");
  CHECK(refused.status == 422);
  CHECK(refused.json().at("errors").as_array().at(0).at("message").as_string().find("lat") !=
        std::string::npos);
  CHECK_FALSE(house.registry->person(PersonId("P2")).has_value());

  const auto taken = house.post("/api/v1/registry/people", header + good, "text/csv");
  CHECK(taken.status == 200);
  CHECK(taken.json().at("rows") == 1);
  CHECK(house.registry->person(PersonId("P2"))->name == "Ann Example");
  CHECK(house.post("/api/v1/incidents", R"({"by":"alice","person_id":"P2"})").status == 201);

  const std::string of_another =
      "P9,H2,Ben Example,1940-02-01,,1 High Street,GL1 1AA,51.8,-2.0,cotswold,,,,,,,,,\n";
  const auto other = house.post("/api/v1/registry/people", header + of_another, "text/csv");
  CHECK(other.status == 422);
  CHECK(other.body.find("\\\"H2\\\" is the hub of P2") != std::string::npos);
  CHECK_FALSE(house.registry->person(PersonId("P9")).has_value());
}

TEST_CASE("a power cut in many homes is told with the ids of the people") {
  House house;
  house.with_engine();
  const std::string rows =
      "person_id,hub_id,name,date_of_birth,phone,address,postcode,lat,lon,area,gp_practice,lives_alone,"
      "risk_flags,plan,access,key_safe,preferred_responders,emergency_wishes,notes\n"
      "P2,H2,Ann Example,1940-02-01,,1 High Street,GL1 1AA,51.8,-2.0,cotswold,,,,,,,,,\n";
  REQUIRE(house.post("/api/v1/registry/people", rows, "text/csv").status == 200);
  AlarmReceived cut;
  cut.hub = HubId("H2");
  cut.alarm = AlarmId("a1");
  cut.type = AlarmType::mains_fail;
  house.lanes.put(engine::Lane::technical, engine::LocalEvent{cut, {}});
  (void)house.post("/api/v1/incidents/none/commands", R"({"command":"note","note":"x","by":"alice"})");
  const auto items = house.get("/api/v1/incidents").json()["items"].as_array();
  REQUIRE(items.size() == 1);
  const auto story =
      house.get("/api/v1/incidents/" + std::string(items[0].at("id").as_string()) + "/story").body;
  CHECK(story.find("Signal: mains fail from hub H2 of P2.") != std::string::npos);
  CHECK(story.find("Ann Example") == std::string::npos);
}

TEST_CASE("a registry file may be larger than any other body, up to its own limit") {
  console::ConsoleOptions options;
  options.import_bytes_max = 200'000;
  House house(options);
  CHECK(house.post("/api/v1/registry/bases", std::string(150'000, ' '), "text/csv").status == 422);
  CHECK(house.post("/api/v1/registry/bases", std::string(200'001, ' '), "text/csv").status == 413);
}

TEST_CASE("an incident is parked, and joined into another") {
  House house;
  house.with_engine();
  const std::string id = house.fall();
  const std::string commands = "/api/v1/incidents/" + id + "/commands";
  const std::string park = R"({"command":"park","by":"alice","minutes":10,"note":"rings back"})";
  CHECK(house.post(commands, park).text("detail") == "answer it first");
  REQUIRE(house.post(commands, R"({"command":"answer","by":"alice"})").status == 200);
  CHECK(house.post(commands, park).status == 200);
  const auto item = house.get("/api/v1/incidents").json()["items"].as_array().at(0).as_object();
  CHECK(item.at("parked_until") == "2026-06-30T12:10:00.000Z");
  const auto story = house.get("/api/v1/incidents/" + id + "/story").body;
  CHECK(story.find("Parked by alice until 13:10. \"rings back\"") != std::string::npos);

  AlarmReceived stranger;
  stranger.hub = HubId("H9");
  stranger.alarm = AlarmId("a9");
  stranger.type = AlarmType::help;
  house.lanes.put(engine::Lane::people, engine::LocalEvent{stranger, {}});
  (void)house.post("/api/v1/incidents/none/commands", R"({"command":"note","note":"x","by":"alice"})");
  std::string other;
  const auto items = house.get("/api/v1/incidents").json()["items"].as_array();
  for (const auto& open : items) {
    const std::string one(open.at("id").as_string());
    if (one != id) other = one;
  }
  REQUIRE_FALSE(other.empty());
  const auto joined = house.post("/api/v1/incidents/" + other + "/commands",
                                 R"({"command":"join","by":"alice","into":")" + id + "\"}");
  CHECK(joined.status == 200);
  CHECK(house.get("/api/v1/incidents").json()["items"].as_array().size() == 1);
  const auto ended = house.get("/api/v1/incidents/" + other).json();
  CHECK(std::string(ended.at("incident").at("joined_into").as_string()) == id);
}

TEST_CASE("a duty said by telephone, and what became of a call") {
  House house;
  house.with_engine();
  const std::string commands = "/api/v1/responders/R1/commands";
  CHECK(house.post(commands, R"({"command":"duty","duty":"available","by":"alice"})").status == 200);
  CHECK(house.get("/api/v1/responders").json()["items"].as_array().at(0).at("duty") == "available");
  CHECK(house.post(commands, R"({"command":"duty","by":"alice"})").status == 422);
  CHECK(house.post(commands, R"({"command":"duty","duty":"asleep","by":"alice"})").status == 422);
  const auto call = house.post("/api/v1/incidents",
                               R"({"by":"alice","person_id":"P1","first_contact":"resolved_by_advice"})");
  REQUIRE(call.status == 201);
  const auto shown = house.get("/api/v1/incidents/" + call.text("incident")).json();
  CHECK(shown.at("incident").at("first_contact") == "resolved_by_advice");
}
