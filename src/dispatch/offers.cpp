#include "ladder.hpp"
#include "rebalance.hpp"
#include "response.hpp"
#include "ringing.hpp"

#include <algorithm>

namespace turnout::dispatch {

namespace {

bool any_open(const Incident& incident) {
  return std::any_of(incident.offers.begin(), incident.offers.end(),
                     [](const Offer& offer) { return offer.state == OfferState::open; });
}

bool asks_preferred(const State& state, const Incident& incident) {
  const auto person =
      incident.person ? state.reference.people.find(*incident.person) : state.reference.people.end();
  if (person == state.reference.people.end()) return false;
  const auto& preferred = person->second.preferred_responders;
  return std::any_of(incident.offers.begin(), incident.offers.end(), [&](const Offer& offer) {
    return offer.state == OfferState::open && !offer.unreached &&
           std::find(preferred.begin(), preferred.end(), offer.responder) != preferred.end();
  });
}

bool asked_here(const Incident& incident, const ResponderId& responder) {
  return std::any_of(incident.offers.begin(), incident.offers.end(),
                     [&](const Offer& offer) { return offer.responder == responder; });
}

void nobody_to_ask(Deciding& deciding, const IncidentId& id, const Plan& plan, bool explained) {
  // Whoever looks in vain in between does not put off the next look.
  if (!deciding.state().starving.contains(id))
    deciding.set_timer(id, TimerKind::retry, "", deciding.now() + plan.offers.retry_silent_after);
  if (!explained) {
    deciding.alert(id, HumanRole::supervisor, "nobody_available",
                   "Nobody who is free and fit can be asked to go.");
  }
}

} // namespace

int ringing(const Incident& incident) {
  return static_cast<int>(
      std::count_if(incident.offers.begin(), incident.offers.end(),
                    [](const Offer& offer) { return offer.state == OfferState::open && !offer.unreached; }));
}

void hold_back_others(const State& state, const Incident& incident, std::vector<Pick>& picks) {
  if (!plan_of(state, incident).offers.preferred_first) return;
  const bool own_left = std::any_of(picks.begin(), picks.end(), [&](const Pick& pick) {
    return pick.preferred && !asked_here(incident, pick.who->row->id);
  });
  if (own_left || asks_preferred(state, incident))
    std::erase_if(picks, [](const Pick& pick) { return !pick.preferred; });
}

const Offer* find_offer(const Incident& incident, const OfferId& id) noexcept {
  const auto found = std::find_if(incident.offers.begin(), incident.offers.end(),
                                  [&](const Offer& offer) { return offer.id == id; });
  return found == incident.offers.end() ? nullptr : &*found;
}

void decide_response(Deciding& deciding, const IncidentId& id, std::optional<OperatorId> by) {
  if (deciding.incident(id)->decided_at) return;
  deciding.conclude(ResponseDecided{id, std::move(by)});
  reach_flag_rungs(deciding, id);
}

void start_response(Deciding& deciding, const IncidentId& id, std::optional<OperatorId> by,
                    const std::string& reason) {
  if (deciding.incident(id) == nullptr) return;
  decide_response(deciding, id, std::move(by));
  top_up(deciding, id, reason);
}

void top_up(Deciding& deciding, const IncidentId& id, const std::string& reason) {
  const Incident* incident = deciding.incident(id);
  if (incident == nullptr || incident->closed_at || !incident->decided_at) return;
  const Plan& plan = plan_of(deciding.state(), *incident);
  const Standing now_standing = standing(deciding.state(), *incident);
  const bool strictly_one = plan.offers.open <= 1;
  if (now_standing.vacant == 0 && (strictly_one || now_standing.improvable == nullptr)) return;
  int room = plan.offers.open + std::max(0, now_standing.vacant - 1) - ringing(*incident);
  if (room <= 0) return;

  Selection selection = select(deciding, *incident, reason);
  room = std::min(room, share_of_phones(deciding.state(), *incident, selection) - ringing(*incident));
  hold_back_others(deciding.state(), *incident, selection.picks);
  Ringing phones(deciding, *incident, std::max(1, now_standing.vacant));
  std::vector<Pick> chosen;
  for (const auto& pick : selection.picks) {
    const WallTime arrival = deciding.now() + plan.offers.reply_allowance + pick.eta;
    if (room <= 0) break;
    // Whoever arrives hardly later than this one will do as well.
    if (phones.enough(deciding.now() + pick.eta + plan.offers.takeover_margin, plan.offers)) continue;
    if (now_standing.vacant == 0 && !beats(arrival, *now_standing.improvable, plan.offers, deciding.now()))
      continue;
    chosen.push_back(pick);
    phones.add(current_book(deciding.state()), *pick.who, deciding.now() + pick.eta);
    --room;
  }
  const bool starved = chosen.empty() && now_standing.vacant > 0 && !any_open(*incident);
  const bool said = deciding.state().starving.contains(id);
  if (!chosen.empty() || (starved && !said)) deciding.conclude(std::move(selection.explained));
  if (!chosen.empty()) deciding.clear_timer(id, TimerKind::retry, "");
  for (const auto& pick : chosen)
    make_offer(deciding, id, pick, reason);
  if (starved) nobody_to_ask(deciding, id, plan, said);
  weigh_forecast(deciding, id);
}

void make_offer(Deciding& deciding, const IncidentId& id, const Pick& pick, std::string reason) {
  const Incident* incident = deciding.incident(id);
  const Plan& plan = plan_of(deciding.state(), *incident);
  const OfferId offer = deciding.new_offer_id();
  const bool has_link = pick.who->facts->link == LinkState::up;
  const bool place_known = pick.who->position.has_value();
  const Responder row = *pick.who->row;
  deciding.conclude(OfferMade{.incident = id,
                              .offer = offer,
                              .responder = row.id,
                              .fence = incident->fence + 1,
                              .expires_at = deciding.now() + plan.offers.expire_after,
                              .eta = pick.eta,
                              .distance = pick.distance,
                              .reason = std::move(reason),
                              .kind = row.kind,
                              .organisation = row.organisation,
                              .base = row.base});
  deciding.set_timer(id, TimerKind::offer_expiry, offer.str(), deciding.now() + plan.offers.expire_after);
  if (has_link) {
    deciding.set_timer(id, TimerKind::offer_received, offer.str(),
                       deciding.now() + plan.offers.received_within);
  }
  incident = deciding.incident(id);
  say_offer(deciding, *incident, *find_offer(*incident, offer));
  if (place_known && !pick.who->position->device.empty()) {
    deciding.owe(AskPosition{row.id, pick.who->position->device});
  }
}

void say_offer(Deciding& deciding, const Incident& incident, const Offer& offer) {
  const Plan& plan = plan_of(deciding.state(), incident);
  deciding.owe(SendOffer{.responder = offer.responder,
                         .offer = offer.id,
                         .incident = incident.id,
                         .sent_at = offer.made_at,
                         .expires_at = offer.expires_at,
                         .priority = plan.priority,
                         .type = incident.type,
                         .cls = incident.cls,
                         .locality = incident.area,
                         .distance = offer.distance,
                         .eta = offer.eta,
                         .skills = plan.offers.skills,
                         .people_needed = incident.people_needed});
}

void offer_anew(Deciding& deciding, const IncidentId& id, const std::string& reason) {
  const OfferPolicy& policy = plan_of(deciding.state(), *deciding.incident(id)).offers;
  std::vector<OfferId> ringing_now;
  for (const auto& offer : deciding.incident(id)->offers) {
    if (offer.state == OfferState::open) ringing_now.push_back(offer.id);
  }
  for (const auto& offer_id : ringing_now) {
    const Incident& incident = *deciding.incident(id);
    const Offer& offer = *find_offer(incident, offer_id);
    const Roster* who = roster_of(deciding.state(), offer.responder);
    if (who != nullptr && sends(policy, who->kind)) {
      say_offer(deciding, incident, offer);
      continue;
    }
    const ResponderId responder = offer.responder;
    close_offer(deciding, id, offer_id, OfferEnd::withdrawn);
    say_assignment(deciding, *deciding.incident(id), responder, offer_id, AssignmentState::not_assigned,
                   "What is needed there now, others are sent for. Thank you.");
  }
  // At once: with nobody asked the forecast would be that nobody comes.
  top_up(deciding, id, reason);
}

void close_offer(Deciding& deciding, const IncidentId& id, const OfferId& offer, OfferEnd end,
                 std::optional<TextId> reason) {
  deciding.conclude(OfferClosed{id, offer, end, std::move(reason)});
  deciding.clear_timer(id, TimerKind::offer_expiry, offer.str());
  deciding.clear_timer(id, TimerKind::offer_received, offer.str());
}

std::vector<std::pair<IncidentId, OfferId>> ringing_at(const State& state, const ResponderId& responder) {
  std::vector<std::pair<IncidentId, OfferId>> offers;
  if (const auto found = state.ringing.find(responder); found != state.ringing.end()) {
    for (const auto& offer : found->second)
      offers.emplace_back(state.by_offer.at(offer), offer);
  }
  return offers;
}

void take_back_offers(Deciding& deciding, const ResponderId& responder, const std::string& told) {
  for (const auto& [incident_id, offer_id] : ringing_at(deciding.state(), responder)) {
    close_offer(deciding, incident_id, offer_id, OfferEnd::withdrawn);
    say_assignment(deciding, *deciding.incident(incident_id), responder, offer_id,
                   AssignmentState::not_assigned, told);
    top_up(deciding, incident_id, responder.str() + " is not available any more");
  }
}

void withdraw_offers(Deciding& deciding, const IncidentId& id, const std::string& told) {
  std::vector<std::pair<OfferId, ResponderId>> open;
  for (const auto& offer : deciding.incident(id)->offers) {
    if (offer.state == OfferState::open) open.emplace_back(offer.id, offer.responder);
  }
  for (const auto& [offer, responder] : open) {
    close_offer(deciding, id, offer, OfferEnd::withdrawn);
    say_assignment(deciding, *deciding.incident(id), responder, offer, AssignmentState::not_assigned, told);
  }
}

void end_hopeless_offers(Deciding& deciding, const IncidentId& id) {
  const Incident* incident = deciding.incident(id);
  if (incident == nullptr) return;
  const Plan& plan = plan_of(deciding.state(), *incident);
  const Standing now_standing = standing(deciding.state(), *incident);
  if (now_standing.vacant > 0) return;
  std::vector<std::pair<OfferId, ResponderId>> hopeless;
  for (const auto& offer : incident->offers) {
    if (offer.state != OfferState::open) continue;
    const bool can_win =
        now_standing.improvable != nullptr && plan.offers.open > 1 &&
        beats(deciding.now() + offer.eta, *now_standing.improvable, plan.offers, deciding.now());
    if (!can_win) hopeless.emplace_back(offer.id, offer.responder);
  }
  for (const auto& [offer, responder] : hopeless) {
    close_offer(deciding, id, offer, OfferEnd::superseded);
    say_assignment(deciding, *deciding.incident(id), responder, offer, AssignmentState::not_assigned,
                   "Somebody is on the way already. Thank you.");
  }
}

} // namespace turnout::dispatch
