// A journal that somebody, or a disk, has altered: the first record that does not fit is named, and why.
#include "support/store_samples.hpp"
#include "support/temp_folder.hpp"

#include <turnout/base/sha256.hpp>
#include <turnout/store/journal.hpp>
#include <turnout/store/verify.hpp>

#include <catch2/catch.hpp>
#include <sqlite3.h>

using namespace turnout;
using namespace turnout::testing;
using store::MisfitKind;

namespace {

class Altered {
public:
  Altered() {
    auto journal = store::SqliteJournal::open(path_);
    REQUIRE(journal);
    for (std::uint64_t epoch = 1; epoch <= 2; ++epoch) {
      REQUIRE(journal.value()->claim().value() == epoch);
      REQUIRE(journal.value()->append(sample_batch(epoch, 1 + (epoch - 1) * 5, 5)));
    }
  }

  /// As somebody with the file and a SQLite shell would; the triggers are no lock.
  void sql(const std::string& text) const {
    sqlite3* db = nullptr;
    REQUIRE(sqlite3_open(path_.c_str(), &db) == SQLITE_OK);
    const std::string all = "DROP TRIGGER IF EXISTS journal_is_not_changed;"
                            "DROP TRIGGER IF EXISTS journal_is_not_shortened;" +
                            text;
    char* why = nullptr;
    const int rc = sqlite3_exec(db, all.c_str(), nullptr, nullptr, &why);
    INFO((why == nullptr ? "" : why));
    REQUIRE(rc == SQLITE_OK);
    sqlite3_close(db);
  }

  void check_misfit(MisfitKind kind, std::uint64_t sequence) const {
    const auto report = store::verify(path_);
    REQUIRE(report);
    REQUIRE(report.value().misfit);
    INFO(report.value().misfit->reason);
    CHECK(report.value().misfit->kind == kind);
    CHECK(report.value().misfit->sequence == sequence);
    CHECK(report.value().records == (sequence == 0 ? 10 : sequence - 1));
    CHECK_THAT(report.value().misfit->reason,
               Catch::Contains(sequence == 0 ? "text" : std::to_string(sequence)));
  }

  [[nodiscard]] const std::string& path() const { return path_; }

private:
  TempFolder folder_;
  std::string path_ = folder_.file("journal.db");
};

} // namespace

TEST_CASE("a journal as written holds", "[store][verify]") {
  const Altered journal;
  const auto report = store::verify(journal.path());
  REQUIRE(report);
  CHECK_FALSE(report.value().misfit);
  CHECK(report.value().records == 10);
  CHECK(report.value().last_sequence == 10);
  CHECK(report.value().last_hash.size() == 64);
  CHECK(report.value().texts == 2);
}

TEST_CASE("one changed byte is found", "[store][verify]") {
  const Altered journal;
  SECTION("of the event") {
    journal.sql("UPDATE journal SET event = replace(event, 'fall', 'fell') WHERE sequence = 4");
  }
  SECTION("of the decisions") {
    journal.sql("UPDATE journal SET decisions = replace(decisions, 'nearest of 2', 'nearest of 3') WHERE "
                "sequence = 4");
  }
  SECTION("of the time") {
    journal.sql("UPDATE journal SET at_ms = at_ms + 1 WHERE sequence = 4");
  }
  SECTION("of the epoch") {
    journal.sql("UPDATE journal SET epoch = 2 WHERE sequence = 4");
  }
  SECTION("of the kind") {
    journal.sql("UPDATE journal SET event_kind = 'DutySaid' WHERE sequence = 4");
  }
  SECTION("of its hash") {
    journal.sql("UPDATE journal SET hash = replace(hash, '1', '2') || ' ' WHERE sequence = 4");
  }
  journal.check_misfit(MisfitKind::changed, 4);
}

TEST_CASE("one dropped byte is found", "[store][verify]") {
  const Altered journal;
  journal.sql("UPDATE journal SET event = substr(event, 1, length(event) - 1) WHERE sequence = 7");
  journal.check_misfit(MisfitKind::changed, 7);
}

