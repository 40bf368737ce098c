// Packs of invented figures: one as large and as mixed as a county's month, and many small ones that are hard
// to protect. Pure, any thread, no failure; the same seed gives the same pack.
#pragma once

#include "turnout/report/disclosure.hpp"

#include <map>

namespace turnout::testing {

/// Every kind of cell and drawing, a service table, and the settings at the end.
[[nodiscard]] report::Pack county_month(std::uint64_t seed);

/// Exact packs by period: three months and their quarter, which is their sum.
using Quarter = std::map<report::CalendarPeriod, report::Pack>;

/// Calls by area, by cause and by both, with shares, small and full of noughts.
[[nodiscard]] Quarter random_quarter(std::uint64_t seed);

/// The first and the last number of a pack of `quarter_of` once more, in a table that has names of its own
/// for them.
void say_again(report::Pack& pack);

/// One whole and its parts in each month.
[[nodiscard]] Quarter quarter_of(const std::vector<std::vector<std::uint64_t>>& parts_by_month);

/// The same as a table of shares and times, all kept, with no counts beside them.
[[nodiscard]] Quarter shares_of(const std::vector<std::vector<std::uint64_t>>& parts_by_month);

/// People by how often they called: as few times as their band has, and those of the last band two more.
[[nodiscard]] Quarter callers_of(const std::vector<std::vector<std::uint64_t>>& people_by_month);

} // namespace turnout::testing
