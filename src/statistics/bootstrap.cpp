#include "turnout/statistics/statistics.hpp"

#include <boost/random/mersenne_twister.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include <algorithm>
#include <vector>

namespace turnout::statistics {
namespace {

constexpr std::size_t rounds = 2000;
constexpr std::size_t low_rank = rounds * 25 / 1000 - 1; ///< 2.5 %
constexpr std::size_t high_rank = rounds * 975 / 1000 - 1;

struct Sums {
  Duration one{};
  Duration other{};
  std::size_t count = 0;

  void add(const Pair& pair) {
    one += pair.one;
    other += pair.other;
    count += pair.count;
  }
  [[nodiscard]] double gap() const {
    return other == Duration(0)
               ? 0.0
               : static_cast<double>((one - other).count()) / static_cast<double>(other.count());
  }
  [[nodiscard]] double difference_ms() const {
    return count == 0 ? 0.0 : static_cast<double>((one - other).count()) / static_cast<double>(count);
  }
};

Sums sums(std::span<const Pair> pairs) {
  Sums all;
  for (const auto& pair : pairs)
    all.add(pair);
  return all;
}

/// Boost's distribution, since the standard's may differ between libraries.
template <class Figure>
Interval<double> drawn_again(std::span<const Pair> pairs, std::uint64_t seed, Figure figure) {
  boost::random::mt19937_64 chance(seed);
  const boost::random::uniform_int_distribution<std::size_t> any(0, pairs.size() - 1);
  std::vector<double> figures(rounds);
  for (double& one : figures) {
    Sums again;
    for (std::size_t i = 0; i < pairs.size(); ++i)
      again.add(pairs[any(chance)]);
    one = figure(again);
  }
  std::sort(figures.begin(), figures.end());
  return {figures[low_rank], figures[high_rank]};
}

Duration rounded(double ms) {
  return Duration(static_cast<std::int64_t>(ms < 0 ? ms - 0.5 : ms + 0.5));
}

} // namespace

Ratio gap(std::span<const Pair> pairs) {
  return Ratio(sums(pairs).gap());
}

Duration mean_difference(std::span<const Pair> pairs) {
  return rounded(sums(pairs).difference_ms());
}

Interval<Ratio> gap_interval(std::span<const Pair> pairs, std::uint64_t seed) {
  if (pairs.size() < 2) return {gap(pairs), gap(pairs)};
  const auto ends = drawn_again(pairs, seed, [](const Sums& again) { return again.gap(); });
  return {Ratio(ends.low), Ratio(ends.high)};
}

Interval<Duration> mean_difference_interval(std::span<const Pair> pairs, std::uint64_t seed) {
  if (pairs.size() < 2) return {mean_difference(pairs), mean_difference(pairs)};
  const auto ends = drawn_again(pairs, seed, [](const Sums& again) { return again.difference_ms(); });
  return {rounded(ends.low), rounded(ends.high)};
}

} // namespace turnout::statistics
