#include "turnout/config/plans.hpp"

#include <date/tz.h>

#include <stdexcept>

namespace turnout::config {

Result<ZoneTable> load_zone(std::string_view name) {
  using namespace std::chrono;
  constexpr sys_days first = sys_days(year(1970) / 1 / 1);
  constexpr sys_days last = sys_days(year(2050) / 1 / 1);
  try {
    const date::time_zone* zone = date::locate_zone(std::string(name));
    ZoneTable table{std::string(name), {}};
    for (date::sys_seconds at = first; at < last;) {
      const date::sys_info info = zone->get_info(at);
      if (table.steps.empty() || table.steps.back().offset != info.offset) {
        table.steps.push_back({WallTime(at), info.offset});
      }
      at = info.end;
    }
    return table;
  } catch (const std::runtime_error&) {
    // The library's own words name paths of this machine; ours name what to do.
    return Error{"is not in this machine's time zone database"};
  }
}

} // namespace turnout::config
