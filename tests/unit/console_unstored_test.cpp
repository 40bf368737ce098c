// While the disk refuses, whoever asks sees what goes on, and that it is not stored.
#include "console_house.hpp"
#include "latest.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::testing;

TEST_CASE("what the disk refuses is listed and told all the same") {
  House house;
  house.with_engine();
  CHECK_FALSE(house.get("/api/v1/incidents").json().contains("not_stored"));
  house.disk->refuses = true;
  const std::string id = house.fall();
  REQUIRE_FALSE(id.empty());
  const std::string commands = "/api/v1/incidents/" + id + "/commands";
  const auto note = house.post(commands, R"({"command":"note","by":"alice","note":"She rang."})");
  CHECK(note.json().at("durable") == false);
  (void)house.post(commands, R"({"command":"dispatch","by":"alice"})");

  CHECK(house.get("/api/v1/incidents").json().at("not_stored") == true);
  const auto shown = house.get("/api/v1/incidents/" + id).json();
  CHECK(shown.at("not_stored") == true);
  CHECK(shown.at("story").as_array().size() == 3);
  const auto story = house.get("/api/v1/incidents/" + id + "/story").body;
  CHECK(story.find("Note by alice: \"She rang.\"") != std::string::npos);
  CHECK(story.find("not stored yet") != std::string::npos);
  const auto alerts = house.get("/api/v1/alerts").json();
  CHECK(alerts.at("not_stored") == true);
  const auto about = [&](const boost::json::value& alert) {
    const auto* incident = alert.as_object().if_contains("incident");
    return incident != nullptr && std::string(incident->as_string()) == id &&
           !alert.at("text").as_string().empty();
  };
  const auto& open = alerts.at("items").as_array();
  CHECK(std::any_of(open.begin(), open.end(), about));
  REQUIRE(house.post("/api/v1/responders/R1/commands", R"({"command":"recall","by":"alice"})").status == 200);
  CHECK(house.get("/api/v1/responders").json().at("items").as_array().at(0).at("duty") == "unavailable");
  CHECK(house.post(commands, R"({"command":"close","by":"alice","outcome":"false_alarm"})").status == 200);
  CHECK(house.get("/api/v1/incidents").json().at("items").as_array().empty());
  CHECK(house.get("/api/v1/incidents?state=closed").json().at("items").as_array().size() == 1);

  // Its next try is due by the clock.
  house.disk->refuses = false;
  house.clock.at = house.clock.at.load() + 1min;
  const auto duty =
      house.post("/api/v1/responders/R1/commands", R"({"command":"duty","duty":"available","by":"alice"})");
  CHECK(duty.json().at("durable") == true);
  const auto stored = house.get("/api/v1/incidents/" + id).json();
  CHECK_FALSE(stored.contains("not_stored"));
  CHECK(stored.at("story").as_array().size() == 4);
}

TEST_CASE("what has been stored meanwhile is told once") {
  TempFolder folder;
  auto journal = store::SqliteJournal::open(folder.file("j.sqlite"));
  REQUIRE(journal);
  REQUIRE(journal.value()->claim());
  const IncidentId id("I1");
  const engine::Batch batch{
      .records = {{{1, 1, WallTime{}}, TimeReached{}, {Noted{id, OperatorId("alice"), TextId("t1")}}}},
      .texts = {},
      .rows = {},
      .done = {}};
  console::Unstored unstored;
  unstored.committed(batch, false);
  REQUIRE(journal.value()->append(batch));
  auto store = store::ReadStore::open(folder.file("j.sqlite"));
  REQUIRE(store);
  console::Latest latest(*store.value(), unstored);
  CHECK(latest.records_of(id).value().size() == 1);
  CHECK(latest.partly_unstored());
  unstored.committed(batch, true);
  CHECK_FALSE(latest.partly_unstored());
  CHECK(latest.records_of(id).value().size() == 1);
}
