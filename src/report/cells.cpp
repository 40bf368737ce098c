#include "cells.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace turnout::report {

std::string time_cell(const std::optional<WallTime>& at) {
  return at ? format_rfc3339(*at) : std::string();
}

std::string seconds_cell(Duration span) {
  return std::to_string(std::chrono::floor<std::chrono::seconds>(span).count());
}

std::string seconds_cell(const std::optional<WallTime>& from, const std::optional<WallTime>& to) {
  return from && to ? seconds_cell(*to - *from) : std::string();
}

std::string share_cell(double share) {
  std::array<char, 32> text{};
  const auto written =
      std::to_chars(text.data(), text.data() + text.size(), share, std::chars_format::fixed, 4);
  return {text.data(), written.ptr};
}

Interval wilson(std::size_t met, std::size_t n) {
  if (n == 0) return {};
  constexpr double z = 1.959964;
  const auto count = static_cast<double>(n);
  const double share = static_cast<double>(met) / count;
  const double middle = share + z * z / (2 * count);
  const double spread = z * std::sqrt(share * (1 - share) / count + z * z / (4 * count * count));
  const double whole = 1 + z * z / count;
  return {std::max(0.0, (middle - spread) / whole), std::min(1.0, (middle + spread) / whole)};
}

Duration percentile(const std::vector<Duration>& sorted, unsigned percent) {
  const std::size_t rank = (sorted.size() * percent + 99) / 100;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

const Assignment* first_response(const Incident& incident) {
  const Assignment* best = nullptr;
  const auto sooner = [](const std::optional<WallTime>& a, const std::optional<WallTime>& b) {
    return a && (!b || *a < *b);
  };
  for (const auto& one : incident.assignments) {
    if (best == nullptr || sooner(one.with_person_at, best->with_person_at) ||
        (!best->with_person_at && sooner(one.on_scene_at, best->on_scene_at))) {
      best = &one;
    }
  }
  return best;
}

} // namespace turnout::report
