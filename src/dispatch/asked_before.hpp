// Whether an offer that was made stands against asking the same responder for the same incident again.
// Pure; any thread; cannot fail.
#pragma once

#include "pass_over.hpp"

namespace turnout::dispatch {

/// A silent responder may be asked again after a while; whoever never said no, at once. One who said no, gave
/// the job back or has been there may not.
[[nodiscard]] std::optional<PassOver> asked_before(const Incident& incident, const Offer& offer,
                                                   const OfferPolicy& policy, WallTime now,
                                                   WallTime broker_back_at);

} // namespace turnout::dispatch
