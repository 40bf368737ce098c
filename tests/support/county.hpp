// A small county to test in: kilometres from its middle instead of degrees, and response plans with the
// ladder of the product. Pure functions, any thread; nothing fails.
#pragma once

#include <turnout/domain/plan.hpp>

namespace turnout::testing {

/// A place so many kilometres east and north of the middle (51.75 N, 2.20 W).
[[nodiscard]] GeoPoint place(double east_km, double north_km);

/// One plan for every class, with the clocks of the product; no partners yet.
[[nodiscard]] PlanBook plain_book();

/// A partner for rapid home care, ambulance, fire control and police, each at any hour.
[[nodiscard]] std::vector<Partner> plain_partners();

/// Gives the book the revision of its content.
void stamp_revision(PlanBook& book);

} // namespace turnout::testing
