#include "decide.hpp"
#include "ladder.hpp"
#include "readiness.hpp"
#include "response.hpp"
#include "select.hpp"

#include <algorithm>

namespace turnout::dispatch {

namespace {

bool registered(Deciding& deciding, const ResponderId& id) {
  return deciding.state().reference.responders.contains(id);
}

/// With them back their station can spare one again, whoever that is.
bool lets_a_colleague_go(Deciding& deciding, const Roster& who) {
  if (who.base_index < 0 || who.base->minimum_crew == 0) return false;
  const LocalMoment local = local_moment(deciding.now(), current_book(deciding.state()).zone);
  return ready(who, local) &&
         crew_ready(deciding.state(), who.base_index, local) == who.base->minimum_crew + 1;
}

/// Somebody became free: those who wait for anybody ask again, the gravest and then the longest waiting
/// first.
void feed_the_starving(Deciding& deciding, const ResponderId& who) {
  State& state = deciding.state();
  const Roster* freed = roster_of(state, who);
  if (freed == nullptr) return;
  const bool for_a_colleague = lets_a_colleague_go(deciding, *freed);
  const auto busy = [&] { return freed->facts->on_incident || freed->facts->open_offers > 0; };
  std::vector<std::tuple<AlarmClass, int, WallTime, IncidentId>> waiting;
  for (const auto& id : state.starving) {
    const Incident& incident = *deciding.incident(id);
    if (busy() || (!for_a_colleague && !may_go(state, incident, *freed, deciding.now()))) continue;
    waiting.emplace_back(incident.cls, plan_of(state, incident).priority, incident.first_signal_at, id);
  }
  std::sort(waiting.begin(), waiting.end());
  // Thousands may wait, and one person helps one of them.
  for (const auto& [cls, priority, since, id] : waiting) {
    if (busy()) return;
    top_up(deciding, id, who.str() + " has become free");
    if (for_a_colleague && !state.starving.contains(id)) return;
  }
}

/// A phone that speaks is not out of reach. Whether it keeps `link` is not known from this: an OwnTracks
/// phone says when it is lost and never that it is back.
void raise_link(Deciding& deciding, const Roster& who) {
  if (who.facts->link != LinkState::down) return;
  const ResponderId id = who.row->id;
  deciding.conclude(LinkSet{id, LinkState::unsaid});
  feed_the_starving(deciding, id);
}

} // namespace

void set_duty(Deciding& deciding, const ResponderId& who, DutyState state, std::optional<OperatorId> by) {
  deciding.conclude(DutySet{who, state, false, std::move(by)});
  if (state == DutyState::available) {
    feed_the_starving(deciding, who);
    return deciding.freed(who); // somebody far off may be on the way to next door
  }
  take_back_offers(deciding, who, "You are not available now.");
}

void on(Deciding& deciding, const DutySaid& event) {
  if (!registered(deciding, event.responder)) {
    return deciding.owe(SendError{.to = SenderKind::responder,
                                  .id = event.responder.str(),
                                  .reason = "This responder is not in the register."});
  }
  const auto& facts = deciding.state().facts.responders;
  const auto known = facts.find(event.responder);
  if (known != facts.end() && known->second.duty_said && known->second.duty == event.state) return;
  // What the broker kept was said before the fire call and does not end it.
  // Nor what they have said by telephone since.
  if (event.retained && known != facts.end() && (known->second.recalled || known->second.duty_by)) return;
  set_duty(deciding, event.responder, event.state, std::nullopt);
}

void on(Deciding& deciding, const LinkSaid& event) {
  if (!registered(deciding, event.responder)) return;
  const auto& facts = deciding.state().facts.responders;
  const auto known = facts.find(event.responder);
  if (known != facts.end() && known->second.link == event.state) return;
  deciding.conclude(LinkSet{event.responder, event.state});
  if (event.state != LinkState::down) return feed_the_starving(deciding, event.responder);
  // A phone that fell silent with an offer on it cannot ring: the next is asked as well.
  for (const auto& [incident_id, offer_id] : ringing_at(deciding.state(), event.responder)) {
    const Offer& offer = *find_offer(*deciding.incident(incident_id), offer_id);
    if (offer.state != OfferState::open || offer.unreached || offer.seen_at) continue;
    deciding.conclude(OfferUnreached{incident_id, offer_id});
    top_up(deciding, incident_id, event.responder.str() + " has lost the connection");
  }
}

void on(Deciding& deciding, const PositionReceived& event) {
  Roster* who = roster_of(deciding.state(), event.responder);
  if (who == nullptr) return;
  if (!who->position || event.fixed_at >= who->position->fixed_at) {
    who->position = LatestPosition{event.place, event.fixed_at, deciding.now(), event.device};
    if (event.retained) who->position->heard_at = event.fixed_at;
  } else if (!event.retained) {
    who->position->heard_at = deciding.now(); // an old fix shows the phone is alive, and never moves it back
  }
  if (event.retained) return;
  raise_link(deciding, *who);
  if (!who->facts->on_incident) return;
  const IncidentId id = *who->facts->on_incident;
  const Incident* incident = deciding.incident(id);
  const Assignment* assignment = incident == nullptr ? nullptr : holding(*incident, event.responder);
  if (assignment == nullptr) return;
  const OfferId offer = assignment->offer;
  // A place is no word: whoever has not set off is only believed when they say so.
  if (assignment->stage == Stage::en_route && assignment->doubtful) heard_again(deciding, id, offer);
  forecast(deciding, id, offer);
}

void on(Deciding& deciding, const SyncAsked& event) {
  if (!registered(deciding, event.responder)) return;
  if (seen_before(deciding, SenderKind::responder, event.responder.str(), event.id)) return;
  const auto& facts = deciding.state().facts.responders.at(event.responder);
  if (facts.on_incident) {
    const Incident* incident = deciding.incident(*facts.on_incident);
    if (const Assignment* mine = incident == nullptr ? nullptr : holding(*incident, event.responder)) {
      heard_again(deciding, incident->id, OfferId(mine->offer));
      say_standing(deciding, *incident, *mine, "");
    }
  }
  for (const auto& [incident_id, offer_id] : ringing_at(deciding.state(), event.responder)) {
    const Incident& incident = *deciding.incident(incident_id);
    say_offer(deciding, incident, *find_offer(incident, offer_id));
  }
}

} // namespace turnout::dispatch
