// Signing in over HTTP, what each role may reach, and whose pages may ask.
#include "console_house.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::testing;

namespace {

const std::string word = "correct horse battery";

struct Desks : House {
  Desks() {
    with_engine();
    for (const auto role :
         {accounts::Role::operator_, accounts::Role::supervisor, accounts::Role::administrator,
          accounts::Role::commissioner, accounts::Role::wallboard}) {
      const std::string name = "a-" + std::string(accounts::name_of(role));
      REQUIRE(users->add({name, "", role, false}, word));
    }
    Person person = people().people.front();
    PersonDetails details{.id = person.id,
                          .name = "Ada Byron",
                          .date_of_birth = "1940-01-01",
                          .phone = "01632 960001",
                          .address = "1 Mill Lane",
                          .postcode = "GL7 1AB",
                          .key_safe = "code 4711"};
    REQUIRE(registry->import_people({{person, details}}));
    const Responder responder = people().responders.front();
    REQUIRE(registry->import_responders({{responder, {responder.id, "Sam Jones", "07700 900000"}}}));
  }

  HttpAnswer sign_in(const std::string& name, const std::string& password) {
    return Client(server->port())
        .ask("POST", "/api/v1/session", R"({"user":")" + name + R"(","password":")" + password + R"("})",
             {{"Content-Type", "application/json"}});
  }
  Headers signed_in_as(const std::string& role) {
    const auto answer = sign_in("a-" + role, word);
    REQUIRE(answer.status == 200);
    const auto cookie = answer.headers.at("set-cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))},
            {"Sec-Fetch-Site", "same-origin"},
            {"Content-Type", "application/json"},
            {"X-Access-Reason", "telephone_call"}};
  }
  HttpAnswer ask(const std::string& method, const std::string& target, const std::string& body,
                 const Headers& headers) {
    return Client(server->port()).ask(method, target, body, headers);
  }
};

} // namespace

TEST_CASE("signing in, being known, signing out") {
  Desks house;
  const auto answer = house.sign_in("a-operator", word);
  REQUIRE(answer.status == 200);
  CHECK(answer.text("role") == "operator");
  const auto cookie = answer.headers.at("set-cookie");
  for (const char* part : {"__Host-turnout=", "; Secure", "; HttpOnly", "; SameSite=Strict", "; Path=/"})
    CHECK(cookie.find(part) != std::string::npos);

  auto mine = house.signed_in_as("operator");
  CHECK(house.ask("GET", "/api/v1/session", "", mine).text("user") == "a-operator");
  CHECK(house.ask("DELETE", "/api/v1/session", "", mine).status == 204);
  CHECK(house.ask("GET", "/api/v1/session", "", mine).status == 401);
}

TEST_CASE("a wrong password and an unknown name get the same words; then the name is locked") {
  Desks house;
  const auto wrong = house.sign_in("a-operator", "not it");
  const auto unknown = house.sign_in("nobody-here", "not it");
  CHECK(wrong.status == 401);
  CHECK(wrong.body == unknown.body);
  (void)house.sign_in("a-operator", "not it");
  (void)house.sign_in("a-operator", "not it");
  const auto locked = house.sign_in("a-operator", word);
  CHECK(locked.status == 429);
  CHECK(locked.headers.contains("retry-after"));
}

TEST_CASE("another site's page can change nothing") {
  Desks house;
  auto mine = house.signed_in_as("operator");
  const std::string body = R"({"person_id":"P1"})";
  for (const auto& [fetch_site, origin] : {std::pair("cross-site", ""), std::pair("same-site", ""),
                                           std::pair("", "http://evil.example"), std::pair("", "")}) {
    auto theirs = mine;
    theirs.erase("Sec-Fetch-Site");
    if (*fetch_site != '\0') theirs["Sec-Fetch-Site"] = fetch_site;
    if (*origin != '\0') theirs["Origin"] = origin;
    CHECK(house.ask("POST", "/api/v1/incidents", body, theirs).status == 403);
  }
  auto ours = mine;
  ours.erase("Sec-Fetch-Site");
  ours["Origin"] = "https://test";
  CHECK(house.ask("POST", "/api/v1/incidents", body, ours).status == 201);
}

