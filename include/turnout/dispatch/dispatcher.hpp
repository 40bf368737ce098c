// The rules: one event in, decisions out. Pure: no clock, disk, network, log, thread, randomness or hash
// order inside. Called from the one thread that owns the State. Never throws for what came from outside. A
// broken rule inside becomes a DefectFound decision and the safe branch.
#pragma once

#include "turnout/dispatch/state.hpp"

namespace turnout::dispatch {

/// What a decision may draw on besides the state.
struct Context {
  Stamp stamp;
  const Travel* travel = nullptr; ///< never null in decide
};

/// Concludes what follows from the event and folds it into the state on the way, so that a later conclusion
/// sees the earlier ones. Equal to folding the returned decisions with evolve.
[[nodiscard]] std::vector<Decision> decide(State& state, const Context& context, const Event& event);

/// Folds one recorded decision. Understands every journal ever written; never argues.
void evolve(State& state, const Stamp& stamp, const Decision& decision);

/// Drops closed incidents and unpinned plan books; after every record, alive or replayed.
void settle(State& state);

/// Sets facts from the rows of a journal and rebuilds the indexes. Hubs get a full interval from `now` to be
/// heard.
void restore(State& state, Facts facts, WallTime now);

/// Puts registry rows into the state: not a decision, since the journal does not hold people.
void take_registry(State& state, const RegistryChanged& rows);
/// Takes the person and the link from their hub out again.
void forget_person(State& state, const PersonId& id);

/// Every rule that can be checked on a state; empty when all hold. For tests, the simulated world and
/// `verify`.
[[nodiscard]] std::vector<std::string> broken_rules(const State& state);

} // namespace turnout::dispatch
