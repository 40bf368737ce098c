// Turnout's own clock on a real machine. It reads the wall once, at start, and from then on counts with
// CLOCK_BOOTTIME, which runs through a suspended machine and which nobody can set. So it never goes back and
// never jumps, whatever is done to the wall clock:
// - the wall is set back, or runs behind: nothing changes here until the next start;
// - the wall is more than a second ahead: this clock runs a tenth faster until it has caught up, so that no
//   deadline is passed over and none comes in a burst.
// `SteadyWall` is the arithmetic, for one thread; `SystemClock` may be called from any thread. Neither fails.
// src/clock is the one place that reads the machine's clocks.
#pragma once

#include "turnout/engine/ports.hpp"

#include <chrono>
#include <mutex>

namespace turnout::clock {

class SteadyWall {
public:
  using Nanos = std::chrono::nanoseconds;

  /// Both readings taken at the same moment; `boot` since some fixed point, `wall` since the epoch.
  SteadyWall(Nanos boot, Nanos wall) : boot_(boot), own_(wall) {}

  /// Our time at these readings.
  [[nodiscard]] Nanos advance(Nanos boot, Nanos wall);

  static constexpr Nanos tolerated_ahead = std::chrono::seconds(1);
  static constexpr int catch_up_divisor = 10; ///< one part in ten faster

private:
  Nanos boot_;
  Nanos own_;
  bool catching_up_ = false;
};

class SystemClock final : public engine::Clock {
public:
  /// `speed` above 1 is for demonstrations: the clock starts at the wall and then runs that many times
  /// faster.
  explicit SystemClock(int speed = 1);
  [[nodiscard]] WallTime now() override;
  [[nodiscard]] Duration wait_for(WallTime at) override;

  /// How far the machine's wall clock is ahead of ours, negative when behind: for those who look after it.
  [[nodiscard]] Duration wall_ahead();

private:
  SteadyWall::Nanos own(SteadyWall::Nanos wall);

  std::mutex mutex_;
  SteadyWall steady_;
  int speed_;
  SteadyWall::Nanos started_boot_;
  SteadyWall::Nanos started_wall_;
};

} // namespace turnout::clock
