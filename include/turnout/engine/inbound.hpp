// A message as it came in, before anybody has looked inside, and the lanes that keep people before machines.
// Lanes may be used from any thread; `take` by one.
// A full people lane makes the caller wait (people are never shed); a full telemetry lane drops its oldest
// and counts.
#pragma once

#include "turnout/domain/event.hpp"
#include "turnout/domain/kept_text.hpp"

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace turnout::engine {

/// One MQTT message on one of our topics.
struct RawMessage {
  std::string topic;
  std::string payload;
  bool retained = false;
  bool oversize = false; ///< payload was cut to the first 16 KiB
  WallTime received_at;
};

/// From the broker, or an event made on this machine (a command, a reload, a deadline) with the texts it
/// speaks of.
struct LocalEvent {
  Event event;
  std::vector<KeptText> texts;
};
using Inbound = std::variant<RawMessage, LocalEvent>;

/// In order of precedence.
enum class Lane : std::uint8_t { people, response, technical, telemetry };
inline constexpr std::size_t lane_count = 4;

/// Which lane a message travels in, from its topic and the first bytes alone; what cannot be told is people.
[[nodiscard]] Lane lane_of(const RawMessage& message, std::string_view topic_root) noexcept;

class Lanes {
public:
  static constexpr std::array<std::size_t, lane_count> capacity = {65'536, 65'536, 65'536, 65'536};

  /// Waits while a full lane is one that never sheds, unless closed.
  void put(Lane lane, Inbound message);

  /// Up to `max` messages, graver lanes first; waits until something is there, `until` passes on the
  /// monotonic clock, or the lanes are closed.
  [[nodiscard]] std::vector<Inbound> take(std::size_t max, std::chrono::steady_clock::time_point until);

  /// Ends a wait in `take`, though nothing came.
  void wake();

  /// Wakes everybody; put does nothing afterwards.
  void close();

  [[nodiscard]] bool closed() const;
  [[nodiscard]] std::uint64_t shed() const;
  [[nodiscard]] std::size_t waiting() const;

private:
  mutable std::mutex mutex_;
  std::condition_variable filled_;
  std::condition_variable drained_;
  std::array<std::deque<Inbound>, lane_count> lanes_;
  std::uint64_t shed_ = 0;
  bool woken_ = false;
  bool closed_ = false;
};

} // namespace turnout::engine
