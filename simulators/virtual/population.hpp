// The invented people of make-county as the simulated world takes them. Called once before a run. Throws
// std::runtime_error with the facts file at fault.
#pragma once

#include "turnout/county/run.hpp"

namespace turnout::sim {

/// Everybody the scenario has, without names: the world plants marks instead.
[[nodiscard]] county::Population populate(const county::Scenario& scenario);

} // namespace turnout::sim
