// Counts in a side file how often the process died while deciding one and the same thing, so that a message
// that kills the service cannot kill it for ever. The file is memory-mapped: marking costs no system call and
// survives kill -9. Called from the deciding thread alone. Where the file cannot be had, nothing is ever
// quarantined and `open` says why.
#pragma once

#include "turnout/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace turnout::engine {

class PoisonGuard {
public:
  /// Deaths after which a thing is set aside.
  static constexpr std::uint32_t deaths_max = 2;

  /// Guards nothing: for virtual worlds and tests.
  PoisonGuard() = default;
  ~PoisonGuard();
  PoisonGuard(const PoisonGuard&) = delete;
  PoisonGuard& operator=(const PoisonGuard&) = delete;

  /// Opens or makes the side file, and counts a death if the process before this one left its mark in it.
  [[nodiscard]] Status open(const std::string& path);

  [[nodiscard]] static std::uint64_t key_of(std::string_view what) noexcept;
  [[nodiscard]] bool quarantined(std::uint64_t key) const noexcept;

  void begin(std::uint64_t key) noexcept;
  void end() noexcept;

private:
  static constexpr std::size_t entries_max = 250;
  struct Entry {
    std::uint64_t key;
    std::uint64_t deaths;
  };
  struct Page {
    std::uint64_t magic;
    std::uint64_t deciding; ///< key of what is being decided, or zero
    std::uint64_t next;     ///< the oldest entry, overwritten when all are used
    Entry entries[entries_max];
  };

  Page* page_ = nullptr;
};

} // namespace turnout::engine
