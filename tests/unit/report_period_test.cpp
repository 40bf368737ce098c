// Whole months, quarters and years of the local clock, and nothing else.
#include "turnout/report/period.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::report;

namespace {

WallTime at(const char* text) {
  return *parse_rfc3339(text);
}

const ZoneTable london{"Europe/London",
                       {{at("2026-03-29T01:00:00Z"), 1h}, {at("2026-10-25T01:00:00Z"), Duration(0)}}};

} // namespace

TEST_CASE("a period is said as it is named, and its ends are local midnights") {
  const auto october = parse_period("2026-10");
  REQUIRE(october.ok());
  CHECK(october.value().name() == "2026-10");
  CHECK(october.value().words() == "October 2026");
  CHECK(october.value().from(london) == at("2026-09-30T23:00:00Z"));
  CHECK(october.value().to(london) == at("2026-11-01T00:00:00Z"));

  const auto summer = parse_period("2026-Q3");
  REQUIRE(summer.ok());
  CHECK(summer.value().name() == "2026-Q3");
  CHECK(summer.value().words() == "July to September 2026");
  CHECK(summer.value().to(london) == october.value().from(london));
  CHECK(summer.value().inside().size() == 3);

  const auto year = parse_period("2026");
  REQUIRE(year.ok());
  CHECK(year.value().to(london) == at("2027-01-01T00:00:00Z"));
  CHECK(year.value().inside().size() == 16);
  CHECK(year.value().holds(summer.value()));
  CHECK(!summer.value().holds(october.value()));
}

TEST_CASE("what is no whole period is refused with the mend") {
  for (const char* const text : {"", "26-10", "2026-13", "2026-00", "2026-Q5", "2026-Q0", "2026-1",
                                 "2026-10-01", "october", "1066", "2026-+1", "2026Q1"}) {
    INFO(text);
    const auto period = parse_period(text);
    REQUIRE(!period.ok());
    CHECK(period.error().find("2026-Q4") != std::string::npos);
  }
  const auto month = CalendarPeriod::month(2026, 10);
  const auto found = period_between(month.from(london), month.to(london), london);
  REQUIRE(found.ok());
  CHECK(found.value() == month);
  const auto year = CalendarPeriod::year(2026);
  CHECK(period_between(year.from(london), year.to(london), london).ok());
  // The first fortnight, and a month by the wrong clock.
  CHECK(!period_between(month.from(london), month.from(london) + 24h * 15, london).ok());
  const auto utc = period_between(at("2026-10-01T00:00:00Z"), at("2026-11-01T00:00:00Z"), london);
  REQUIRE(!utc.ok());
  CHECK(utc.error().find("choose a whole one") != std::string::npos);
}

TEST_CASE("periods are listed once they are over, of which anything is known") {
  const auto list = finished_periods(at("2026-08-11T00:00:00Z"), at("2026-12-31T23:59:59Z"), london);
  std::vector<std::string> names;
  for (const auto& one : list)
    names.push_back(one.name());
  CHECK(names == std::vector<std::string>{"2026-11", "2026-10", "2026-Q3", "2026-09", "2026-08"});
  const auto later = finished_periods(at("2026-08-11T00:00:00Z"), at("2027-01-01T00:00:00Z"), london);
  REQUIRE(later.size() == 8);
  CHECK(later[0].name() == "2026");
  CHECK(later[1].name() == "2026-Q4");
  CHECK(later[2].name() == "2026-12");
}
