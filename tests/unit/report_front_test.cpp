// Whose report it is, how its figures are to be read, and which districts it has.
#include "report_samples.hpp"
#include "support/temp_folder.hpp"
#include "turnout/record/json.hpp"
#include "turnout/report/make.hpp"
#include "turnout/report/write.hpp"
#include "turnout/store/journal.hpp"

using namespace turnout;
using namespace turnout::report;

namespace {

const WallTime december = *parse_rfc3339("2026-12-01T00:00:00.000Z");

/// A journal of November 2026 with so many falls in Stroud, each answered in 30 s and seen
/// to in 20 min but for `late` of them.
class County {
public:
  County(int falls, int late) {
    auto journal = store::SqliteJournal::open(folder.file("county.sqlite"));
    REQUIRE(journal.ok());
    const auto epoch = journal.value()->claim();
    REQUIRE(epoch.ok());
    for (int i = 0; i < falls; ++i) {
      const WallTime at = testing::start + std::chrono::minutes(i);
      auto fall = testing::base("I" + std::to_string(i), std::chrono::minutes(i));
      fall.cls = AlarmClass::life_person;
      fall.area = AreaId("Stroud");
      fall.answered_at = at + (i < late ? 2min : 30s);
      fall.first_decided_at = at + 1min;
      fall.with_person_at = at + (i < late ? 61min : 20min);
      testing::close(fall, 2h, Outcome::no_injury_helped_up);
      engine::Batch batch;
      batch.records.push_back({{epoch.value(), static_cast<std::uint64_t>(i) + 1, at},
                               TimeReached{},
                               {IncidentOpened{.incident = fall.id}}});
      batch.rows = {{"incident", fall.id.str(), record::to_json(fall), true}};
      REQUIRE(journal.value()->append(batch).ok());
    }
    engine::Batch next_month;
    next_month.records.push_back(
        {{epoch.value(), static_cast<std::uint64_t>(falls) + 1, december}, TimeReached{}, {}});
    REQUIRE(journal.value()->append(next_month).ok());
    auto opened = custody::journal_source(folder.file("county.sqlite"));
    REQUIRE(opened.ok());
    source = std::move(opened).value();
  }

  Result<Pack> published(const std::string& area = {}) {
    ReportSettings settings;
    settings.provider = "Invented Telecare";
    if (!area.empty()) settings.area = AreaId(area);
    return published_pack(*source, CalendarPeriod::month(2026, 11), settings, {});
  }

  Result<Pack> for_the_service(WallTime to, const std::string& area = {}) {
    ReportSettings settings;
    if (!area.empty()) settings.area = AreaId(area);
    return service_pack(*source, *parse_rfc3339("2026-11-01T00:00:00.000Z"), to, settings);
  }

  testing::TempFolder folder;
  std::unique_ptr<custody::Source> source;
};

std::string words_in(const Pack& pack, const std::string& table, const std::string& scope,
                     const std::string& column) {
  for (const auto& section : pack.sections) {
    for (const auto& one : section.tables) {
      if (one.name != table) continue;
      const auto found = testing::cell(one, scope, column);
      return std::holds_alternative<std::string>(found) ? std::get<std::string>(found) : "no words";
    }
  }
  return "no table";
}

bool stands(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("a published report says whose it is and how it is to be read") {
  County county(200, 0);
  const auto pack = county.published();
  REQUIRE(pack.ok());
  const std::string page = html(pack.value());
  CHECK(stands(page, "<dd>Invented Telecare</dd>"));
  CHECK(stands(page, "2026-11-01 00:00 to 2026-12-01 00:00, local time"));
  CHECK(stands(page, "for publishing"));
  CHECK(stands(page, "How to read this"));
  CHECK(stands(page, "* hides a count from 1 to 7"));
  CHECK(stands(page, "<p class=\"beside\">Counts are rounded to the nearest 5.</p>"));
  CHECK(stands(json(pack.value()), R"({"name":"Provider","value":"Invented Telecare"})"));
}

TEST_CASE("the service's copy says that it stays in the house, and prints no lines") {
  County county(200, 0);
  const auto pack = county.for_the_service(december);
  REQUIRE(pack.ok());
  CHECK(pack.value().period == "November 2026");
  const std::string page = html(pack.value());
  CHECK(stands(page, "not for publication"));
  CHECK(!stands(page, "Counts are rounded"));
  CHECK(stands(page, "Not printed: 200 lines. They are in answer_times.csv"));
  CHECK(!stands(html(county.published().value()), "Not printed"));
  const auto odd = county.for_the_service(december - 24h);
  REQUIRE(odd.ok());
  CHECK(odd.value().period == "2026-11-01 00:00 to 2026-11-30 00:00");
}

TEST_CASE("a district that is not there is refused, by either copy") {
  County county(20, 0);
  for (const auto& pack : {county.published("stroud"), county.for_the_service(december, "stroud")}) {
    REQUIRE(!pack.ok());
    CHECK(stands(pack.error(), "'stroud' is no district of this report"));
    CHECK(stands(pack.error(), "Stroud"));
  }
  CHECK(county.for_the_service(december, "Stroud").ok());
}

TEST_CASE("one district's copy says which it is, and what it does not have") {
  County county(20, 0);
  const auto pack = county.published("Stroud");
  REQUIRE(pack.ok());
  const std::string page = html(pack.value());
  CHECK(stands(page, "<dt>Of</dt>\n<dd>Stroud</dd>"));
  CHECK(stands(page, "Service levels, answers and partners are counted for all districts together"));
  for (const auto& section : pack.value().sections) {
    for (const auto& table : section.tables) {
      for (const auto& row : table.rows) {
        if (row.cells.front() == Cell("district")) CHECK(row.cells[1] == Cell("Stroud"));
      }
    }
  }
}

TEST_CASE("whether a promise was kept is said of the figures that are shown, not of those behind") {
  const auto answered = [](const Pack& pack) {
    return words_in(pack, "service_levels", "level=answered", "reached");
  };
  County kept(400, 0);
  CHECK(answered(kept.published().value()) == "yes");
  County missed(400, 40);
  CHECK(answered(missed.published().value()) == "no");
  County close(400, 9); // 97.75 % of a target of 97.5; goes out as 390 of 400
  CHECK(answered(close.for_the_service(december).value()) == "yes");
  CHECK(answered(close.published().value()) == "too close to tell");
  County few(400, 2);
  CHECK(answered(few.published().value()) == "cannot be told");
  // Nearly all, of what was promised without exception.
  CHECK(words_in(few.published().value(), "service_levels", "level=long_lie", "reached") == "no");
}
