// A report from a real journal: the files are there, the same twice, and say nothing outside their time.
#include "support/temp_folder.hpp"
#include "turnout/record/json.hpp"
#include "turnout/report/report.hpp"
#include "turnout/store/journal.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

using namespace turnout;

namespace {

const WallTime from = *parse_rfc3339("2026-11-01T08:00:00.000Z");

void keep(store::SqliteJournal& journal, std::uint64_t epoch, std::uint64_t sequence, const std::string& id,
          WallTime at) {
  Incident incident;
  incident.id = IncidentId(id);
  incident.first_signal_at = at;
  engine::Batch batch;
  batch.records.push_back({{epoch, sequence, at}, TimeReached{}, {IncidentOpened{.incident = incident.id}}});
  batch.rows.push_back({"incident", id, record::to_json(incident), true});
  REQUIRE(journal.append(batch).ok());
}

std::string whole(const std::string& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

} // namespace

TEST_CASE("a report has what opened in its time, and is the same twice") {
  const testing::TempFolder folder;
  const auto path = folder.file("turnout.sqlite");
  auto journal = store::SqliteJournal::open(path);
  REQUIRE(journal.ok());
  const auto epoch = journal.value()->claim();
  REQUIRE(epoch.ok());
  keep(*journal.value(), epoch.value(), 1, "before", from - 1ms);
  keep(*journal.value(), epoch.value(), 2, "first", from);
  keep(*journal.value(), epoch.value(), 3, "after", from + 24h);

  const auto one = report::report(path, from, from + 24h, folder.file("a/b"));
  const auto two = report::report(path, from, from + 24h, folder.file("c"));
  REQUIRE(one.ok());
  REQUIRE(two.ok());
  CHECK(one.value().incidents == 1);
  REQUIRE(one.value().files.size() == 8);
  for (std::size_t i = 0; i < 8; ++i)
    CHECK(whole(one.value().files[i]) == whole(two.value().files[i]));
  const auto outcomes = whole(folder.file("c/outcomes.csv"));
  CHECK(outcomes.find("first") != std::string::npos);
  CHECK(outcomes.find("before") == std::string::npos);
  CHECK(outcomes.find("after") == std::string::npos);
}

TEST_CASE("a report that cannot be made says why") {
  const testing::TempFolder folder;
  CHECK_FALSE(report::report(folder.file("none.sqlite"), from, from + 1h, folder.file("out")).ok());
}
