// Local time as data: weekly windows for shifts and plans, and a zone's offsets read once from the time zone
// database. Pure values and functions, any thread. Parsing fails with a reason; everything else cannot fail.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/base/time.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace turnout {

/// One stretch of the local week. A window whose end is not after its start runs past midnight into the next
/// day.
struct WeekWindow {
  unsigned weekdays = 0x7f; ///< bit 0 Monday ... bit 6 Sunday: the day on which the window starts
  int from_min = 0;         ///< minutes after local midnight, 0 to 1439
  int to_min = 1440;        ///< exclusive, 1 to 1440

  friend bool operator==(const WeekWindow&, const WeekWindow&) = default;
};
BOOST_DESCRIBE_STRUCT(WeekWindow, (), (weekdays, from_min, to_min))

/// Union of windows; empty means always.
using WeekWindows = std::vector<WeekWindow>;

/// `Mon-Fri 08:00-18:00;Sat,Sun 22:00-06:00` or `24h`; items separated by `;`, empty means always.
[[nodiscard]] Result<WeekWindows> parse_week_windows(std::string_view text);

/// From this instant on, local time is UTC plus offset.
struct ZoneStep {
  WallTime from;
  Duration offset;

  friend bool operator==(const ZoneStep&, const ZoneStep&) = default;
};
BOOST_DESCRIBE_STRUCT(ZoneStep, (), (from, offset))

/// The offsets of one time zone, oldest first; before the first step and with no step at all, UTC.
struct ZoneTable {
  std::string name;
  std::vector<ZoneStep> steps;

  friend bool operator==(const ZoneTable&, const ZoneTable&) = default;
};
BOOST_DESCRIBE_STRUCT(ZoneTable, (), (name, steps))

struct LocalMoment {
  int weekday = 0; ///< 0 Monday ... 6 Sunday
  int minute = 0;  ///< after local midnight
};

/// What local time is ahead of UTC at that instant.
[[nodiscard]] Duration local_offset(WallTime at, const ZoneTable& zone) noexcept;

[[nodiscard]] LocalMoment local_moment(WallTime at, const ZoneTable& zone) noexcept;

/// True if the moment lies in a window, or if there are none.
[[nodiscard]] bool covers(const WeekWindows& windows, LocalMoment moment) noexcept;

} // namespace turnout
