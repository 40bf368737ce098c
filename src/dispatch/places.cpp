#include "ladder.hpp"
#include "readiness.hpp"
#include "response.hpp"

#include <algorithm>

namespace turnout::dispatch {

const Assignment* find_assignment(const Incident& incident, const OfferId& id) noexcept {
  const auto found = std::find_if(incident.assignments.begin(), incident.assignments.end(),
                                  [&](const Assignment& assignment) { return assignment.offer == id; });
  return found == incident.assignments.end() ? nullptr : &*found;
}

const Assignment* holding(const Incident& incident, const ResponderId& responder) noexcept {
  const auto found = std::find_if(
      incident.assignments.begin(), incident.assignments.end(), [&](const Assignment& assignment) {
        return assignment.responder == responder && assignment.hold != Hold::released;
      });
  return found == incident.assignments.end() ? nullptr : &*found;
}

namespace {

/// A carer on the way to what has become a fire is relieved by somebody whom the plan sends.
bool unfit_now(const State& state, const Incident& incident, const Assignment& owner) {
  if (owner.stage > Stage::en_route) return false;
  const auto row = state.reference.responders.find(owner.responder);
  if (row == state.reference.responders.end()) return false;
  return !sends(plan_of(state, incident).offers, row->second.kind);
}

} // namespace

bool sends(const OfferPolicy& policy, ResponderKind kind) {
  return std::find(policy.kinds.begin(), policy.kinds.end(), kind) != policy.kinds.end();
}

Standing standing(const State& state, const Incident& incident) {
  Standing result;
  for (int place = 0; place < incident.people_needed; ++place) {
    const auto owner =
        std::find_if(incident.assignments.begin(), incident.assignments.end(),
                     [&](const Assignment& a) { return a.hold == Hold::owner && a.place == place; });
    if (owner == incident.assignments.end()) {
      ++result.vacant;
      result.free_places.push_back(place);
    } else if (owner->doubtful || unfit_now(state, incident, *owner)) {
      ++result.vacant;
      result.doubtful = &*owner;
    } else if (owner->stage <= Stage::en_route &&
               (result.improvable == nullptr || owner->forecast_at > result.improvable->forecast_at)) {
      result.improvable = &*owner;
    }
  }
  return result;
}

bool beats(WallTime arrival, const Assignment& owner, const OfferPolicy& policy, WallTime now) {
  if (arrival + policy.takeover_margin >= owner.forecast_at) return false;
  const bool hardly_moved = !owner.en_route_at || now - *owner.en_route_at < policy.takeover_driven_max;
  return hardly_moved || owner.forecast_at - arrival > policy.takeover_gain_min;
}

void say_assignment(Deciding& deciding, const Incident& incident, const ResponderId& responder,
                    const OfferId& offer, AssignmentState state, std::string reason) {
  SendAssignment message{.responder = responder,
                         .incident = incident.id,
                         .offer = offer,
                         .state = state,
                         .reason = std::move(reason)};
  if (state == AssignmentState::assigned) {
    const Plan& plan = plan_of(deciding.state(), incident);
    message.arrive_by = incident.decided_at.value_or(incident.first_signal_at) + plan.watch.arrive_by;
    message.person = incident.person;
    message.position = incident.position;
    message.place = incident.place;
    message.callback = incident.callback;
  }
  deciding.owe(std::move(message));
}

void say_standing(Deciding& deciding, const Incident& incident, const Assignment& assignment,
                  std::string reason) {
  const AssignmentState state = assignment.hold == Hold::released  ? AssignmentState::stood_down
                                : assignment.stage == Stage::clear ? AssignmentState::complete
                                                                   : AssignmentState::assigned;
  say_assignment(deciding, incident, assignment.responder, assignment.offer, state, std::move(reason));
}

void tell_those_sent(Deciding& deciding, const IncidentId& id, const std::string& what) {
  const Incident& incident = *deciding.incident(id);
  for (const auto& assignment : incident.assignments) {
    if (assignment.hold != Hold::released && assignment.stage < Stage::clear)
      say_standing(deciding, incident, assignment, what);
  }
}

namespace {

void assign(Deciding& deciding, const IncidentId& id, const Offer& offer, int place, WallTime arrival,
            std::optional<OfferId> over) {
  const ResponderId responder = offer.responder;
  const OfferId offer_id = offer.id;
  deciding.conclude(Assigned{.incident = id,
                             .offer = offer_id,
                             .responder = responder,
                             .place = place,
                             .forecast_at = arrival,
                             .over = std::move(over)});
  deciding.clear_timer(id, TimerKind::offer_expiry, offer_id.str());
  deciding.clear_timer(id, TimerKind::offer_received, offer_id.str());
  deciding.clear_timer(id, TimerKind::retry, "");
  say_assignment(deciding, *deciding.incident(id), responder, offer_id, AssignmentState::assigned, "");
  watch_turnout(deciding, id, offer_id);
  if (soonest(*deciding.incident(id))->offer == offer_id) {
    tell_person(deciding, id, FeedbackStage::coming, responder, arrival);
  }
  take_back_offers(deciding, responder, "You are on another job now.");
  end_hopeless_offers(deciding, id);
  top_up(deciding, id, "another is still needed, or could be there sooner");
  weigh_forecast(deciding, id);
}

void thank(Deciding& deciding, const Incident& incident, const Offer& offer, std::string reason) {
  const ResponderId responder = offer.responder;
  const OfferId offer_id = offer.id;
  if (offer.state == OfferState::open) close_offer(deciding, incident.id, offer_id, OfferEnd::superseded);
  say_assignment(deciding, incident, responder, offer_id, AssignmentState::not_assigned, std::move(reason));
}

/// One person is one place, however many offers they were made: they are told the place they have.
void confirm(Deciding& deciding, const Incident& incident, const Offer& offer, const Assignment& mine) {
  const OfferId held = mine.offer;
  if (offer.state == OfferState::open) close_offer(deciding, incident.id, offer.id, OfferEnd::superseded);
  say_standing(deciding, incident, *find_assignment(incident, held), "");
}

} // namespace

void accept(Deciding& deciding, const IncidentId& id, const OfferId& offer_id) {
  const Incident& incident = *deciding.incident(id);
  const Offer& offer = *find_offer(incident, offer_id);
  const Plan& plan = plan_of(deciding.state(), incident);
  Roster* who = roster_of(deciding.state(), offer.responder);
  if (who == nullptr)
    return thank(deciding, incident, offer, "You are no longer in the register of responders.");
  if (!incident.decided_at)
    return thank(deciding, incident, offer, "Nobody is needed there any more. Thank you.");
  if (const Assignment* mine = holding(incident, offer.responder))
    return confirm(deciding, incident, offer, *mine);
  if (offer.state == OfferState::declined)
    return thank(deciding, incident, offer, "You have declined this offer.");
  if (auto no = refusal(deciding.state(), incident, *who, deciding.now()); !no.empty()) {
    thank(deciding, incident, offer, std::move(no));
    return top_up(deciding, id, offer.responder.str() + " could not be taken");
  }
  // Of kinds the plan does not send, only an offer still open counts: a human who knows has made it.
  if (offer.state != OfferState::open && !sends(plan.offers, who->kind))
    return thank(deciding, incident, offer, "What is needed there now, others are sent for. Thank you.");
  // An offer still open to somebody off duty was made by a human who knows.
  if (offer.state != OfferState::open && who->facts->duty != DutyState::available)
    return thank(deciding, incident, offer,
                 "You are not available. Say that you are, and you will be asked.");
  const auto pick = estimate(deciding.state(), deciding.travel(), incident, *who, deciding.now());
  const WallTime arrival = deciding.now() + (pick ? pick->eta : offer.eta);
  const Standing now_standing = standing(deciding.state(), incident);
  if (!now_standing.free_places.empty()) {
    return assign(deciding, id, offer, now_standing.free_places.front(), arrival, std::nullopt);
  }
  if (const Assignment* doubtful = now_standing.doubtful) {
    return assign(deciding, id, offer, doubtful->place, arrival, doubtful->offer);
  }
  const Assignment* owner = now_standing.improvable;
  if (owner != nullptr && beats(arrival, *owner, plan.offers, deciding.now())) {
    return assign(deciding, id, offer, owner->place, arrival, owner->offer);
  }
  thank(deciding, incident, offer, "Somebody is on the way already. Thank you.");
}

void release(Deciding& deciding, const IncidentId& id, const OfferId& offer, ReleaseWhy why,
             const std::string& told) {
  const Assignment* gone = find_assignment(*deciding.incident(id), offer);
  if (gone == nullptr || gone->hold == Hold::released) return;
  const bool owned = gone->hold == Hold::owner;
  const bool beside = gone->stage == Stage::with_person;
  const int place = gone->place;
  const ResponderId responder = gone->responder;
  deciding.conclude(Released{id, offer, why});
  clear_watch(deciding, id, offer);
  const Incident* incident = deciding.incident(id);
  const bool ended = why == ReleaseWhy::closed || why == ReleaseWhy::unreached;
  say_assignment(deciding, *incident, responder, offer,
                 ended ? AssignmentState::complete : AssignmentState::stood_down, told);
  if (!owned || incident->closed_at || why == ReleaseWhy::closed) return;

  const Assignment* still_going = nullptr;
  for (const auto& assignment : incident->assignments) {
    if (assignment.hold != Hold::relieving || assignment.place != place) continue;
    if (still_going == nullptr || assignment.forecast_at < still_going->forecast_at)
      still_going = &assignment;
  }
  if (still_going != nullptr) {
    const OfferId back = still_going->offer;
    const bool moving = still_going->stage >= Stage::en_route;
    deciding.conclude(Reinstated{id, back, place});
    if (moving) release_relieved(deciding, id, back);
  }
  if (beside && !attended(*incident)) {
    deciding.alert(id, HumanRole::operator_, "left_alone",
                   responder.str() + " was with the person and has left. Nobody is there now.");
  }
  tell_setback(deciding, id);
  top_up(deciding, id, responder.str() + " is no longer going");
  weigh_forecast(deciding, id);
}

void send_home(Deciding& deciding, const IncidentId& id, const std::string& told) {
  std::vector<OfferId> on_it;
  for (const auto& assignment : deciding.incident(id)->assignments) {
    if (assignment.hold != Hold::released && assignment.stage != Stage::clear)
      on_it.push_back(assignment.offer);
  }
  // The relieved go before the owners, so that nobody is put back into a place on the way out.
  std::stable_partition(on_it.begin(), on_it.end(), [&](const OfferId& offer) {
    return find_assignment(*deciding.incident(id), offer)->hold == Hold::relieving;
  });
  for (const auto& offer : on_it)
    release(deciding, id, offer, ReleaseWhy::closed, told);
}

void release_relieved(Deciding& deciding, const IncidentId& id, const OfferId& owner) {
  const Incident* incident = deciding.incident(id);
  const Assignment* moving = find_assignment(*incident, owner);
  std::vector<OfferId> relieved;
  for (const auto& assignment : incident->assignments) {
    if (assignment.hold == Hold::relieving && assignment.place == moving->place)
      relieved.push_back(assignment.offer);
  }
  for (const auto& offer : relieved) {
    release(deciding, id, offer, ReleaseWhy::replaced,
            "Somebody who will be there sooner has set off. Thank you.");
  }
}

void reinstate(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Incident* incident = deciding.incident(id);
  const Assignment* back = find_assignment(*incident, offer);
  if (back == nullptr || back->hold != Hold::relieving) return;
  const int place = back->place;
  std::vector<OfferId> others;
  for (const auto& assignment : incident->assignments) {
    if (assignment.offer != offer && assignment.place == place && assignment.hold != Hold::released) {
      others.push_back(assignment.offer);
    }
  }
  // The place must never have two owners, and never none: the others go first, within this one record.
  for (const auto& other : others) {
    const Assignment* gone = find_assignment(*deciding.incident(id), other);
    const ResponderId responder = gone->responder;
    deciding.conclude(Released{id, other, ReleaseWhy::replaced});
    clear_watch(deciding, id, other);
    say_assignment(deciding, *deciding.incident(id), responder, other, AssignmentState::stood_down,
                   "Somebody is there already. Thank you.");
  }
  deciding.conclude(Reinstated{id, offer, place});
}

} // namespace turnout::dispatch
