// The journal on one SQLite file: hash-chained records, the read models beside them and the outbox, all
// written in one transaction with a full sync. docs/journal.md describes the tables and how to check them
// without Turnout. Journal calls come from one thread at a time; `health` from any. A thread of its own
// carries the write-ahead log into the file, so that no commit has to. Nothing throws. An Error says which
// file, what is wrong and what mends it; a refused batch has left nothing that this process could see, and
// may be tried again. A batch is refused while the path names another file than the one that was opened.
#pragma once

#include "turnout/engine/ports.hpp"

#include <memory>

namespace turnout::store {

struct JournalOptions {
  Duration checkpoint_every = 200ms;
  Duration busy_timeout = 5s;          ///< how long another writer (an import) may be waited for
  std::uint64_t wal_pages_max = 16384; ///< past this the writer itself carries the log over
  std::string vfs;                     ///< SQLite's file layer by name; empty: the system's
};

struct JournalHealth {
  std::uint64_t wal_pages = 0; ///< waiting or reusable in the write-ahead log
  std::uint64_t checkpoints_failed = 0;
  std::string checkpoint_error; ///< of the last failed one; empty when the last one worked
};

class SqliteJournal final : public engine::Journal {
public:
  /// Opens or creates the file (mode 0600) and brings its tables up to this version.
  [[nodiscard]] static Result<std::unique_ptr<SqliteJournal>> open(const std::string& path,
                                                                   const JournalOptions& options = {});
  ~SqliteJournal() override;

  [[nodiscard]] Result<std::uint64_t> claim() override;
  [[nodiscard]] Result<engine::Recovered> recover() override;
  [[nodiscard]] Status append(const engine::Batch& batch) override;
  [[nodiscard]] Result<std::vector<Record>> read(std::uint64_t sequence, std::size_t limit) override;

  [[nodiscard]] bool superseded() const override;

  [[nodiscard]] JournalHealth health() const;

private:
  class Impl;
  explicit SqliteJournal(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

} // namespace turnout::store
