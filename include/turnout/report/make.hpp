// A report from its source to the pack that is written: the one way for turnoutctl, the console and whoever
// replays an export. One thread at a time for each source. An Error is the source's own, or says which
// stretches of time a published report may tell of.
#pragma once

#include "turnout/config/settings.hpp"
#include "turnout/report/disclosure.hpp"
#include "turnout/report/report.hpp"

namespace turnout::report {

/// What of the settings file a report hangs on.
[[nodiscard]] ReportSettings settings_of(const config::Settings& settings);
[[nodiscard]] Disclosure disclosure_of(const config::Settings& settings);

/// Of the plans last in force: whose midnights a period begins and ends at. UTC before any plans.
[[nodiscard]] Result<ZoneTable> zone_of(custody::Source& source);

/// What goes out: protected, of one of the periods that may be published; of one area it is cut out of the
/// whole, so that both together tell no more than the whole.
[[nodiscard]] Result<Pack> published_pack(custody::Source& source, const CalendarPeriod& period,
                                          const ReportSettings& settings, const Disclosure& disclosure);

/// Every figure as it is, and each incident: for those who run the service and those who audit it.
[[nodiscard]] Result<Pack> service_pack(custody::Source& source, WallTime from, WallTime to,
                                        const ReportSettings& settings);

} // namespace turnout::report
