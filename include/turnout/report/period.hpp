// The stretches of time that a published report may tell of: whole calendar months, quarters and years in the
// zone of the plans, since two reports of stretches that nearly coincide would give away what lies between
// them. Values and pure functions, any thread. What is no such stretch is an Error that names the mend.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/domain/calendar.hpp"

#include <compare>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::report {

class CalendarPeriod {
public:
  static CalendarPeriod month(int year, unsigned month) { return {year, month, 1}; }
  static CalendarPeriod quarter(int year, unsigned quarter) { return {year, quarter * 3 - 2, 3}; }
  static CalendarPeriod year(int year) { return {year, 1, 12}; }

  /// `2026-10`, `2026-Q4`, `2026`.
  [[nodiscard]] std::string name() const;
  /// October 2026 · October to December 2026 · 2026.
  [[nodiscard]] std::string words() const;

  /// Local midnights.
  [[nodiscard]] WallTime from(const ZoneTable& zone) const;
  [[nodiscard]] WallTime to(const ZoneTable& zone) const;

  /// One for a month.
  [[nodiscard]] std::vector<CalendarPeriod> months() const;
  /// What is published inside it: of a quarter its months, of a year its months and then its quarters.
  [[nodiscard]] std::vector<CalendarPeriod> inside() const;
  [[nodiscard]] bool holds(const CalendarPeriod& other) const;

  friend auto operator<=>(const CalendarPeriod&, const CalendarPeriod&) = default;

private:
  CalendarPeriod(int year, unsigned first, unsigned count) : year_(year), first_(first), count_(count) {}

  int year_;
  unsigned first_; ///< month, 1 to 12
  unsigned count_; ///< of months: 1, 3 or 12
};

[[nodiscard]] Result<CalendarPeriod> parse_period(std::string_view text);

/// Two instants that are exactly the ends of one.
[[nodiscard]] Result<CalendarPeriod> period_between(WallTime from, WallTime to, const ZoneTable& zone);

/// Those that are over at `now` and of which anything is known, latest first: years, quarters and months that
/// end together in this order. `first` is the first moment that is known of.
[[nodiscard]] std::vector<CalendarPeriod> finished_periods(WallTime first, WallTime now,
                                                           const ZoneTable& zone);

} // namespace turnout::report
