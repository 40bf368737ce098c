// What follows an incident, over HTTP and with turnoutctl: referrals, disputes, the handover sheet, the list
// for review; and who may.
#include "console_house.hpp"
#include "turnout/store/read_store.hpp"

#include <catch2/catch.hpp>

#include <future>
#include <set>

using namespace turnout;
using namespace turnout::testing;

namespace {

const std::string after_password = "correct horse battery";

/// P1 fell, R1 went, it was closed with a referral.
struct After : House {
  After() {
    with_engine();
    Person person = people().people.front();
    person.risk_flags = {"frailty"};
    PersonDetails details{.id = person.id, .name = "Ada Byron", .date_of_birth = "1940-01-01"};
    REQUIRE(registry->import_people({{person, details}}));
    REQUIRE(post("/api/v1/responders/R1/commands", R"({"command":"duty","duty":"available","by":"alice"})")
                .status == 200);
    id = fall();
    REQUIRE(command(R"({"command":"dispatch","by":"alice"})") == 200);
    const auto offers = shown().at("incident").at("offers").as_array();
    REQUIRE(offers.size() == 1);
    offer = std::string(offers[0].at("id").as_string());
    lanes.put(engine::Lane::response, engine::LocalEvent{ReplyReceived{.responder = ResponderId("R1"),
                                                                       .id = MessageId("m1"),
                                                                       .offer = OfferId(offer),
                                                                       .answer = ReplyAnswer::accept},
                                                         {}});
    REQUIRE(
        command(R"({"command":"close","by":"alice","outcome":"no_injury_helped_up","referrals":["gp"]})") ==
        200);
  }

  unsigned command(const std::string& body) {
    return post("/api/v1/incidents/" + id + "/commands", body).status;
  }
  boost::json::object shown() { return get("/api/v1/incidents/" + id).json(); }
  HttpAnswer follow_up(const std::string& body) {
    return post("/api/v1/incidents/" + id + "/referrals", body);
  }
  HttpAnswer dispute(const std::string& body) { return post("/api/v1/incidents/" + id + "/disputes", body); }

  [[nodiscard]] std::string settled_by(const std::string& by, const std::string& more) const {
    return R"({"by":")" + by + R"(",)" + more + R"("attendance":")" + offer +
           R"(","step":"settled","reason":"halved"})";
  }

  /// Signed in as somebody of that role.
  HttpAnswer as(accounts::Role role, const std::string& target) {
    const std::string name = "a-" + std::string(accounts::name_of(role));
    REQUIRE(users->add({name, "", role, false}, after_password));
    const auto in = Client(server->port())
                        .ask("POST", "/api/v1/session",
                             R"({"user":")" + name + R"(","password":")" + after_password + R"("})",
                             {{"Content-Type", "application/json"}});
    REQUIRE(in.status == 200);
    const auto cookie = in.headers.at("set-cookie");
    return Client(server->port())
        .ask("GET", target, "",
             {{"Cookie", cookie.substr(0, cookie.find(';'))}, {"Sec-Fetch-Site", "same-origin"}});
  }

  std::vector<store::LookedAt> looks() {
    auto store = store::ReadStore::open(path);
    REQUIRE(store);
    return store.value()->looks_at(PersonId("P1")).value();
  }

  std::string id;
  std::string offer;
};

bool says(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a referral of a closed incident is followed up, and its story says so") {
  After house;
  CHECK(
      house.follow_up(R"({"by":"cat","referral":"gp","result":"not_reached","note":"rang twice"})").status ==
      200);
  CHECK(house.follow_up(R"({"by":"cat","referral":"gp","result":"done"})").status == 200);
  const auto story = house.get("/api/v1/incidents/" + house.id + "/story").body;
  CHECK(says(story, "Referral to gp followed up by cat: not reached. \"rang twice\""));
  CHECK(says(story, "Referral to gp followed up by cat: done."));
  CHECK(house.shown().at("incident").as_object().contains("closed_at"));

  const auto other = house.follow_up(R"({"by":"cat","referral":"housing","result":"done"})");
  CHECK(other.status == 409);
  CHECK(says(other.body, "it has gp."));
  CHECK(house.follow_up(R"({"by":"cat","referral":"gp"})").status == 422);
  CHECK(house.follow_up(R"({"by":"system","referral":"gp","result":"done"})").status == 422);
  CHECK(house.follow_up(R"({"by":"cat","referral":"gp","result":"perhaps"})").status == 422);
  CHECK(house.post("/api/v1/incidents/none/referrals", R"({"by":"cat","referral":"gp","result":"done"})")
            .status == 404);
}

