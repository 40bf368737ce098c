// The views of the live stream: whole, exact, and honest about what they have forgotten.
#include "live_rows.hpp"
#include "live_views.hpp"

#include <catch2/catch.hpp>

#include <set>

using namespace turnout;
using namespace turnout::console;

namespace {

RowChange row(const std::string& id, int value) {
  return {View::incidents, id,
          std::make_shared<const std::string>(R"({"id":")" + id + R"(","v":)" + std::to_string(value) + "}")};
}
RowChange gone(const std::string& id) {
  return {View::incidents, id, nullptr};
}

/// A page that applies what it is sent, and notices a broken chain.
struct Page {
  std::map<std::string, std::string> rows;
  std::uint64_t held = 0;
  void apply(const std::string& text) {
    const auto frame = boost::json::parse(text).as_object();
    if (frame.at("t") == "snap")
      rows.clear();
    else
      REQUIRE(frame.at("from").to_number<std::uint64_t>() == held);
    held = frame.at("seq").to_number<std::uint64_t>();
    for (const auto& one : frame.at("rows").as_array())
      rows[std::string(one.at("id").as_string())] = boost::json::serialize(one);
    if (const auto* over = frame.if_contains("gone")) {
      for (const auto& id : over->as_array())
        rows.erase(std::string(id.as_string()));
    }
  }
};

} // namespace

TEST_CASE("a page that takes deltas now and then holds what a fresh one holds") {
  LiveViews views("e");
  Page slow;
  slow.apply(views.snapshot(View::incidents));
  std::uint64_t draw = 1;
  for (int i = 0; i < 2000; ++i) {
    draw = draw * 6364136223846793005ULL + 1442695040888963407ULL;
    const std::string id = "I" + std::to_string((draw >> 33) % 40);
    views.take({(draw >> 40) % 4 == 0 ? gone(id) : row(id, i)});
    if ((draw >> 50) % 7 == 0) slow.apply(views.delta(View::incidents, slow.held));
  }
  slow.apply(views.delta(View::incidents, slow.held));
  Page fresh;
  fresh.apply(views.snapshot(View::incidents));
  CHECK(slow.rows == fresh.rows);
  CHECK_FALSE(fresh.rows.empty());
  CHECK_FALSE(views.changed_since(View::incidents, slow.held));
}

TEST_CASE("a row that changed often is sent once") {
  LiveViews views("e");
  for (int i = 0; i < 100; ++i)
    views.take({row("I1", i)});
  const auto delta = boost::json::parse(views.delta(View::incidents, 0)).as_object();
  REQUIRE(delta.at("rows").as_array().size() == 1);
  CHECK(delta.at("rows").as_array()[0].at("v") == 99);
}

TEST_CASE("what is gone is remembered so long, then a delta is refused") {
  LiveViews views("e", 2);
  views.take({row("I1", 0), row("I2", 0), row("I3", 0)});
  const auto before = views.sequence();
  views.take({gone("I1"), gone("I2")});
  CHECK(views.remembers(View::incidents, before));
  views.take({gone("I3")});
  CHECK_FALSE(views.remembers(View::incidents, before));
  CHECK(views.remembers(View::incidents, views.sequence()));
  CHECK_FALSE(views.remembers(View::incidents, views.sequence() + 1));
}

TEST_CASE("the rows of an incident") {
  Incident incident;
  incident.id = IncidentId("I1");
  incident.cls = AlarmClass::life_person;
  incident.type = AlarmType::fall;
  incident.first_signal_at = *parse_rfc3339("2026-06-30T12:00:00Z");
  incident.timers = {{TimerKind::rung, "care", incident.first_signal_at + 8min}};
  Plan plan;
  plan.ladder = {{.name = "care", .action = Action::request, .service = Service::rapid_home_care}};
  PersonDetails person{.id = PersonId("P1"), .name = "Ada Byron", .postcode = "GL7 1AB"};
  const IncidentAround around{.plan = &plan, .person = &person, .now = incident.first_signal_at + 30s};
  const auto waiting = incident_row(incident, around);
  CHECK(waiting.at("locality") == "GL7");
  CHECK(waiting.at("person_name") == "Ada Byron");
  CHECK(waiting.at("next").at("what") == "rapid home care is asked");
  CHECK(waiting.at("due_at") == "2026-06-30T12:01:00.000Z");
  CHECK(waiting.at("clocks").at("long_lie_at") == "2026-06-30T13:00:00.000Z");

  SECTION("whoever waits comes before whoever is answered, and a graver class before both") {
    auto answered = incident;
    answered.answered_at = incident.first_signal_at + 20s;
    auto fire = answered;
    fire.cls = AlarmClass::life_fire;
    CHECK(waiting.at("urgency").as_int64() < incident_row(answered, around).at("urgency").as_int64());
    CHECK(incident_row(fire, around).at("urgency").as_int64() < waiting.at("urgency").as_int64());
  }
  SECTION("without a person there is no name") {
    CHECK_FALSE(incident_row(incident, {.now = around.now}).contains("person_name"));
  }
}

TEST_CASE("a birthday counts on its day") {
  CHECK(age_on("1940-06-30", *parse_rfc3339("2026-06-29T23:00:00Z")) == 85);
  CHECK(age_on("1940-06-30", *parse_rfc3339("2026-06-30T00:00:00Z")) == 86);
  CHECK_FALSE(age_on("unknown", *parse_rfc3339("2026-06-30T00:00:00Z")));
}
