// Virtual time: what is to happen, in order of instant and then of arrival, and the dispatcher's own clock,
// which can be wrong. One thread. Nothing fails.
#pragma once

#include "turnout/engine/ports.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace turnout::county {

class Clockwork {
public:
  using Task = std::function<void()>;

  explicit Clockwork(WallTime start) : now_(start) {}

  /// An instant that has passed counts as now.
  void at(WallTime when, Task task);
  void after(Duration span, Task task) { at(now_ + span, std::move(task)); }

  [[nodiscard]] WallTime now() const noexcept { return now_; }
  [[nodiscard]] bool empty() const noexcept { return heap_.empty(); }
  /// The instant of the next task; only while there is one.
  [[nodiscard]] WallTime next() const noexcept { return heap_.front().when; }
  [[nodiscard]] std::size_t waiting() const noexcept { return heap_.size(); }
  [[nodiscard]] std::uint64_t done() const noexcept { return done_; }

  /// Moves time on, never back.
  void move_to(WallTime when) noexcept { now_ = std::max(now_, when); }
  /// Moves to the next task and does it.
  void step();

private:
  struct Entry {
    WallTime when;
    std::uint64_t order;
    std::uint32_t slot;
  };
  static bool later(const Entry& a, const Entry& b) noexcept {
    return a.when != b.when ? a.when > b.when : a.order > b.order;
  }

  WallTime now_;
  std::uint64_t order_ = 0;
  std::uint64_t done_ = 0;
  std::vector<Entry> heap_;
  std::vector<Task> tasks_; ///< by slot
  std::vector<std::uint32_t> free_;
};

/// The dispatcher's clock over the true one. A machine whose wall clock is set steps at once here, where the
/// real clock would walk: the harder case. Never goes back within one process.
class FallibleClock final : public engine::Clock {
public:
  explicit FallibleClock(const Clockwork& time) : time_(time) {}

  [[nodiscard]] WallTime now() override;

  /// The wall clock is set forward or back by this much.
  void step(Duration by) noexcept { ahead_ += by; }
  /// From now on it gains (or loses) so many milliseconds a day.
  void drift(Duration a_day) noexcept;
  /// A new process reads the wall anew, even if that lies back.
  void new_process() noexcept { shown_ = WallTime{}; }
  /// The true instant at which this clock will show `shown`, not before now.
  [[nodiscard]] WallTime true_instant(WallTime shown);

private:
  [[nodiscard]] Duration drifted() const noexcept;

  const Clockwork& time_;
  Duration ahead_{};
  Duration a_day_{};
  WallTime drifting_since_{};
  WallTime shown_{};
};

} // namespace turnout::county
