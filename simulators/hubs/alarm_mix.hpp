// Which alarm comes next and from which home, in the proportions a telecare service sees. One thread; reading
// the homes throws std::runtime_error when the file is not as the contract says.
#pragma once

#include "support/geo.hpp"
#include "support/random.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace turnout::sim {

struct HomeHub {
  std::string hub;
  std::string area;
  Point at;
  bool falls_often = false;
};

std::vector<HomeHub> read_homes(const std::filesystem::path& county);

class AlarmMix {
public:
  AlarmMix(const std::vector<HomeHub>& homes, Random random);

  std::string draw_type();
  // Few people raise many of the fall alarms; other types come from anybody.
  std::size_t draw_home(const std::string& type);

private:
  Random random_;
  std::vector<double> type_weights_;
  std::vector<double> fall_weights_;
  std::size_t homes_;
};

// True for what a person raises and may take back: a button, a fall detector.
bool pressed_by_person(const std::string& type);
std::string sensor_for(const std::string& type);

} // namespace turnout::sim
