// Routes each kind of decision to its fold; the folds stand in evolve_*.cpp.
#include "evolve.hpp"

#include <turnout/dispatch/dispatcher.hpp>

namespace turnout::dispatch {

void evolve(State& state, const Stamp& stamp, const Decision& decision) {
  std::visit([&](const auto& d) { fold(state, stamp, d); }, decision);
}

} // namespace turnout::dispatch
