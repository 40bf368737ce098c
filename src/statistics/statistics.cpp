#include "turnout/statistics/statistics.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace turnout::statistics {
namespace {

/// Half away from zero.
std::int64_t divided(std::int64_t sum, std::int64_t by) {
  const std::int64_t half = by / 2;
  return sum >= 0 ? (sum + half) / by : -((-sum + half) / by);
}

} // namespace

Duration mean(std::span<const Duration> times) {
  if (times.empty()) return {};
  const Duration sum = std::accumulate(times.begin(), times.end(), Duration(0));
  return Duration(divided(sum.count(), static_cast<std::int64_t>(times.size())));
}

Duration percentile(std::span<const Duration> times, Ratio part) {
  if (times.empty()) return {};
  std::vector<Duration> sorted(times.begin(), times.end());
  // A hair below, so that 0.9 of ten is the ninth though 0.9 is no exact number.
  const double rank = std::ceil(part.of_one() * static_cast<double>(sorted.size()) - 1e-9);
  const auto index =
      static_cast<std::ptrdiff_t>(std::clamp(rank, 1.0, static_cast<double>(sorted.size()))) - 1;
  std::nth_element(sorted.begin(), sorted.begin() + index, sorted.end());
  return sorted[static_cast<std::size_t>(index)];
}

Interval<Ratio> wilson(Share share) {
  if (share.of == 0) return {};
  constexpr double z = 1.959963984540054; // 95 %
  const double n = static_cast<double>(share.of);
  const double p = share.ratio().of_one();
  const double centre = (p + z * z / (2 * n)) / (1 + z * z / n);
  const double half = z / (1 + z * z / n) * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
  // At the ends the formula gives 0 and 1 but for rounding.
  return {Ratio(share.count == 0 ? 0.0 : centre - half),
          Ratio(share.count == share.of ? 1.0 : centre + half)};
}

Ratio gini(std::span<const std::uint64_t> amounts) {
  std::vector<std::uint64_t> sorted(amounts.begin(), amounts.end());
  std::sort(sorted.begin(), sorted.end());
  double sum = 0;
  double weighted = 0;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    sum += static_cast<double>(sorted[i]);
    weighted += static_cast<double>(i + 1) * static_cast<double>(sorted[i]);
  }
  if (sum <= 0) return {};
  const double n = static_cast<double>(sorted.size());
  return Ratio(2 * weighted / (n * sum) - (n + 1) / n);
}

std::string decimal_text(double value, int decimals) {
  std::int64_t unit = 1;
  for (int i = 0; i < decimals; ++i)
    unit *= 10;
  const auto whole = std::llround(value * static_cast<double>(unit));
  const auto magnitude = whole < 0 ? -whole : whole;
  std::string text = (whole < 0 ? "-" : "") + std::to_string(magnitude / unit);
  if (decimals == 0) return text;
  const std::string part = std::to_string(magnitude % unit);
  return text + "." + std::string(static_cast<std::size_t>(decimals) - part.size(), '0') + part;
}

std::string percent_text(Ratio ratio, bool with_sign) {
  const std::string text = decimal_text(ratio.of_one() * 100, 1);
  return (with_sign && text[0] != '-' ? "+" : "") + text + " %";
}

std::string minutes_text(Duration span) {
  return decimal_text(static_cast<double>(span.count()) / 60'000, 1);
}

} // namespace turnout::statistics
