// What screens and reports read beside a running journal, and which files are not opened at all.
#include "support/journal_place.hpp"

#include <turnout/base/sha256.hpp>
#include <turnout/store/read_store.hpp>

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <filesystem>

using namespace turnout;
using namespace turnout::testing;

namespace {

struct Place : JournalPlace {
  Place() : JournalPlace(5) {
    auto reading = store::ReadStore::open(path);
    INFO((reading ? std::string() : reading.error()));
    REQUIRE(reading);
    store = std::move(reading).value();
  }

  std::unique_ptr<store::ReadStore> store;
};

void close_incident(Place& place, std::uint64_t of, std::uint64_t sequence) {
  Record record;
  record.stamp = {1, sequence, sample_time + 1h};
  record.event = TimeReached{};
  Closed closed;
  closed.incident = sample_incident_id("a", of);
  closed.by = OperatorId("O1");
  record.decisions = {closed};
  engine::Row row = sample_row(sample_record(1, of));
  auto incident = record::from_json<Incident>(row.json).value();
  incident.closed_at = record.stamp.at;
  row.json = record::to_json(incident);
  row.open = false;
  engine::Batch batch;
  batch.records = {record};
  batch.rows = {row};
  REQUIRE(place.journal->append(batch));
}

std::string one_value(const std::string& path, const std::string& sql) {
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
  sqlite3_stmt* statement = nullptr;
  REQUIRE(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  REQUIRE(sqlite3_step(statement) == SQLITE_ROW);
  std::string value = reinterpret_cast<const char*>(sqlite3_column_text(statement, 0));
  sqlite3_finalize(statement);
  sqlite3_close(db);
  return value;
}

} // namespace

TEST_CASE("incidents by state, id, time and person", "[store][read]") {
  Place place;
  close_incident(place, 2, 6);
  CHECK(place.store->open_incidents().value().size() == 4);
  const auto closed = place.store->incident(sample_incident_id("a", 2)).value();
  REQUIRE(closed);
  CHECK(closed->closed_at == sample_time + 1h);
  CHECK_FALSE(place.store->incident(IncidentId("none")).value());
  const auto between = place.store->incidents_opened_between(sample_time + 2s, sample_time + 4s).value();
  REQUIRE(between.size() == 2);
  CHECK(between[0].id == sample_incident_id("a", 2));
  CHECK(between[1].id == sample_incident_id("a", 3));
  const auto of_person = place.store->incidents_of(PersonId("P2")).value();
  REQUIRE(of_person.size() == 1);
  CHECK(of_person[0].id == sample_incident_id("a", 2));
  CHECK(one_value(place.path, "SELECT closed_at FROM row WHERE id = 'I-a-2'") ==
        format_rfc3339(sample_time + 1h));
}

TEST_CASE("what was open at any moment of a time is found, whenever it began", "[store][read]") {
  Place place;
  close_incident(place, 2, 6);
  const auto open = [&](WallTime from, WallTime to) {
    std::string ids;
    const auto found = place.store->incidents_open_between(from, to);
    for (const auto& incident : found.value())
      ids += incident.id.str().back();
    return ids;
  };
  CHECK(open(sample_time, sample_time + 3s) == "12");
  CHECK(open(sample_time + 30min, sample_time + 2h) == "12345");
  CHECK(open(sample_time + 1h, sample_time + 2h) == "12345");
  CHECK(open(sample_time + 1h + 1ms, sample_time + 2h) == "1345");
}

TEST_CASE("records of an incident and from a sequence on", "[store][read]") {
  Place place;
  close_incident(place, 2, 6);
  const auto of_incident = place.store->records_of(sample_incident_id("a", 2)).value();
  REQUIRE(of_incident.size() == 2);
  CHECK(of_incident[0] == sample_record(1, 2));
  CHECK(of_incident[1].stamp.sequence == 6);
  CHECK(place.store->records(5, 10).value().size() == 2);
  CHECK(place.store->last_sequence().value() == 6);
  std::vector<std::uint64_t> seen;
  REQUIRE(place.store->for_each_record(3, [&seen](const Record& record) {
    seen.push_back(record.stamp.sequence);
    return seen.size() < 3;
  }));
  CHECK(seen == std::vector<std::uint64_t>{3, 4, 5});
}

TEST_CASE("where a responder stood when they said how far they are is not kept", "[store][read]") {
  Place place;
  auto record = sample_record(1, 6);
  ProgressReceived progress{.responder = ResponderId("R1"),
                            .id = MessageId("m"),
                            .incident = IncidentId("I1"),
                            .stage = Stage::clear};
  progress.position = GeoPoint{517457000, -22170000};
  record.event = progress;
  engine::Batch batch;
  batch.records = {record};
  REQUIRE(place.journal->append(batch));
  progress.position.reset();
  CHECK(place.store->records(6, 1).value().at(0).event == Event(progress));
}

TEST_CASE("facts, texts and what is owed", "[store][read]") {
  Place place;
  engine::Batch batch;
  HubFacts hub;
  hub.id = HubId("H1");
  hub.silent = true;
  ResponderFacts responder;
  responder.id = ResponderId("R1");
  batch.rows = {{"hub", "H1", record::to_json(hub), true},
                {"responder", "R1", record::to_json(responder), true},
                {"system", "system", record::to_json(SystemFacts{}), true}};
  batch.texts = {sample_text(std::string("raw \0 bytes \xff", 13))};
  batch.done = {EffectKey("1.1")};
  REQUIRE(place.journal->append(batch));
  CHECK(place.store->hub_facts().value() == std::vector{hub});
  CHECK(place.store->responder_facts().value() == std::vector{responder});
  CHECK(place.store->system_facts().value() == SystemFacts{});
  CHECK(place.store->text(batch.texts[0].id).value() == batch.texts[0].body);
  CHECK_FALSE(place.store->text(TextId("none")).value());
  CHECK(place.store->rows("", true).value().size() == 8);
  CHECK(place.store->rows("hub", false).value().size() == 1);
}

TEST_CASE("who looked at whom is one question", "[store][read]") {
  Place place;
  const auto look = [&](std::uint64_t sequence, const std::string& by, std::vector<PersonId> people,
                        bool may) {
    const auto why = sample_text("asked by telephone");
    Record record{{1, sequence, sample_time + std::chrono::hours(sequence)},
                  RecordViewed{.id = MessageId("v" + std::to_string(sequence)),
                               .by = OperatorId(by),
                               .role = "operator",
                               .people = people,
                               .what = RecordPart::key_safe,
                               .why = ViewReason::telephone_call,
                               .reason = why.id,
                               .console = "desk-1"},
                  {ViewAnswered{.id = MessageId("v"), .done = may, .people = {}}}};
    if (may) std::get<ViewAnswered>(record.decisions[0]).people = std::move(people);
    engine::Batch batch;
    batch.records = {record};
    batch.texts = {why};
    REQUIRE(place.journal->append(batch));
  };
  look(6, "ann", {PersonId("P1")}, true);
  look(7, "ben", {PersonId("P2"), PersonId("P1"), PersonId("P1")}, true);
  look(8, "cyd", {PersonId("P1")}, false);
  look(9, "dot", {PersonId("P2")}, true);

  const auto looks = place.store->looks_at(PersonId("P1")).value();
  REQUIRE(looks.size() == 2);
  CHECK(looks[0].view.by == OperatorId("ann"));
  CHECK(looks[0].reason == "asked by telephone");
  CHECK(looks[1].view.by == OperatorId("ben"));
  CHECK(looks[1].stamp.sequence == 7);
  CHECK(place.store->looks_at(PersonId("P1"), sample_time + 7h).value().size() == 1);
  CHECK(place.store->looks_at(PersonId("P9")).value().empty());
  CHECK(one_value(place.path, "SELECT group_concat(who || ' ' || what || ' ' || why || ' ' || console) FROM "
                              "record_views WHERE person = 'P1'") ==
        "ann key_safe telephone_call desk-1,ben key_safe telephone_call desk-1");
}

TEST_CASE("a journal of the first tables gets the new ones", "[store][read]") {
  Place place;
  place.journal.reset();
  place.store.reset();
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(place.path.c_str(), &db) == SQLITE_OK);
  REQUIRE(sqlite3_exec(db,
                       "DROP VIEW record_views; DROP TABLE record_view; DROP INDEX journal_seldom; "
                       "DROP TABLE erased_text; ALTER TABLE text DROP COLUMN salt; PRAGMA user_version=1",
                       nullptr, nullptr, nullptr) == SQLITE_OK);
  sqlite3_close(db);
  CHECK_FALSE(store::ReadStore::open(place.path));
  REQUIRE(store::SqliteJournal::open(place.path));
  auto reading = store::ReadStore::open(place.path);
  REQUIRE(reading);
  CHECK(reading.value()->last_sequence().value() == 5);
  CHECK(reading.value()->looks_at(PersonId("P1")).value().empty());
}

