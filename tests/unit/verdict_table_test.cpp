// The published table: the same to the digit, with what it stands on, between its markers.
#include "support/temp_folder.hpp"
#include "support/verdict_run.hpp"
#include "turnout/verdict/table.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <iterator>

using namespace turnout;
using namespace turnout::verdict;

namespace {

std::vector<Judged> two_policies() {
  const JudgeRules rules{.bound = BoundKind::whole_day};
  return {judge(testing::made_up_run("closest_by_crow", 4min), rules),
          judge(testing::made_up_run("ours", 20s), rules)};
}

std::string line_with(const std::string& text, const std::string& words) {
  const auto at = text.find(words);
  if (at == std::string::npos) return "";
  return text.substr(at, text.find('\n', at) - at);
}

} // namespace

TEST_CASE("the table names its bound and seeds, and has a row for each policy") {
  const auto table = markdown_table(two_policies(), "closest_by_crow");
  CHECK(table == markdown_table(two_policies(), "closest_by_crow"));
  CHECK(table.find("### ordinary-tuesday") != std::string::npos);
  CHECK(table.find("Bound: whole-day flow, several jobs each from their own places.") != std::string::npos);
  CHECK(table.find("seed 7.") != std::string::npos);
  CHECK(line_with(table, "| closest_by_crow |").find("| – |") != std::string::npos);
  // Three minutes and forty seconds better on every alarm that somebody reached.
  CHECK(line_with(table, "| ours |").find("| -3.7 (-3.7 to -3.7) |") != std::string::npos);
}

TEST_CASE("every row of the table has as many cells as its head") {
  const auto table = markdown_table(two_policies(), "closest_by_crow");
  std::size_t bars = 0;
  std::size_t from = 0;
  for (std::size_t end = table.find('\n'); end != std::string::npos;
       from = end + 1, end = table.find('\n', from)) {
    const std::string line = table.substr(from, end - from);
    if (line.empty() || line[0] != '|') {
      bars = 0;
      continue;
    }
    const auto here = static_cast<std::size_t>(std::count(line.begin(), line.end(), '|'));
    if (bars != 0) CHECK(here == bars);
    bars = here;
  }
}

TEST_CASE("districts stand beside the baseline's") {
  const auto table = markdown_table(two_policies(), "closest_by_crow");
  const auto stroud = line_with(table, "| Stroud |");
  CHECK(stroud.find(" %") != std::string::npos);
  CHECK(markdown_table(two_policies(), "no such policy").find("| Stroud |") == std::string::npos);
}

TEST_CASE("the table replaces what stood between the markers and nothing else") {
  const std::string paper =
      "before\n" + std::string(table_begins) + "\nold\n" + std::string(table_ends) + "\nafter\n";
  const auto once = with_table(paper, "new\n");
  REQUIRE(once.ok());
  CHECK(once.value() ==
        "before\n" + std::string(table_begins) + "\nnew\n" + std::string(table_ends) + "\nafter\n");
  CHECK(with_table(once.value(), "new\n").value() == once.value());
  const auto missing = with_table("no markers", "new\n");
  REQUIRE(!missing.ok());
  CHECK(missing.error().find(table_begins) != std::string::npos);
}

TEST_CASE("a paper in a file is rewritten in place, and one without markers is left as it was") {
  const testing::TempFolder folder;
  const auto path = folder.file("paper.md");
  const auto write = [&](const std::string& text) { std::ofstream(path, std::ios::binary) << text; };
  const auto read = [&] {
    std::ifstream in(path, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(in), {});
  };
  write("a\n" + std::string(table_begins) + "\n" + std::string(table_ends) + "\n");
  REQUIRE(rewrite_table(path, "| new |\n").ok());
  CHECK(read() == "a\n" + std::string(table_begins) + "\n| new |\n" + std::string(table_ends) + "\n");
  write("plain");
  CHECK(!rewrite_table(path, "| new |\n").ok());
  CHECK(read() == "plain");
  CHECK(!rewrite_table(folder.file("none.md"), "").ok());
}
