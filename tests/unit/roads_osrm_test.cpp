#include "support/table_server.hpp"
#include "turnout/roads/osrm_travel.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace turnout;
using namespace turnout::roads;
using turnout::dispatch::LawOfTravel;
using turnout::testing::TableServer;

namespace {

const GeoPoint sharpness = geo_point(51.7197, -2.4775);
const GeoPoint lydney = geo_point(51.7258, -2.5324);
const GeoPoint dursley = geo_point(51.6881, -2.3597);

/// Time enough for a loaded machine; how long a question takes is not what these tests are about.
RouterLimits patient() {
  return {.budget = 20s, .refill_percent = 100};
}

struct Asked {
  std::shared_ptr<TravelCounts> counts = std::make_shared<TravelCounts>();
  OsrmTravel travel;

  explicit Asked(const std::string& url, const RouterLimits& limits = patient(), const PlanBook& book = {})
      : travel(OsrmClient::make(url, limits).value(), book, std::make_unique<LawOfTravel>(book.travel),
               counts) {}

  bool by_law(GeoPoint from, GeoPoint to) const {
    return travel.journey(from, to).travel == LawOfTravel(TravelSettings{}).journey(from, to).travel;
  }
};

TableServer::Answer ok(std::string body) {
  return {.body = std::move(body)};
}

/// As many rows as sources were asked about, 100 s and 1 km more for each.
TableServer::Answer rising(const std::string& target) {
  const auto sources = target.substr(target.find("sources="));
  const auto rows =
      1 + std::count(sources.begin(), sources.begin() + static_cast<std::ptrdiff_t>(sources.find('&')), ';');
  std::string durations, distances;
  for (std::ptrdiff_t i = 1; i <= rows; ++i) {
    durations += (i == 1 ? "[" : ",[") + std::to_string(i * 100) + ".25]";
    distances += (i == 1 ? "[" : ",[") + std::to_string(i * 1000) + "]";
  }
  return ok(R"({"code":"Ok","durations":[)" + durations + R"(],"distances":[)" + distances + "]}");
}

} // namespace

