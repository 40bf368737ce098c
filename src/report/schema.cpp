#include "turnout/report/schema.hpp"

#include "turnout/report/report.hpp"

namespace turnout::report {
namespace {

std::string described(const Table& table) {
  std::string text = "### " + table.name + "\n\n" + table.about;
  if (table.audience == Audience::service) text += " In the service's copy alone.";
  text += "\n";
  for (const auto& one : table.exclusions)
    text += "\nLeft out: " + one;
  if (!table.exclusions.empty()) text += "\n";
  text += "\n| column | on paper | what it is |\n|---|---|---|\n";
  for (const auto& column : table.columns)
    text += "| `" + column.name + "` | " + column.title + " | " + column.meaning + " |\n";
  return text + "\n";
}

} // namespace

std::string tables_markdown() {
  std::string text =
      "# The tables of a report\n\nWritten from the program itself; `docs/reports.md` tells of "
      "files, of hidden figures and of how to recompute them.\nSpans in files are seconds, "
      "moments are UTC; where a clock is named, it is the one that holds if nothing is set.\n\n";
  for (const auto& section : exact_pack({}, "").sections) {
    text += "## " + section.title + "\n\n" + section.about + "\n\n";
    for (const auto& table : section.tables)
      text += described(table);
  }
  text.pop_back();
  return text;
}

} // namespace turnout::report
