#include <turnout/base/time.hpp>

#include <algorithm>
#include <charconv>

namespace turnout {

namespace {

// What four digits of a year can say: whatever was written can be read again.
constexpr WallTime earliest = std::chrono::sys_days(std::chrono::year(0) / 1 / 1);
constexpr WallTime latest = std::chrono::sys_days(std::chrono::year(9999) / 12 / 31) + 24h - 1ms;

void put_digits(std::string& text, std::size_t pos, std::size_t digits, unsigned value) {
  while (digits-- > 0) {
    text[pos + digits] = static_cast<char>('0' + value % 10);
    value /= 10;
  }
}

/// Reads exactly `digits` decimal digits at `pos` and moves past them; -1 when they are not there.
int take_digits(std::string_view text, std::size_t& pos, std::size_t digits) {
  if (text.size() - pos < digits) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const char c = text[pos + i];
    if (c < '0' || c > '9') return -1;
    value = value * 10 + (c - '0');
  }
  pos += digits;
  return value;
}

bool take_char(std::string_view text, std::size_t& pos, std::string_view any_of) {
  if (pos >= text.size() || any_of.find(text[pos]) == std::string_view::npos) return false;
  ++pos;
  return true;
}

std::optional<Duration> take_fraction(std::string_view text, std::size_t& pos) {
  if (!take_char(text, pos, ".")) return Duration(0);
  int millis = 0;
  int weight = 100;
  const std::size_t first = pos;
  for (; pos < text.size() && text[pos] >= '0' && text[pos] <= '9'; ++pos) {
    millis += (text[pos] - '0') * weight;
    weight /= 10;
  }
  if (pos == first) return std::nullopt;
  return Duration(millis);
}

std::optional<Duration> take_offset(std::string_view text, std::size_t& pos) {
  if (take_char(text, pos, "Zz")) return Duration(0);
  const bool west = pos < text.size() && text[pos] == '-';
  if (!take_char(text, pos, "+-")) return std::nullopt;
  const int hours = take_digits(text, pos, 2);
  if (hours < 0 || hours > 23 || !take_char(text, pos, ":")) return std::nullopt;
  const int minutes = take_digits(text, pos, 2);
  if (minutes < 0 || minutes > 59) return std::nullopt;
  const Duration offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
  return west ? -offset : offset;
}

} // namespace

std::string format_rfc3339(WallTime at) {
  at = std::clamp(at, earliest, latest);
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const auto of_day = static_cast<unsigned>((at - day).count());
  std::string text = "0000-00-00T00:00:00.000Z";
  put_digits(text, 0, 4, static_cast<unsigned>(static_cast<int>(date.year())));
  put_digits(text, 5, 2, static_cast<unsigned>(date.month()));
  put_digits(text, 8, 2, static_cast<unsigned>(date.day()));
  put_digits(text, 11, 2, of_day / 3'600'000);
  put_digits(text, 14, 2, of_day / 60'000 % 60);
  put_digits(text, 17, 2, of_day / 1'000 % 60);
  put_digits(text, 20, 3, of_day % 1'000);
  return text;
}

std::optional<WallTime> parse_rfc3339(std::string_view text) {
  std::size_t pos = 0;
  const int year = take_digits(text, pos, 4);
  if (year < 0 || !take_char(text, pos, "-")) return std::nullopt;
  const int month = take_digits(text, pos, 2);
  if (month < 0 || !take_char(text, pos, "-")) return std::nullopt;
  const int day = take_digits(text, pos, 2);
  if (day < 0 || !take_char(text, pos, "Tt ")) return std::nullopt;
  const int hour = take_digits(text, pos, 2);
  if (hour < 0 || hour > 23 || !take_char(text, pos, ":")) return std::nullopt;
  const int minute = take_digits(text, pos, 2);
  if (minute < 0 || minute > 59 || !take_char(text, pos, ":")) return std::nullopt;
  const int second = take_digits(text, pos, 2);
  if (second < 0 || second > 60) return std::nullopt; // 60 is a leap second
  const auto fraction = take_fraction(text, pos);
  if (!fraction) return std::nullopt;
  const auto offset = take_offset(text, pos);
  if (!offset || pos != text.size()) return std::nullopt;
  const std::chrono::year_month_day date(std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day)));
  if (!date.ok()) return std::nullopt;
  const WallTime at = WallTime(std::chrono::sys_days(date)) + std::chrono::hours(hour) +
                      std::chrono::minutes(minute) + std::chrono::seconds(second) + *fraction - *offset;
  if (at < earliest || at > latest) return std::nullopt;
  return at;
}

std::optional<Duration> parse_duration(std::string_view text) {
  if (text.empty()) return std::nullopt;
  constexpr std::int64_t part_max = 1'000'000'000;
  constexpr auto total_max = std::chrono::hours(part_max);
  Duration total{0};
  while (!text.empty()) {
    std::int64_t count = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), count);
    if (failure != std::errc{} || count < 0 || count > part_max) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    std::size_t unit_length = 1;
    if (text.starts_with("ms")) {
      total += Duration(count);
      unit_length = 2;
    } else if (text.starts_with("s")) {
      total += std::chrono::seconds(count);
    } else if (text.starts_with("m")) {
      total += std::chrono::minutes(count);
    } else if (text.starts_with("h")) {
      total += std::chrono::hours(count);
    } else if (text.starts_with("d")) {
      total += std::chrono::days(count);
    } else {
      return std::nullopt;
    }
    if (total > total_max) return std::nullopt;
    text.remove_prefix(unit_length);
  }
  return total;
}

std::string format_duration(Duration span) {
  if (span == Duration(0)) return "0s";
  std::string text = span < Duration(0) ? "-" : "";
  auto left = span < Duration(0) ? -span.count() : span.count();
  const auto part = [&](std::int64_t unit_ms, const char* name) {
    if (left >= unit_ms) text += std::to_string(left / unit_ms) + name;
    left %= unit_ms;
  };
  part(3'600'000, "h");
  part(60'000, "m");
  part(1'000, "s");
  part(1, "ms");
  return text;
}

std::string spoken_minutes(Duration span) {
  if (span < 1min) return "under 1 min";
  return std::to_string(std::chrono::ceil<std::chrono::minutes>(span).count()) + " min";
}

} // namespace turnout
