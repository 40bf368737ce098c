// Looking at plans before the night does: which plan an alarm would get, and when a rung could reach nobody.
// Pure functions, any thread. Cannot fail: what is not known is said in the text.
#pragma once

#include "turnout/domain/plan.hpp"

#include <set>
#include <span>
#include <string>
#include <vector>

namespace turnout::config {

struct PlanQuestion {
  AlarmType type = AlarmType::fall;
  const Person* person = nullptr; ///< nullptr: an unknown person in `area`
  AreaId area;                    ///< of the person, if there is one
  WallTime at;
};

/// The plan's path and its ladder with local times, as plain lines.
[[nodiscard]] std::string tell_plan(const PlanBook& book, const PlanQuestion& question);

struct CoverQuestion {
  std::span<const Responder> responders;
  std::span<const Base> bases;
  std::set<AreaId> areas;
  WallTime from;
  Duration length = std::chrono::days(7);
};

/// One line for each stretch of time in which a rung could reach nobody, for example
/// `Forest of Dean, Tue 02:00-06:00: plan root/life_person, rung "offers": no carer or firefighter on shift`,
/// in order of time. Rungs that miss the same at the same time share a line, and so do all areas
/// ("everywhere"). Quarter hours are looked at. Family members come to their own people alone and are not
/// counted, nor is a crew that would leave its base below the minimum.
[[nodiscard]] std::vector<std::string> find_gaps(const PlanBook& book, const CoverQuestion& question);

} // namespace turnout::config
