#include "decide.hpp"
#include "response.hpp"

namespace turnout::dispatch {

namespace {

void refuse(Deciding& deciding, const ReplyReceived& event, std::string reason) {
  deciding.owe(SendError{.to = SenderKind::responder,
                         .id = event.responder.str(),
                         .message = event.id,
                         .reason = std::move(reason),
                         .member = "offer"});
}

/// The same answer again, from how things stand now.
void answer_again(Deciding& deciding, const Incident& incident, const Offer& offer) {
  const Assignment* assignment = find_assignment(incident, offer.id);
  if (assignment == nullptr) {
    return say_assignment(deciding, incident, offer.responder, offer.id, AssignmentState::not_assigned,
                          "This offer has ended.");
  }
  say_standing(deciding, incident, *assignment, "");
}

void decline(Deciding& deciding, const ReplyReceived& event, const IncidentId& id, const Offer& offer) {
  if (offer.state != OfferState::open) return; // too late to matter
  const OfferId offer_id = offer.id;
  close_offer(deciding, id, offer_id, OfferEnd::declined, event.reason);
  top_up(deciding, id, event.responder.str() + " declined");
}

void withdraw(Deciding& deciding, const ReplyReceived& event, const IncidentId& id, const Offer& offer) {
  const Assignment* assignment = find_assignment(*deciding.incident(id), offer.id);
  if (assignment == nullptr) return decline(deciding, event, id, offer);
  if (assignment->hold == Hold::released || assignment->stage == Stage::clear)
    return say_standing(deciding, *deciding.incident(id), *assignment, "");
  release(deciding, id, OfferId(offer.id), ReleaseWhy::withdrawn,
          "You gave the job back. It goes to the next at once.");
}

} // namespace

void on(Deciding& deciding, const ReplyReceived& event) {
  if (!deciding.state().reference.responders.contains(event.responder)) {
    return refuse(deciding, event, "This responder is not in the register.");
  }
  const auto& index = deciding.state().by_offer;
  const auto known = index.find(event.offer);
  if (known == index.end()) {
    // Closed incidents are gone from memory; the phone is told politely and in the words it understands.
    return deciding.owe(SendAssignment{.responder = event.responder,
                                       .offer = event.offer,
                                       .state = AssignmentState::not_assigned,
                                       .reason = "This offer is not open any more."});
  }
  const IncidentId id = known->second;
  const Incident& incident = *deciding.incident(id);
  const Offer& offer = *find_offer(incident, event.offer);
  if (offer.responder != event.responder)
    return refuse(deciding, event, "This offer was made to somebody else.");
  if (const Assignment* mine = holding(incident, event.responder))
    heard_again(deciding, id, OfferId(mine->offer));
  const bool repeated = seen_before(deciding, SenderKind::responder, event.responder.str(), event.id);
  switch (event.answer) {
  case ReplyAnswer::received:
    if (!offer.received_at) deciding.conclude(OfferReached{id, event.offer, OfferMoment::received});
    return deciding.clear_timer(id, TimerKind::offer_received, event.offer.str());
  case ReplyAnswer::seen:
    if (!offer.seen_at) deciding.conclude(OfferReached{id, event.offer, OfferMoment::seen});
    return deciding.clear_timer(id, TimerKind::offer_received, event.offer.str());
  case ReplyAnswer::accept:
    // An id used before does not answer an offer that is still open.
    if ((repeated && offer.state != OfferState::open) || offer.state == OfferState::accepted)
      return answer_again(deciding, incident, offer);
    return accept(deciding, id, event.offer);
  case ReplyAnswer::decline:
    return decline(deciding, event, id, offer);
  case ReplyAnswer::withdraw:
    return withdraw(deciding, event, id, offer);
  }
}

void on(Deciding& deciding, const OfferTold& event) {
  const auto& index = deciding.state().by_offer;
  const auto known = index.find(event.offer);
  if (known == index.end()) return;
  const Offer& offer = *find_offer(*deciding.incident(known->second), event.offer);
  if (!offer.told_at) deciding.conclude(OfferReached{known->second, event.offer, OfferMoment::told});
}

} // namespace turnout::dispatch
