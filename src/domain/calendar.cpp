#include <turnout/domain/calendar.hpp>

#include <algorithm>
#include <array>

namespace turnout {

namespace {

constexpr std::size_t windows_max = 64;
constexpr std::array<std::string_view, 7> day_names = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blank = " \t\r\n";
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// Cuts off and returns what stands before the next separator.
std::string_view take_until(std::string_view& text, char separator) {
  const auto end = text.find(separator);
  const auto part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return part;
}

std::optional<unsigned> day_index(std::string_view name) {
  name = trimmed(name);
  const auto same = [name](std::string_view day) {
    return std::equal(name.begin(), name.end(), day.begin(), day.end(), [](char a, char b) {
      return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
  };
  const auto found = std::find_if(day_names.begin(), day_names.end(), same);
  if (found == day_names.end()) return std::nullopt;
  return static_cast<unsigned>(found - day_names.begin());
}

/// `Mon-Fri,Sun`; a range may run over the end of the week.
std::optional<unsigned> parse_days(std::string_view text) {
  unsigned days = 0;
  do {
    std::string_view part = take_until(text, ',');
    const bool range = part.find('-') != std::string_view::npos;
    const auto first = day_index(take_until(part, '-'));
    const auto last = range ? day_index(part) : first;
    if (!first || !last) return std::nullopt;
    for (unsigned day = *first;; day = (day + 1) % 7) {
      days |= 1u << day;
      if (day == *last) break;
    }
  } while (!text.empty());
  return days;
}

/// `08:30` as minutes after midnight; 24:00 is the end of the day.
std::optional<int> parse_minute(std::string_view text) {
  text = trimmed(text);
  if (text.size() != 5 || text[2] != ':') return std::nullopt;
  for (const std::size_t i : {0u, 1u, 3u, 4u}) {
    if (text[i] < '0' || text[i] > '9') return std::nullopt;
  }
  const int hour = (text[0] - '0') * 10 + (text[1] - '0');
  const int minute = (text[3] - '0') * 10 + (text[4] - '0');
  if (hour > 24 || minute > 59 || (hour == 24 && minute != 0)) return std::nullopt;
  return hour * 60 + minute;
}

bool parse_hours(std::string_view text, WeekWindow& window) {
  if (text == "24h") return true;
  const auto from = parse_minute(take_until(text, '-'));
  const auto to = parse_minute(text);
  if (!from || !to || *from == 1440) return false;
  window.from_min = *from;
  window.to_min = *to == 0 ? 1440 : *to;
  return true;
}

Result<WeekWindow> parse_window(std::string_view item) {
  const auto fault = [item](std::string_view what) {
    return Error{"'" + std::string(item) + "': " + std::string(what)};
  };
  WeekWindow window;
  std::string_view days = item;
  const auto gap = item.find_last_of(" \t");
  const std::string_view last = gap == std::string_view::npos ? item : item.substr(gap + 1);
  if (last == "24h" || last.find(':') != std::string_view::npos) {
    if (!parse_hours(last, window)) return fault("hours are written 08:00-18:00 or 24h");
    days = trimmed(item.substr(0, gap == std::string_view::npos ? 0 : gap));
    if (days.empty()) return window;
  }
  const auto chosen = parse_days(days);
  if (!chosen) return fault("days are written Mon-Fri or Sat,Sun");
  window.weekdays = *chosen;
  return window;
}

} // namespace

Result<WeekWindows> parse_week_windows(std::string_view text) {
  WeekWindows windows;
  text = trimmed(text);
  while (!text.empty()) {
    if (windows.size() == windows_max) return Error{"more than 64 windows"};
    auto window = parse_window(trimmed(take_until(text, ';')));
    if (!window) return Error{window.error()};
    windows.push_back(window.value());
  }
  return windows;
}

Duration local_offset(WallTime at, const ZoneTable& zone) noexcept {
  const auto next = std::upper_bound(zone.steps.begin(), zone.steps.end(), at,
                                     [](WallTime t, const ZoneStep& step) { return t < step.from; });
  return next == zone.steps.begin() ? Duration(0) : std::prev(next)->offset;
}

LocalMoment local_moment(WallTime at, const ZoneTable& zone) noexcept {
  const auto local = at + local_offset(at, zone);
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const auto minutes = std::chrono::floor<std::chrono::minutes>(local - day);
  const auto weekday = std::chrono::weekday(day).iso_encoding() - 1;
  return {static_cast<int>(weekday), static_cast<int>(minutes.count())};
}

bool covers(const WeekWindows& windows, LocalMoment moment) noexcept {
  const auto starts_on = [](const WeekWindow& window, int weekday) {
    return (window.weekdays >> ((weekday + 7) % 7) & 1u) != 0;
  };
  const auto holds = [&](const WeekWindow& window) {
    const bool today = starts_on(window, moment.weekday);
    if (window.to_min > window.from_min)
      return today && moment.minute >= window.from_min && moment.minute < window.to_min;
    return (today && moment.minute >= window.from_min) ||
           (starts_on(window, moment.weekday - 1) && moment.minute < window.to_min);
  };
  return windows.empty() || std::any_of(windows.begin(), windows.end(), holds);
}

} // namespace turnout
