// Seeded chance by counting: a stream is named by the seed, a purpose and up to three numbers (who, which
// alarm), so a draw for one actor moves no other's, and two policies meet the same luck. Values; a stream
// belongs to one thread. Nothing fails; the same on every compiler, since the transforms are our own.
#pragma once

#include "turnout/base/time.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace turnout::county {

/// A number for a text, the same everywhere (FNV-1a).
[[nodiscard]] constexpr std::uint64_t number_of(std::string_view text) noexcept {
  std::uint64_t hash = 0xCBF29CE484222325ULL;
  for (const char c : text)
    hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  return hash;
}

/// splitmix64's finisher: every bit of the input reaches every bit of the output.
[[nodiscard]] constexpr std::uint64_t mixed(std::uint64_t z) noexcept {
  z += 0x9E3779B97F4A7C15ULL;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
  return z ^ (z >> 31);
}

/// The value below which a standard normal falls with probability `p`, 0 < p < 1.
[[nodiscard]] double normal_quantile(double p) noexcept;

class Chance {
public:
  Chance(std::uint64_t seed, std::string_view purpose, std::uint64_t a = 0, std::uint64_t b = 0,
         std::uint64_t c = 0)
      : key_(mixed(mixed(mixed(mixed(seed) ^ number_of(purpose)) ^ a) ^ mixed(b + 0x51ED2701)) ^
             mixed(c + 0x2545F491)) {}

  [[nodiscard]] std::uint64_t next() noexcept { return mixed(key_ + 0x9E3779B97F4A7C15ULL * ++count_); }
  /// In (0, 1), never an end.
  [[nodiscard]] double unit() noexcept { return (static_cast<double>(next() >> 12) + 0.5) * 0x1.0p-52; }
  /// Takes one draw whatever the answer.
  [[nodiscard]] bool happens(double probability) noexcept { return unit() < probability; }
  [[nodiscard]] double between(double low, double high) noexcept { return low + (high - low) * unit(); }
  [[nodiscard]] Duration between(Duration low, Duration high) noexcept;
  /// In [0, end), end above zero.
  [[nodiscard]] std::size_t below(std::size_t end) noexcept {
    return static_cast<std::size_t>(unit() * static_cast<double>(end));
  }
  [[nodiscard]] double exponential(double mean) noexcept;
  [[nodiscard]] Duration exponential(Duration mean) noexcept;
  [[nodiscard]] double log_normal(double median, double sigma) noexcept;
  [[nodiscard]] Duration log_normal(Duration median, double sigma) noexcept;
  /// An index in proportion to the weights, which are not all zero.
  [[nodiscard]] std::size_t weighted(std::span<const double> weights) noexcept;

private:
  std::uint64_t key_;
  std::uint64_t count_ = 0;
};

} // namespace turnout::county
