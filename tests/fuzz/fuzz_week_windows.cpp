// Any text as weekly windows, asked at every hour of a week.
#include "fuzz.hpp"

#include <turnout/domain/calendar.hpp>

using namespace turnout;
using turnout::fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto parsed = parse_week_windows(fuzz::text_of(data, size));
  if (!parsed) {
    must(!parsed.error().empty(), "a refusal has a reason");
    return 0;
  }
  const WeekWindows& windows = parsed.value();
  bool ever = windows.empty();
  for (const WeekWindow& window : windows) {
    must(window.weekdays != 0 && window.weekdays <= 0x7f, "a window starts on some day");
    must(window.from_min >= 0 && window.from_min < 1440, "a window starts within its day");
    must(window.to_min > 0 && window.to_min <= 1440, "a window ends within a day");
  }
  for (int weekday = 0; weekday < 7; ++weekday) {
    for (int minute = 0; minute < 1440; ++minute)
      ever = covers(windows, {weekday, minute}) || ever;
  }
  must(ever, "windows cover some minute of the week");
  return 0;
}
