#include "unit/wire_decoding.hpp"

using namespace turnout;
using namespace turnout::test;

namespace {

constexpr std::string_view from_phone = "owntracks/r101/pixel8";

std::string location(const std::string& more) {
  return R"({"_type":"location","_id":"a1b2c3d4","lat":51.8642,"lon":-2.2382)" + more + "}";
}

std::string tst(Duration ago) {
  return R"(,"tst":)" +
         std::to_string(std::chrono::floor<std::chrono::seconds>(noon - ago).time_since_epoch().count());
}

} // namespace

TEST_CASE("an OwnTracks location is a position with the age of its fix") {
  const auto payload =
      location(tst(2min) + R"(,"acc":12.0,"batt":78,"bs":1,"conn":"m","vel":41,"cog":215,"t":"u",
                                             "created_at":1795365123,"SSID":"home","modeId":2)");
  for (const bool retained : {false, true}) {
    const auto got = only<PositionReceived>(decode(from_phone, payload, retained));
    CHECK(got.responder == ResponderId("r101"));
    CHECK(got.place == GeoPoint{518'642'000, -22'382'000});
    CHECK(got.fixed_at == noon - 2min);
    CHECK(got.accuracy_m == 12);
    CHECK(got.battery_pct == 78);
    CHECK(got.device == "pixel8");
    CHECK(got.retained == retained);
  }
}

TEST_CASE("a phone whose clock is ahead has a fix of now") {
  CHECK(only<PositionReceived>(decode(from_phone, location(tst(-1h)))).fixed_at == noon);
  CHECK(only<PositionReceived>(decode(from_phone, location(R"(,"tst":1795365121.0)"))).fixed_at ==
        WallTime(1'795'348'800'000ms));
}

TEST_CASE("a location without the time of its fix has no age and is refused") {
  const auto more = GENERATE("", R"(,"tst":0)", R"(,"tst":-5)", R"(,"tst":"x")", R"(,"tst":1e300)");
  INFO(more);
  CHECK(only<Unusable>(decode(from_phone, location(more))).member == "tst");
}

TEST_CASE("a location without a place is refused") {
  CHECK(only<Unusable>(decode(from_phone, R"({"_type":"location","lat":91,"lon":0,"tst":1795365121})"))
            .member == "lat");
}

TEST_CASE("a phone whose name can't stand in a topic is not asked for a fix") {
  CHECK(only<PositionReceived>(decode("owntracks/r101/my phone", location(tst(0s)))).device.empty());
}

TEST_CASE("the last will of a phone takes its link down, unless it is an old one") {
  CHECK(only<LinkSaid>(decode(from_phone, R"({"_type":"lwt","tst":1795360000})")) ==
        LinkSaid{ResponderId("r101"), LinkState::down});
  CHECK(decode(from_phone, R"({"_type":"lwt"})", true).ignored);
}

TEST_CASE("encrypted payloads are refused with a notice") {
  CHECK(only<Unusable>(decode(from_phone, R"({"_type":"encrypted","data":"x"})")).member == "_type");
}

TEST_CASE("everything else OwnTracks says is ignored") {
  const auto payload = GENERATE(R"({"_type":"transition","event":"enter"})", R"({"_type":"status"})",
                                R"({"_type":"waypoints"})", R"({"_type":7})", "{}", "");
  INFO(payload);
  CHECK(decode(from_phone, payload).ignored);
  CHECK(decode("owntracks/r101/pixel8/event", payload).ignored);
}
