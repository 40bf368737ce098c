// Each statistic against values known from elsewhere.
#include "turnout/statistics/statistics.hpp"

#include <catch2/catch.hpp>

#include <vector>

using namespace turnout;
using namespace turnout::statistics;

namespace {

std::vector<Duration> one_to_ten() {
  std::vector<Duration> times;
  for (int i = 10; i >= 1; --i)
    times.push_back(i * 1s);
  return times;
}

} // namespace

TEST_CASE("means are rounded to the nearest millisecond, also below zero") {
  CHECK(mean(one_to_ten()) == 5500ms);
  CHECK(mean(std::vector<Duration>{1ms, 2ms}) == 2ms);
  CHECK(mean(std::vector<Duration>{-1ms, -2ms}) == -2ms);
  CHECK(mean({}) == 0ms);
}

TEST_CASE("percentiles are by nearest rank") {
  CHECK(percentile(one_to_ten(), percent(50)) == 5s);
  CHECK(percentile(one_to_ten(), percent(90)) == 9s);
  CHECK(percentile(one_to_ten(), percent(91)) == 10s);
  CHECK(percentile(one_to_ten(), percent(99)) == 10s);
  CHECK(percentile(one_to_ten(), percent(0)) == 1s);
  CHECK(percentile(one_to_ten(), percent(100)) == 10s);
  CHECK(percentile({}, percent(90)) == 0s);
}

TEST_CASE("Wilson's interval has its known values") {
  // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
  const auto check = [](Share share, double low, double high) {
    const auto interval = wilson(share);
    CHECK(interval.low.of_one() == Approx(low).margin(0.00005));
    CHECK(interval.high.of_one() == Approx(high).margin(0.00005));
  };
  check({81, 263}, 0.2553, 0.3662);
  check({15, 148}, 0.0624, 0.1605);
  check({0, 20}, 0.0, 0.1611);
  check({1, 29}, 0.0061, 0.1718);
  check({29, 29}, 0.8830, 1.0);
  CHECK(wilson({0, 0}).high.of_one() == 0);
}

TEST_CASE("Gini is nought when all have the same and grows to one") {
  CHECK(gini(std::vector<std::uint64_t>{3, 3, 3}).of_one() == Approx(0).margin(1e-12));
  CHECK(gini(std::vector<std::uint64_t>{1, 2, 3, 4}).of_one() == Approx(0.25));
  CHECK(gini(std::vector<std::uint64_t>{0, 0, 0, 8}).of_one() == Approx(0.75));
  CHECK(gini(std::vector<std::uint64_t>{0, 0}).of_one() == 0);
  CHECK(gini({}).of_one() == 0);
}

TEST_CASE("a gap is of the sums, a difference of the means") {
  const std::vector<Pair> pairs{{11min, 10min, 1}, {33min, 30min, 3}};
  CHECK(gap(pairs).of_one() == Approx(0.1));
  CHECK(mean_difference(pairs) == 1min);
  CHECK(gap({}).of_one() == 0);
}

TEST_CASE("the bootstrap is the same for a seed, holds the figure, and is known where nothing varies") {
  std::vector<Pair> even(20, Pair{11min, 10min, 1});
  CHECK(gap_interval(even, 1).low.of_one() == Approx(0.1));
  CHECK(gap_interval(even, 1).high.of_one() == Approx(0.1));

  std::vector<Pair> pairs;
  for (int i = 0; i < 100; ++i)
    pairs.push_back({600s + (i % 10) * 10s, 600s, 1});
  const auto interval = mean_difference_interval(pairs, 7);
  CHECK(interval.low == mean_difference_interval(pairs, 7).low);
  // Mean 45 s, standard error 28.7 / 10: the normal interval is 39.4 to 50.6 s.
  CHECK(mean_difference(pairs) == 45s);
  CHECK(interval.low > 38s);
  CHECK(interval.low < 41s);
  CHECK(interval.high > 49s);
  CHECK(interval.high < 52s);
  CHECK(mean_difference_interval(std::vector<Pair>{{2s, 1s, 1}}, 1).high == 1s);
}

TEST_CASE("the bootstrap has the same digits under every compiler") {
  std::vector<Pair> pairs;
  for (int i = 0; i < 37; ++i)
    pairs.push_back({Duration(600'000 + i * i * 97), Duration(590'000 + i * 13), 1});
  const auto interval = mean_difference_interval(pairs, 42);
  CHECK(interval.low == 40'695ms);
  CHECK(interval.high == 64'922ms);
  CHECK(mean_difference_interval(pairs, 43).low != interval.low);
}

TEST_CASE("figures are written with fixed decimals") {
  CHECK(percent_text(Ratio(0.0314)) == "3.1 %");
  CHECK(percent_text(Ratio(0.0314), true) == "+3.1 %");
  CHECK(percent_text(Ratio(-0.0314), true) == "-3.1 %");
  CHECK(percent_text(Ratio(0.00049)) == "0.0 %");
  CHECK(minutes_text(9min + 48s) == "9.8");
  CHECK(decimal_text(3.046, 2) == "3.05");
  CHECK(decimal_text(12, 0) == "12");
  CHECK(decimal_text(-0.04, 1) == "0.0");
}
