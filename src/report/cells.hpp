// How values are written into cells, and shares with their uncertainty. Pure functions, any thread, no
// failure.
#pragma once

#include "turnout/report/report.hpp"

#include <optional>

namespace turnout::report {

[[nodiscard]] std::string time_cell(const std::optional<WallTime>& at);
/// Whole seconds from one to the other; empty where one is not known.
[[nodiscard]] std::string seconds_cell(const std::optional<WallTime>& from,
                                       const std::optional<WallTime>& to);
[[nodiscard]] std::string seconds_cell(Duration span);
/// Four digits after the point.
[[nodiscard]] std::string share_cell(double share);

/// How sure a share is: Wilson's interval at 95 %.
struct Interval {
  double low = 0;
  double high = 1;
};
[[nodiscard]] Interval wilson(std::size_t met, std::size_t n);

/// Nearest rank; `sorted` is not empty.
[[nodiscard]] Duration percentile(const std::vector<Duration>& sorted, unsigned percent);

/// Whom a visit was about: people are counted, machines are not.
[[nodiscard]] inline bool about_a_person(const Incident& incident) {
  return incident.cls < AlarmClass::technical;
}

/// Who counts for the response: with the person first, else first at the door, else the first to accept.
[[nodiscard]] const Assignment* first_response(const Incident& incident);

// One for each file.
[[nodiscard]] Table answer_times(const std::vector<Incident>& incidents);
[[nodiscard]] Table answer_summary(const std::vector<Incident>& incidents, const ServiceLevels& levels);
[[nodiscard]] Table response_split(const std::vector<Incident>& incidents);
[[nodiscard]] Table service_levels(const std::vector<Incident>& incidents, const Period& period,
                                   const ServiceLevels& levels);
[[nodiscard]] Table escalations(const std::vector<Incident>& incidents);
[[nodiscard]] Table outcomes(const std::vector<Incident>& incidents);
[[nodiscard]] Table first_contact(const std::vector<Incident>& incidents);
[[nodiscard]] Table settings(const Period& period, const ServiceLevels& levels);

/// An operator's answer to an alarm; a call that a person took to begin with is none.
[[nodiscard]] inline bool counts_for_answer(const Incident& incident) {
  return about_a_person(incident) && !incident.opened_by;
}

} // namespace turnout::report
