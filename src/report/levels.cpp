#include "cells.hpp"

#include <functional>

namespace turnout::report {
namespace {

/// met, missed, or nothing when the clock was stopped or has not run out.
using Judged = std::optional<bool>;

struct Level {
  std::string name;
  Duration within{};
  double target = 1;
  std::size_t n = 0;
  std::size_t met = 0;

  void judge(Judged judged) {
    if (!judged) return;
    ++n;
    if (*judged) ++met;
  }
};

/// A clock from `from`, stopped well by `reached`, ended without blame by `ended` before its time.
Judged judged(WallTime from, const std::optional<WallTime>& reached, const std::optional<WallTime>& ended,
              Duration within, WallTime as_of) {
  if (reached) return *reached - from <= within;
  if (ended.value_or(as_of) - from <= within) return std::nullopt;
  return false;
}

Level answer_level(const std::vector<Incident>& incidents, Duration within, double target, WallTime as_of) {
  Level level{"answer", within, target};
  for (const auto& incident : incidents) {
    if (counts_for_answer(incident))
      level.judge(judged(incident.first_signal_at, incident.answered_at, incident.closed_at, within, as_of));
  }
  return level;
}

Level arrival_level(const std::vector<Incident>& incidents, Duration within, double target, WallTime as_of) {
  Level level{"decision_to_arrival", within, target};
  for (const auto& incident : incidents) {
    if (!about_a_person(incident) || !incident.decided_at) continue;
    const Assignment* first = first_response(incident);
    level.judge(judged(*incident.decided_at, first != nullptr ? first->on_scene_at : std::nullopt,
                       incident.closed_at, within, as_of));
  }
  return level;
}

Level entry_level(const std::vector<Incident>& incidents, Duration within, WallTime as_of) {
  Level level{"arrival_to_person", within};
  for (const auto& incident : incidents) {
    const Assignment* first = first_response(incident);
    if (first != nullptr && first->on_scene_at)
      level.judge(judged(*first->on_scene_at, first->with_person_at, incident.closed_at, within, as_of));
  }
  return level;
}

Level long_lie_level(const std::vector<Incident>& incidents, Duration within, WallTime as_of) {
  Level level{"first_signal_to_person", within};
  for (const auto& incident : incidents) {
    if (incident.cls > AlarmClass::person_at_risk) continue;
    level.judge(judged(incident.first_signal_at, incident.with_person_at, incident.closed_at, within, as_of));
  }
  return level;
}

Level acknowledge_level(const std::vector<Incident>& incidents, WallTime as_of) {
  Level level{"partner_acknowledges", Duration(0)};
  for (const auto& incident : incidents) {
    for (const auto& request : incident.requests) {
      level.judge(judged(request.asked_at, request.acknowledged_at, incident.closed_at,
                         request.acknowledge_by - request.asked_at, as_of));
    }
  }
  return level;
}

} // namespace

Table service_levels(const std::vector<Incident>& incidents, const Period& period,
                     const ServiceLevels& levels) {
  constexpr double answer_target = 0.975;
  constexpr double answer_latest_target = 0.99;
  constexpr double arrive_target = 0.9;
  Table table{"service_levels.csv",
              {"level", "within_s", "target", "n", "met", "share", "share_low", "share_high", "target_met"},
              {}};
  for (const auto& level : {answer_level(incidents, levels.answer_within, answer_target, period.as_of),
                            answer_level(incidents, levels.answer_latest, answer_latest_target, period.as_of),
                            arrival_level(incidents, levels.arrive_by, arrive_target, period.as_of),
                            arrival_level(incidents, levels.arrive_latest, 1, period.as_of),
                            entry_level(incidents, levels.entry_within, period.as_of),
                            long_lie_level(incidents, levels.long_lie_max, period.as_of),
                            acknowledge_level(incidents, period.as_of)}) {
    const double share = level.n == 0 ? 0 : static_cast<double>(level.met) / static_cast<double>(level.n);
    const Interval sure = wilson(level.met, level.n);
    const bool counted = level.n > 0;
    table.rows.push_back({level.name, level.within == Duration(0) ? "as asked" : seconds_cell(level.within),
                          share_cell(level.target), std::to_string(level.n), std::to_string(level.met),
                          counted ? share_cell(share) : "", counted ? share_cell(sure.low) : "",
                          counted ? share_cell(sure.high) : "",
                          !counted                ? ""
                          : share >= level.target ? "yes"
                                                  : "no"});
  }
  return table;
}

Table settings(const Period& period, const ServiceLevels& levels) {
  return {
      "settings.csv",
      {"setting", "value"},
      {{"from", time_cell(period.from)},
       {"to", time_cell(period.to)},
       {"as_of", time_cell(period.as_of)},
       {"answer_within_s", seconds_cell(levels.answer_within)},
       {"answer_latest_s", seconds_cell(levels.answer_latest)},
       {"arrive_by_s", seconds_cell(levels.arrive_by)},
       {"arrive_latest_s", seconds_cell(levels.arrive_latest)},
       {"entry_within_s", seconds_cell(levels.entry_within)},
       {"long_lie_max_s", seconds_cell(levels.long_lie_max)},
       {"interval", "Wilson 95 %"},
       {"percentiles", "nearest rank"},
       {"left out of answers", "calls opened by hand; technical signals and tests"},
       {"left out of every clock", "incidents closed, and clocks not run out, before their time was over"},
       {"times", "UTC"}}};
}

} // namespace turnout::report
