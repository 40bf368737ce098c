// The front of a report: whose it is, as of when, and how its figures are to be read. Pure, any thread, no
// failure.
#pragma once

#include "turnout/report/disclosure.hpp"
#include "turnout/report/facts.hpp"

namespace turnout::report {

/// Whose it is, of which stretch of time, made from what.
[[nodiscard]] std::vector<FrontLine> front_of(const Facts& facts);

/// Says on a pack that has been protected how it was done, and that it may go out.
void tell_published(Pack& pack, const Disclosure& settings);
/// Says on a pack of exact figures that it stays in the house.
void tell_service(Pack& pack);
/// Says what a pack of one district does not have.
void tell_area(Pack& pack, const std::string& area);

/// Whether each service level reached its target, from the figures as they stand in the pack: with counts
/// that are rounded to `round_to` it says so where that could have carried the share across.
void tell_reached(Pack& pack, std::uint64_t round_to);

} // namespace turnout::report