TEST_CASE("a snapshot stands still while the journal goes on", "[store][read]") {
  Place place;
  REQUIRE(place.store->begin_snapshot());
  REQUIRE(place.journal->append(sample_batch(1, 6, 1)));
  CHECK(place.store->last_sequence().value() == 5);
  CHECK(place.store->open_incidents().value().size() == 5);
  place.store->end_snapshot();
  CHECK(place.store->last_sequence().value() == 6);
}

TEST_CASE("the hash can be made again from the columns alone", "[store][read]") {
  const Place place;
  for (const std::string sequence : {"1", "5"}) {
    const std::string bytes = one_value(
        place.path,
        "SELECT concat FROM (SELECT previous || char(10) || sequence || char(10) || epoch || char(10) || "
        "at_ms || char(10) || event || char(10) || decisions AS concat FROM journal WHERE sequence = " +
            sequence + ')');
    CHECK(sha256_hex(bytes) ==
          one_value(place.path, "SELECT hash FROM journal WHERE sequence = " + sequence));
  }
  CHECK(one_value(place.path, "SELECT previous FROM journal WHERE sequence = 1") == std::string(64, '0'));
}

TEST_CASE("only its owner may read the file", "[store][read]") {
  const Place place;
  using std::filesystem::perms;
  for (const char* side : {"", "-wal", "-shm"}) {
    const auto mode = std::filesystem::status(place.path + side).permissions();
    CHECK((mode & perms::mask) == (perms::owner_read | perms::owner_write));
  }
}