TEST_CASE("whoever is signed in gives the command, whatever the body says") {
  Desks house;
  const std::string id = house.fall();
  const auto mine = house.signed_in_as("operator");
  REQUIRE(house
              .ask("POST", "/api/v1/incidents/" + id + "/commands", R"({"command":"answer","by":"mallory"})",
                   mine)
              .status == 200);
  CHECK(house.get("/api/v1/incidents/" + id).text("answered_by") == "a-operator");
}

TEST_CASE("nobody but those who work on cases reaches a name, by any route") {
  Desks house;
  const std::string id = house.fall();
  const auto document = house.get("/api/v1/openapi.json").json();
  for (const char* role : {"commissioner", "wallboard", "administrator"}) {
    const auto mine = house.signed_in_as(role);
    for (const auto& [path, operations] : document.at("paths").as_object()) {
      if (!operations.as_object().contains("get") || path == "/api/v1/openapi.json") continue;
      std::string target(path);
      if (const auto at = target.find("{id}"); at != std::string::npos)
        target.replace(at, 4, target.find("people") != std::string::npos ? "P1" : id);
      INFO(role << " " << target);
      const auto answer = house.ask("GET", target + "?query=ada&person=P1&state=all", "", mine);
      const auto plain = house.ask("GET", target, "", mine);
      for (const char* secret : {"Ada", "Byron", "960001", "Mill Lane", "GL7", "4711"}) {
        CHECK(answer.body.find(secret) == std::string::npos);
        CHECK(plain.body.find(secret) == std::string::npos);
      }
      if (std::string(role) == "commissioner" && operations.at("get").as_object().contains("x-roles") &&
          path != "/api/v1/session" && path != "/api/v1/live" && path.find("/reports") == path.npos)
        CHECK(plain.status == 403);
    }
  }
}

TEST_CASE("a look at a record is on the audit trail before it is seen") {
  Desks house;
  const std::string id = house.fall();
  const auto mine = house.signed_in_as("operator");
  const auto supervisor = house.signed_in_as("supervisor");
  const auto looks = [&] {
    return house.ask("GET", "/api/v1/audit?person=P1", "", supervisor).json().at("items").as_array();
  };
  CHECK(looks().empty());
  CHECK(house.ask("GET", "/api/v1/incidents/" + id, "", mine).json().at("person").at("name") == "Ada Byron");
  CHECK(house.ask("GET", "/api/v1/incidents/" + id, "", mine).body.find("4711") == std::string::npos);
  REQUIRE(looks().size() == 1);
  CHECK(looks()[0].at("why") == "incident");
  CHECK(house.ask("GET", "/api/v1/incidents/" + id + "/key-safe", "", mine).text("key_safe") == "code 4711");
  REQUIRE(looks().size() == 2);
  CHECK(looks()[1].at("what") == "key_safe");
  CHECK(looks()[1].at("by") == "a-operator");

  const auto found = house.ask("GET", "/api/v1/people?query=mill+byron", "", mine).json();
  REQUIRE(found.at("items").as_array().size() == 1);
  CHECK(found.at("items").as_array()[0].at("open_incident") == boost::json::value(id));
  CHECK(house.ask("GET", "/api/v1/people?query=mill+nobody", "", mine).json().at("items").as_array().empty());
  CHECK(looks().size() == 3);

  auto silent = mine;
  silent.erase("X-Access-Reason");
  CHECK(house.ask("GET", "/api/v1/people/P1", "", silent).status == 400);
  CHECK(house.ask("GET", "/api/v1/people/P1", "", mine).text("phone") == "01632 960001");
  CHECK(looks().size() == 4);
  CHECK(house.ask("GET", "/api/v1/audit?person=P1", "", mine).status == 403);
}

