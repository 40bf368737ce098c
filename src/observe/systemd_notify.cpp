#include "turnout/observe/systemd_notify.hpp"

#include <systemd/sd-daemon.h>

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

} // namespace turnout::observe
