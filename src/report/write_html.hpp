// The parts of the page of a pack. Pure, any thread, no failure.
#pragma once

#include "turnout/report/table.hpp"

#include <string>

namespace turnout::report {

/// Empty for a table that is not to be drawn, or has nothing to draw.
[[nodiscard]] std::string chart_of(const Table& table);

/// What a report adds to the style of every page: paper above all.
[[nodiscard]] std::string report_style();

} // namespace turnout::report
