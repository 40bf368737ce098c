#include "decide.hpp"
#include "ladder.hpp"
#include "response.hpp"

namespace turnout::dispatch {

namespace {

/// So many deadlines are taken in one record; the engine comes back at once for the rest.
constexpr int deadlines_per_record_max = 256;

void offer_expired(Deciding& deciding, const IncidentId& id, const OfferId& offer_id) {
  const Offer* offer = find_offer(*deciding.incident(id), offer_id);
  if (offer == nullptr || offer->state != OfferState::open) return;
  const std::string silent =
      offer->responder.str() + " silent for " + format_duration(offer->expires_at - offer->made_at);
  close_offer(deciding, id, offer_id, OfferEnd::expired);
  top_up(deciding, id, silent);
}

void offer_unreached(Deciding& deciding, const IncidentId& id, const OfferId& offer_id) {
  const Offer* offer = find_offer(*deciding.incident(id), offer_id);
  if (offer == nullptr || offer->state != OfferState::open || offer->received_at || offer->seen_at) return;
  const std::string unreached = "the phone of " + offer->responder.str() + " did not take the offer";
  deciding.conclude(OfferUnreached{id, offer_id});
  top_up(deciding, id, unreached);
}

void fall_due(Deciding& deciding, const IncidentId& id, TimerKind kind, const std::string& ref) {
  switch (kind) {
  case TimerKind::rung:
    return reach_rung(deciding, id, ref, "");
  case TimerKind::offer_expiry:
    return offer_expired(deciding, id, OfferId(ref));
  case TimerKind::offer_received:
    return offer_unreached(deciding, id, OfferId(ref));
  case TimerKind::turnout:
    return turnout_due(deciding, id, OfferId(ref));
  case TimerKind::silence:
    return silence_due(deciding, id, OfferId(ref));
  case TimerKind::arrival:
    return arrival_due(deciding, id, OfferId(ref));
  case TimerKind::entry:
    return entry_due(deciding, id, OfferId(ref));
  case TimerKind::lone_worker:
    return lone_worker_due(deciding, id, OfferId(ref));
  case TimerKind::forecast:
    return weigh_forecast(deciding, id);
  case TimerKind::partner_ack:
    return partner_ack_due(deciding, id, RequestId(ref));
  case TimerKind::partner_arrival:
    return partner_arrival_due(deciding, id, RequestId(ref));
  case TimerKind::retry:
    return top_up(deciding, id, "asking again");
  case TimerKind::review:
    return review_due(deciding, id);
  case TimerKind::parked:
    return parked_due(deciding, id);
  }
}

} // namespace

void on(Deciding& deciding, const TimeReached&) {
  State& state = deciding.state();
  const WallTime now = deciding.now();
  for (int taken = 0; taken < deadlines_per_record_max && !state.deadlines.empty(); ++taken) {
    const auto [due_at, id, kind, ref] = *state.deadlines.begin();
    if (due_at > now) break;
    deciding.conclude(TimerFired{id, kind, ref, now - due_at});
    fall_due(deciding, id, kind, ref);
  }
  auto& hubs = state.telemetry.hub_deadlines;
  for (int taken = 0; taken < deadlines_per_record_max && !hubs.empty() && hubs.begin()->first <= now;
       ++taken) {
    const HubId silent = hubs.begin()->second;
    hub_went_silent(deciding, silent);
  }
}

} // namespace turnout::dispatch
