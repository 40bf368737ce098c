#include "context.hpp"
#include "turnout/base/time.hpp"
#include "turnout/story/story.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace turnout::ctl {
namespace {

/// Characters, not bytes.
std::size_t width_of(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }));
}

} // namespace

std::string segment(const std::string& id) {
  constexpr const char* hex = "0123456789ABCDEF";
  if (id.empty()) throw Stop{ExitCode::usage, "an id is wanted, and '' is none"};
  std::string encoded;
  for (const char c : id) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '.' || c == '_' || c == '-';
    if (plain) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += {'%', hex[byte >> 4U], hex[byte & 15U]};
    }
  }
  return encoded;
}

std::string table(const std::vector<std::vector<std::string>>& said) {
  auto rows = said;
  for (auto& row : rows)
    std::transform(row.begin(), row.end(), row.begin(), story::plain);
  std::vector<std::size_t> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i)
      widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      if (i + 1 < row.size()) line.append(widths[i] - width_of(row[i]) + 2, ' ');
    }
    while (!line.empty() && line.back() == ' ')
      line.pop_back();
    text += line + "\n";
  }
  return text;
}

std::string local_time(std::string_view rfc3339) {
  const auto at = parse_rfc3339(rfc3339);
  if (!at) return {};
  const std::time_t seconds = std::chrono::floor<std::chrono::seconds>(*at).time_since_epoch().count();
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  std::tm today{};
  localtime_r(&seconds, &local);
  localtime_r(&now, &today);
  const bool is_today = local.tm_year == today.tm_year && local.tm_yday == today.tm_yday;
  std::array<char, 32> text{};
  return {text.data(),
          std::strftime(text.data(), text.size(), is_today ? "%H:%M:%S" : "%d %b %H:%M", &local)};
}

WallTime start_of(const char* option, const std::string& said, const ZoneTable& zone) {
  if (const auto at = parse_rfc3339(said)) return *at;
  const auto midnight = parse_rfc3339(said + "T00:00:00Z");
  if (!midnight)
    throw Stop{ExitCode::usage,
               std::string(option) + " " + said + ": write 2026-11-01 or 2026-11-01T00:00:00Z"};
  // The offset that holds at that midnight, not the one at midnight UTC.
  const WallTime guess = *midnight - local_offset(*midnight, zone);
  return *midnight - local_offset(guess, zone);
}

} // namespace turnout::ctl
