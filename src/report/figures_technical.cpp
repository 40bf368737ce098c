#include "figures.hpp"
#include "turnout/record/json.hpp"

namespace turnout::report {
namespace {

/// The local day, counted from 1970.
std::int64_t local_day(WallTime at, const ZoneTable& zone) {
  return std::chrono::floor<std::chrono::days>(at + local_offset(at, zone)).time_since_epoch().count();
}

} // namespace

Section technical(const Facts& facts) {
  TableBuilder table(
      "technical", "Technical alerts",
      "Signals of equipment, and hubs that fell silent. The same working day: closed before the "
      "end of the local day on which it came.");
  table.column("type", "Type", "Of signal.")
      .column("alerts", "Alerts", "Many of one area at once are one alert.")
      .column("same_day", "Closed the same day", "By the local calendar.")
      .column("later", "Closed later", "On a later day.")
      .column("open", "Open", "Not closed when the journal ends.")
      .column("hubs", "Hubs", "How many it was about.");
  struct Line {
    std::uint64_t alerts = 0;
    std::uint64_t same_day = 0;
    std::uint64_t later = 0;
    std::uint64_t open = 0;
    std::set<HubId> hubs;
  };
  std::map<AlarmType, Line> found;
  Line all;
  for (const auto& incident : facts.incidents) {
    if (incident.cls != AlarmClass::technical) continue;
    for (Line* line : {&all, &found[incident.type]}) {
      ++line->alerts;
      if (!incident.closed_at)
        ++line->open;
      else if (local_day(*incident.closed_at, facts.zone) == local_day(incident.first_signal_at, facts.zone))
        ++line->same_day;
      else
        ++line->later;
      if (incident.hub) line->hubs.insert(*incident.hub);
      for (const auto& alarm : incident.alarms)
        line->hubs.insert(alarm.hub);
    }
  }
  const auto row = [&](std::string scope, std::string title, const Line& line) {
    table.row(std::move(scope), {std::move(title), Tally{line.alerts}, Tally{line.same_day},
                                 Tally{line.later}, Tally{line.open}, Tally{line.hubs.size()}});
  };
  row("", "all", all);
  for (const auto& [type, line] : found)
    row("type=" + std::string(record::name_of(type)), words(record::name_of(type)), line);
  return {"Equipment", "Things are counted here, not people, so nothing is hidden.", {table.take()}};
}

} // namespace turnout::report
