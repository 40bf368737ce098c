#include "evolve.hpp"

#include <algorithm>
#include <tuple>

namespace turnout::dispatch {

namespace {

PartnerRequest* touch_request(State& state, const IncidentId& incident, const RequestId& request) {
  Incident* found = touch(state, incident);
  if (found == nullptr) return nullptr;
  const auto place = std::find_if(found->requests.begin(), found->requests.end(),
                                  [&](const PartnerRequest& r) { return r.id == request; });
  return place == found->requests.end() ? nullptr : &*place;
}

HubFacts& touch_hub(State& state, const HubId& id) {
  state.touched.hubs.insert(id);
  return state.facts.hubs.try_emplace(id, HubFacts{.id = id}).first->second;
}

void erase_timer(State& state, Incident& incident, TimerKind kind, const std::string& ref) {
  const auto armed = std::find_if(incident.timers.begin(), incident.timers.end(),
                                  [&](const Timer& t) { return t.kind == kind && t.ref == ref; });
  if (armed == incident.timers.end()) return;
  unindex_timer(state, incident.id, *armed);
  incident.timers.erase(armed);
}

std::vector<OpenAlert>* touch_alerts(State& state, const std::optional<IncidentId>& id) {
  if (!id) {
    state.touched.system = true;
    return &state.facts.system.alerts;
  }
  Incident* incident = touch(state, *id);
  return incident == nullptr ? nullptr : &incident->alerts;
}

} // namespace

void fold(State& state, const Stamp& stamp, const PartnerAsked& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  PartnerRequest request;
  request.id = d.request;
  request.partner = d.partner;
  request.service = d.service;
  request.reason = d.reason;
  request.asked_at = stamp.at;
  request.acknowledge_by = d.acknowledge_by;
  request.arrive_by = d.arrive_by;
  incident->requests.push_back(std::move(request));
  state.by_request[d.request] = d.incident;
}

void fold(State& state, const Stamp& stamp, const PartnerMoved& d) {
  PartnerRequest* request = touch_request(state, d.incident, d.request);
  if (request == nullptr) return;
  request->state = d.state;
  if (d.reference) request->reference = *d.reference;
  if (d.eta_at) request->eta_at = d.eta_at;
  if (!request->acknowledged_at && d.state != RequestState::rejected && d.state != RequestState::cancelled) {
    request->acknowledged_at = stamp.at;
  }
  if (d.state == RequestState::rejected || d.state == RequestState::complete ||
      d.state == RequestState::cancelled)
    request->ended_at = stamp.at;
  if (d.state == RequestState::arrived) {
    request->arrived_at = stamp.at;
    Incident* incident = touch(state, d.incident);
    if (comes_to_the_person(request->service) && !incident->with_person_at)
      incident->with_person_at = stamp.at;
  }
}

void fold(State& state, const Stamp&, const PartnerSilent& d) {
  if (PartnerRequest* request = touch_request(state, d.incident, d.request)) request->silent = true;
}

void fold(State& state, const Stamp& stamp, const AlertRaised& d) {
  if (auto* alerts = touch_alerts(state, d.incident)) alerts->push_back({d.alert, d.role, d.code, stamp.at});
}

void fold(State& state, const Stamp&, const AlertCleared& d) {
  if (auto* alerts = touch_alerts(state, d.incident)) {
    std::erase_if(*alerts, [&](const OpenAlert& alert) { return alert.id == d.alert; });
  }
}

void fold(State& state, const Stamp&, const TimerSet& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  erase_timer(state, *incident, d.kind, d.ref);
  const Timer timer{d.kind, d.ref, d.due_at};
  const auto order = [](const Timer& t) { return std::tie(t.due_at, t.kind, t.ref); };
  const auto place = std::lower_bound(incident->timers.begin(), incident->timers.end(), timer,
                                      [&](const Timer& a, const Timer& b) { return order(a) < order(b); });
  incident->timers.insert(place, timer);
  index_timer(state, d.incident, timer);
}

void fold(State& state, const Stamp&, const TimerCleared& d) {
  if (Incident* incident = touch(state, d.incident)) erase_timer(state, *incident, d.kind, d.ref);
}

void fold(State& state, const Stamp&, const TimerFired& d) {
  if (Incident* incident = touch(state, d.incident)) erase_timer(state, *incident, d.kind, d.ref);
}

void fold(State& state, const Stamp& stamp, const AlarmRemembered& d) {
  remember(touch_hub(state, d.hub).answers,
           HubFacts::Answer{d.alarm, d.status, d.incident, d.type, d.said_at, stamp.at});
}

void fold(State& state, const Stamp&, const MessageRemembered& d) {
  if (d.from == SenderKind::responder) {
    remember(touch(state, ResponderId(d.sender)).messages, d.id);
  } else if (d.from == SenderKind::partner) {
    const PartnerId id(d.sender);
    state.touched.partners.insert(id);
    remember(state.facts.partners.try_emplace(id, PartnerFacts{.id = id}).first->second.messages, d.id);
  }
}

void fold(State& state, const Stamp&, const CommandAnswered& d) {
  if (!d.done) return; // a refused command may be given again and meet better luck
  auto& commands = state.facts.system.answered;
  std::erase_if(commands, [&](const AnsweredCommand& command) { return command.id == d.id; });
  remember(commands, AnsweredCommand{d.id, d.incident});
  state.touched.system = true;
}

void fold(State& state, const Stamp& stamp, const HubWatched& d) {
  auto& hub = touch_hub(state, d.hub);
  hub.interval = d.interval;
  expect_heartbeat(state, hub, stamp.at);
}

void fold(State& state, const Stamp& stamp, const HubSilent& d) {
  auto& hub = touch_hub(state, d.hub);
  hub.silent = d.silent;
  expect_heartbeat(state, hub, stamp.at);
}

void fold(State& state, const Stamp&, const DutySet& d) {
  auto& responder = touch(state, d.responder);
  responder.duty = d.state;
  responder.recalled = d.recalled;
  responder.duty_said = true;
  responder.duty_by = d.by;
}

void fold(State& state, const Stamp&, const LinkSet& d) {
  touch(state, d.responder).link = d.state;
}

void fold(State& state, const Stamp&, const PlansLoaded& d) {
  auto& books = state.facts.books;
  std::erase_if(books, [&](const PlanBook& book) { return book.revision == d.book.revision; });
  books.push_back(d.book);
  state.facts.system.plans = d.book.revision;
  order_books(state.facts);
  state.touched.books = true;
  state.touched.system = true;
  if (!state.reference.roster.empty()) rebuild_roster(state);
}

void fold(State& state, const Stamp&, const StorageSet& d) {
  state.facts.system.durable = d.durable;
  state.touched.system = true;
}

void fold(State& state, const Stamp& stamp, const HandedOver& d) {
  state.facts.system.handover = Handed{stamp.at, d.from, d.to, d.items};
  state.touched.system = true;
}

// Kept in the journal for the reader; the state does not change by them.
void fold(State&, const Stamp&, const RegistryLoaded&) {}
void fold(State&, const Stamp&, const DefectFound&) {}
void fold(State&, const Stamp&, const EffectOwed&) {}
void fold(State&, const Stamp&, const ViewAnswered&) {}

// What is said of an incident after its end is read from its records.
void fold(State&, const Stamp&, const FollowedUp&) {}
void fold(State&, const Stamp&, const DisputeMoved&) {}

} // namespace turnout::dispatch
