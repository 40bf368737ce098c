// A pack as files: read as a browser, a spreadsheet and a program read them.
#include "support/made_up_packs.hpp"
#include "support/temp_folder.hpp"
#include "turnout/report/disclosure.hpp"
#include "turnout/report/write.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace turnout;
using namespace turnout::report;

namespace {

Pack month() {
  return disclosed(testing::county_month(1), CalendarPeriod::month(2026, 10), {}, {});
}

std::string bytes_of(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// A table with a bar for each.
Table drawn(const std::vector<std::pair<std::string, Cell>>& bars) {
  Table table;
  table.name = "t";
  table.columns = {{"who", "Who", "", "", ""}, {"share", "Share", "", "", ""}};
  table.chart = {Drawing::bars, "who", "share", "", 0};
  for (const auto& [name, cell] : bars)
    table.rows.push_back({"", {name, cell}, {}});
  return table;
}

/// Ends with 1 when something is wrong, and says what.
int python(const std::string& script, const std::string& path) {
  return std::system(
      ("/usr/bin/python3 -B " TURNOUT_SOURCE_DIR "/tests/support/" + script + " '" + path + "'").c_str());
}

} // namespace

TEST_CASE("the page of a report is whole and stands alone") {
  const testing::TempFolder folder;
  const auto files = write_pack(month(), folder.path());
  REQUIRE(files.ok());
  CHECK(python("read_page.py", folder.file("report.html")) == 0);
  const auto page = bytes_of(folder.file("report.html"));
  CHECK(has(page, "<h1>Telecare response in Gloucestershire</h1>"));
  CHECK(has(page, "href=\"#t-causes\""));
  CHECK(has(page, "<caption>Table 1. Answers by district, October 2026</caption>"));
  CHECK(has(page, "<dt>Within 60 s</dt>\n<dd>Answered by a person within 60 seconds.</dd>"));
  CHECK(has(page, "<li>Technical signals and tests: nobody waits for an answer.</li>"));
  CHECK(has(page, "<abbr title=\"hidden: a few\">*</abbr>"));
  CHECK(has(page, "&lt;other&gt; &amp; more"));
  CHECK(has(page, "counts from 1 to 7"));
  CHECK(!has(page, "I-secret"));
  CHECK(page == html(month()));
}

TEST_CASE("a long name beside a bar is whole") {
  const std::string name = "Upper Stepping Stones Practice Team";
  auto table = drawn({{name, Share{30, 40}}});
  const auto text = html({"T", "P", {{"S", "", {table}}}});
  const auto at = text.find(">" + name + "</text>");
  REQUIRE(at != std::string::npos);
  const auto x = text.rfind("x=\"", at) + 3;
  // Its end; letters of 13 px are 7.5 wide at least.
  CHECK(std::stod(text.substr(x)) >= 7.5 * static_cast<double>(name.size()));
}

TEST_CASE("a drawing of the same value everywhere does not name a range") {
  const auto said = [](const Table& table) { return html({"T", "P", {{"S", "", {table}}}}); };
  CHECK(
      has(said(drawn({{"north", Share{40, 40}}, {"south", Share{20, 20}}})), "Share, 100.0 % in each of 2."));
  CHECK(has(said(drawn({{"north", Share{40, 40}}, {"south", Hidden{}}})), "Share, north: 100.0 %."));
  CHECK(has(said(drawn({{"north", Share{40, 40}}, {"south", Share{10, 20}}})),
            "from 50.0 % (south) to 100.0 % (north)"));
}

TEST_CASE("what is hidden stands below the axis of a line, where it is no nought") {
  auto table = drawn({{"01", Share{40, 40}}, {"02", Hidden{}}, {"03", Share{10, 20}}});
  table.chart.drawing = Drawing::line;
  const auto text = html({"T", "P", {{"S", "", {table}}}});
  const auto height_of = [&](const std::string& words) {
    const auto at = text.rfind("y=\"", text.find(">" + words + "</text>")) + 3;
    return std::stod(text.substr(at));
  };
  CHECK(height_of("*") > height_of("0"));
  CHECK(height_of("*") < height_of("02"));
}

TEST_CASE("every file of a pack has its name, and none is left out") {
  const testing::TempFolder folder;
  const auto files = write_pack(month(), folder.path() / "2026-10");
  REQUIRE(files.ok());
  std::vector<std::string> names;
  for (const auto& file : files.value())
    names.push_back(std::filesystem::path(file).filename().string());
  CHECK(names == std::vector<std::string>{"report.html", "report.xlsx", "report.json",
                                          "answer_by_district.csv", "answer_by_hour.csv",
                                          "response_split.csv", "causes.csv", "settings.csv",
                                          "disclosure.csv"});
  CHECK(write_pack(month(), folder.path() / "2026-10").ok());
  std::ofstream(folder.path() / "2026-10" / "escalations.csv") << "lines kept in the house";
  const auto beside = write_pack(month(), folder.path() / "2026-10");
  REQUIRE(!beside.ok());
  CHECK(has(beside.error(), "holds escalations.csv"));
  std::ofstream(folder.file("file")) << "in the way";
  const auto refused = write_pack(month(), folder.path() / "file");
  REQUIRE(!refused.ok());
  CHECK(has(refused.error(), "cannot be made"));
}

TEST_CASE("a table as CSV has plain figures, and no formula") {
  Table table;
  table.columns = {{"what", "", "", "", ""},     {"calls", "", "", "calls", ""}, {"share", "", "", "", ""},
                   {"share_95", "", "", "", ""}, {"p50_s", "", "", "", ""},      {"cost_gbp", "", "", "", ""},
                   {"at", "", "", "", ""}};
  table.rows = {{"",
                 {std::string("=1+1"), Count{1040}, Share{39, 40}, ShareRange{39, 40},
                  Spread{Duration(61'250), 40}, Pence{-1205}, *parse_rfc3339("2026-10-01T00:00:00Z")}},
                {"",
                 {std::string("a \"b\", c"), Hidden{}, Hidden{Hidden::Why::derived, Hidden::Figure::share},
                  Hidden{Hidden::Why::derived, Hidden::Figure::share_range}, Spread{1s, 0}, Cell()}},
                {"", {std::string("none"), Count{0}, Share{0, 0}, ShareRange{0, 0}}}};
  CHECK(csv(table) == "what,calls,share,share_95_low,share_95_high,p50_s,cost_gbp,at\n"
                      "'=1+1,1040,97.5,87.1,99.6,61.25,-12.05,2026-10-01T00:00:00.000Z\n"
                      "\"a \"\"b\"\", c\",*,c,c,c,,,\n"
                      "none,0,,,,,,\n");
}

TEST_CASE("JSON says what every cell is") {
  Table table;
  table.name = "t";
  table.columns = {{"a", "A", "What.", "calls", ""}};
  table.rows = {{"area=x",
                 {Count{5}, Tally{6}, Share{1, 3}, ShareRange{1, 3}, PerThousand{1, 3}, Spread{1500ms, 9},
                  Total{2s, 9}, Spent{100, 9}, Pence{7}, Duration(1s), Cell(), std::string("w"),
                  Hidden{Hidden::Why::derived, Hidden::Figure::total}}}};
  table.row_sums = {{0, {0}}};
  CHECK(
      json({"T", "P", {{"S", "", {table}}}}) ==
      R"({"format":"turnout-report-1","title":"T","period":"P","front":[],"reading":[],"sections":[{"title":"S","about":"","tables":[)"
      R"({"name":"t","title":"","about":"","exclusions":[],"columns":[{"name":"a","title":"A","meaning":"What.",)"
      R"("fact":"calls","of":""}],"rows":[{"scope":"area=x","cells":[{"count":5},{"tally":6},)"
      R"({"met":1,"n":3,"percent":"33.3"},{"met":1,"n":3,"low_percent":"6.1","high_percent":"79.2"},)"
      R"({"n":1,"served":3,"per_thousand":"333.3"},{"ms":1500,"n":9},{"total_ms":2000,"n":9},)"
      R"({"total_pence":100,"n":9},{"pence":7},{"ms":1000},null,"w",{"hidden":"c","figure":"total"}]}],)"
      R"("row_sums":[{"whole":0,"parts":[0]}],"column_sums":[]}]}]})"
      "\n");
}

TEST_CASE("the workbook has a sheet for each table, and the same bytes whenever it is written") {
  const testing::TempFolder folder;
  REQUIRE(write_xlsx(month(), folder.file("one.xlsx")).ok());
  CHECK(python("read_workbook.py", folder.file("one.xlsx")) == 0);
  const auto again = xlsx(month());
  REQUIRE(again.ok());
  CHECK(again.value() == bytes_of(folder.file("one.xlsx")));
  const auto refused = write_xlsx(month(), folder.path() / "nowhere" / "one.xlsx");
  REQUIRE(!refused.ok());
  CHECK(has(refused.error(), "nowhere/one.xlsx"));
}
