// Bytes altered at many places of a journal's rows: each is found, and its record and member named.
#include "support/store_samples.hpp"
#include "support/temp_folder.hpp"

#include <turnout/store/journal.hpp>
#include <turnout/store/verify.hpp>

#include <catch2/catch.hpp>
#include <sqlite3.h>

#include <array>

using namespace turnout;
using namespace turnout::testing;
using store::MisfitKind;

namespace {

constexpr std::uint64_t records = 6;

/// The same steps for the same seed on every machine.
class Steps {
public:
  explicit Steps(std::uint64_t seed) : state_(seed) {}
  std::size_t below(std::size_t most) {
    state_ = state_ * 6364136223846793005ULL + 1442695040888963407ULL;
    return static_cast<std::size_t>(state_ >> 33) % most;
  }

private:
  std::uint64_t state_;
};

class Journal {
public:
  Journal() {
    auto journal = store::SqliteJournal::open(path());
    REQUIRE(journal);
    REQUIRE(journal.value()->claim().value() == 1);
    REQUIRE(journal.value()->append(sample_batch(1, 1, records)));
    journal.value().reset();
    REQUIRE(sqlite3_open(path().c_str(), &db_) == SQLITE_OK);
    run("DROP TRIGGER journal_is_not_changed; DROP TRIGGER journal_is_not_shortened");
  }
  ~Journal() { sqlite3_close(db_); }
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  [[nodiscard]] std::string path() const { return folder_.file("journal.db"); }
  void run(const std::string& sql) const {
    REQUIRE(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  }
  [[nodiscard]] std::string read(const std::string& member, std::uint64_t sequence) const {
    sqlite3_stmt* row = nullptr;
    const std::string sql =
        "SELECT CAST(" + member + " AS TEXT) FROM journal WHERE sequence = " + std::to_string(sequence);
    REQUIRE(sqlite3_prepare_v2(db_, sql.c_str(), -1, &row, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(row) == SQLITE_ROW);
    const std::string value = reinterpret_cast<const char*>(sqlite3_column_text(row, 0));
    sqlite3_finalize(row);
    return value;
  }
  void write(const std::string& member, std::uint64_t sequence, const std::string& value) const {
    sqlite3_stmt* row = nullptr;
    const std::string sql =
        "UPDATE journal SET " + member + " = ?1 WHERE sequence = " + std::to_string(sequence);
    REQUIRE(sqlite3_prepare_v2(db_, sql.c_str(), -1, &row, nullptr) == SQLITE_OK);
    sqlite3_bind_text(row, 1, value.data(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
    REQUIRE(sqlite3_step(row) == SQLITE_DONE);
    sqlite3_finalize(row);
  }

private:
  TempFolder folder_;
  sqlite3* db_ = nullptr;
};

std::string altered(std::string text, bool number, Steps& steps) {
  const std::string before = text;
  while (text == before) {
    const std::size_t at = steps.below(text.size());
    const char byte =
        static_cast<char>((number ? '1' : 'a') + static_cast<int>(steps.below(number ? 9 : 26)));
    const auto kind = steps.below(4);
    if (kind == 0) text[at] = byte;
    if (kind == 1 && text.size() > 1) text.erase(at, 1);
    if (kind == 2) text.insert(at, 1, byte);
    if (kind == 3 && at + 1 < text.size()) std::swap(text[at], text[at + 1]);
    // A number that begins with nought is another text and the same number.
    if (number && (text.front() == '0' || std::stoull(text) == std::stoull(before))) text = before;
  }
  return text;
}

} // namespace

TEST_CASE("a byte altered anywhere in a row is found, and its record and member are named",
          "[store][verify]") {
  const Journal journal;
  Steps steps(20261123);
  const std::array<std::string, 7> members = {"event",    "decisions", "at_ms",     "epoch",
                                              "previous", "hash",      "event_kind"};
  for (const auto& member : members) {
    const bool number = member == "at_ms" || member == "epoch";
    for (int round = 0; round < (member == "decisions" ? 4 : 12); ++round) {
      // The last record's hash is repeated by the head alone.
      const std::uint64_t sequence = 1 + steps.below(records - 1);
      const std::string before = journal.read(member, sequence);
      const std::string after = altered(before, number, steps);
      journal.write(member, sequence, after);
      const auto report = store::verify(journal.path());
      REQUIRE(report);
      INFO(member << " of " << sequence << ": " << before.substr(0, 80) << " -> " << after.substr(0, 80));
      REQUIRE(report.value().misfit);
      CHECK(report.value().misfit->kind == MisfitKind::changed);
      CHECK(report.value().misfit->sequence == sequence);
      const std::string named = report.value().misfit->member;
      const bool told = named == member || (member == "decisions" && named == "event or decisions");
      INFO(report.value().misfit->reason);
      CHECK(told);
      journal.write(member, sequence, before);
    }
  }
  CHECK_FALSE(store::verify(journal.path()).value().misfit);
}

TEST_CASE("a text that is gone with no record of it is found, whichever record named it", "[store][verify]") {
  const TempFolder folder;
  auto journal = store::SqliteJournal::open(folder.file("journal.db"));
  REQUIRE(journal);
  REQUIRE(journal.value()->claim().value() == 1);
  const KeptText kept = kept_text("salt of this test", 0, "01632 960001");
  engine::Batch batch;
  batch.records.push_back(sample_record(1, 1));
  batch.records.back().decisions.emplace_back(Noted{IncidentId("I1"), OperatorId("ann"), kept.id});
  batch.texts.push_back(kept);
  REQUIRE(journal.value()->append(batch));
  CHECK(kept.id.str() != text_id("", "01632 960001").str());
  const auto look = [&] { return store::verify(folder.file("journal.db")).value(); };
  CHECK_FALSE(look().misfit);
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(folder.file("journal.db").c_str(), &db) == SQLITE_OK);
  const auto run = [&](const std::string& sql) {
    REQUIRE(sqlite3_exec(db, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK);
  };
  run("UPDATE text SET salt = 'another'");
  CHECK(look().misfit->kind == MisfitKind::text_changed);
  run("DELETE FROM text");
  CHECK(look().misfit->kind == MisfitKind::text_gone);
  CHECK_THAT(look().misfit->reason, Catch::Contains("record 1 names"));
  run("INSERT INTO erased_text VALUES ('" + kept.id.str() + "', 1)");
  CHECK(look().misfit->kind == MisfitKind::text_not_erased);
  sqlite3_close(db);
}

TEST_CASE("erasing takes the row, the details and the texts, and the chain says so", "[store][verify]") {
  const TempFolder folder;
  auto journal = store::SqliteJournal::open(folder.file("journal.db"));
  REQUIRE(journal);
  REQUIRE(journal.value()->claim().value() == 1);
  const KeptText kept = kept_text("salt of this test", 0, "PLANTED words");
  engine::Batch batch;
  batch.records.push_back(sample_record(1, 1));
  batch.records.back().decisions.emplace_back(Noted{IncidentId("I1"), OperatorId("ann"), kept.id});
  batch.texts.push_back(kept);
  REQUIRE(journal.value()->append(batch));

  const auto asked = [&](std::uint64_t sequence, bool done) {
    engine::Batch erasing;
    erasing.records.push_back(
        {{1, sequence, sample_time + std::chrono::minutes(1)},
         PersonErased{
             .id = MessageId("e1"), .by = OperatorId("ann"), .person = PersonId("P1"), .texts = {kept.id}},
         {CommandAnswered{MessageId("e1"), done, "", std::nullopt}}});
    REQUIRE(journal.value()->append(erasing));
    return store::verify(folder.file("journal.db")).value();
  };
  const auto refused = asked(2, false);
  CHECK_FALSE(refused.misfit);
  CHECK(refused.texts == 1);
  const auto erased = asked(3, true);
  CHECK_FALSE(erased.misfit);
  CHECK(erased.texts == 0);
  CHECK(erased.erased == 1);
}
