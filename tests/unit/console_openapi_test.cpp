// docs/openapi.json says what the server does, no more and no less.
#include "api.hpp"
#include "console_house.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace turnout;
using namespace turnout::testing;
namespace json = boost::json;

namespace {

std::set<std::string> documented(const json::object& document) {
  std::set<std::string> routes;
  for (const auto& [path, operations] : document.at("paths").as_object()) {
    for (const auto& [method, operation] : operations.as_object()) {
      std::string verb(method);
      for (auto& c : verb)
        c = static_cast<char>(c - 'a' + 'A');
      routes.insert(verb + " " + std::string(path));
    }
  }
  return routes;
}

/// Every member a schema requires is there, and none that it does not know.
void check_members(const json::object& document, const char* schema, const json::object& value) {
  const auto& described = document.at("components").at("schemas").at(schema).as_object();
  for (const auto& name : described.at("required").as_array()) {
    INFO(schema << "." << name);
    CHECK(value.contains(name.as_string()));
  }
  for (const auto& [name, member] : value) {
    INFO(schema << "." << name);
    CHECK(described.at("properties").as_object().contains(name));
  }
}

std::set<std::string> roles_said(const json::object& operation) {
  std::set<std::string> roles;
  for (const auto& role : operation.at("x-roles").as_array())
    roles.insert(std::string(role.as_string()));
  return roles;
}

std::set<std::string> roles_ruled(const console::Route& route) {
  using accounts::Role;
  std::set<std::string> roles;
  for (const auto role : {Role::operator_, Role::supervisor, Role::administrator, Role::commissioner,
                          Role::wallboard, Role::care_team}) {
    if (console::roles_of(route.method, route.path).has(role))
      roles.insert(std::string(accounts::name_of(role)));
  }
  return roles;
}

} // namespace

TEST_CASE("every route is in the document, every path of the document is a route") {
  House house;
  const auto document = house.get("/api/v1/openapi.json").json();
  REQUIRE(document.contains("openapi"));

  boost::asio::io_context io;
  console::Desk desk(io, house.lanes, 5s);
  const auto deps = house.deps();
  console::Live live(io, deps, 1);
  const console::Unstored unstored;
  console::Api api(deps, {}, desk, live, unstored);
  std::set<std::string> routes;
  for (const auto& route : api.router().routes()) {
    routes.insert(route.method + " " + route.path);
    std::string verb = route.method;
    for (auto& c : verb)
      c = static_cast<char>(c - 'A' + 'a');
    const auto& operation = document.at("paths").at(route.path).at(verb).as_object();
    if (route.access == console::Access::bearer) CHECK(roles_said(operation) == roles_ruled(route));
    INFO(route.path);
    CHECK((route.access == console::Access::anybody) == operation.contains("security"));
    if (const auto* body = operation.if_contains("requestBody")) {
      CHECK(body->at("content").as_object().contains(route.body_type));
    }
  }
  CHECK(routes == documented(document));
  api.stop();
  desk.stop();
}

TEST_CASE("the running server serves what is documented") {
  House house;
  const auto document = house.get("/api/v1/openapi.json").json();
  for (const auto& [path, operations] : document.at("paths").as_object()) {
    std::string target(path);
    if (const auto at = target.find("{id}"); at != std::string::npos) target.replace(at, 4, "I1");
    std::string allowed;
    for (const auto& [method, operation] : operations.as_object())
      allowed += (allowed.empty() ? "" : ", ") + std::string(method);
    for (auto& c : allowed)
      c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    INFO(target);
    const auto answer = Client(house.server->port()).ask("PATCH", target, "", {});
    CHECK(answer.status == 405);
    CHECK(answer.headers.at("allow") == allowed);
  }
}

TEST_CASE("answers have the members the document names") {
  House house;
  house.with_engine();
  const auto document = house.get("/api/v1/openapi.json").json();
  const std::string id = house.fall();
  const auto done =
      house.post("/api/v1/incidents/" + id + "/commands", R"({"command":"dispatch","by":"alice"})");
  check_members(document, "Done", done.json());
  check_members(document, "Readiness", house.get("/readyz").json());
  check_members(document, "Problem", house.get("/nowhere").json());
  check_members(document, "IncidentItem",
                house.get("/api/v1/incidents").json().at("items").as_array().at(0).as_object());
  REQUIRE(house.post("/api/v1/responders/R1/commands", R"({"command":"recall","by":"alice"})").status == 200);
  const auto responders = house.get("/api/v1/responders").json();
  REQUIRE_FALSE(responders.at("items").as_array().empty());
  check_members(document, "ResponderItem", responders.at("items").as_array()[0].as_object());
}
