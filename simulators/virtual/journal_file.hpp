// What a simulated county's dispatcher has committed, as the journal file the daemon would have left: for
// reports, invoices and whoever wants to try turnoutctl on years of incidents. People and responders are in
// its registry, named after their ids. One thread. Throws std::runtime_error with the file and the mend.
#pragma once

#include "turnout/county/run.hpp"

#include <memory>
#include <string>

namespace turnout::store {
class SqliteJournal;
}

namespace turnout::sim {

class JournalFile {
public:
  /// Makes the file; one that is there already is refused.
  JournalFile(const std::string& path, const county::Population& population);
  ~JournalFile();

  /// One batch after another, as they were kept. Many are written at a time.
  void take(const engine::Batch& batch);

  /// Writes what is still in hand.
  void finish();

private:
  std::unique_ptr<store::SqliteJournal> journal_;
  std::uint64_t epoch_ = 0;
  engine::Batch in_hand_;
  std::map<std::pair<std::string, std::string>, engine::Row> rows_;
};

} // namespace turnout::sim
