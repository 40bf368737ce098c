// Other settings for a plan book, each within the range its key allows: for worlds that look for settings
// under which something breaks. Pure but for the source of chance that is handed in; any thread. Cannot fail.
#pragma once

#include "turnout/domain/plan.hpp"

#include <functional>

namespace turnout::config {

/// Draws about that share of the times and numbers of every plan and of the rules anew; what the reader
/// refuses (a latest before its within) stays whole. `unit` gives numbers in (0, 1).
void draw_settings(PlanBook& book, double share, const std::function<double()>& unit);

} // namespace turnout::config
