// Who the responders are and when they work, from responders.csv. Reading throws std::runtime_error naming
// the row.
#pragma once

#include "support/geo.hpp"

#include <ctime>
#include <filesystem>
#include <string>
#include <vector>

namespace turnout::sim {

struct ShiftWindow {
  unsigned days = 0; // bit 0 is Monday: the day it starts
  int from_min = 0;
  int to_min = 0; // not after from_min: ends on the next day
};

class Shifts {
public:
  // Items joined by ';': '24h', 'Mon-Fri 08:00-18:00', 'Sat,Sun 22:00-06:00'; empty: always. Throws
  // std::runtime_error with the item that cannot be read.
  static Shifts parse(const std::string& text);
  [[nodiscard]] bool cover(int weekday_from_monday, int minute) const;
  // In the local time of the process (TZ).
  [[nodiscard]] bool cover(std::time_t when) const;

private:
  std::vector<ShiftWindow> windows_;
};

struct RosterEntry {
  std::string id, kind, organisation;
  Point home;
  Shifts shifts;
};

std::vector<RosterEntry> read_roster(const std::filesystem::path& county);

} // namespace turnout::sim
