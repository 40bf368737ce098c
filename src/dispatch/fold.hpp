// What folding and restoring share: facts made on first mention, and the indexes over them.
// Called from the thread that owns the State; cannot fail.
#pragma once

#include <turnout/dispatch/state.hpp>

namespace turnout::dispatch {

/// How many answers and message ids are remembered per sender; older repeats are taken as new, which errs on
/// the side of a second look.
inline constexpr std::size_t remembered_max = 64;

[[nodiscard]] ResponderFacts& facts_of(State& state, const ResponderId& id);

/// After registry rows or plans have come: the roster is made anew; positions stay.
void rebuild_roster(State& state);

void index_incident(State& state, const Incident& incident);
void unindex_incident(State& state, const Incident& incident);

/// The current book last, the pinned ones before it by revision: the same order alive and recovered.
void order_books(Facts& facts);

/// A hub that promised heartbeats is given its whole allowance from `from` on.
void expect_heartbeat(State& state, const HubFacts& hub, WallTime from);

/// Phones that ring.
void index_offer(State& state, const Offer& offer);
void unindex_offer(State& state, const Offer& offer);
/// Whoever was sent home because another went.
void index_release(State& state, const IncidentId& id, const Assignment& assignment);

void index_timer(State& state, const IncidentId& id, const Timer& timer);
void unindex_timer(State& state, const IncidentId& id, const Timer& timer);

template <class T>
void remember(std::vector<T>& newest_last, T item) {
  if (newest_last.size() >= remembered_max) newest_last.erase(newest_last.begin());
  newest_last.push_back(std::move(item));
}

} // namespace turnout::dispatch
