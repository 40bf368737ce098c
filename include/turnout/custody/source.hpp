// Where a report's facts come from: a journal on this machine, or an export of one on another. Both give the
// same incidents and records, so the figures are the same to the byte. One thread at a time. An Error names
// the file and the mend.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/domain/incident.hpp"

#include <functional>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace turnout::custody {

class Source {
public:
  virtual ~Source() = default;

  /// First signal in [from, to), by time and id, closed ones too, as they stand at the last record.
  [[nodiscard]] virtual Result<std::vector<Incident>> incidents_opened_between(WallTime from,
                                                                               WallTime to) = 0;

  /// Records stamped in [from, to) whose event or one of whose decisions is of these kinds (none named: all),
  /// in order, until `see` returns false.
  [[nodiscard]] virtual Status for_each_record(const std::set<std::string>& kinds, WallTime from, WallTime to,
                                               const std::function<bool(const Record&)>& see) = 0;

  /// When the last record was written: until then anything is known. Nothing where there is no record.
  [[nodiscard]] virtual Result<std::optional<WallTime>> known_until() = 0;

  /// The zone whose days count, of the plans in force last.
  [[nodiscard]] virtual Result<ZoneTable> zone() = 0;
};

/// Of one moment, over a connection of its own.
[[nodiscard]] Result<std::unique_ptr<Source>> journal_source(const std::string& journal);

/// Checks the folder first, with a public key its signature too; one that does not begin with the journal's
/// first record is refused.
[[nodiscard]] Result<std::unique_ptr<Source>> export_source(const std::string& folder,
                                                            const std::string& public_key = {});

} // namespace turnout::custody
