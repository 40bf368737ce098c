// Where a report's facts come from: the journal's file, or an export of it that was folded anew. Both give
// the same, so both make the same report. One thread at a time. An Error names the file and the mend.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/domain/incident.hpp"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace turnout::report {

/// The last record.
struct Head {
  std::uint64_t sequence = 0;
  std::string hash;
  std::optional<WallTime> at; ///< none of an empty journal
};

class Source {
public:
  virtual ~Source() = default;

  /// First signal in [from, to), by first signal and id.
  [[nodiscard]] virtual Result<std::vector<Incident>> incidents_opened_between(WallTime from,
                                                                               WallTime to) = 0;

  /// In order, up to `to`: those of a start, of the register, of the plans, of the disk, test alarms of
  /// canaries, referrals followed up.
  [[nodiscard]] virtual Status for_each_seldom_record(WallTime to,
                                                      const std::function<void(const Record&)>& see) = 0;

  /// The record before this one; none before the first.
  [[nodiscard]] virtual Result<std::optional<Stamp>> stamp_before(std::uint64_t sequence) = 0;

  /// What the report stands on: noted in it, so that anybody can tell whether they hold the same journal.
  [[nodiscard]] virtual Result<Head> head() = 0;
};

/// Of the journal's file, all of one moment, whoever writes to it.
[[nodiscard]] Result<std::unique_ptr<Source>> open_journal(const std::string& path);

} // namespace turnout::report
