// What a responder finds behind the door and how long it takes, drawn in the proportions of published
// schemes. Pure functions; nothing fails.
#pragma once

#include "support/random.hpp"

#include <string>
#include <vector>

namespace turnout::sim {

struct Visit {
  bool gets_in = true;
  double entry_min = 2;
  double stay_min = 30; // beside the person, until clear
  std::vector<std::string> needs;
  std::string outcome;
  std::vector<std::string> referrals;
  std::string notes;
};

Visit draw_visit(const std::string& alarm_type, Random& random);

} // namespace turnout::sim
