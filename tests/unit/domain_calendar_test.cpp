#include <turnout/domain/calendar.hpp>

#include <catch2/catch.hpp>

using namespace turnout;

namespace {

WeekWindows windows(std::string_view text) {
  auto parsed = parse_week_windows(text);
  INFO(text);
  REQUIRE(parsed.ok());
  return parsed.value();
}

ZoneTable london() {
  return {"Europe/London",
          {{*parse_rfc3339("2026-03-29T01:00:00Z"), 1h}, {*parse_rfc3339("2026-10-25T01:00:00Z"), 0h}}};
}

} // namespace

TEST_CASE("week windows are read as people write them") {
  CHECK(windows("") == WeekWindows{});
  CHECK(windows("24h") == WeekWindows{{0x7f, 0, 1440}});
  CHECK(windows("Mon-Fri 08:00-18:00") == WeekWindows{{0x1f, 480, 1080}});
  CHECK(windows("Sat,Sun 22:00-06:00") == WeekWindows{{0x60, 1320, 360}});
  CHECK(windows(" mon-FRI 08:00-18:00 ; Sat, Sun 24h ") == WeekWindows{{0x1f, 480, 1080}, {0x60, 0, 1440}});
  CHECK(windows("Wed") == WeekWindows{{0x04, 0, 1440}});
  CHECK(windows("Fri-Mon,Wed 10:00-00:00") == WeekWindows{{0x75, 600, 1440}});
  CHECK(windows("09:00-24:00") == WeekWindows{{0x7f, 540, 1440}});
  CHECK(windows("24h;") == WeekWindows{{0x7f, 0, 1440}});
}

TEST_CASE("what is not a week window is refused with the item at fault") {
  const auto refused = GENERATE("Mon-Fri 8-18", "Mon-Fri 08:00", "Funday 08:00-18:00", "Mon- 08:00-18:00",
                                "Mon-Fri 25:00-26:00", "24:00-08:00", "08:60-09:00", ";", "24h;;24h",
                                "Mon,,Tue", "08:00-18:00 Mon", "Mon 08:00 - 18:00");
  const auto parsed = parse_week_windows(refused);
  INFO(refused);
  REQUIRE_FALSE(parsed.ok());
  CHECK(parsed.error().find('\'') != std::string::npos);
}

TEST_CASE("64 windows are taken and one more is refused") {
  std::string text = "24h";
  for (int i = 1; i < 64; ++i)
    text += ";24h";
  CHECK(windows(text).size() == 64);
  CHECK_FALSE(parse_week_windows(text + ";24h").ok());
}

TEST_CASE("a window past midnight belongs to the day on which it starts") {
  const auto night = windows("Sat 22:00-06:00");
  CHECK(covers(night, {5, 1320}));
  CHECK(covers(night, {5, 1439}));
  CHECK(covers(night, {6, 0}));
  CHECK(covers(night, {6, 359}));
  CHECK_FALSE(covers(night, {6, 360}));
  CHECK_FALSE(covers(night, {5, 1319}));
  CHECK_FALSE(covers(night, {5, 0}));
  CHECK_FALSE(covers(night, {6, 1320}));
  CHECK(covers(windows("Sun 22:00-06:00"), {0, 10}));
}

TEST_CASE("a window covers its first minute and not its last") {
  const auto day = windows("Mon-Fri 08:00-18:00");
  CHECK(covers(day, {0, 480}));
  CHECK(covers(day, {4, 1079}));
  CHECK_FALSE(covers(day, {4, 1080}));
  CHECK_FALSE(covers(day, {0, 479}));
  CHECK_FALSE(covers(day, {5, 600}));
  CHECK(covers({}, {5, 600}));
  CHECK(covers(windows("Tue 08:00-08:00"), {2, 479}));
}

TEST_CASE("local time follows the clock changes") {
  const auto moment = [](std::string_view at) { return local_moment(*parse_rfc3339(at), london()); };
  const auto is = [](LocalMoment got, int weekday, int minute) {
    return got.weekday == weekday && got.minute == minute;
  };
  CHECK(is(moment("2026-03-29T00:59:59.999Z"), 6, 59));
  CHECK(is(moment("2026-03-29T01:00:00Z"), 6, 120));
  CHECK(is(moment("2026-10-25T00:59:00Z"), 6, 119));
  CHECK(is(moment("2026-10-25T01:00:00Z"), 6, 60));
  CHECK(is(moment("2026-07-05T23:30:00Z"), 0, 30));
  CHECK(is(local_moment(*parse_rfc3339("1969-12-31T23:59:00Z"), {}), 2, 1439));
}
