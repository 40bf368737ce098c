// What the Journal port promises, held against every implementation.
#include "support/store_samples.hpp"
#include "support/temp_folder.hpp"

#include <turnout/county/memory_journal.hpp>
#include <turnout/store/journal.hpp>

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::testing;
using county::MemoryJournal;

namespace {

struct InMemory {
  std::unique_ptr<engine::Journal> open() { return std::make_unique<MemoryJournal>(storage); }
  std::shared_ptr<MemoryJournal::Storage> storage = std::make_shared<MemoryJournal::Storage>();
};

struct OnSqlite {
  std::unique_ptr<engine::Journal> open() {
    auto journal = store::SqliteJournal::open(folder.file("journal.db"));
    INFO((journal ? std::string() : journal.error()));
    REQUIRE(journal);
    return std::move(journal).value();
  }
  TempFolder folder;
};

std::vector<Record> all_of(engine::Journal& journal) {
  auto read = journal.read(1, 1'000'000);
  REQUIRE(read);
  return std::move(read).value();
}

engine::Recovered recovered(engine::Journal& journal) {
  auto recovered = journal.recover();
  REQUIRE(recovered);
  return std::move(recovered).value();
}

std::vector<std::string> keys(const engine::Recovered& recovered) {
  std::vector<std::string> found;
  for (const auto& owed : recovered.owed)
    found.push_back(owed.key.str());
  return found;
}

using Keys = std::vector<std::string>;

} // namespace

TEMPLATE_TEST_CASE("an empty journal", "[store][contract]", InMemory, OnSqlite) {
  TestType place;
  auto journal = place.open();
  const auto start = recovered(*journal);
  CHECK(start.last_sequence == 0);
  CHECK_FALSE(start.last_at);
  CHECK(start.rows.empty());
  CHECK(start.owed.empty());
  CHECK(all_of(*journal).empty());
}

TEMPLATE_TEST_CASE("what was appended is there after opening again", "[store][contract]", InMemory,
                   OnSqlite) {
  TestType place;
  const auto first = sample_batch(1, 1, 3);
  const auto second = sample_batch(1, 4, 1);
  {
    auto journal = place.open();
    REQUIRE(journal->claim().value() == 1);
    REQUIRE(journal->append(first));
    REQUIRE(journal->append(second));
  }
  auto journal = place.open();
  auto expected = first.records;
  expected.push_back(second.records[0]);
  CHECK(all_of(*journal) == expected);
  const auto start = recovered(*journal);
  CHECK(start.last_sequence == 4);
  CHECK(start.last_at == second.records[0].stamp.at);
  REQUIRE(start.rows.size() == 4);
  CHECK(start.rows[3].json == second.rows[0].json);
  CHECK(keys(start) == Keys{"1.1", "2.1", "3.1", "4.1"});
  CHECK(start.owed[3].effect == std::get<EffectOwed>(second.records[0].decisions.back()).effect);
}

TEMPLATE_TEST_CASE("each claim is a higher epoch and ends the one before", "[store][contract]", InMemory,
                   OnSqlite) {
  TestType place;
  auto older = place.open();
  REQUIRE(older->claim().value() == 1);
  REQUIRE(older->append(sample_batch(1, 1, 1)));
  auto newer = place.open();
  REQUIRE(newer->claim().value() == 2);
  CHECK_FALSE(older->append(sample_batch(1, 2, 1, "stale")));
  engine::Batch only_done;
  only_done.done = {EffectKey("1.1")};
  CHECK_FALSE(older->append(only_done));
  REQUIRE(newer->append(sample_batch(2, 2, 1)));
  CHECK_FALSE(older->append(sample_batch(1, 3, 1, "stale")));
  CHECK(recovered(*newer).last_sequence == 2);
  CHECK(keys(recovered(*newer)) == Keys{"1.1", "2.1"});
  CHECK(older->claim().value() == 3);
  CHECK(older->append(sample_batch(3, 3, 1)));
}

TEMPLATE_TEST_CASE("an append without a claim is refused", "[store][contract]", InMemory, OnSqlite) {
  TestType place;
  auto journal = place.open();
  CHECK_FALSE(journal->append(sample_batch(0, 1, 1)));
  CHECK(all_of(*journal).empty());
}

TEMPLATE_TEST_CASE("a gap, a repeat or a foreign epoch is refused whole", "[store][contract]", InMemory,
                   OnSqlite) {
  TestType place;
  auto journal = place.open();
  REQUIRE(journal->claim().value() == 1);
  REQUIRE(journal->append(sample_batch(1, 1, 2)));
  SECTION("gap before") {
    CHECK_FALSE(journal->append(sample_batch(1, 4, 1, "b")));
  }
  SECTION("repeat") {
    CHECK_FALSE(journal->append(sample_batch(1, 2, 1, "b")));
  }
  SECTION("gap inside") {
    auto batch = sample_batch(1, 3, 2, "b");
    batch.records[1].stamp.sequence = 5;
    CHECK_FALSE(journal->append(batch));
  }
  SECTION("foreign epoch inside") {
    auto batch = sample_batch(1, 3, 2, "b");
    batch.records[1].stamp.epoch = 7;
    CHECK_FALSE(journal->append(batch));
  }
  CHECK(all_of(*journal).size() == 2);
  CHECK(recovered(*journal).rows.size() == 2);
  CHECK(keys(recovered(*journal)) == Keys{"1.1", "2.1"});
  CHECK(journal->append(sample_batch(1, 3, 1)));
}

