// What the daemon looks after between rounds, besides its journal.
#include "app.hpp"

#include <turnout/observe/log.hpp>

namespace turnout::daemon {

void App::watch_silence() {
  // Without pages nobody is expected to hear one.
  if (!pages_) return;
  if (!silence_.unnoticed(engine_->state(), console_->audible(), Silence::Clock::now())) {
    health_.well("sound");
  } else if (health_.trouble("sound",
                             "somebody waits and no console with its sound on is open: nobody is rung")) {
    observe::log_warning("somebody waits and no console with its sound on is open");
  }
}

/// A journal written by a clock that ran ahead is gone on with from its last record, and nobody sees it from
/// the times alone.
void App::watch_clock() {
  if (settings_.clock_speed > 1) return; // of a demonstration, and meant
  constexpr Duration hardly = 10s;
  const Duration ahead = engine_->ahead_of_clock() - clock_.wall_ahead();
  if (ahead < hardly) {
    clock_ahead_ = {};
    health_.well("clock");
    return;
  }
  if (std::chrono::abs(ahead - clock_ahead_) < hardly) return;
  clock_ahead_ = ahead;
  const std::string by = format_duration(std::chrono::floor<std::chrono::seconds>(ahead));
  health_.trouble("clock", "runs " + by +
                               " ahead of this machine's, which was set back or had run ahead: shifts, hours "
                               "and the ages of positions are that much off");
  observe::log_warning("the clock runs {} ahead of this machine's", by);
}

/// A phone may have said that it is available before its owner was in the register.
void App::greet_newcomers() {
  const auto known = engine_->state().reference.responders.size();
  if (known > responders_known_) gateway_->hear_phones_again();
  responders_known_ = known;
}

} // namespace turnout::daemon
