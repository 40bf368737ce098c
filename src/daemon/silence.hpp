// Notices that somebody waits and no desk would be heard ringing. The main thread's. Cannot fail.
#pragma once

#include <turnout/dispatch/state.hpp>

#include <chrono>
#include <optional>

namespace turnout::daemon {

class Silence {
public:
  using Clock = std::chrono::steady_clock;

  /// True once somebody has waited for so long with nobody to hear: a page that is loaded again is no
  /// silence. `audible` is nothing where no desk is expected.
  [[nodiscard]] bool unnoticed(const dispatch::State& state, std::optional<int> audible,
                               Clock::time_point now);

private:
  std::optional<Clock::time_point> since_;
};

} // namespace turnout::daemon