TEMPLATE_TEST_CASE("rows replace earlier ones and closed rows stay out of a start", "[store][contract]",
                   InMemory, OnSqlite) {
  TestType place;
  auto journal = place.open();
  REQUIRE(journal->claim().value() == 1);
  REQUIRE(journal->append(sample_batch(1, 1, 2)));
  engine::Batch batch;
  batch.records = {sample_record(1, 3)};
  engine::Row closed = sample_row(sample_record(1, 1));
  closed.open = false;
  engine::Row changed = sample_row(sample_record(1, 2));
  changed.json.insert(1, "\"cls\":\"life_fire\",");
  batch.rows = {closed, changed, {"system", "system", "{}", true}};
  REQUIRE(journal->append(batch));
  const auto rows = recovered(*journal).rows;
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].id == changed.id);
  CHECK(rows[0].json == changed.json);
  CHECK(rows[1].kind == "system");
}

TEMPLATE_TEST_CASE("effects are owed until done, oldest first", "[store][contract]", InMemory, OnSqlite) {
  TestType place;
  auto journal = place.open();
  REQUIRE(journal->claim().value() == 1);
  REQUIRE(journal->append(sample_batch(1, 1, 12)));
  engine::Batch only_done;
  only_done.done = {EffectKey("2.1"), EffectKey("10.1"), EffectKey("never owed")};
  REQUIRE(journal->append(only_done));
  CHECK(keys(recovered(*journal)) ==
        Keys{"1.1", "3.1", "4.1", "5.1", "6.1", "7.1", "8.1", "9.1", "11.1", "12.1"});
  auto with_done = sample_batch(1, 13, 1);
  with_done.done = {EffectKey("1.1"), EffectKey("13.1")};
  REQUIRE(journal->append(with_done));
  CHECK(keys(recovered(*journal)).front() == "3.1");
  CHECK(keys(recovered(*journal)).back() == "12.1");
}

TEMPLATE_TEST_CASE("reading forward in pieces", "[store][contract]", InMemory, OnSqlite) {
  TestType place;
  auto journal = place.open();
  REQUIRE(journal->claim().value() == 1);
  REQUIRE(journal->append(sample_batch(1, 1, 10)));
  const auto piece = journal->read(4, 3);
  REQUIRE(piece);
  REQUIRE(piece.value().size() == 3);
  CHECK(piece.value().front().stamp.sequence == 4);
  CHECK(piece.value().back().stamp.sequence == 6);
  CHECK(journal->read(9, 100).value().size() == 2);
  CHECK(journal->read(11, 100).value().empty());
  CHECK(journal->read(1, 0).value().empty());
}

TEMPLATE_TEST_CASE("telemetry leaves its kind alone in the journal", "[store][contract]", InMemory,
                   OnSqlite) {
  TestType place;
  auto journal = place.open();
  REQUIRE(journal->claim().value() == 1);
  auto position = sample_record(1, 1);
  position.event = PositionReceived{ResponderId("R1"), {517457000, -22170000}, sample_time, 5, 80, "phone"};
  auto registry = sample_record(1, 2);
  RegistryChanged changed;
  changed.people.emplace_back().id = PersonId("P1");
  registry.event = changed;
  engine::Batch batch;
  batch.records = {position, registry};
  REQUIRE(journal->append(batch));
  const auto read = all_of(*journal);
  CHECK(read[0].event == Event(PositionReceived{}));
  CHECK(read[1].event == Event(RegistryChanged{}));
  CHECK(read[0].decisions == position.decisions);
}

TEMPLATE_TEST_CASE("an empty batch and texts alone", "[store][contract]", InMemory, OnSqlite) {
  TestType place;
  auto journal = place.open();
  REQUIRE(journal->claim().value() == 1);
  CHECK(journal->append({}));
  engine::Batch texts;
  texts.texts = {sample_text(""), sample_text("twice"), sample_text("twice")};
  CHECK(journal->append(texts));
  CHECK(journal->append(texts));
  CHECK(recovered(*journal).last_sequence == 0);
}

TEST_CASE("the memory journal fails when told to", "[store]") {
  auto storage = std::make_shared<MemoryJournal::Storage>();
  MemoryJournal journal(storage);
  REQUIRE(journal.claim().value() == 1);
  SECTION("refused: nothing is kept, and it may be tried again") {
    journal.fail_append(2);
    REQUIRE(journal.append(sample_batch(1, 1, 1)));
    REQUIRE_FALSE(journal.append(sample_batch(1, 2, 1)));
    CHECK(storage->records.size() == 1);
    CHECK(journal.append(sample_batch(1, 2, 1)));
  }
  SECTION("kept, but the answer is lost with the process") {
    journal.fail_append(1, MemoryJournal::Failure::lose_the_answer);
    REQUIRE_FALSE(journal.append(sample_batch(1, 1, 1)));
    CHECK_FALSE(journal.append(sample_batch(1, 1, 1)));
    MemoryJournal next(storage);
    REQUIRE(next.claim().value() == 2);
    CHECK(recovered(next).last_sequence == 1);
  }
}
