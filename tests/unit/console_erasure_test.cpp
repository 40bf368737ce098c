// Somebody is erased, or handed everything that is held on them, through the running console.
#include "console_house.hpp"
#include "turnout/custody/person.hpp"
#include "turnout/store/verify.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::testing;

namespace {

void enrol(House& house) {
  Person row = House::people().people[0];
  PersonDetails details;
  details.id = row.id;
  details.name = "Erasmus Planted";
  REQUIRE(house.registry->import_people({{row, details}}));
}

std::vector<TextId> texts_of(const House& house, const char* person) {
  const auto store = store::ReadStore::open(house.path);
  REQUIRE(store);
  const auto texts = custody::texts_about(*store.value(), PersonId(person));
  REQUIRE(texts);
  return texts.value();
}

} // namespace

TEST_CASE("somebody is erased once they have no open incident, by a name and for a reason") {
  House house;
  house.with_engine();
  enrol(house);
  const std::string id = house.fall();
  const std::string commands = "/api/v1/incidents/" + id + "/commands";
  const std::string erase = "/api/v1/people/P1/erase";
  const std::string asked = R"({"by":"alice","why":"asked"})";
  REQUIRE(house.post(commands, R"({"command":"note","note":"PLANTED words","by":"alice"})").status == 200);
  CHECK(texts_of(house, "P1").size() == 1);

  const auto open = house.post(erase, asked);
  CHECK(open.status == 409);
  CHECK(open.text("detail") == "P1 is in the open incident " + id + ": close it first");
  CHECK(house.registry->person(PersonId("P1")));
  REQUIRE(house.post(commands, R"({"command":"close","outcome":"false_alarm","by":"alice"})").status == 200);

  CHECK(house.post(erase, R"({"why":"asked"})").status == 422);
  CHECK(house.post(erase, R"({"by":"system","why":"asked"})").status == 422);
  CHECK(house.post(erase, R"({"by":"alice","why":"a whim"})").status == 422);
  CHECK(house.post(erase, "nonsense").status == 422);
  const auto done = house.post(erase, asked);
  CHECK(done.status == 200);
  CHECK(done.json().at("texts").to_number<int>() == 1);
  CHECK(done.json().at("overwritten").as_bool());
  CHECK_FALSE(house.registry->person(PersonId("P1")));
  CHECK(texts_of(house, "P1").empty());
  const auto report = store::verify(house.path).value();
  CHECK_FALSE(report.misfit);
  CHECK(report.erased == 1);

  // Given again it empties the log, which somebody who was reading may have held; nobody is erased twice.
  const auto again = house.post(erase, asked);
  CHECK(again.status == 200);
  CHECK(again.json().at("texts").to_number<int>() == 0);
  CHECK(again.json().at("overwritten").as_bool());
  CHECK(again.text("id") == done.text("id"));
  const auto unknown = house.post("/api/v1/people/P9/erase", asked);
  CHECK(unknown.status == 409);
  CHECK(unknown.text("detail") == "P9 is not in the register, and nothing is written about them");
  // Their hub is nobody's now, and its next alarm is one that somebody must look into.
  CHECK(house.post("/api/v1/incidents", R"({"person_id":"P1","type":"fall","by":"alice"})").status == 409);
}

TEST_CASE("what is handed to somebody about themselves is on the trail first") {
  House house;
  house.with_engine();
  enrol(house);
  CHECK(house.post("/api/v1/people/P1/looks", "{}").status == 422);
  REQUIRE(house.post("/api/v1/people/P1/looks", R"({"by":"alice","reason":"letter of 3 May"})").status ==
          200);
  const auto store = store::ReadStore::open(house.path);
  REQUIRE(store);
  const auto looks = store.value()->looks_at(PersonId("P1"));
  REQUIRE(looks);
  REQUIRE(looks.value().size() == 1);
  CHECK(looks.value()[0].view.what == RecordPart::everything);
  CHECK(looks.value()[0].view.why == ViewReason::subject_access);
  CHECK(looks.value()[0].view.by.str() == "alice");
  CHECK(looks.value()[0].reason == "letter of 3 May");
  // Salted: the words cannot be found by trying.
  CHECK(looks.value()[0].view.reason != text_id("", "letter of 3 May"));
}

TEST_CASE("retention erases the texts that are named to it and counts them in the journal") {
  House house;
  house.with_engine();
  const std::string id = house.fall();
  REQUIRE(house
              .post("/api/v1/incidents/" + id + "/commands",
                    R"({"command":"note","note":"PLANTED words","by":"alice"})")
              .status == 200);
  const auto texts = texts_of(house, "P1");
  REQUIRE(texts.size() == 1);
  CHECK(house.post("/api/v1/retention", R"({"texts":["x"]})").status == 422);
  CHECK(house.post("/api/v1/retention", R"({"texts":[],"counts":[{"class":"notes"}]})").status == 422);
  const auto done = house.post("/api/v1/retention", R"({"texts":[")" + texts[0].str() +
                                                        R"("],"counts":[{"class":"notes","count":1}]})");
  CHECK(done.status == 200);
  CHECK(texts_of(house, "P1").empty());
  const auto store = store::ReadStore::open(house.path);
  REQUIRE(store);
  std::vector<RetentionApplied> applied;
  REQUIRE(store.value()->for_each_record({.kinds = {"RetentionApplied"}}, [&](const Record& record) {
    applied.push_back(std::get<RetentionApplied>(record.event));
    return true;
  }));
  REQUIRE(applied.size() == 1);
  CHECK(applied[0].counts == std::vector<RetentionCount>{{"notes", 1}});
  CHECK_FALSE(store::verify(house.path).value().misfit);
}