TEST_CASE("many are asked about in one question, and remembered") {
  TableServer server(rising);
  const Asked by(server.url());
  CHECK(by.travel.asks_together());
  by.travel.expect({lydney, dursley, lydney}, sharpness);
  REQUIRE(server.asked().size() == 1);
  CHECK(server.asked()[0] ==
        "/table/v1/driving/-2.4775000,51.7197000;-2.5324000,51.7258000;-2.3597000,51.6881000"
        "?sources=1;2&destinations=0&annotations=duration,distance");
  CHECK(by.travel.journey(lydney, sharpness).travel == 100'250ms);
  CHECK(by.travel.journey(dursley, sharpness).travel == 200'250ms);
  CHECK(by.travel.journey(dursley, sharpness).distance == Distance(2'000));
  CHECK(server.asked().size() == 1);
  CHECK(by.counts->by_router == 3);
  // Somebody who moved is a new question, over the same line.
  CHECK(by.travel.journey(geo_point(51.69, -2.36), sharpness).travel == 100'250ms);
  CHECK(server.asked().size() == 2);
  CHECK(server.connections() == 1);
}

TEST_CASE("of very many, the nearest are asked about: no more than the server takes in one question") {
  TableServer server(rising);
  const Asked by(server.url());
  std::vector<GeoPoint> places;
  for (int i = 1; i <= 300; ++i)
    places.push_back({sharpness.lat_e7 + i * 10'000, sharpness.lon_e7});
  std::reverse(places.begin(), places.end());
  by.travel.expect(places, sharpness);
  REQUIRE(server.asked().size() == 1);
  const std::string target = server.asked()[0];
  CHECK(std::count(target.begin(), target.begin() + static_cast<std::ptrdiff_t>(target.find('?')), ';') ==
        99);
  CHECK(by.travel.journey(places[299], sharpness).travel == 100'250ms);
  CHECK(by.travel.journey(places[201], sharpness).travel == 9'900'250ms);
  CHECK(server.asked().size() == 1);
}

TEST_CASE("where the router knows no way, the next best answers, and nobody asks again") {
  TableServer server([](const std::string&) {
    return ok(R"({"code":"Ok","durations":[[null],[780.2]],"distances":[[null],[null]]})");
  });
  const Asked by(server.url());
  by.travel.expect({lydney, dursley}, sharpness);
  CHECK(by.by_law(lydney, sharpness));
  CHECK(by.travel.journey(dursley, sharpness).travel == 780'200ms);
  CHECK(by.travel.journey(dursley, sharpness).distance == crow_distance(dursley, sharpness));
  CHECK(server.asked().size() == 1);
  CHECK(by.counts->router_failures == 0);
}

TEST_CASE("a refusal is no failure: the next question is asked") {
  TableServer server([](const std::string& target) {
    return target.find("-2.5324000") != std::string::npos
               ? TableServer::Answer{.status = 400, .body = R"({"code":"NoSegment"})"}
               : rising(target);
  });
  const Asked by(server.url());
  CHECK(by.by_law(lydney, sharpness));
  CHECK(by.travel.journey(dursley, sharpness).travel == 100'250ms);
  CHECK(by.counts->router_failures == 0);
}

TEST_CASE("after an answer that makes no sense the router is left alone") {
  const std::vector<TableServer::Answer> answers = {
      ok("<html>"),
      ok("[]"),
      ok(R"({"code":"Ok"})"),
      ok(R"({"code":"Ok","durations":[]})"),
      ok(R"({"code":"TooBig","durations":[[1]]})"),
      {.status = 500, .body = R"({"code":"Ok","durations":[[1]]})"},
      {.hang_up = true},
      ok(std::string(2'000'000, ' ')),
  };
  for (const auto& answer : answers) {
    INFO(answer.status << " " << answer.body.substr(0, 60));
    TableServer server([&](const std::string&) { return answer; });
    const Asked by(server.url());
    CHECK(by.by_law(lydney, sharpness));
    CHECK(by.by_law(dursley, sharpness));
    CHECK(server.asked().size() == 1);
    CHECK(by.counts->router_failures == 2);
    CHECK(by.counts->by_router == 0);
  }
}

TEST_CASE("numbers that are none are no journeys") {
  for (const char* cell : {"-1", "1e300", "\"5\"", "[5]", "true", "{}"}) {
    INFO(cell);
    TableServer server([&](const std::string&) {
      return ok(R"({"code":"Ok","durations":[[)" + std::string(cell) + R"(]],"distances":[[1]]})");
    });
    const Asked by(server.url());
    CHECK(by.by_law(lydney, sharpness));
  }
}

TEST_CASE("a silent router costs one budget, and then nothing for a while") {
  TableServer server([](const std::string&) { return TableServer::Answer{.silent = true}; });
  const Asked by(server.url(), {.budget = 50ms});
  CHECK(by.by_law(lydney, sharpness));
  CHECK(by.by_law(dursley, sharpness));
  CHECK(server.asked().size() <= 1);
  CHECK(by.counts->router_failures == 2);
}

TEST_CASE("nobody at the address is a failure like any other") {
  std::string url;
  {
    TableServer gone([](const std::string& target) { return rising(target); });
    url = gone.url();
  }
  const Asked by(url);
  CHECK(by.by_law(lydney, sharpness));
  CHECK(by.counts->router_failures == 1);
}

TEST_CASE("a line that the server closed between questions is opened again") {
  TableServer server([](const std::string& target) {
    auto answer = rising(target);
    answer.close_after = true;
    return answer;
  });
  const Asked by(server.url());
  CHECK(by.travel.journey(lydney, sharpness).travel == 100'250ms);
  CHECK(by.travel.journey(dursley, sharpness).travel == 100'250ms);
  CHECK(server.connections() == 2);
  CHECK(by.counts->router_failures == 0);
}

TEST_CASE("while a condition shuts a road, the router is not asked: it does not know of it") {
  TableServer server(rising);
  PlanBook book;
  book.travel.known_conditions.push_back({.name = "flood", .percent = 100, .shut = {sharpness}});
  book.travel.conditions = {"flood"};
  const Asked by(server.url(), patient(), book);
  CHECK_FALSE(by.travel.asks_together());
  by.travel.expect({lydney}, sharpness);
  (void)by.travel.journey(lydney, sharpness);
  CHECK(server.asked().empty());
}