TEST_CASE("files that are no journal of this version are refused and left alone", "[store][read]") {
  const TempFolder folder;
  const std::string path = folder.file("other.db");
  const auto refusal = [&path] {
    const auto opened = store::SqliteJournal::open(path);
    return opened ? std::string() : opened.error();
  };
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(path.c_str(), &db) == SQLITE_OK);
  SECTION("another program's") {
    REQUIRE(sqlite3_exec(db, "CREATE TABLE theirs (x)", nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK_THAT(refusal(), Catch::Contains("another program's database"));
    CHECK(one_value(path, "PRAGMA journal_mode") == "delete");
  }
  SECTION("a newer Turnout's") {
    REQUIRE(sqlite3_exec(db, "PRAGMA application_id=0x54524e54; PRAGMA user_version=99", nullptr, nullptr,
                         nullptr) == SQLITE_OK);
    CHECK_THAT(refusal(), Catch::Contains("newer Turnout (tables of version 99"));
  }
  sqlite3_close(db);
}

TEST_CASE("a folder that is not there is told with its mend", "[store][read]") {
  const TempFolder folder;
  const auto opened = store::SqliteJournal::open(folder.file("none/journal.db"));
  REQUIRE_FALSE(opened);
  CHECK_THAT(opened.error(),
             Catch::Contains("none/journal.db: opening: it cannot be opened: check that its folder"));
  CHECK_FALSE(store::ReadStore::open(folder.file("journal.db")));
  CHECK_FALSE(std::filesystem::exists(folder.file("journal.db")));
}
