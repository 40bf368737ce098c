// A seeded source of chance that gives the same numbers on every machine and standard library. One object
// belongs to one thread; fork() derives an independent stream from a name, so that adding a draw in one place
// moves no other. Nothing here fails. Two draws never stand in one expression, since compilers order them as
// they like.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>
#include <string_view>
#include <vector>

namespace turnout::sim {

class Random {
public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t next() {
    state_ += 0x9E3779B97F4A7C15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
  }

  [[nodiscard]] Random fork(std::string_view name) const {
    std::uint64_t hash = 0xCBF29CE484222325ULL ^ state_;
    for (const char c : name) {
      hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
    }
    Random child(hash);
    child.next();
    return child;
  }

  // In [0, 1).
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }
  bool chance(double probability) { return unit() < probability; }
  double between(double low, double high) { return low + (high - low) * unit(); }

  // In [0, count); count must be above zero.
  std::size_t below(std::size_t count) {
    return static_cast<std::size_t>(unit() * static_cast<double>(count));
  }
  // In [low, high], both ends included.
  int whole(int low, int high) {
    return low + static_cast<int>(below(static_cast<std::size_t>(high - low) + 1));
  }

  double exponential(double mean) { return -mean * std::log(1.0 - unit()); }
  double normal() {
    const double radius = std::sqrt(-2.0 * std::log(1.0 - unit()));
    return radius * std::cos(2.0 * std::numbers::pi * unit());
  }
  double log_normal(double median, double sigma) { return median * std::exp(sigma * normal()); }

  template <typename Container>
  const auto& pick(const Container& items) {
    return items[below(std::size(items))];
  }

  // The index drawn with probability in proportion to its weight.
  std::size_t weighted(const std::vector<double>& weights) {
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

private:
  std::uint64_t state_;
};

} // namespace turnout::sim
