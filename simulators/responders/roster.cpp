#include "responders/roster.hpp"

#include "support/csv.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>

namespace turnout::sim {
namespace {

constexpr std::array day_names{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr unsigned every_day = 0x7F;
constexpr int minutes_a_day = 1440;

int day_number(const std::string& name) {
  for (std::size_t i = 0; i < day_names.size(); ++i) {
    if (name == day_names[i]) return static_cast<int>(i);
  }
  throw std::runtime_error("'" + name + "' is not a day: use Mon to Sun");
}

unsigned days_of(const std::string& text) {
  unsigned days = 0;
  for (const auto& part : split(text, ',')) {
    const auto dash = part.find('-');
    const int first = day_number(part.substr(0, dash));
    const int last = dash == std::string::npos ? first : day_number(part.substr(dash + 1));
    for (int day = first;; day = (day + 1) % 7) {
      days |= 1U << day;
      if (day == last) break;
    }
  }
  return days;
}

ShiftWindow window_of(const std::string& item) {
  if (item == "24h") return {every_day, 0, minutes_a_day};
  const auto space = item.find(' ');
  int from_h = 0, from_m = 0, to_h = 0, to_m = 0;
  if (space == std::string::npos ||
      std::sscanf(item.c_str() + space + 1, "%2d:%2d-%2d:%2d", &from_h, &from_m, &to_h, &to_m) != 4) {
    throw std::runtime_error("shift '" + item + "' is not like 'Mon-Fri 08:00-18:00' or '24h'");
  }
  return {days_of(item.substr(0, space)), from_h * 60 + from_m, to_h * 60 + to_m};
}

double number(const CsvTable& table, std::size_t row, const std::string& column) {
  const std::string& text = table.at(row, column);
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') {
    throw std::runtime_error("responders.csv: row " + std::to_string(row + 2) + ", " + column + ": '" + text +
                             "' is not a number");
  }
  return value;
}

} // namespace

Shifts Shifts::parse(const std::string& text) {
  Shifts shifts;
  for (const auto& item : split(text, ';'))
    shifts.windows_.push_back(window_of(item));
  return shifts;
}

bool Shifts::cover(int weekday, int minute) const {
  if (windows_.empty()) return true;
  const auto today = 1U << weekday;
  const auto yesterday = 1U << ((weekday + 6) % 7);
  for (const auto& w : windows_) {
    if (w.to_min > w.from_min) {
      if ((w.days & today) != 0 && minute >= w.from_min && minute < w.to_min) return true;
    } else {
      if ((w.days & today) != 0 && minute >= w.from_min) return true;
      if ((w.days & yesterday) != 0 && minute < w.to_min) return true;
    }
  }
  return false;
}

bool Shifts::cover(std::time_t when) const {
  std::tm local{};
  localtime_r(&when, &local);
  return cover((local.tm_wday + 6) % 7, local.tm_hour * 60 + local.tm_min);
}

std::vector<RosterEntry> read_roster(const std::filesystem::path& county) {
  const CsvTable table = CsvTable::read(county / "responders.csv");
  std::vector<RosterEntry> roster;
  for (std::size_t row = 0; row < table.rows(); ++row) {
    roster.push_back({table.at(row, "responder_id"), table.at(row, "kind"), table.at(row, "organisation"),
                      Point{number(table, row, "lat"), number(table, row, "lon")},
                      Shifts::parse(table.at(row, "shifts"))});
  }
  return roster;
}

} // namespace turnout::sim
