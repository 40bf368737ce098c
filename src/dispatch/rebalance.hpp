// Several incidents at once: how many phones each may ring while others wait as well, and where somebody who
// has become free is needed most. All by ordinary offers, under the rules of offers and places. Called on the
// deciding thread; nothing fails.
#pragma once

#include "select.hpp"

namespace turnout::dispatch {

/// How many phones may ring for this incident: as many as its plan says, unless so many others wait that they
/// would take them from each other.
[[nodiscard]] int share_of_phones(const State& state, const Incident& incident, const Selection& selection);

/// Whoever was asked or sent in vain is offered at once to the incident where they would gain most, by the
/// margin of its plan.
void use_the_freed(Deciding& deciding);

} // namespace turnout::dispatch
