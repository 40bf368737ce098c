// The one clock and to-do list of a simulator: everything that happens later is a task with a due time. One
// thread only. Time moves when advance_to() is called, by the live loop with the machine's clock or by a test
// at will, so the same agents run in both. A task that throws ends the program: agents do not throw.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <queue>
#include <string>
#include <vector>

namespace turnout::sim {

// Time since the simulator started.
using Instant = std::chrono::microseconds;
using Task = std::function<void()>;

inline Instant seconds(double s) {
  return Instant(static_cast<std::int64_t>(s * 1e6));
}
inline double to_seconds(Instant t) {
  return static_cast<double>(t.count()) / 1e6;
}

class Scheduler {
public:
  using WallTime = std::chrono::sys_time<std::chrono::microseconds>;

  // `wall_speed`: how many times faster than tasks the written times go by, beside a daemon whose clock is
  // hurried.
  explicit Scheduler(WallTime start, double wall_speed = 1) : start_(start), wall_speed_(wall_speed) {}

  [[nodiscard]] Instant now() const { return now_; }
  [[nodiscard]] WallTime wall_now() const { return wall_after(Instant{0}); }
  [[nodiscard]] WallTime wall_after(Instant delay) const {
    return start_ + seconds(to_seconds(now_ + delay) * wall_speed_);
  }

  void at(Instant due, Task task);
  void after(Instant delay, Task task) { at(now_ + delay, std::move(task)); }
  [[nodiscard]] std::optional<Instant> next_due() const;
  // Runs what is due up to `instant`, in order of due time, then of asking.
  void advance_to(Instant instant);

private:
  struct Entry {
    Instant due;
    std::uint64_t order;
    Task task;
  };
  struct Later {
    bool operator()(const Entry& a, const Entry& b) const {
      return a.due != b.due ? a.due > b.due : a.order > b.order;
    }
  };

  WallTime start_;
  double wall_speed_;
  Instant now_{0};
  std::uint64_t asked_ = 0;
  std::priority_queue<Entry, std::vector<Entry>, Later> tasks_;
};

// RFC 3339, UTC, milliseconds.
std::string rfc3339(Scheduler::WallTime time);
// Empty when the text is not such a time.
std::optional<Scheduler::WallTime> parse_rfc3339(const std::string& text);

} // namespace turnout::sim
