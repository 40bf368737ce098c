// The few statistics that a published figure needs: means and percentiles of times, shares and gaps with
// intervals, differences on common random numbers, and evenness. Pure functions, any thread. Nothing here
// fails: of nothing, every figure is zero. Same input and seed, same digits under every compiler.
#pragma once

#include "turnout/base/time.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace turnout::statistics {

/// A part of one: 0.031 is 3.1 %. A gap may be above one or below zero.
class Ratio {
public:
  constexpr Ratio() = default;
  explicit constexpr Ratio(double of_one) : of_one_(of_one) {}
  [[nodiscard]] constexpr double of_one() const noexcept { return of_one_; }

  friend constexpr auto operator<=>(Ratio, Ratio) = default;

private:
  double of_one_ = 0;
};

constexpr Ratio percent(double of_hundred) {
  return Ratio(of_hundred / 100);
}

template <class T>
struct Interval {
  T low{};
  T high{};
};

struct Share {
  std::size_t count = 0;
  std::size_t of = 0;

  [[nodiscard]] Ratio ratio() const noexcept {
    return Ratio(of == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(of));
  }
};

/// To the nearest millisecond.
[[nodiscard]] Duration mean(std::span<const Duration> times);

/// The least of these times that at least this part of them does not exceed (nearest rank).
[[nodiscard]] Duration percentile(std::span<const Duration> times, Ratio part);

/// Wilson's score interval, 95 %.
[[nodiscard]] Interval<Ratio> wilson(Share share);

/// 0 when everybody has the same, towards 1 when one has all.
[[nodiscard]] Ratio gini(std::span<const std::uint64_t> amounts);

/// Two sums over the same stretch of chance: the same day under a policy and under a bound or another policy.
struct Pair {
  Duration one{};
  Duration other{};
  std::size_t count = 1; ///< times in each sum
};

/// How far the sum of `one` is above the sum of `other`.
[[nodiscard]] Ratio gap(std::span<const Pair> pairs);

/// Mean of one less mean of other.
[[nodiscard]] Duration mean_difference(std::span<const Pair> pairs);

/// 95 % percentile bootstrap: whole pairs are drawn again 2,000 times, so that what hangs together within a
/// pair stays together. Fewer than two pairs tell nothing: the interval is the figure itself.
[[nodiscard]] Interval<Ratio> gap_interval(std::span<const Pair> pairs, std::uint64_t seed);
[[nodiscard]] Interval<Duration> mean_difference_interval(std::span<const Pair> pairs, std::uint64_t seed);

/// 3.1 %, with one decimal; the sign only when asked for.
[[nodiscard]] std::string percent_text(Ratio ratio, bool with_sign = false);

/// 9.8: minutes with one decimal.
[[nodiscard]] std::string minutes_text(Duration span);

/// Any figure with so many decimals, rounded half away from zero.
[[nodiscard]] std::string decimal_text(double value, int decimals);

} // namespace turnout::statistics
