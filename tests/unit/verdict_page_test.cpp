// The page: read as a browser reads it, with the figures in it and nothing of anybody's markup.
#include "support/temp_folder.hpp"
#include "support/verdict_run.hpp"
#include "turnout/verdict/page.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <sstream>

using namespace turnout;
using namespace turnout::verdict;

namespace {

const ZoneTable utc{"Etc/UTC", {}};

/// Ends with 1 when something is wrong with the page, and says what.
int read_as_a_browser(const std::string& path) {
  return std::system(("python3 " TURNOUT_SOURCE_DIR "/tests/support/read_page.py '" + path + "'").c_str());
}

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a page is whole, stands alone and has the figures") {
  const testing::TempFolder folder;
  const auto run = testing::made_up_run("ours", 20s);
  const JudgeRules rules{.bound = BoundKind::whole_day};
  const std::vector<Judged> all{judge(testing::made_up_run("closest_by_crow", 4min), rules),
                                judge(run, rules)};
  const Page page{run, all[1], all, testing::gloucestershire(), utc, "turnout-sim county --seed 7"};
  const auto path = folder.file("page.html");
  REQUIRE(write_page(page, path).ok());
  CHECK(read_as_a_browser(path) == 0);

  const auto html = page_html(page);
  CHECK(html == page_html(page));
  const Judged* const runs[] = {&all[1]};
  const auto summary = summarise(alarms_of(runs));
  CHECK(has(html, "<dd>" + statistics::minutes_text(summary.mean) + " min"));
  CHECK(has(html, "<dd>" + statistics::percent_text(summary.over_30min.ratio()) + "<small>"));
  CHECK(has(html, statistics::percent_text(gap_to_bound(runs).gap, true)));
  CHECK(has(html, "closest_by_crow"));
  CHECK(has(html, "whole-day flow, several jobs each from their own places"));
  for (const auto& district : districts_of(runs))
    CHECK(has(html, "<th scope=\"row\">" + district + "</th>"));
  CHECK(has(html, "Number 1: fall, "));
  CHECK(has(html, "turnout-sim county --seed 7"));
  CHECK(has(html, "Every promise that was checked held"));
  CHECK(has(html, "Crown copyright"));
}

TEST_CASE("whatever a run says, it is text on the page") {
  const testing::TempFolder folder;
  auto run = testing::made_up_run("<script>alert('x')</script>", 20s);
  run.scenario = "\"><img src=x onerror=y>";
  for (auto& alarm : run.alarms)
    alarm.district = "</svg><b>&";
  run.breaches.push_back({"<i>", run.from, "</table>"});
  const std::vector<Judged> all{judge(run, {})};
  const auto path = folder.file("page.html");
  REQUIRE(write_page({run, all[0], all, testing::gloucestershire(), utc, "<command>"}, path).ok());
  CHECK(read_as_a_browser(path) == 0);
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  CHECK(!has(text.str(), "<script"));
  CHECK(!has(text.str(), "<img"));
  CHECK(has(text.str(), "&lt;script&gt;"));
  CHECK(has(text.str(), "1 promises did not hold"));
}

TEST_CASE("a run in which nothing happened still makes a page") {
  const testing::TempFolder folder;
  const county::RunResults run{.scenario = "quiet", .policy = "ours"};
  const std::vector<Judged> all{judge(run, {})};
  const auto path = folder.file("page.html");
  REQUIRE(write_page({run, all[0], all, {}, utc, ""}, path).ok());
  CHECK(read_as_a_browser(path) == 0);
}

TEST_CASE("a page that cannot be written names its place") {
  const county::RunResults run;
  const Judged judged = judge(run, {});
  const auto done = write_page({run, judged, {}, {}, utc, ""}, "/no/such/folder/page.html");
  REQUIRE(!done.ok());
  CHECK(has(done.error(), "/no/such/folder/page.html"));
}

TEST_CASE("a facts sheet is read, and one that is none is refused in words") {
  const auto& map = testing::gloucestershire();
  CHECK(map.outlines.size() == 6);
  CHECK(map.stations.size() == 21);
  CHECK(map.towns.front().name == "Gloucester");
  CHECK(map.river.size() == 42);
  CHECK(!parse_geography("{}").ok());
  CHECK(!parse_geography("[").ok());
}
