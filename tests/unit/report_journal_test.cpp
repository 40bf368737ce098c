// Facts from a real journal: what opened in its time, what was joined, the census, starts and the zone.
#include "support/temp_folder.hpp"
#include "turnout/record/json.hpp"
#include "turnout/report/facts.hpp"
#include "turnout/report/make.hpp"
#include "turnout/store/journal.hpp"

#include <catch2/catch.hpp>

using namespace turnout;

namespace {

const WallTime from = *parse_rfc3339("2026-11-01T08:00:00.000Z");

class Kept {
public:
  Kept() : path(folder.file("turnout.sqlite")) {
    auto opened = store::SqliteJournal::open(path);
    REQUIRE(opened.ok());
    journal = std::move(opened).value();
    claim();
  }

  void claim() {
    const auto claimed = journal->claim();
    REQUIRE(claimed.ok());
    epoch = claimed.value();
  }

  void keep(Event event, std::vector<Decision> decisions, WallTime at, std::vector<engine::Row> rows = {}) {
    engine::Batch batch;
    batch.records.push_back({{epoch, ++sequence, at}, std::move(event), std::move(decisions)});
    batch.rows = std::move(rows);
    REQUIRE(journal->append(batch).ok());
  }

  void incident(const std::string& id, WallTime at, const std::string& area = "stroud",
                const std::string& joined_into = {}) {
    Incident one;
    one.id = IncidentId(id);
    one.first_signal_at = at;
    one.area = AreaId(area);
    if (!joined_into.empty()) one.joined_into = IncidentId(joined_into);
    keep(TimeReached{}, {IncidentOpened{.incident = one.id}}, at,
         {{"incident", id, record::to_json(one), true}});
  }

  report::Facts facts(const report::ReportSettings& settings = {}) {
    auto source = custody::journal_source(path);
    REQUIRE(source.ok());
    auto gathered = report::gather(*source.value(), from, from + 24h, settings);
    REQUIRE(gathered.ok());
    return std::move(gathered).value();
  }

  testing::TempFolder folder;
  std::string path;
  std::unique_ptr<store::SqliteJournal> journal;
  std::uint64_t epoch = 0;
  std::uint64_t sequence = 0;
};

RegistryLoaded register_of(int people) {
  RegistryLoaded loaded{.people = people, .responders = 0, .bases = 0, .whole = true, .census = {}};
  loaded.census = std::vector<CensusLine>{{AreaId("stroud"), "west", people, 0}, {AreaId("dean"), "", 1, 1}};
  return loaded;
}

} // namespace

TEST_CASE("facts are of what opened in the period, and what was joined counts once") {
  Kept kept;
  kept.incident("before", from - 1ms);
  kept.incident("first", from);
  kept.incident("twin", from + 1h, "stroud", "first");
  kept.incident("elsewhere", from + 2h, "dean");
  kept.incident("after", from + 24h);
  const auto facts = kept.facts();
  REQUIRE(facts.incidents.size() == 2);
  CHECK(facts.incidents[0].id == IncidentId("first"));
  REQUIRE(facts.week_after.size() == 1);
  CHECK(facts.week_after[0].id == IncidentId("after"));
  CHECK(facts.period.as_of == from + 24h);
  CHECK(facts.journal.sequence == 5);
  CHECK(facts.journal.hash.size() == 64);
  const auto dean = kept.facts({.levels = {}, .rural = {}, .area = AreaId("dean")});
  REQUIRE(dean.incidents.size() == 1);
  CHECK(dean.incidents[0].id == IncidentId("elsewhere"));
}

TEST_CASE("the last census before the period's end counts, and every start within it") {
  Kept kept;
  kept.keep(PlansChanged{}, {}, from - 49h);
  kept.keep(RegistryChanged{}, {register_of(10)}, from - 48h);
  kept.keep(TimeReached{}, {}, from + 1h);
  kept.claim();
  kept.keep(RegistryChanged{}, {register_of(12)}, from + 2h);
  RegistryLoaded same{.people = 1, .responders = 0, .bases = 0, .whole = true, .census = {}};
  kept.keep(RegistryChanged{}, {same}, from + 3h);
  kept.keep(RegistryChanged{}, {register_of(99)}, from + 25h);
  const auto facts = kept.facts();
  REQUIRE(facts.census.size() == 2);
  CHECK(facts.census[0].people == 12);
  REQUIRE(facts.starts.size() == 1);
  CHECK(facts.starts[0].at == from + 2h);
  CHECK(facts.starts[0].last_before == from + 1h);
}

TEST_CASE("the journal's very first start comes after none") {
  Kept kept;
  kept.keep(PlansChanged{}, {}, from + 1h);
  kept.keep(RegistryChanged{}, {register_of(10)}, from + 2h);
  const auto facts = kept.facts();
  REQUIRE(facts.starts.size() == 1);
  CHECK_FALSE(facts.starts[0].last_before);
}

TEST_CASE("canaries, the disk's refusals and the zone of the plans are found among other records") {
  Kept kept;
  PlanBook book;
  book.revision = PlanRevision("abc");
  book.zone = {"Europe/London", {{from - 1h, 1h}}};
  kept.keep(PlansChanged{}, {PlansLoaded{book}}, from - 1h);
  AlarmReceived canary;
  canary.hub = HubId("canary");
  canary.alarm = AlarmId("canary-1");
  canary.type = AlarmType::test;
  canary.path = AlarmPath::primary;
  kept.keep(canary, {}, from - 2h);
  kept.keep(StorageChanged{}, {StorageSet{false}}, from - 30min);
  canary.path = AlarmPath::secondary;
  kept.keep(canary, {}, from + 1h);
  AlarmReceived other = canary;
  other.alarm = AlarmId("a-canary-2");
  kept.keep(other, {}, from + 2h);
  kept.keep(StorageChanged{}, {StorageSet{false}}, from + 3h);
  const auto facts = kept.facts();
  CHECK(facts.canary_paths == std::set{AlarmPath::primary, AlarmPath::secondary});
  CHECK(facts.disk_refused_before);
  CHECK(facts.zone.name == "Europe/London");
  CHECK(facts.plans == PlanRevision("abc"));
  REQUIRE(facts.canaries.size() == 1);
  CHECK(facts.canaries[0].path == AlarmPath::secondary);
  REQUIRE(facts.disk.size() == 1);
  CHECK_FALSE(facts.disk[0].durable);
}

TEST_CASE("what is not over yet is not published") {
  Kept kept;
  kept.keep(RegistryChanged{}, {register_of(10)}, from + 2h);
  const auto source = custody::journal_source(kept.path);
  REQUIRE(source.ok());
  const auto pack = report::published_pack(*source.value(), report::parse_period("2026-11").value(), {}, {});
  REQUIRE_FALSE(pack.ok());
  CHECK(pack.error().find("November 2026 is not over in this journal, which ends at") != std::string::npos);
}

TEST_CASE("a journal that is not there says so") {
  const testing::TempFolder folder;
  CHECK_FALSE(custody::journal_source(folder.file("none.sqlite")).ok());
}
