#include <turnout/base/time.hpp>

#include <catch2/catch.hpp>

using namespace turnout;

namespace {

WallTime at(std::int64_t millis) {
  return WallTime(Duration(millis));
}

} // namespace

TEST_CASE("times are written in UTC with milliseconds and Z") {
  CHECK(format_rfc3339(at(0)) == "1970-01-01T00:00:00.000Z");
  CHECK(format_rfc3339(at(1'795'369'728'123)) == "2026-11-22T17:48:48.123Z");
  CHECK(format_rfc3339(at(-1)) == "1969-12-31T23:59:59.999Z");
  CHECK(format_rfc3339(at(951'782'400'000)) == "2000-02-29T00:00:00.000Z");
}

TEST_CASE("times are read with any offset and any number of fraction digits") {
  const auto expected = at(1'795'369'728'123);
  CHECK(parse_rfc3339("2026-11-22T17:48:48.123Z") == expected);
  CHECK(parse_rfc3339("2026-11-22t17:48:48.123456789z") == expected);
  CHECK(parse_rfc3339("2026-11-22 18:48:48.123+01:00") == expected);
  CHECK(parse_rfc3339("2026-11-22T12:18:48.123-05:30") == expected);
  CHECK(parse_rfc3339("2026-11-22T17:48:48Z") == expected - 123ms);
  CHECK(parse_rfc3339("2026-11-22T17:48:48.1Z") == expected - 23ms);
  CHECK(parse_rfc3339("2016-12-31T23:59:60Z") == parse_rfc3339("2017-01-01T00:00:00Z"));
}

TEST_CASE("what is not a time is refused") {
  const auto refused = GENERATE("", "2026", "2026-11-22", "2026-11-22T17:48:48", "2026-11-22T17:48:48.Z",
                                "2026-13-22T17:48:48Z", "2026-02-29T17:48:48Z", "2026-11-22T24:00:00Z",
                                "2026-11-22T17:60:48Z", "2026-11-22T17:48:61Z", "2026-11-22T17:48:48+25:00",
                                "2026-11-22T17:48:48+0100", "2026-11-22T17:48:48Z ", " 2026-11-22T17:48:48Z",
                                "+026-11-22T17:48:48Z", "1795369728", "2026-1-22T17:48:48Z");
  INFO(refused);
  CHECK_FALSE(parse_rfc3339(refused));
}

TEST_CASE("what was written can be read again, at either end of the years") {
  CHECK_FALSE(parse_rfc3339("0000-01-01T00:00:00+01:00"));
  CHECK_FALSE(parse_rfc3339("9999-12-31T23:59:59-01:00"));
  CHECK(parse_rfc3339("0000-01-01T00:00:00Z"));
  CHECK(parse_rfc3339("9999-12-31T23:59:59.999Z"));
  for (const auto far : {WallTime::min(), WallTime::max()})
    CHECK(parse_rfc3339(format_rfc3339(far)));
  for (std::int64_t millis = -62'000'000'000'123; millis < 250'000'000'000'000; millis += 7'777'777'777'777)
    CHECK(parse_rfc3339(format_rfc3339(at(millis))) == at(millis));
}

TEST_CASE("spans are read as people write them") {
  CHECK(parse_duration("45s") == 45s);
  CHECK(parse_duration("8m") == 8min);
  CHECK(parse_duration("2h") == 2h);
  CHECK(parse_duration("250ms") == 250ms);
  CHECK(parse_duration("1m30s") == 90s);
  CHECK(parse_duration("7d") == 168h);
  CHECK(parse_duration("0s") == 0s);
  const auto refused = GENERATE("", "45", "s", "-1s", "1.5s", "45 s", "1x", "99999999999s", "s45", "+1s");
  INFO(refused);
  CHECK_FALSE(parse_duration(refused));
}

TEST_CASE("a span of spans cannot overflow") {
  std::string text;
  for (int i = 0; i < 500; ++i)
    text += "1000000000d";
  CHECK_FALSE(parse_duration(text));
}

TEST_CASE("spans are written as they are read") {
  CHECK(format_duration(0s) == "0s");
  CHECK(format_duration(90s) == "1m30s");
  CHECK(format_duration(2h + 250ms) == "2h250ms");
  CHECK(format_duration(-45s) == "-45s");
  for (const auto span : {1ms, 999ms, 60'000ms, 86'399'999ms, 172'800'001ms})
    CHECK(parse_duration(format_duration(span)) == span);
}

TEST_CASE("minutes are spoken rounded up") {
  CHECK(spoken_minutes(0s) == "under 1 min");
  CHECK(spoken_minutes(59s) == "under 1 min");
  CHECK(spoken_minutes(60s) == "1 min");
  CHECK(spoken_minutes(61s) == "2 min");
  CHECK(spoken_minutes(9min) == "9 min");
}
