#include "turnout/report/period.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace turnout::report {
namespace {

constexpr std::array<std::string_view, 12> month_names = {"January",   "February", "March",    "April",
                                                          "May",       "June",     "July",     "August",
                                                          "September", "October",  "November", "December"};

constexpr int earliest_year = 2000;
constexpr int latest_year = 2199;

std::string two_digits(unsigned number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::optional<unsigned> digits(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// The local midnight that opens a month; the thirteenth is next year's first.
WallTime opening(int year, unsigned month, const ZoneTable& zone) {
  const std::chrono::year_month_day day(std::chrono::year(month > 12 ? year + 1 : year),
                                        std::chrono::month(month > 12 ? month - 12 : month),
                                        std::chrono::day(1));
  const WallTime midnight = std::chrono::sys_days(day);
  // The offset that holds at that midnight, not the one at midnight UTC.
  return midnight - local_offset(midnight - local_offset(midnight, zone), zone);
}

/// Every period that a year has, in the order in which they are listed when they end together.
std::vector<CalendarPeriod> all_of(int year) {
  std::vector<CalendarPeriod> all{CalendarPeriod::year(year)};
  for (unsigned quarter = 4; quarter >= 1; --quarter)
    all.push_back(CalendarPeriod::quarter(year, quarter));
  for (unsigned month = 12; month >= 1; --month)
    all.push_back(CalendarPeriod::month(year, month));
  return all;
}

int year_of(WallTime at, const ZoneTable& zone) {
  const auto day = std::chrono::floor<std::chrono::days>(at + local_offset(at, zone));
  return static_cast<int>(std::chrono::year_month_day(day).year());
}

} // namespace

std::string CalendarPeriod::name() const {
  const std::string year = std::to_string(year_);
  if (count_ == 12) return year;
  return count_ == 3 ? year + "-Q" + std::to_string((first_ + 2) / 3) : year + "-" + two_digits(first_);
}

std::string CalendarPeriod::words() const {
  const std::string year = std::to_string(year_);
  if (count_ == 12) return year;
  std::string text(month_names[first_ - 1]);
  if (count_ == 3) text += " to " + std::string(month_names[first_ + 1]);
  return text + " " + year;
}

WallTime CalendarPeriod::from(const ZoneTable& zone) const {
  return opening(year_, first_, zone);
}

WallTime CalendarPeriod::to(const ZoneTable& zone) const {
  return opening(year_, first_ + count_, zone);
}

std::vector<CalendarPeriod> CalendarPeriod::months() const {
  std::vector<CalendarPeriod> list;
  for (unsigned i = 0; i < count_; ++i)
    list.push_back(month(year_, first_ + i));
  return list;
}

std::vector<CalendarPeriod> CalendarPeriod::inside() const {
  if (count_ == 1) return {};
  auto list = months();
  for (unsigned i = 1; count_ == 12 && i <= 4; ++i)
    list.push_back(quarter(year_, i));
  return list;
}

bool CalendarPeriod::holds(const CalendarPeriod& other) const {
  return year_ == other.year_ && first_ <= other.first_ && other.first_ + other.count_ <= first_ + count_;
}

Result<CalendarPeriod> parse_period(std::string_view text) {
  const auto wrong = [text] {
    return Error{"'" + std::string(text) +
                 "' is no period of a published report: write a month as 2026-10, a quarter as 2026-Q4, or a "
                 "year as 2026"};
  };
  const auto year = text.size() < 4 ? std::nullopt : digits(text.substr(0, 4));
  if (!year || *year < earliest_year || *year > latest_year) return wrong();
  const int in = static_cast<int>(*year);
  if (text.size() == 4) return CalendarPeriod::year(in);
  if (text.size() != 7 || text[4] != '-') return wrong();
  const bool quarterly = text[5] == 'Q';
  const auto number = digits(text.substr(quarterly ? 6 : 5));
  if (!number || *number < 1 || *number > (quarterly ? 4U : 12U)) return wrong();
  return quarterly ? CalendarPeriod::quarter(in, *number) : CalendarPeriod::month(in, *number);
}

Result<CalendarPeriod> period_between(WallTime from, WallTime to, const ZoneTable& zone) {
  for (const auto& one : all_of(year_of(from, zone))) {
    if (one.from(zone) == from && one.to(zone) == to) return one;
  }
  return Error{format_rfc3339(from) + " to " + format_rfc3339(to) +
               " is no whole month, quarter or year of " + (zone.name.empty() ? "UTC" : zone.name) +
               ", and a published report of anything else would give people away together with the others: "
               "choose a whole one, as 2026-10, 2026-Q4 or 2026"};
}

std::vector<CalendarPeriod> finished_periods(WallTime first, WallTime now, const ZoneTable& zone) {
  std::vector<CalendarPeriod> list;
  for (int year = year_of(now, zone); year >= std::max(year_of(first, zone), earliest_year); --year) {
    for (const auto& one : all_of(year)) {
      if (one.to(zone) <= now && one.to(zone) > first) list.push_back(one);
    }
  }
  std::stable_sort(list.begin(), list.end(),
                   [&](const CalendarPeriod& a, const CalendarPeriod& b) { return a.to(zone) > b.to(zone); });
  return list;
}

} // namespace turnout::report
