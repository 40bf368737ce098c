#include "turnout/observe/systemd_notify.hpp"

#include <systemd/sd-daemon.h>

#include <cstdint>
#include <string>

namespace turnout::observe {
namespace {

void say(const char* state) {
  sd_notify(0, state); // a supervisor that cannot be told is no reason to stop
}

} // namespace

void notify_ready() {
  say("READY=1");
}

void notify_status(std::string_view line) {
  say(("STATUS=" + std::string(line)).c_str());
}

void notify_watchdog() {
  say("WATCHDOG=1");
}

void notify_stopping() {
  say("STOPPING=1");
}

std::optional<Duration> watchdog_interval() {
  std::uint64_t period_us = 0;
  if (sd_watchdog_enabled(0, &period_us) <= 0) return std::nullopt;
  return std::chrono::duration_cast<Duration>(std::chrono::microseconds(period_us / 2));
}

} // namespace turnout::observe
