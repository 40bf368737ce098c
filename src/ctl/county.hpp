// What several commands ask of the county as its files have it: plans, register, journeys. One thread. What
// cannot be had ends the command.
#pragma once

#include "context.hpp"
#include "turnout/dispatch/travel.hpp"
#include "turnout/domain/event.hpp"

#include <memory>

namespace turnout::ctl {

[[nodiscard]] PlanBook book_of(Context& context);
/// From the journal's file, which must be there.
[[nodiscard]] RegistryChanged registry_of(Context& context);
/// By the same map and router as the daemon's.
[[nodiscard]] std::unique_ptr<dispatch::Travel> travel_of(Context& context, const PlanBook& book);
/// LATITUDE,LONGITUDE; nothing if it is not written so.
[[nodiscard]] std::optional<GeoPoint> read_place(const std::string& said);

} // namespace turnout::ctl
