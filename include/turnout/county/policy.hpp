// The ways of dispatching that are set side by side: each is a name and what it changes in the plans. The
// engine is the same under all of them. Constants and pure functions, any thread. An unknown name is nullptr.
#pragma once

#include "turnout/domain/plan.hpp"

#include <span>
#include <string_view>

namespace turnout::county {

struct Policy {
  std::string_view name;
  std::string_view text;
  void (*change)(PlanBook& book);
  bool moves_cars = false; ///< mobile cars stand where the rules advise
};

[[nodiscard]] std::span<const Policy> policies();
[[nodiscard]] const Policy* find_policy(std::string_view name);

/// Gives a book that was changed a revision of its own.
void stamp_revision(PlanBook& book);

} // namespace turnout::county
