#include "fold.hpp"

#include <algorithm>

namespace turnout::dispatch {

ResponderFacts& facts_of(State& state, const ResponderId& id) {
  return state.facts.responders.try_emplace(id, ResponderFacts{.id = id}).first->second;
}

void index_timer(State& state, const IncidentId& id, const Timer& timer) {
  state.deadlines.emplace(timer.due_at, id, timer.kind, timer.ref);
  if (timer.kind == TimerKind::retry) state.starving.insert(id);
}

void unindex_timer(State& state, const IncidentId& id, const Timer& timer) {
  state.deadlines.erase({timer.due_at, id, timer.kind, timer.ref});
  if (timer.kind == TimerKind::retry) state.starving.erase(id);
}

void index_offer(State& state, const Offer& offer) {
  if (offer.state == OfferState::open) state.ringing[offer.responder].insert(offer.id);
}

void unindex_offer(State& state, const Offer& offer) {
  const auto found = state.ringing.find(offer.responder);
  if (found == state.ringing.end()) return;
  found->second.erase(offer.id);
  if (found->second.empty()) state.ringing.erase(found);
}

void index_release(State& state, const IncidentId& id, const Assignment& assignment) {
  if (assignment.released_why == ReleaseWhy::replaced) state.replaced[assignment.responder].insert(id);
}

void index_incident(State& state, const Incident& incident) {
  for (const auto& timer : incident.timers)
    index_timer(state, incident.id, timer);
  if (incident.person) state.by_person[*incident.person].insert(incident.id);
  if (incident.folded) state.folded[{incident.area, incident.type}] = incident.id;
  if (incident.unverified && incident.hub && !incident.person)
    state.unverified_by_hub[*incident.hub] = incident.id;
  for (const auto& offer : incident.offers) {
    state.by_offer[offer.id] = incident.id;
    index_offer(state, offer);
  }
  for (const auto& request : incident.requests)
    state.by_request[request.id] = incident.id;
  for (const auto& assignment : incident.assignments)
    index_release(state, incident.id, assignment);
}

void unindex_incident(State& state, const Incident& incident) {
  for (const auto& timer : incident.timers)
    unindex_timer(state, incident.id, timer);
  const auto leave = [&incident](auto& index, const auto& key) {
    const auto found = index.find(key);
    if (found == index.end()) return;
    found->second.erase(incident.id);
    if (found->second.empty()) index.erase(found);
  };
  if (incident.person) leave(state.by_person, *incident.person);
  for (const auto& assignment : incident.assignments)
    leave(state.replaced, assignment.responder);
  const auto forget = [&incident](auto& index, const auto& key) {
    if (const auto found = index.find(key); found != index.end() && found->second == incident.id)
      index.erase(found);
  };
  if (incident.folded) forget(state.folded, std::pair(incident.area, incident.type));
  if (incident.hub) forget(state.unverified_by_hub, *incident.hub);
  for (const auto& offer : incident.offers) {
    state.by_offer.erase(offer.id);
    unindex_offer(state, offer);
  }
  for (const auto& request : incident.requests)
    state.by_request.erase(request.id);
}

void order_books(Facts& facts) {
  std::sort(facts.books.begin(), facts.books.end(), [&](const PlanBook& a, const PlanBook& b) {
    return std::pair(a.revision == facts.system.plans, a.revision) <
           std::pair(b.revision == facts.system.plans, b.revision);
  });
}

void expect_heartbeat(State& state, const HubFacts& hub, WallTime from) {
  auto& telemetry = state.telemetry;
  if (const auto armed = telemetry.hub_due.find(hub.id); armed != telemetry.hub_due.end()) {
    telemetry.hub_deadlines.erase({armed->second, hub.id});
    telemetry.hub_due.erase(armed);
  }
  if (hub.interval <= Duration(0) || hub.silent) return;
  const WallTime due = from + hub.interval * current_book(state).rules.heartbeats_missed;
  telemetry.hub_due.emplace(hub.id, due);
  telemetry.hub_deadlines.emplace(due, hub.id);
}

} // namespace turnout::dispatch