TEST_CASE("an incident is no pretext to look at somebody else") {
  Desks house;
  const std::string id = house.fall();
  auto mine = house.signed_in_as("operator");
  mine.erase("X-Access-Reason");
  const auto person = [&](const std::string& who, const std::string& incident) {
    return house.ask("GET", "/api/v1/people/" + who + "?incident=" + incident, "", mine);
  };
  REQUIRE(house
              .ask("PUT", "/api/v1/people/P2",
                   R"({"name":"Grace Hopper","hub_id":"H2","lat":51.8,"lon":-2,"area":"cotswold"})", mine)
              .status == 200);
  CHECK(person("P1", id).text("name") == "Ada Byron");
  const auto refused = person("P2", id);
  CHECK(refused.status == 403);
  CHECK(refused.text("type") == "/problems/not-this-incident");
  CHECK(refused.body.find("Grace") == std::string::npos);
  CHECK(person("P1", "I9").status == 404);
  const auto search = [&](const std::string& incident) {
    return house.ask("GET", "/api/v1/people?query=grace&incident=" + incident, "", mine);
  };
  CHECK(search(id).status == 403);
  // Who a stranger is may be found out, as part of the incident.
  const auto stranger =
      house.ask("POST", "/api/v1/incidents", R"({"place":"the bus stop","type":"fall"})", mine)
          .text("incident");
  REQUIRE_FALSE(stranger.empty());
  CHECK(search(stranger).json().at("items").as_array().size() == 1);
  CHECK(person("P2", stranger).status == 403);
  const auto looks =
      house.ask("GET", "/api/v1/audit?person=P2", "", house.signed_in_as("supervisor")).json().at("items");
  REQUIRE(looks.as_array().size() == 1);
  CHECK(looks.at(0).at("incident") == boost::json::value(stranger));
}

TEST_CASE("somebody is enrolled and edited by hand") {
  Desks house;
  const auto mine = house.signed_in_as("operator");
  const auto faults =
      house.ask("PUT", "/api/v1/people/P2", R"({"name":"","hub_id":"H1","lat":"99","lon":"0"})", mine);
  CHECK(faults.status == 422);
  CHECK_FALSE(faults.json().at("errors").as_array().empty());
  const std::string form =
      R"({"name":"Grace Hopper","hub_id":"H2","lat":51.8,"lon":-2.0,"area":"cotswold","lives_alone":true,"key_safe":"code 8899"})";
  const auto enrolled = house.ask("PUT", "/api/v1/people/P2", form, mine);
  INFO(enrolled.body);
  REQUIRE(enrolled.status == 200);
  CHECK(house.ask("GET", "/api/v1/people/P2", "", mine).json().at("has_key_safe") == true);
  const std::string edit =
      R"({"name":"Grace B Hopper","hub_id":"H2","lat":51.8,"lon":-2.0,"area":"cotswold","preferred_responders":"R1"})";
  REQUIRE(house.ask("PUT", "/api/v1/people/P2", edit, mine).status == 200);
  const auto now = house.ask("GET", "/api/v1/people/P2", "", mine);
  CHECK(now.text("name") == "Grace B Hopper");
  CHECK(now.json().at("has_key_safe") == true);
  // A form that is filled in from what is shown, and sent again, must lose nobody.
  CHECK(now.json().at("preferred_responders").at(0).at("id") == "R1");
  CHECK(house.registry->person(PersonId("P2"))->key_safe == "code 8899");
}

TEST_CASE("a desk is handed over") {
  Desks house;
  const std::string id = house.fall();
  const auto mine = house.signed_in_as("operator");
  CHECK(house.ask("GET", "/api/v1/handovers/latest", "", mine).status == 404);
  REQUIRE(house
              .ask("POST", "/api/v1/handovers",
                   R"({"to":"bob","items":[{"incident":")" + id + R"(","note":"ring the son"}]})", mine)
              .status == 201);
  const auto last = house.ask("GET", "/api/v1/handovers/latest", "", mine).json();
  CHECK(last.at("from") == "a-operator");
  CHECK(last.at("items").as_array()[0].at("note") == "ring the son");
}
