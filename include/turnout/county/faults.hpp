// What goes wrong in a simulated world, and how often: read from config/county/faults/*.toml and laid over
// one another, a later file over the earlier. Nothing said, nothing goes wrong. Values, any thread. Reading
// fails with every problem at once, naming file, line, key and mend.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/base/time.hpp"

#include <filesystem>
#include <string_view>

namespace turnout::county {

struct Faults {
  // [process]
  double deaths_a_day = 0; ///< at any step between two calls of the ports
  Duration down_least = 1s;
  Duration down_most = 1min;

  // [disk]
  double refusals_a_day = 0; ///< spells in which nothing is taken
  Duration refuse_least = 1s;
  Duration refuse_most = 5min;
  double torn_a_day = 0;         ///< one write keeps nothing
  double lost_answers_a_day = 0; ///< one write is kept, and the process dies before it hears so
  double slow_a_day = 0;
  Duration slow_most = 2s;
  double lies_a_day =
      0; ///< spells in which all is said to be durable and nothing is; they end with a power cut
  Duration lie_least = 1s;
  Duration lie_most = 10min;

  // [poison]: what kills the process while it is being decided or said
  double poison_alarms = 0; ///< of the alarms
  double poison_rest = 0;   ///< of all other messages, deadlines and effects

  // [broker]
  double losses_a_day = 0;
  Duration away_least = 5s;
  Duration away_most = 5min;
  bool forgets_last_second = false;

  // [messages], shares of all
  double doubled = 0;
  double delayed = 0;
  Duration delay_most = 1min;
  double lost = 0;
  double retained = 0; ///< a copy comes once more, marked as kept by the broker

  // [clock]
  double steps_a_day = 0;
  Duration step_most = 5min; ///< forward or back
  Duration drift_a_day{};

  // [phones]
  double phone_dies = 0; ///< of the jobs
  double wrong_position = 0;
  double wrong_km = 20;
  double late_reply = 0;
  Duration late_most = 5min;
  double phone_garbled = 0; ///< of the replies and reports: a member that cannot be used

  // [operators]
  double double_clicks = 0; ///< of the commands: given twice, under one id or two
  double wrong_names = 0;   ///< ... about an incident, a person or a responder that is not there

  // [partners]
  double partner_silent = 0;
  double partner_rejects = 0;

  // [hubs]
  double shouting_a_day = 0; ///< one hub sends the same cry under new ids
  Duration shout_for = 5min;
  Duration shout_every = 2s;
  double garbled = 0;         ///< of the alarms: broken JSON, an unknown type, a missing member, too long
  double wrong_clock = 0;     ///< of the alarms: the hub's own time is hours off, either way
  double strangers_a_day = 0; ///< cries of hubs that nobody registered

  // [mains]: a valley goes dark
  double mains_at_hour = -1; ///< after the start; below zero: never
  double mains_lat = 0;
  double mains_lon = 0;
  double mains_radius_km = 0;
  double mains_hours = 4;
  double mains_share = 1;   ///< of the homes within
  double mains_quick = 0.4; ///< hubs that say so in 30 to 60 s
  double mains_fixed = 0.3; ///< ... after exactly 30 min; the rest when the battery runs low
  double mains_falls = 1.5; ///< falls rise in the dark

  // [cutover]: every home presses its test button on one day
  double cutover_at_hour = -1;
  double cutover_hours = 8;
  double cutover_share = 1;

  // [silence]: no hub reaches the centre
  double silence_at_hour = -1;
  double silence_hours = 23;

  // [tunables]
  bool random_plans = false; ///< settings of the plans drawn within their allowed ranges
  double random_share = 0.3; ///< how many of them
};

/// Lays the file over `faults`.
[[nodiscard]] Status load_faults(const std::filesystem::path& file, Faults& faults);
[[nodiscard]] Status parse_faults(std::string_view text, std::string_view name, Faults& faults);

} // namespace turnout::county
