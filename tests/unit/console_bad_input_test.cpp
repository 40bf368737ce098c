// Whatever comes in is answered with a problem that names the mend, and the next caller is served as if
// nothing was.
#include "commands.hpp"
#include "console_house.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::testing;

namespace {

Headers with(Headers headers, const std::string& name, const std::string& value) {
  headers[name] = value;
  return headers;
}

struct Case {
  std::string what;
  std::string method;
  std::string target;
  Headers headers;
  std::string body;
  unsigned status;
  std::string type;
};

const Headers posting = with(bearer, "Content-Type", "application/json");
const std::string commands = "/api/v1/incidents/I1/commands";

const std::vector<Case> cases = {
    {"no token", "GET", "/api/v1/incidents", {}, "", 401, "not-authorised"},
    {"wrong token",
     "GET",
     "/api/v1/incidents",
     {{"Authorization", "Bearer wrong"}},
     "",
     401,
     "not-authorised"},
    {"half a token",
     "GET",
     "/api/v1/incidents",
     {{"Authorization", "Bearer a-token-for"}},
     "",
     401,
     "not-authorised"},
    {"another scheme",
     "GET",
     "/api/v1/incidents",
     {{"Authorization", std::string("Basic ") + token}},
     "",
     401,
     "not-authorised"},
    {"no token on a command",
     "POST",
     commands,
     {{"Content-Type", "application/json"}},
     "{}",
     401,
     "not-authorised"},
    {"unknown route", "GET", "/api/v1/nothing", bearer, "", 404, "no-such-route"},
    {"a route with a tail", "GET", "/healthz/x", {}, "", 404, "no-such-route"},
    {"an empty id", "GET", "/api/v1/incidents//story", bearer, "", 404, "no-such-route"},
    {"wrong verb", "DELETE", "/api/v1/incidents", bearer, "", 405, "wrong-method"},
    {"a verb of nobody", "FETCH", "/healthz", {}, "", 405, "wrong-method"},
    {"wrong media type", "POST", commands, with(bearer, "Content-Type", "text/plain"), "{}", 415,
     "wrong-media-type"},
    {"no media type", "POST", commands, bearer, "{}", 415, "wrong-media-type"},
    {"body too large", "POST", commands, posting, std::string(70'000, ' '), 413, "body-too-large"},
    {"bad percent encoding", "GET", "/api/v1/incidents?state=%zz", bearer, "", 400, "bad-query"},
    {"unknown state", "GET", "/api/v1/incidents?state=ajar", bearer, "", 400, "bad-query"},
    {"limit of nothing", "GET", "/api/v1/incidents?limit=0", bearer, "", 400, "bad-query"},
    {"limit too high", "GET", "/api/v1/incidents?limit=501", bearer, "", 400, "bad-query"},
    {"a cursor of nobody", "GET", "/api/v1/incidents?cursor=x", bearer, "", 400, "bad-query"},
    {"a time that is none", "GET", "/api/v1/incidents?state=all&from=yesterday", bearer, "", 400,
     "bad-query"},
    {"no such incident", "GET", "/api/v1/incidents/I1", bearer, "", 404, "no-such-incident"},
    {"broken JSON", "POST", commands, posting, R"({"command":)", 422, "bad-command"},
    {"no JSON", "POST", commands, posting, "", 422, "bad-command"},
    {"a list", "POST", commands, posting, "[]", 422, "bad-command"},
    {"deep nesting", "POST", commands, posting, std::string(1000, '['), 422, "bad-command"},
    {"bytes that are no UTF-8", "POST", commands, posting,
     "{\"command\":\"note\",\"by\":\"alice\",\"note\":\"\xff\"}", 422, "bad-command"},
    {"nobody named", "POST", commands, posting, R"({"command":"answer"})", 422, "bad-command"},
    {"an empty name", "POST", commands, posting, R"({"command":"answer","by":""})", 422, "bad-command"},
    {"a name that is no human", "POST", commands, posting, R"({"command":"answer","by":"System"})", 422,
     "bad-command"},
    {"an unknown command", "POST", commands, posting, R"({"command":"forget","by":"alice"})", 422,
     "bad-command"},
    {"a command for a responder", "POST", commands, posting, R"({"command":"recall","by":"alice"})", 422,
     "bad-command"},
    {"escalate to nobody", "POST", commands, posting, R"({"command":"escalate","by":"alice"})", 422,
     "bad-command"},
    {"close without outcome", "POST", commands, posting, R"({"command":"close","by":"alice"})", 422,
     "bad-command"},
    {"an unknown outcome", "POST", commands, posting, R"({"command":"close","by":"alice","outcome":"fine"})",
     422, "bad-command"},
    {"an unknown referral", "POST", commands, posting,
     R"({"command":"close","by":"alice","outcome":"other","referrals":["x"]})", 422, "bad-command"},
    {"a note without text", "POST", commands, posting, R"({"command":"note","by":"alice"})", 422,
     "bad-command"},
    {"a note too long", "POST", commands, posting,
     R"({"command":"note","by":"alice","note":")" + std::string(4001, 'a') + "\"}", 422, "bad-command"},
    {"an id that is none", "POST", commands, posting, R"({"command":"answer","by":"alice","id":"a b"})", 422,
     "bad-command"},
    {"an incident that is no id", "POST", "/api/v1/incidents/a%20b/commands", posting,
     R"({"command":"answer","by":"alice"})", 422, "bad-command"},
    {"a call about nobody", "POST", "/api/v1/incidents", posting, R"({"by":"alice"})", 422, "bad-command"},
    {"something else for a responder", "POST", "/api/v1/responders/R1/commands", posting,
     R"({"command":"close","by":"alice"})", 422, "bad-command"},
    {"something else for an alert", "POST", "/api/v1/alerts/L1/commands", posting,
     R"({"command":"close","by":"alice"})", 422, "bad-command"},
};

} // namespace

TEST_CASE("what cannot be used is answered with a problem") {
  House house;
  for (const auto& bad : cases) {
    INFO(bad.what);
    const auto answer = Client(house.server->port()).ask(bad.method, bad.target, bad.body, bad.headers);
    CHECK(answer.status == bad.status);
    CHECK(answer.text("type") == "/problems/" + bad.type);
    CHECK(answer.headers.count("content-type") == 1);
    if (answer.status != 0) CHECK(answer.headers.at("content-type") == "application/problem+json");
    CHECK_FALSE(answer.text("detail").empty());
  }
  CHECK(house.get("/healthz").status == 200);
}

TEST_CASE("what is not HTTP is answered or dropped, and harms nobody") {
  House house;
  const auto raw = [&](const std::string& bytes) {
    Client client(house.server->port());
    client.send_raw(bytes);
    return client.read().status;
  };
  CHECK(raw("\x16\x03\x01\x02 hello\r\n\r\n") == 400);
  CHECK(raw("GET / HTTP/1.1\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n") == 431);
  CHECK(raw("POST " + commands + " HTTP/1.1\r\nContent-Length: -1\r\n\r\n") == 400);
  // A body that grows past its limit without having said so.
  std::string chunked = "POST " + commands + " HTTP/1.1\r\nAuthorization: Bearer " + token +
                        "\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (int i = 0; i < 20; ++i)
    chunked += "1000\r\n" + std::string(0x1000, ' ') + "\r\n";
  CHECK(raw(chunked + "0\r\n\r\n") == 413);
  {
    Client gone(house.server->port());
    gone.send_raw("GET /heal");
  }
  CHECK(house.get("/healthz").status == 200);
}

TEST_CASE("a client that waits to be told to go on is told") {
  House house;
  house.with_engine();
  Client client(house.server->port());
  const std::string body = R"({"command":"recall","by":"alice"})";
  client.send_raw("POST /api/v1/responders/R1/commands HTTP/1.1\r\nAuthorization: Bearer " +
                  std::string(token) +
                  "\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: " +
                  std::to_string(body.size()) + "\r\n\r\n");
  CHECK(client.read().status == 100);
  client.send_raw(body);
  CHECK(client.read().status == 200);
}

TEST_CASE("only a named human gives commands") {
  for (const auto* good : {"alice", "demo.operator-1", "B2", "J:smith"})
    CHECK(accounts::names_a_human(good));
  for (const auto* bad : {"", "system", "SYSTEM", "Operator", "root", "1", "--", "a b", "turnoutd"})
    CHECK_FALSE(accounts::names_a_human(bad));
  CHECK(accounts::names_a_human(std::string(64, 'a')));
  CHECK_FALSE(accounts::names_a_human(std::string(65, 'a')));
}
