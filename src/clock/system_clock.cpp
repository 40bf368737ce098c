#include "turnout/clock/system_clock.hpp"

#include <algorithm>
#include <ctime>

namespace turnout::clock {
namespace {

using Nanos = SteadyWall::Nanos;

Nanos read(clockid_t which) noexcept {
  timespec at{};
  clock_gettime(which, &at); // cannot fail for the two clocks asked for here
  return std::chrono::seconds(at.tv_sec) + Nanos(at.tv_nsec);
}

} // namespace

Nanos SteadyWall::advance(Nanos boot, Nanos wall) {
  const Nanos passed = std::max(boot - boot_, Nanos::zero());
  boot_ = std::max(boot_, boot);
  own_ += passed;
  const Nanos behind = wall - own_;
  if (behind > tolerated_ahead) catching_up_ = true;
  if (behind <= Nanos::zero()) catching_up_ = false;
  if (catching_up_) own_ += std::min(passed / catch_up_divisor, behind);
  return own_;
}

SystemClock::SystemClock(int speed)
    : steady_(read(CLOCK_BOOTTIME), read(CLOCK_REALTIME)), speed_(speed), started_boot_(read(CLOCK_BOOTTIME)),
      started_wall_(read(CLOCK_REALTIME)) {}

Nanos SystemClock::own(Nanos wall) {
  if (speed_ > 1) return started_wall_ + (read(CLOCK_BOOTTIME) - started_boot_) * speed_;
  // Read under the lock: two threads then see one order of instants.
  const std::lock_guard lock(mutex_);
  return steady_.advance(read(CLOCK_BOOTTIME), wall);
}

WallTime SystemClock::now() {
  return WallTime(std::chrono::floor<Duration>(own(read(CLOCK_REALTIME))));
}

Duration SystemClock::wait_for(WallTime at) {
  return (at - now() + Duration(speed_ - 1)) / speed_;
}

Duration SystemClock::wall_ahead() {
  const Nanos wall = read(CLOCK_REALTIME);
  return std::chrono::floor<Duration>(wall - own(wall));
}

} // namespace turnout::clock
