// The `given` lines of a scenario: the county, its people and its plans.
#pragma once

#include "words.hpp"

#include <turnout/domain/event.hpp>

#include <set>

namespace turnout::scenarios {

struct Given {
  WallTime start;
  RegistryChanged registry;
  PlanBook plans;
  std::vector<std::pair<ResponderId, DutyState>> duties; ///< said before the first step
  std::vector<ResponderId> linked;                       ///< phones that keep a link
  bool restarts = true; ///< false: the file lives by telemetry, which no journal keeps, or restarts by itself
};

[[nodiscard]] Given plain_given();

/// One line after the word `given`.
void read_given(Given& given, Words words);

/// `plan [class] name=value …` on a book, for `given` and for changes on the way.
void read_plan(PlanBook& book, Words& words);
[[nodiscard]] Responder read_responder(Words& words);
[[nodiscard]] Person read_person(Words& words);

} // namespace turnout::scenarios