TEST_CASE("two swapped bytes are found", "[store][verify]") {
  const Altered journal;
  journal.sql("UPDATE journal SET event = replace(event, 'fall', 'flal') WHERE sequence = 1");
  journal.check_misfit(MisfitKind::changed, 1);
}

TEST_CASE("a change in the last record is found", "[store][verify]") {
  const Altered journal;
  journal.sql("UPDATE journal SET event = replace(event, 'fall', 'fell') WHERE sequence = 10");
  journal.check_misfit(MisfitKind::changed, 10);
}

TEST_CASE("a dropped record is found", "[store][verify]") {
  const Altered journal;
  SECTION("the first") {
    journal.sql("DELETE FROM journal WHERE sequence = 1");
    journal.check_misfit(MisfitKind::dropped, 1);
  }
  SECTION("in the middle") {
    journal.sql("DELETE FROM journal WHERE sequence = 6");
    journal.check_misfit(MisfitKind::dropped, 6);
  }
  SECTION("several at the end, which the chain itself cannot tell") {
    journal.sql("DELETE FROM journal WHERE sequence > 8");
    journal.check_misfit(MisfitKind::dropped, 9);
  }
  SECTION("with the gap closed up") {
    journal.sql("DELETE FROM journal WHERE sequence = 6; UPDATE journal SET sequence = sequence - 1 WHERE "
                "sequence > 6");
    journal.check_misfit(MisfitKind::changed, 6);
  }
}

TEST_CASE("two records in each other's place are found", "[store][verify]") {
  const Altered journal;
  journal.sql("UPDATE journal SET sequence = -1 WHERE sequence = 3; UPDATE journal SET sequence = 3 WHERE "
              "sequence = 8;"
              "UPDATE journal SET sequence = 8 WHERE sequence = -1");
  journal.check_misfit(MisfitKind::reordered, 3);
}

TEST_CASE("a changed text is found", "[store][verify]") {
  const Altered journal;
  journal.sql("UPDATE text SET body = CAST('another' AS BLOB) WHERE rowid = 1");
  journal.check_misfit(MisfitKind::text_changed, 0);
}

TEST_CASE("an older epoch after a newer one is found although its hash is right", "[store][verify]") {
  const Altered journal;
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(journal.path().c_str(), &db) == SQLITE_OK);
  sqlite3_stmt* last = nullptr;
  REQUIRE(sqlite3_prepare_v2(db, "SELECT hash FROM journal WHERE sequence = 10", -1, &last, nullptr) ==
          SQLITE_OK);
  REQUIRE(sqlite3_step(last) == SQLITE_ROW);
  const std::string previous = reinterpret_cast<const char*>(sqlite3_column_text(last, 0));
  sqlite3_finalize(last);
  sqlite3_close(db);
  const std::string hash = sha256_hex(previous + "\n11\n1\n0\n[\"TimeReached\",{}]\n[]");
  journal.sql("INSERT INTO journal VALUES (11, 1, 0, 'TimeReached', '[\"TimeReached\",{}]', '[]', '" +
              previous + "', '" + hash + "'); UPDATE head SET sequence = 11, hash = '" + hash + '\'');
  journal.check_misfit(MisfitKind::epoch_fell, 11);
}

TEST_CASE("a journal whose end is gone is not written to", "[store][verify]") {
  const Altered journal;
  journal.sql("DELETE FROM journal WHERE sequence = 10");
  auto opened = store::SqliteJournal::open(journal.path());
  REQUIRE(opened);
  const auto claimed = opened.value()->claim();
  REQUIRE_FALSE(claimed);
  CHECK_THAT(claimed.error(), Catch::Contains("ends at record 9 but was written up to 10"));
}

TEST_CASE("the journal refuses to be changed by a plain statement", "[store][verify]") {
  const Altered journal;
  sqlite3* db = nullptr;
  REQUIRE(sqlite3_open(journal.path().c_str(), &db) == SQLITE_OK);
  CHECK(sqlite3_exec(db, "UPDATE journal SET at_ms = 0", nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
  CHECK(sqlite3_exec(db, "DELETE FROM journal", nullptr, nullptr, nullptr) == SQLITE_CONSTRAINT);
  sqlite3_close(db);
}