TEST_CASE("of two who settle a dispute at one moment, one is told that it stands") {
  After house;
  const std::string opened =
      R"({"by":"bob","attendance":")" + house.offer + R"(","step":"opened","reason":"nobody came"})";
  for (int round = 0; round < 10; ++round) {
    REQUIRE(house.dispute(opened).status == 200);
    const auto settle = [&](const char* by, const char* sum) {
      return std::async(std::launch::async, [&house, by, sum] {
        return house.dispute(house.settled_by(by, std::string(R"("settled_pence":)") + sum + ",")).status;
      });
    };
    auto alice = settle("alice", "1200");
    auto carol = settle("carol", "900");
    const std::set<unsigned> said = {alice.get(), carol.get()};
    CHECK(said == std::set<unsigned>{200, 409});
  }
}

TEST_CASE("an attendance is disputed and settled by a named human who says why") {
  After house;
  const std::string line = R"("by":"bob","attendance":")" + house.offer + "\"";
  const std::string settled = house.settled_by("alice", R"("id":"s1","settled_pence":1200,)");
  const auto early = house.dispute(settled);
  CHECK(early.status == 409);
  CHECK(early.text("detail") ==
        house.offer + " is not disputed: open the dispute first; somebody else settles it.");
  CHECK(house.dispute("{" + line + R"(,"step":"opened","reason":"nobody came"})").status == 200);
  const auto own = house.dispute(house.settled_by("bob", R"("settled_pence":1200,)"));
  CHECK(own.status == 409);
  CHECK(own.text("detail") == "bob disputes " + house.offer + ": somebody else settles it.");
  CHECK(house.dispute(settled).status == 200);
  // Sent again after a lost answer it is the same; another one finds no dispute.
  CHECK(house.dispute(settled).status == 200);
  CHECK(house.dispute(house.settled_by("alice", R"("settled_pence":9900,)")).status == 409);
  CHECK(house.dispute("{" + line + R"(,"step":"opened"})").status == 422);
  CHECK(house.dispute("{" + line + R"(,"step":"settled","settled_pence":-1,"reason":"x"})").status == 422);
  CHECK(house.dispute("{" + line + R"(,"step":"opened","settled_pence":1,"reason":"x"})").status == 409);
  const auto unknown = house.dispute(R"({"by":"bob","attendance":"O9","step":"opened","reason":"x"})");
  CHECK(unknown.status == 409);
  CHECK(says(unknown.body, "lines.csv"));
  auto store = store::ReadStore::open(house.path);
  REQUIRE(store);
  std::vector<Record> said;
  REQUIRE(store.value()->for_each_seldom_record(WallTime::max(), [&](const Record& record) {
    if (std::holds_alternative<DisputeSaid>(record.event)) said.push_back(record);
  }));
  REQUIRE(said.size() == 4);
  const auto& moved = std::get<DisputeMoved>(said[1].decisions.front());
  CHECK(moved.settled_at == Money{1200});
  CHECK(store.value()->text(*moved.reason).value() == "halved");
}

