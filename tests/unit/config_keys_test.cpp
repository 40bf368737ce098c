#include <turnout/config/draw.hpp>
#include <turnout/config/keys.hpp>
#include <turnout/config/plans.hpp>

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::config;

namespace {

struct Wanted {
  double share = 0.5;
  int days = 7;
  bool on = false;
  Duration every = 5min;
  WallTime start{};
  std::string text;
  std::vector<double> hours{1, 2};

  std::vector<Key> keys() {
    return {{"", "text", &text},
            {"", "start", &start},
            {"a", "share", &share, 0, 1},
            {"a", "days", &days, 1, 9},
            {"a", "on", &on},
            {"b", "every", &every, 1, 3600},
            {"b", "hours", &hours, 0, 10, 2}};
  }
};

} // namespace

TEST_CASE("keys of every kind are read, and what a file does not say stays") {
  Wanted wanted;
  REQUIRE(read_keys("text = \"x\"\nstart = \"2026-11-24T00:00:00Z\"\n[a]\nshare = 1\ndays = 9\non = true\n"
                    "[b]\nevery = \"90s\"\nhours = [0, 10]\n",
                    "f.toml", wanted.keys()));
  CHECK(wanted.text == "x");
  CHECK(wanted.start == *parse_rfc3339("2026-11-24T00:00:00Z"));
  CHECK(wanted.share == 1);
  CHECK(wanted.days == 9);
  CHECK(wanted.on);
  CHECK(wanted.every == 90s);
  CHECK(wanted.hours == std::vector<double>{0, 10});
  Wanted untouched;
  REQUIRE(read_keys("", "f.toml", untouched.keys()));
  CHECK(untouched.days == 7);
}

TEST_CASE("each problem is told with file, line, key and mend, all at once") {
  Wanted wanted;
  const auto read = read_keys("start = \"soon\"\n[a]\nshare = 1.5\ndays = 10\nshar = 1\n[b]\nevery = \"2h\"\n"
                              "hours = [1]\n[c]\n",
                              "f.toml", wanted.keys());
  REQUIRE_FALSE(read);
  const std::string& told = read.error();
  CHECK(told.find("f.toml:1: start: is not a time; write one like \"2026-11-24T00:00:00Z\"") !=
        std::string::npos);
  CHECK(told.find("f.toml:3: a.share: 1.5 is out of range; write a number from 0 to 1") != std::string::npos);
  CHECK(told.find("f.toml:4: a.days:") != std::string::npos);
  CHECK(told.find("f.toml:5: a.shar: there is no such key; did you mean \"share\"?") != std::string::npos);
  CHECK(told.find("f.toml:7: b.every:") != std::string::npos);
  CHECK(told.find("f.toml:8: b.hours: has 1 numbers; write 2 of them") != std::string::npos);
  CHECK(told.find("f.toml:9: c: there is no such key") != std::string::npos);
}

TEST_CASE("a file that is not there is said so") {
  Wanted wanted;
  const auto read = load_keys("no/such/file.toml", wanted.keys());
  REQUIRE_FALSE(read);
  CHECK(read.error().find("no/such/file.toml: cannot be read") == 0);
}

TEST_CASE("drawn settings lie within their ranges, and none is drawn for a share of nothing") {
  const auto shipped = load_plans(std::string(TURNOUT_SOURCE_DIR) + "/config/plans.toml");
  REQUIRE(shipped);
  PlanBook same = shipped.value();
  draw_settings(same, 0, [] { return 0.5; });
  CHECK(same == shipped.value());
  for (const double luck : {1e-9, 0.25, 0.999999}) {
    PlanBook drawn = shipped.value();
    draw_settings(drawn, 1, [luck] { return luck; });
    const OfferPolicy& offers = drawn.root.children.front().plan.offers;
    CHECK(offers.open >= 1);
    CHECK(offers.open <= 8);
    CHECK(offers.expire_after >= 10s);
    CHECK(offers.expire_after <= 10min);
    CHECK(drawn.root.plan.answer_within <= drawn.root.plan.answer_latest);
    CHECK(drawn.root.plan.watch.arrive_by <= drawn.root.plan.watch.arrive_latest);
    CHECK(drawn.rules.heartbeats_missed >= 1);
  }
}
