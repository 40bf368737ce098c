// A pack as files that others can read: a page, a workbook, a CSV file for each table, JSON. The same pack
// gives the same bytes. Any thread. A file that cannot be written is an Error that names it and the mend;
// files already written stay. What the files hold stands in docs/reports.md.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/report/table.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace turnout::report {

/// One page that needs nothing beside itself, on a screen and on A4 paper.
[[nodiscard]] std::string html(const Pack& pack);

[[nodiscard]] std::string json(const Pack& pack);

/// RFC 4180 with a header row and line feeds; words that a spreadsheet would take for a formula open with '.
[[nodiscard]] std::string csv(const Table& table);

/// A sheet for each table, behind a front sheet.
[[nodiscard]] Status write_xlsx(const Pack& pack, const std::filesystem::path& file);
/// The same in memory, by way of a temporary file.
[[nodiscard]] Result<std::string> xlsx(const Pack& pack);

/// report.html, report.xlsx, report.json and each table's CSV; makes the folder if it is not there. Their
/// paths, in that order.
[[nodiscard]] Result<std::vector<std::string>> write_pack(const Pack& pack, const std::filesystem::path& dir);

} // namespace turnout::report
