// What a commissioner asks of a stretch of time, as CSV files made from committed facts over a connection of
// its own, so that a report never delays an alarm. `tables` is pure, any thread; `report` one thread at a
// time for each folder. The same journal and settings give the same bytes. An Error names the file and the
// mend; files already written stay.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/custody/source.hpp"
#include "turnout/domain/incident.hpp"

#include <string>
#include <vector>

namespace turnout::report {

/// The clocks the figures are held against; written beside them as settings.csv.
struct ServiceLevels {
  Duration answer_within = 60s;
  Duration answer_latest = 180s;
  Duration arrive_by = 45min; ///< decision to arrival
  Duration arrive_latest = 60min;
  Duration entry_within = 5min;  ///< arrival to the person
  Duration long_lie_max = 60min; ///< first signal to somebody beside them
};

struct Period {
  WallTime from;  ///< first signal at or after
  WallTime to;    ///< ... and before
  WallTime as_of; ///< what is known: clocks that have not run out by then are not judged
};

struct Table {
  std::string name; ///< of its file
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

/// answer_times, answer_summary, response_split, service_levels, escalations, outcomes,
/// first_contact, settings.
[[nodiscard]] std::vector<Table> tables(const std::vector<Incident>& all, const Period& period,
                                        const ServiceLevels& levels);

/// RFC 4180 with a header row and line feeds; a cell that a spreadsheet would take for a formula opens with
/// '.
[[nodiscard]] std::string csv(const Table& table);

struct Written {
  std::size_t incidents = 0;
  std::vector<std::string> files;
};

/// Makes the folder if it is not there. From a journal, or from an export of it: the same bytes.
[[nodiscard]] Result<Written> report(custody::Source& source, WallTime from, WallTime to,
                                     const std::string& out_dir, const ServiceLevels& levels = {});
[[nodiscard]] Result<Written> report(const std::string& journal, WallTime from, WallTime to,
                                     const std::string& out_dir, const ServiceLevels& levels = {});

} // namespace turnout::report
