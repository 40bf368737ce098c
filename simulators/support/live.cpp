#include "support/live.hpp"

#include <algorithm>
#include <csignal>
#include <stdexcept>
#include <thread>
#include <utility>

namespace turnout::sim {
namespace {

volatile std::sig_atomic_t stop_asked = 0;

void note_signal(int) {
  stop_asked = 1;
}

Scheduler scheduler_from(const RunOptions& options) {
  const auto now = std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now());
  if (options.clock_since.empty()) return Scheduler(now);
  const auto since = parse_rfc3339(options.clock_since);
  if (!since) {
    throw std::runtime_error("--clock-since " + options.clock_since +
                             ": give it as 2026-11-22T18:00:00.000Z");
  }
  return Scheduler(*since + seconds(to_seconds(now - *since) * options.speed), options.speed);
}

} // namespace

void watch_signals() {
  std::signal(SIGINT, note_signal);
  std::signal(SIGTERM, note_signal);
  // A broker that closes the socket is news for the reconnect, not an end of the program.
  std::signal(SIGPIPE, SIG_IGN);
}

bool asked_to_stop() {
  return stop_asked != 0;
}

Live::Live(const RunOptions& options)
    : begin_(std::chrono::steady_clock::now()), scheduler_(scheduler_from(options)) {}

Instant Live::elapsed() const {
  return std::chrono::duration_cast<Instant>(std::chrono::steady_clock::now() - begin_);
}

MqttLink::OnMessage Live::timed(MqttLink::OnMessage handler) {
  return [this, handler = std::move(handler)](const Message& message) {
    scheduler_.advance_to(elapsed());
    handler(message);
  };
}

bool Live::run(MqttLink* link, Instant length, const std::function<bool()>& enough) {
  using std::chrono::milliseconds;
  constexpr milliseconds wait_max{100};
  const Instant end = elapsed() + length;
  while (!asked_to_stop()) {
    const Instant now = elapsed();
    if (length.count() > 0 && now >= end) break;
    scheduler_.advance_to(now);
    if (enough && enough()) break;
    if (link && link->refused()) return false;
    milliseconds wait = wait_max;
    if (const auto due = scheduler_.next_due()) {
      wait = std::clamp(std::chrono::ceil<milliseconds>(*due - elapsed()), milliseconds(0), wait_max);
    }
    if (link && link->connected()) {
      link->loop(wait);
    } else {
      // Without a socket the library returns at once, so the waiting happens here.
      if (link) link->loop(milliseconds(0));
      if (!link || !link->connected()) std::this_thread::sleep_for(std::min(wait, milliseconds(20)));
    }
  }
  return true;
}

} // namespace turnout::sim
