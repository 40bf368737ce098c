// Counts in a side file how often the process died while deciding one and the same thing, so that a message
// that kills the service cannot kill it for ever. The file is memory-mapped: marking costs no system call and
// survives kill -9. Called from the deciding thread alone. Where the file cannot be had, nothing is ever
// quarantined and `open` says why.
#pragma once

#include "turnout/base/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace turnout::engine {

class PoisonGuard {
public:
  /// Deaths after which a thing is set aside.
  static constexpr std::uint32_t deaths_max = 2;

  /// Guards nothing until `open` or `keep_in_memory`.
  PoisonGuard() = default;
  ~PoisonGuard();
  PoisonGuard(const PoisonGuard&) = delete;
  PoisonGuard& operator=(const PoisonGuard&) = delete;

  /// Opens or makes the side file, and counts a death if the process before this one left its mark in it.
  [[nodiscard]] Status open(const std::string& path);

  /// For virtual worlds, where one guard outlives many processes: the page is in memory, and `deciding` is
  /// told each key once it stands there. What it throws leaves the mark, as a death would.
  void keep_in_memory(std::function<void(std::uint64_t)> deciding);
  /// A process begins: counts a death if the one before left its mark.
  void process_begins() noexcept;

  [[nodiscard]] static std::uint64_t key_of(std::string_view what) noexcept;
  [[nodiscard]] bool quarantined(std::uint64_t key) const noexcept;

  void begin(std::uint64_t key);
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
  std::unique_ptr<Page> own_; ///< the page, where it is in memory
  std::function<void(std::uint64_t)> deciding_;
};

} // namespace turnout::engine
