// What a commissioner asks of a stretch of time, made from committed facts over a connection of its own, so
// that a report never delays an alarm. Pure; any thread. The same facts give the same report.
#pragma once

#include "turnout/report/facts.hpp"
#include "turnout/report/table.hpp"

namespace turnout::report {

/// Every figure as it is, those for the service alone included: nothing is hidden yet.
[[nodiscard]] Pack exact_pack(const Facts& facts, std::string period);

} // namespace turnout::report
