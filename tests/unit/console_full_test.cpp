// Who holds connections without the token keeps nobody out; who holds them with it leaves health to be asked.
#include "console_house.hpp"

#include <catch2/catch.hpp>

#include <deque>

using namespace turnout;
using namespace turnout::testing;

namespace {

constexpr std::size_t places = 4;

} // namespace

TEST_CASE("idle connections without the token make room for an operator") {
  House house({.connections_max = places});
  std::deque<Client> idle;
  for (std::size_t i = 0; i < places * 2; ++i) {
    idle.emplace_back(house.server->port());
    // Half of them have asked something that needs no token.
    if (i % 2 == 0) CHECK(idle.back().ask("GET", "/healthz", "", {}).status == 200);
  }
  CHECK(house.get("/api/v1/alerts").status == 200);
  CHECK(house.get("/healthz").status == 200);
}

TEST_CASE("connections with the token are never dropped; health answers where all places are theirs") {
  House house({.connections_max = places});
  std::deque<Client> operators;
  for (std::size_t i = 0; i < places; ++i) {
    operators.emplace_back(house.server->port());
    REQUIRE(operators.back().ask("GET", "/api/v1/alerts", "", bearer).status == 200);
  }
  CHECK(Client(house.server->port()).ask("GET", "/healthz", "", {}).status == 200);
  CHECK(Client(house.server->port()).ask("GET", "/readyz", "", {}).status == 200);
  const auto full = house.get("/api/v1/alerts");
  CHECK(full.status == 503);
  CHECK(full.text("detail").find("127.0.0.1:" + std::to_string(house.server->port())) != std::string::npos);
  for (auto& one : operators)
    CHECK(one.ask("GET", "/api/v1/alerts", "", bearer).status == 200);
}
