// Where a report's facts come from: a journal on this machine, or an export of one on another. Both give the
// same incidents and records, so the figures are the same to the byte. One thread at a time. An Error names
// the file and the mend.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/domain/incident.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace turnout::custody {

/// The last record.
struct Head {
  std::uint64_t sequence = 0;
  std::string hash;
  std::optional<WallTime> at; ///< none of an empty journal
};

class Source {
public:
  virtual ~Source() = default;

  /// First signal in [from, to), by time and id, closed ones too, as they stand at the last record.
  [[nodiscard]] virtual Result<std::vector<Incident>> incidents_opened_between(WallTime from,
                                                                               WallTime to) = 0;

  /// Before `to`, in order, those that store::is_seldom names.
  [[nodiscard]] virtual Status for_each_seldom_record(WallTime to,
                                                      const std::function<void(const Record&)>& see) = 0;

  /// Of the record before a seldom one; none before the first.
  [[nodiscard]] virtual Result<std::optional<Stamp>> stamp_before(std::uint64_t sequence) = 0;

  /// What all of it stands on: noted in a report, so that anybody can tell whether they hold the same
  /// journal.
  [[nodiscard]] virtual Result<Head> head() = 0;
};

/// Of one moment, over a connection of its own.
[[nodiscard]] Result<std::unique_ptr<Source>> journal_source(const std::string& journal);

/// Checks the folder first, with a public key its signature too; one that does not begin with the journal's
/// first record is refused.
[[nodiscard]] Result<std::unique_ptr<Source>> export_source(const std::string& folder,
                                                            const std::string& public_key = {});

} // namespace turnout::custody
