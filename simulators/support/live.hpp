// The loop that runs agents against the real world: waits for the network or the next due task, whichever
// comes first, until the time is over or the program is told to stop. One thread.
#pragma once

#include "support/mqtt_link.hpp"
#include "support/options.hpp"
#include "support/scheduler.hpp"

#include <functional>
#include <optional>

namespace turnout::sim {

// From here on SIGINT and SIGTERM ask the loops to end instead of killing the program.
void watch_signals();
bool asked_to_stop();

class Live {
public:
  // The clock of the messages is the machine's, or with `clock_since` a hurried daemon's.
  explicit Live(const RunOptions& options);

  [[nodiscard]] Scheduler& scheduler() { return scheduler_; }
  // Runs for `length` (without end when zero) or until a signal, or until `enough` says so. Returns false
  // when the broker refuses the account. `link` may be null for a simulator without a broker.
  bool run(MqttLink* link, Instant length, const std::function<bool()>& enough = {});

  // The handler, called with the clock brought up to the moment of the message: the loop may have waited long
  // for it.
  MqttLink::OnMessage timed(MqttLink::OnMessage handler);

private:
  [[nodiscard]] Instant elapsed() const;

  std::chrono::steady_clock::time_point begin_;
  Scheduler scheduler_;
};

} // namespace turnout::sim