TEST_CASE("a sum is settled within the tariff, and nobody at a desk waits for what takes long") {
  After house;
  REQUIRE(house
              .dispute(R"({"by":"bob","step":"opened","reason":"nobody came","attendance":")" + house.offer +
                       "\"}")
              .status == 200);
  const std::string erase = "/api/v1/people/P1/erase";
  const std::string asked = R"({"by":"alice","why":"asked"})";
  REQUIRE(house.post(erase, asked).status == 200);

  std::promise<void> started;
  std::promise<void> go_on;
  auto with_tariffs = house.deps();
  // It is looked up on the thread that reads for the desks.
  with_tariffs.load_tariffs = [&]() -> Result<billing::TariffBook> {
    started.set_value();
    go_on.get_future().wait_for(std::chrono::seconds(20));
    billing::Tariff tariff{.name = "all", .organisation = "", .from = std::chrono::local_days()};
    tariff.attendance.fill(Money{2000});
    billing::TariffBook book;
    book.tariffs = {tariff};
    return book;
  };
  const auto other = std::move(console::ConsoleServer::start(std::move(with_tariffs), {})).value();
  const auto ask = [&](const std::string& method, const std::string& target, const std::string& body) {
    return Client(other->port())
        .ask(method, target, body,
             {{"Authorization", std::string("Bearer ") + token}, {"Content-Type", "application/json"}});
  };
  auto settling = std::async(std::launch::async, [&] {
    return ask("POST", "/api/v1/incidents/" + house.id + "/disputes",
               house.settled_by("alice", R"("settled_pence":2001,)"));
  });
  started.get_future().wait();
  CHECK(ask("GET", "/api/v1/review?by=ren&as_of=2020-01-01T00:00:00Z", "").status == 200);
  CHECK(ask("POST", erase, asked).status == 200);
  CHECK(settling.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
  go_on.set_value();
  const auto refused = settling.get();
  CHECK(refused.status == 409);
  CHECK(refused.text("detail") == "The tariff gives at most 2000 pence for " + house.offer + '.');
  other->stop();
}

TEST_CASE("the handover sheet is a look, in the journal before it is read") {
  After house;
  const std::string sheet = "/api/v1/incidents/" + house.id + "/handover";
  CHECK(house.get(sheet).status == 403);
  CHECK(house.get(sheet + "?by=system").status == 403);
  CHECK(house.looks().empty());
  const auto page = house.get(sheet + "?by=alice");
  CHECK(page.status == 200);
  CHECK(page.headers.at("content-type") == "text/html; charset=utf-8");
  CHECK(page.headers.at("content-security-policy") ==
        "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
  CHECK(says(page.body, "Ada Byron"));
  REQUIRE(house.looks().size() == 1);
  CHECK(house.looks()[0].view.what == RecordPart::handover);
  CHECK(house.looks()[0].view.by == OperatorId("alice"));
  CHECK(house.looks()[0].view.role == "token");

  const auto fhir = house.get(sheet + "?by=alice&format=fhir");
  CHECK(fhir.headers.at("content-type") == "application/fhir+json");
  CHECK(fhir.text("resourceType") == "Bundle");
  CHECK(house.get(sheet + "?by=alice&format=pdf").status == 400);
  CHECK(house.get("/api/v1/incidents/none/handover?by=alice").status == 404);
  CHECK(house.as(accounts::Role::operator_, sheet).status == 200);
  CHECK(house.looks().size() == 3);
  CHECK(house.as(accounts::Role::care_team, sheet).status == 403);
  CHECK(house.as(accounts::Role::commissioner, sheet).status == 403);
}

TEST_CASE("the care team's list names people to the care team alone, and each of them has it on record") {
  After house;
  house.clock.at = house.clock.at.load() + 1h;
  for (const auto role :
       {accounts::Role::operator_, accounts::Role::supervisor, accounts::Role::administrator,
        accounts::Role::commissioner, accounts::Role::wallboard})
    CHECK(house.as(role, "/api/v1/review").status == 403);
  CHECK(house.get("/api/v1/review").status == 403);
  CHECK(house.looks().empty());
  const auto list = house.as(accounts::Role::care_team, "/api/v1/review");
  REQUIRE(list.status == 200);
  const auto told = list.json();
  const auto& items = told.at("items").as_array();
  REQUIRE(items.size() == 1);
  CHECK(items[0].at("name") == "Ada Byron");
  CHECK(items[0].at("flags").as_array() == boost::json::array{"risk_on_file"});
  CHECK(items[0].at("incidents").as_array().size() == 1);
  CHECK(list.json().at("settings").at("falls") == 2);
  REQUIRE(house.looks().size() == 1);
  CHECK(house.looks()[0].view.what == RecordPart::review);
  CHECK(house.looks()[0].view.why == ViewReason::care_review);
  CHECK(house.looks()[0].view.role == "care_team");

  CHECK(house.get("/api/v1/review?by=ren&falls=1")
            .json()
            .at("items")
            .as_array()[0]
            .at("flags")
            .as_array()
            .size() == 2);
  CHECK(house.get("/api/v1/review?by=ren&as_of=2020-01-01T00:00:00Z").json().at("items").as_array().empty());
  CHECK(house.get("/api/v1/review?by=ren&falls=many").status == 400);
  CHECK(house.looks().size() == 2);
}
