// Which plan an alarm gets: the first branch that matches, all the way down; the root matches everything.
// Pure; any thread that may look at the book.
// Cannot fail: a plan named by the person that does not exist is passed over.
#pragma once

#include "turnout/domain/plan.hpp"

namespace turnout::dispatch {

struct MatchQuestion {
  AlarmClass cls = AlarmClass::life_person;
  AlarmType type = AlarmType::help;
  AreaId area;
  const Person* person = nullptr; ///< nullptr: unknown
  WallTime at;
};

/// A person's own plan, named by its path or the last part of it, wins outright.
[[nodiscard]] const PlanNode& match_plan(const PlanBook& book, const MatchQuestion& question);

/// The node of that path, or of that last part of a path; nullptr if there is none.
[[nodiscard]] const PlanNode* find_plan(const PlanBook& book, std::string_view name);

} // namespace turnout::dispatch
