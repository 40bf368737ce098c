#include "hubs/alarm_mix.hpp"

#include "support/csv.hpp"

#include <array>
#include <cmath>
#include <cstdlib>
#include <stdexcept>

namespace turnout::sim {
namespace {

struct TypeShare {
  const char* type;
  double per_1000_users_a_month;
  const char* sensor;
};

// About 1,400 calls per 1,000 users a month; half of them a button pressed by accident or for company.
constexpr std::array<TypeShare, 29> shares{{{"help", 700, "pendant"},
                                            {"fall", 120, "fall-detector"},
                                            {"seizure", 6, "bed-monitor"},
                                            {"man_down", 2, "mobile"},
                                            {"inactivity", 50, "pir"},
                                            {"bed_exit", 45, "bed-sensor"},
                                            {"chair_exit", 20, "chair-sensor"},
                                            {"wandering", 15, "door-contact"},
                                            {"bath", 4, "bath-sensor"},
                                            {"smoke", 15, "smoke-detector"},
                                            {"heat", 4, "heat-detector"},
                                            {"carbon_monoxide", 3, "co-detector"},
                                            {"gas", 3, "gas-detector"},
                                            {"duress", 2, "pendant"},
                                            {"intruder", 2, "pir"},
                                            {"bogus_caller", 4, "door-button"},
                                            {"flood", 5, "flood-sensor"},
                                            {"temperature_low", 5, "thermometer"},
                                            {"temperature_high", 2, "thermometer"},
                                            {"medication_missed", 40, "dispenser"},
                                            {"enuresis", 8, "bed-sensor"},
                                            {"mains_fail", 30, "hub"},
                                            {"mains_restored", 10, "hub"},
                                            {"battery_low", 50, "hub"},
                                            {"tamper", 5, "hub"},
                                            {"radio_fault", 20, "hub"},
                                            {"line_fault", 15, "hub"},
                                            {"assistance", 2, "hub"},
                                            {"test", 200, "pendant"}}};

double degrees_of(const std::string& text) {
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0')
    throw std::runtime_error("people.csv: '" + text + "' is not a coordinate");
  return value;
}

} // namespace

std::vector<HomeHub> read_homes(const std::filesystem::path& county) {
  const CsvTable table = CsvTable::read(county / "people.csv");
  std::vector<HomeHub> homes;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    homes.push_back({table.at(row, "hub_id"), table.at(row, "area"),
                     Point{degrees_of(table.at(row, "lat")), degrees_of(table.at(row, "lon"))},
                     table.at(row, "risk_flags").find("falls_2plus") != std::string::npos});
  }
  if (homes.empty()) throw std::runtime_error("people.csv names nobody");
  return homes;
}

AlarmMix::AlarmMix(const std::vector<HomeHub>& homes, Random random) : random_(random), homes_(homes.size()) {
  for (const auto& share : shares)
    type_weights_.push_back(share.per_1000_users_a_month);
  Random habit = random_.fork("habit");
  constexpr double tail_sigma = 1.2, repeat_faller_factor = 4;
  for (const auto& home : homes) {
    fall_weights_.push_back(habit.log_normal(1, tail_sigma) * (home.falls_often ? repeat_faller_factor : 1));
  }
}

std::string AlarmMix::draw_type() {
  return shares[random_.weighted(type_weights_)].type;
}

std::size_t AlarmMix::draw_home(const std::string& type) {
  return type == "fall" || type == "assistance" ? random_.weighted(fall_weights_) : random_.below(homes_);
}

bool pressed_by_person(const std::string& type) {
  return type == "help" || type == "fall";
}

std::string sensor_for(const std::string& type) {
  for (const auto& share : shares) {
    if (type == share.type) return share.sensor;
  }
  return "hub";
}

} // namespace turnout::sim
