#include "cells.hpp"
#include "turnout/record/json.hpp"

#include <algorithm>

namespace turnout::report {

Table answer_times(const std::vector<Incident>& incidents) {
  Table table{"answer_times.csv",
              {"incident", "class", "type", "area", "first_signal_at", "answered_at", "answered_by",
               "answer_s", "counts"},
              {}};
  for (const auto& incident : incidents) {
    if (!about_a_person(incident)) continue;
    table.rows.push_back({incident.id.str(), std::string(record::name_of(incident.cls)),
                          std::string(record::name_of(incident.type)), incident.area.str(),
                          time_cell(incident.first_signal_at), time_cell(incident.answered_at),
                          incident.answered_by ? incident.answered_by->str() : "",
                          seconds_cell(incident.first_signal_at, incident.answered_at),
                          counts_for_answer(incident) ? "yes" : "no"});
  }
  return table;
}

Table answer_summary(const std::vector<Incident>& incidents, const ServiceLevels& levels) {
  std::vector<Duration> waits;
  std::size_t asked = 0;
  for (const auto& incident : incidents) {
    if (!counts_for_answer(incident)) continue;
    ++asked;
    if (incident.answered_at) waits.push_back(*incident.answered_at - incident.first_signal_at);
  }
  std::sort(waits.begin(), waits.end());
  const auto within = [&](Duration limit) {
    return std::to_string(std::upper_bound(waits.begin(), waits.end(), limit) - waits.begin());
  };
  const auto at = [&](unsigned percent) {
    return waits.empty() ? std::string() : seconds_cell(percentile(waits, percent));
  };
  Table table{"answer_summary.csv", {"figure", "value"}, {}};
  table.rows = {
      {"alarms", std::to_string(asked)},
      {"answered", std::to_string(waits.size())},
      {"answered_within_" + seconds_cell(levels.answer_within) + "_s", within(levels.answer_within)},
      {"answered_within_" + seconds_cell(levels.answer_latest) + "_s", within(levels.answer_latest)},
      {"p50_s", at(50)},
      {"p90_s", at(90)},
      {"p95_s", at(95)},
      {"p99_s", at(99)},
      {"max_s", at(100)}};
  return table;
}

} // namespace turnout::report
