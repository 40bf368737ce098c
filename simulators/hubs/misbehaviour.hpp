// What broken, old or careless hubs send. Pure functions of their arguments; nothing fails.
#pragma once

#include "hubs/alarm_store.hpp"
#include "support/random.hpp"

#include <string>

namespace turnout::sim {

enum class Misbehaviour {
  truncated_json,
  unknown_type,
  wrong_clock,
  missing_type,
  duplicate,
  retained,
  oversize,
  unknown_hub,
  not_json,
  press_burst,
  mains_storm
};

Misbehaviour draw_misbehaviour(Random& random);
std::string name_of(Misbehaviour kind);
// Spoils a good alarm. For the kinds that are about many messages (duplicate, press_burst, mains_storm) the
// alarm stays good: the fleet sends it often.
OutgoingAlarm spoiled(OutgoingAlarm alarm, Misbehaviour kind, Random& random);

} // namespace turnout::sim
