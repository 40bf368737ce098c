#include "support/scheduler.hpp"

#include <array>
#include <cstdio>
#include <utility>

namespace turnout::sim {

void Scheduler::at(Instant due, Task task) {
  tasks_.push(Entry{due < now_ ? now_ : due, asked_++, std::move(task)});
}

std::optional<Instant> Scheduler::next_due() const {
  if (tasks_.empty()) return std::nullopt;
  return tasks_.top().due;
}

void Scheduler::advance_to(Instant instant) {
  while (!tasks_.empty() && tasks_.top().due <= instant) {
    // The entry leaves the queue before it runs, since it may add others.
    Entry entry = tasks_.top();
    tasks_.pop();
    if (entry.due > now_) now_ = entry.due;
    entry.task();
  }
  if (instant > now_) now_ = instant;
}

std::string rfc3339(Scheduler::WallTime time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(std::chrono::floor<std::chrono::milliseconds>(time - day));
  std::array<char, 40> text{};
  const int length = std::snprintf(
      text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
      static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
      static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
      static_cast<int>(clock.seconds().count()), static_cast<int>(clock.subseconds().count()));
  return std::string(text.data(), static_cast<std::size_t>(length));
}

std::optional<Scheduler::WallTime> parse_rfc3339(const std::string& text) {
  int year = 0, hour = 0, minute = 0;
  unsigned month = 0, day = 0;
  double second = 0;
  if (std::sscanf(text.c_str(), "%4d-%2u-%2uT%2d:%2d:%lfZ", &year, &month, &day, &hour, &minute, &second) !=
      6) {
    return std::nullopt;
  }
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month),
                                         std::chrono::day(day)};
  if (!date.ok() || hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 61) {
    return std::nullopt;
  }
  return Scheduler::WallTime(std::chrono::sys_days(date)) + std::chrono::hours(hour) +
         std::chrono::minutes(minute) + seconds(second);
}

} // namespace turnout::sim
