#include "responders/persona.hpp"

#include "support/csv.hpp"

#include <array>
#include <cstdlib>
#include <stdexcept>

namespace turnout::sim {
namespace {

constexpr std::array habit_names{"prompt", "slow", "silent", "declines", "battery", "lost"};

} // namespace

HabitMix default_habits() {
  return {66, 14, 7, 7, 3, 3};
}

HabitMix parse_habits(const std::string& text) {
  HabitMix mix(habit_names.size(), 0);
  double total = 0;
  for (const auto& item : split(text, ',')) {
    const auto equals = item.find('=');
    const std::string name = item.substr(0, equals);
    char* end = nullptr;
    const std::string number = equals == std::string::npos ? "" : item.substr(equals + 1);
    const double weight = std::strtod(number.c_str(), &end);
    std::size_t habit = 0;
    while (habit < habit_names.size() && name != habit_names[habit])
      ++habit;
    if (habit == habit_names.size() || number.empty() || *end != '\0' || weight < 0) {
      throw std::runtime_error("--habits: '" + item +
                               "' is not one of prompt, slow, silent, declines, battery or "
                               "lost with a weight, as in prompt=60");
    }
    mix[habit] = weight;
    total += weight;
  }
  if (total <= 0) throw std::runtime_error("--habits needs one weight above zero");
  return mix;
}

std::string name_of(Habit habit) {
  return habit_names[static_cast<std::size_t>(habit)];
}

Persona persona_for(const std::string& kind, const std::string& organisation, const HabitMix& habits,
                    Random& random) {
  Persona p;
  const bool app = random.chance(0.6);
  if (kind == "firefighter" && organisation.find("on-call") == std::string::npos) {
    p = {Habit::prompt, 0.90, 15, 0.5, 90, 0.2, true};
  } else if (kind == "firefighter") {
    p = {Habit::prompt, 0.70, 30, 0.6, 300, 0.2, true};
  } else if (kind == "carer") {
    p = {Habit::prompt, 0.70, 25, 0.6, 120, 0.4, true};
  } else {
    p = {Habit::prompt, 0.55, 35, 0.7, 240, 0.4, app};
  }
  p.habit = static_cast<Habit>(random.weighted(habits));
  switch (p.habit) {
  case Habit::slow:
    p.reply_median_s *= 3;
    p.turnout_median_s *= 1.6;
    break;
  case Habit::silent:
    p.accept = 0;
    break;
  case Habit::declines:
    p.accept = 0.1;
    break;
  case Habit::prompt:
  case Habit::battery:
  case Habit::lost:
    break;
  }
  return p;
}

} // namespace turnout::sim
