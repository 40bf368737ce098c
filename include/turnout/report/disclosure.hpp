// Disclosure control: what of a pack may leave the house, so that nobody can tell one person's fall from a
// figure, nor from figures put together. Pure functions, any thread, no failure but what `exact` fails with.
// The same packs and settings give the same cells.
#pragma once

#include "turnout/report/period.hpp"
#include "turnout/report/table.hpp"

#include <functional>

namespace turnout::report {

struct Disclosure {
  std::uint64_t hide_up_to = 7; ///< counts from 1 to this are hidden
  std::uint64_t round_to = 5;   ///< the others go out rounded to this
  /// How many values a hidden count must at least be able to have for somebody who knows all published
  /// figures and these rules; 1: nothing is hidden to protect another.
  std::uint64_t values_min = 4;
};

/// A pack as it went out.
struct Published {
  CalendarPeriod period;
  Pack pack;
};

/// `exact` as it may go out beside `within`, the published packs of the stretches inside `period`: these stay
/// as they are. Tables for the service are left out; the settings stand in a table of their own at the end.
[[nodiscard]] Pack disclosed(const Pack& exact, const CalendarPeriod& period,
                             const std::vector<Published>& within, const Disclosure& settings);

using ExactPack = std::function<Result<Pack>(const CalendarPeriod&)>;

/// The one pack of a period that goes out: its months first, each as it is published for itself, so that it
/// does not matter who asks for what in which order.
[[nodiscard]] Result<Pack> published(const CalendarPeriod& period, const ExactPack& exact,
                                     const Disclosure& settings);

/// The rows of a published pack whose scope names this area, as `area=stroud`: cut out of the whole, so that
/// it says nothing that the whole does not.
[[nodiscard]] Pack of_area(const Pack& published, const std::string& area);

/// Where an exact pack contradicts itself: one fact with two numbers, sums that do not add up.
[[nodiscard]] std::vector<std::string> contradictions(const Pack& exact);

} // namespace turnout::report
