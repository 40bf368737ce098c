// From the bytes of one MQTT message to events. Alarms are never dropped: what can't be understood becomes an
// AlarmReceived in doubt, with the raw bytes beside it; everything else that can't be used becomes Unusable.
// A pure function, any thread. Never throws for any bytes.
#pragma once

#include "turnout/domain/event.hpp"
#include "turnout/domain/kept_text.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::wire {

// Limits of the contract, in bytes for the payload and in characters for texts. Longer texts are cut.
inline constexpr std::size_t payload_bytes_max = 16 * 1024;
inline constexpr std::size_t label_characters_max = 64; ///< sensor, zone, a partner's reference
inline constexpr std::size_t alarm_text_characters_max = 200;
inline constexpr std::size_t reason_characters_max = 1'000;
inline constexpr std::size_t notes_characters_max = 4'000;

struct Inbound {
  std::string_view topic;
  std::string_view payload;
  bool retained = false;
  bool oversize = false; ///< the payload was cut before it came here
  WallTime received_at;
  std::string_view salt; ///< random, for the texts of this message alone; empty: none
};

struct Decoded {
  /// Usually one. A reply or progress with an optional member that can't be used gives itself without that
  /// member and an Unusable that names it, so that a slip in a note never hides that somebody has arrived.
  std::vector<Event> events;
  std::vector<KeptText> texts; ///< what the events refer to by TextId
  bool ignored = false;        ///< no event by rule; to be counted
  std::string ignored_why;     ///< our words
};

[[nodiscard]] Decoded decode(std::string_view topic_root, const Inbound& message);

} // namespace turnout::wire
