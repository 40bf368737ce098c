#include <turnout/county/chance.hpp>

#include <array>
#include <cmath>

namespace turnout::county {

namespace {

Duration milliseconds(double count) {
  return Duration(std::llround(count));
}

double polynomial(std::span<const double> coefficients, double x) {
  double sum = 0;
  for (const double c : coefficients)
    sum = sum * x + c;
  return sum;
}

} // namespace

// Acklam's rational approximation, good to 1.2e-9.
double normal_quantile(double p) noexcept {
  static constexpr std::array<double, 6> a = {-3.969683028665376e+01, 2.209460984245205e+02,
                                              -2.759285104469687e+02, 1.383577518672690e+02,
                                              -3.066479806614716e+01, 2.506628277459239e+00};
  static constexpr std::array<double, 6> b = {-5.447609879822406e+01, 1.615858368580409e+02,
                                              -1.556989798598866e+02, 6.680131188771972e+01,
                                              -1.328068155288572e+01, 1.0};
  static constexpr std::array<double, 6> c = {-7.784894002430293e-03, -3.223964580411365e-01,
                                              -2.400758277161838e+00, -2.549732539343734e+00,
                                              4.374664141464968e+00,  2.938163982698783e+00};
  static constexpr std::array<double, 5> d = {7.784695709041462e-03, 3.224671290700398e-01,
                                              2.445134137142996e+00, 3.754408661907416e+00, 1.0};
  constexpr double tail = 0.02425;
  if (p < tail) {
    const double q = std::sqrt(-2 * std::log(p));
    return polynomial(c, q) / polynomial(d, q);
  }
  if (p > 1 - tail) return -normal_quantile(1 - p);
  const double q = p - 0.5;
  return polynomial(a, q * q) * q / polynomial(b, q * q);
}

Duration Chance::between(Duration low, Duration high) noexcept {
  return milliseconds(between(static_cast<double>(low.count()), static_cast<double>(high.count())));
}

double Chance::exponential(double mean) noexcept {
  return -mean * std::log(unit());
}

Duration Chance::exponential(Duration mean) noexcept {
  return milliseconds(exponential(static_cast<double>(mean.count())));
}

double Chance::log_normal(double median, double sigma) noexcept {
  return median * std::exp(sigma * normal_quantile(unit()));
}

Duration Chance::log_normal(Duration median, double sigma) noexcept {
  return milliseconds(log_normal(static_cast<double>(median.count()), sigma));
}

std::size_t Chance::weighted(std::span<const double> weights) noexcept {
  double total = 0;
  for (const double w : weights)
    total += w;
  double at = unit() * total;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    at -= weights[i];
    if (at < 0) return i;
  }
  return weights.size() - 1;
}

} // namespace turnout::county
