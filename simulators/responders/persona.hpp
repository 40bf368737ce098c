// What kind of answerer somebody is: how often and how fast they say yes, how long they take to set off, and
// the habit that makes trouble. Pure values and functions; parse_habits() throws std::runtime_error with the
// word at fault.
#pragma once

#include "support/random.hpp"

#include <string>
#include <vector>

namespace turnout::sim {

enum class Habit { prompt, slow, silent, declines, battery, lost };

struct Persona {
  Habit habit = Habit::prompt;
  double accept = 0.7;
  double reply_median_s = 30;
  double reply_sigma = 0.6;
  double turnout_median_s = 120;
  double turnout_sigma = 0.3;
  bool keeps_link = true; // an app that says `received` and its connection, not a plain MQTT client
};

// Weights in the order of Habit.
using HabitMix = std::vector<double>;

HabitMix default_habits();
// "prompt=60,slow=15": weights; what is not named is 0.
HabitMix parse_habits(const std::string& text);
std::string name_of(Habit habit);

Persona persona_for(const std::string& kind, const std::string& organisation, const HabitMix& habits,
                    Random& random);

} // namespace turnout::sim
