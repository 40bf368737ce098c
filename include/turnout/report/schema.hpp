// docs/report-tables.md: every table of a report, its columns and what each counts, from the tables
// themselves. Pure, any thread.
#pragma once

#include <string>

namespace turnout::report {

[[nodiscard]] std::string tables_markdown();

} // namespace turnout::report
