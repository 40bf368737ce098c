// The disk fails at its first, second, third ... step, until a run passes without meeting the failure. After
// each, the file is opened on a sound disk: it verifies, what was promised is there whole, what was refused
// is not there by half.
#include "support/faulty_vfs.hpp"
#include "support/store_samples.hpp"
#include "support/temp_folder.hpp"

#include <turnout/store/journal.hpp>
#include <turnout/store/read_store.hpp>
#include <turnout/store/verify.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>

using namespace turnout;
using namespace turnout::testing;

namespace {

struct Ledger {
  bool claimed = false;
  std::vector<engine::Batch> kept;    ///< reported ok
  std::vector<engine::Batch> refused; ///< reported failed since
};

/// The thread that carries the log over stays idle, so that each run meets the same steps; the writer does it
/// instead.
store::JournalOptions one_thread() {
  store::JournalOptions options;
  options.checkpoint_every = 24h;
  options.wal_pages_max = 12;
  options.busy_timeout = 0ms;
  options.vfs = FaultyVfs::name;
  return options;
}

/// What an engine does: a refused batch is tried again; here once, then others come in its place.
Ledger work(const std::string& path) {
  Ledger ledger;
  auto journal = store::SqliteJournal::open(path, one_thread());
  if (!journal) return ledger;
  const auto epoch = journal.value()->claim();
  if (!epoch) return ledger;
  ledger.claimed = true;
  std::uint64_t next = 1;
  int refused = 0;
  for (const std::uint64_t size : {1U, 3U, 1U, 8U, 2U, 1U}) {
    auto batch = sample_batch(epoch.value(), next, size, "r" + std::to_string(refused));
    if (next > 1) batch.done = {EffectKey("1.1")};
    if (journal.value()->append(batch) || journal.value()->append(batch)) {
      ledger.kept.push_back(batch);
      ledger.refused.clear();
      next += size;
    } else {
      ledger.refused.push_back(batch);
      ++refused;
    }
  }
  return ledger;
}

void add(const engine::Batch& batch, std::vector<Record>& records, std::vector<std::string>& owed,
         std::set<std::string>& rows) {
  records.insert(records.end(), batch.records.begin(), batch.records.end());
  for (const auto& record : batch.records)
    owed.push_back(std::to_string(record.stamp.sequence) + ".1");
  for (const auto& key : batch.done)
    std::erase(owed, key.str());
  for (const auto& row : batch.rows)
    rows.insert(row.json);
}

void check_whole(const std::string& path, const Ledger& ledger) {
  auto journal = store::SqliteJournal::open(path, one_thread());
  INFO((journal ? std::string() : journal.error()));
  REQUIRE(journal);
  const auto report = store::verify(path);
  REQUIRE(report);
  INFO((report.value().misfit ? report.value().misfit->reason : std::string()));
  REQUIRE_FALSE(report.value().misfit);
  const auto found = journal.value()->read(1, 1000);
  REQUIRE(found);
  std::vector<Record> records;
  std::vector<std::string> owed;
  std::set<std::string> rows;
  std::size_t texts = 0;
  for (const auto& batch : ledger.kept) {
    add(batch, records, owed, rows);
    texts += batch.texts.size();
  }
  // Refused, but on the disk when the process ended: then one of them is, and all of it.
  const auto next = records.size();
  for (const auto& batch : ledger.refused) {
    if (found.value().size() <= next || found.value()[next] != batch.records[0]) continue;
    add(batch, records, owed, rows);
    texts += batch.texts.size();
  }
  REQUIRE(found.value() == records);
  REQUIRE(report.value().texts == texts);
  const auto start = journal.value()->recover();
  REQUIRE(start);
  std::vector<std::string> found_owed;
  for (const auto& effect : start.value().owed)
    found_owed.push_back(effect.key.str());
  REQUIRE(found_owed == owed);
  std::set<std::string> found_rows;
  for (const auto& row : start.value().rows)
    found_rows.insert(row.json);
  REQUIRE(found_rows == rows);
  const auto epoch = journal.value()->claim();
  REQUIRE(epoch);
  REQUIRE(journal.value()->append(sample_batch(epoch.value(), start.value().last_sequence + 1, 2, "after")));
}

/// Every step; under a sanitizer, which is slow, one in so many (TURNOUT_FAULT_STRIDE).
int stride() {
  const char* said = std::getenv("TURNOUT_FAULT_STRIDE");
  return said == nullptr ? 1 : std::max(1, std::atoi(said));
}

void fail_at_every_step(const Fault& fault) {
  FaultyVfs disk;
  int step = 1;
  for (; step < 10'000; step += stride()) {
    INFO("the disk failed at step " << step);
    const TempFolder folder;
    disk.arm(step, fault);
    const Ledger ledger = work(folder.file("journal.db"));
    const bool struck = disk.struck();
    disk.disarm();
    check_whole(folder.file("journal.db"), ledger);
    if (!fault.for_good && ledger.claimed) CHECK(ledger.kept.size() == 6);
    if (!struck) break;
  }
  CHECK(step > 50);
  CHECK(step < 10'000);
}

} // namespace

TEST_CASE("one write, sync or open fails", "[store][faults]") {
  fail_at_every_step({.code = SQLITE_IOERR});
}

TEST_CASE("the disk is full for a moment", "[store][faults]") {
  fail_at_every_step({.code = SQLITE_FULL});
}

TEST_CASE("the disk is full and stays so", "[store][faults]") {
  fail_at_every_step({.code = SQLITE_FULL, .for_good = true});
}

TEST_CASE("the disk dies", "[store][faults]") {
  fail_at_every_step({.code = SQLITE_IOERR, .for_good = true});
}

TEST_CASE("the disk dies in the middle of a write", "[store][faults]") {
  fail_at_every_step({.code = SQLITE_IOERR, .for_good = true, .torn = true});
}

TEST_CASE("a write stops half-way once", "[store][faults]") {
  fail_at_every_step({.code = SQLITE_IOERR, .torn = true});
}

TEST_CASE("a full disk is told with its place and mend", "[store][faults]") {
  FaultyVfs disk;
  const TempFolder folder;
  const std::string path = folder.file("journal.db");
  auto journal = store::SqliteJournal::open(path, one_thread());
  REQUIRE(journal);
  REQUIRE(journal.value()->claim().value() == 1);
  disk.arm(1, {.code = SQLITE_FULL, .for_good = true});
  const auto refused = journal.value()->append(sample_batch(1, 1, 1));
  REQUIRE_FALSE(refused);
  CHECK_THAT(refused.error(),
             Catch::StartsWith("journal " + path + ": append: the disk is full: free space"));
  disk.disarm();
  CHECK(journal.value()->append(sample_batch(1, 1, 1)));
}
