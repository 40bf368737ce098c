#include "evolve.hpp"

#include <algorithm>

namespace turnout::dispatch {

ResponderFacts& touch(State& state, const ResponderId& id) {
  state.touched.responders.insert(id);
  return facts_of(state, id);
}

Offer* offer_in(Incident& incident, const OfferId& id) noexcept {
  const auto found = std::find_if(incident.offers.begin(), incident.offers.end(),
                                  [&](const Offer& offer) { return offer.id == id; });
  return found == incident.offers.end() ? nullptr : &*found;
}

Assignment* assignment_in(Incident& incident, const OfferId& id) noexcept {
  const auto found = std::find_if(incident.assignments.begin(), incident.assignments.end(),
                                  [&](const Assignment& assignment) { return assignment.offer == id; });
  return found == incident.assignments.end() ? nullptr : &*found;
}

namespace {

Assignment* touch_assignment(State& state, const IncidentId& incident, const OfferId& offer) {
  Incident* found = touch(state, incident);
  return found == nullptr ? nullptr : assignment_in(*found, offer);
}

/// Whether its end was taken for a no: one that never left asked nobody.
bool was_a_no(const Offer& offer) {
  const bool silent = offer.state == OfferState::expired && offer.told_at && offer.answered_at &&
                      *offer.told_at <= *offer.answered_at;
  return silent || offer.state == OfferState::declined;
}

/// What they answer is remembered, the newer the more. Who was never let answer has said nothing.
void count_answer(ResponderFacts& facts, const Offer& offer, OfferState end) {
  constexpr int answers_kept = 64;
  const bool is_a_no = end == OfferState::declined || (end == OfferState::expired && offer.told_at);
  if (end == OfferState::accepted) {
    ++facts.said_yes;
    if (was_a_no(offer) && facts.said_no > 0) --facts.said_no; // late, and yet
  } else if (offer.state == OfferState::open && is_a_no) {
    ++facts.said_no;
  }
  if (facts.said_yes + facts.said_no < answers_kept) return;
  facts.said_yes /= 2;
  facts.said_no /= 2;
}

void end_offer(State& state, Offer& offer, OfferState end, WallTime at) {
  auto& responder = touch(state, offer.responder);
  if (offer.state == OfferState::open) {
    --responder.open_offers;
    unindex_offer(state, offer);
  }
  if (end == OfferState::expired && !offer.told_at) {
    const auto asked = std::find(responder.asked_at.begin(), responder.asked_at.end(), offer.made_at);
    if (asked != responder.asked_at.end()) responder.asked_at.erase(asked);
  }
  count_answer(responder, offer, end);
  offer.state = end;
  offer.answered_at = at;
}

} // namespace

void fold(State& state, const Stamp&, const SelectionMade& d) {
  (void)touch(state, d.incident);
}

void fold(State& state, const Stamp& stamp, const OfferMade& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  Offer offer;
  offer.id = d.offer;
  offer.responder = d.responder;
  offer.fence = d.fence;
  offer.made_at = stamp.at;
  offer.expires_at = d.expires_at;
  offer.eta = d.eta;
  offer.distance = d.distance;
  offer.kind = d.kind;
  offer.organisation = d.organisation;
  offer.base = d.base;
  index_offer(state, offer);
  incident->offers.push_back(std::move(offer));
  incident->fence = d.fence;
  if (!incident->first_offer_at) incident->first_offer_at = stamp.at;
  state.by_offer[d.offer] = d.incident;
  auto& responder = touch(state, d.responder);
  ++responder.open_offers;
  constexpr std::size_t offers_remembered = 8;
  responder.asked_at.push_back(stamp.at);
  if (responder.asked_at.size() > offers_remembered) responder.asked_at.erase(responder.asked_at.begin());
}

void fold(State& state, const Stamp& stamp, const OfferReached& d) {
  Incident* incident = touch(state, d.incident);
  Offer* offer = incident == nullptr ? nullptr : offer_in(*incident, d.offer);
  if (offer == nullptr) return;
  auto& moment = d.moment == OfferMoment::told       ? offer->told_at
                 : d.moment == OfferMoment::received ? offer->received_at
                                                     : offer->seen_at;
  if (!moment) moment = stamp.at;
}

void fold(State& state, const Stamp& stamp, const OfferClosed& d) {
  Incident* incident = touch(state, d.incident);
  Offer* offer = incident == nullptr ? nullptr : offer_in(*incident, d.offer);
  if (offer == nullptr) return;
  switch (d.end) {
  case OfferEnd::declined:
    return end_offer(state, *offer, OfferState::declined, stamp.at);
  case OfferEnd::expired:
    return end_offer(state, *offer, OfferState::expired, stamp.at);
  case OfferEnd::withdrawn:
    return end_offer(state, *offer, OfferState::withdrawn, stamp.at);
  case OfferEnd::superseded:
    return end_offer(state, *offer, OfferState::superseded, stamp.at);
  }
}

void fold(State& state, const Stamp&, const OfferUnreached& d) {
  Incident* incident = touch(state, d.incident);
  Offer* offer = incident == nullptr ? nullptr : offer_in(*incident, d.offer);
  if (offer != nullptr) offer->unreached = true;
}

void fold(State& state, const Stamp& stamp, const Assigned& d) {
  Incident* incident = touch(state, d.incident);
  if (incident == nullptr) return;
  if (Offer* offer = offer_in(*incident, d.offer)) end_offer(state, *offer, OfferState::accepted, stamp.at);
  if (d.over) {
    if (Assignment* earlier = assignment_in(*incident, *d.over)) earlier->hold = Hold::relieving;
  }
  Assignment assignment;
  assignment.offer = d.offer;
  assignment.responder = d.responder;
  assignment.place = d.place;
  assignment.relieves = d.over;
  assignment.assigned_at = stamp.at;
  assignment.forecast_at = d.forecast_at;
  assignment.first_forecast_at = d.forecast_at;
  assignment.heard_at = stamp.at;
  incident->assignments.push_back(std::move(assignment));
  if (!incident->first_accept_at) incident->first_accept_at = stamp.at;
  touch(state, d.responder).on_incident = d.incident;
}

void fold(State& state, const Stamp& stamp, const Released& d) {
  Incident* incident = touch(state, d.incident);
  Assignment* gone = incident == nullptr ? nullptr : assignment_in(*incident, d.offer);
  if (gone == nullptr) return;
  gone->hold = Hold::released;
  gone->released_why = d.why;
  gone->released_at = stamp.at;
  index_release(state, d.incident, *gone);
  for (auto& assignment : incident->assignments) {
    if (assignment.relieves == d.offer) assignment.relieves.reset();
  }
  auto& responder = touch(state, gone->responder);
  if (responder.on_incident == d.incident) responder.on_incident.reset();
}

void fold(State& state, const Stamp&, const Reinstated& d) {
  if (Assignment* assignment = touch_assignment(state, d.incident, d.offer)) {
    assignment->hold = Hold::owner;
    assignment->place = d.place;
  }
}

void fold(State& state, const Stamp& stamp, const Progressed& d) {
  Incident* incident = touch(state, d.incident);
  Assignment* assignment = incident == nullptr ? nullptr : assignment_in(*incident, d.offer);
  if (assignment == nullptr) return;
  assignment->stage = d.stage;
  assignment->heard_at = stamp.at;
  const auto first = [&](std::optional<WallTime>& moment) {
    if (!moment) moment = stamp.at;
  };
  switch (d.stage) {
  case Stage::assigned:
    break;
  case Stage::en_route:
    first(assignment->en_route_at);
    break;
  case Stage::on_scene:
    first(assignment->on_scene_at);
    break;
  case Stage::with_person:
    first(assignment->with_person_at);
    first(incident->with_person_at);
    break;
  case Stage::clear: {
    first(assignment->clear_at);
    auto& responder = touch(state, assignment->responder);
    responder.last_clear_at = stamp.at;
    if (responder.on_incident == d.incident) responder.on_incident.reset();
    break;
  }
  }
}

void fold(State& state, const Stamp&, const ForecastMade& d) {
  if (Assignment* assignment = touch_assignment(state, d.incident, d.offer))
    assignment->forecast_at = d.arrival_at;
}

void fold(State& state, const Stamp&, const Chased& d) {
  if (Assignment* assignment = touch_assignment(state, d.incident, d.offer)) ++assignment->chased;
}

void fold(State& state, const Stamp& stamp, const Doubted& d) {
  Assignment* assignment = touch_assignment(state, d.incident, d.offer);
  if (assignment == nullptr) return;
  assignment->doubtful = d.doubtful;
  if (!d.doubtful) assignment->heard_at = stamp.at;
}

} // namespace turnout::dispatch
