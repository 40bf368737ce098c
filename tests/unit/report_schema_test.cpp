// The page that says what every column is comes from the tables, and says something of each.
#include "turnout/report/report.hpp"
#include "turnout/report/schema.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <set>
#include <sstream>

using namespace turnout;

namespace {

const std::string page = std::string(TURNOUT_SOURCE_DIR) + "/docs/report-tables.md";

} // namespace

TEST_CASE("docs/report-tables.md is what the program writes") {
  std::ifstream in(page);
  std::stringstream text;
  text << in.rdbuf();
  INFO("write it anew: test_report \"[write]\"");
  CHECK(text.str() == report::tables_markdown());
}

TEST_CASE("write docs/report-tables.md", "[.][write]") {
  std::ofstream(page) << report::tables_markdown();
}

TEST_CASE("every table and every column has a name of its own and a meaning") {
  std::set<std::string> tables;
  for (const auto& section : report::exact_pack({}, "").sections) {
    CHECK_FALSE(section.about.empty());
    for (const auto& table : section.tables) {
      INFO(table.name);
      CHECK(tables.insert(table.name).second);
      CHECK_FALSE(table.about.empty());
      std::set<std::string> columns;
      for (const auto& column : table.columns) {
        INFO(column.name);
        CHECK(columns.insert(column.name).second);
        CHECK_FALSE(column.title.empty());
        CHECK_FALSE(column.meaning.empty());
      }
    }
  }
}
