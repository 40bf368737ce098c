#include "ladder.hpp"

#include "response.hpp"

#include <turnout/record/json.hpp>

#include <algorithm>

namespace turnout::dispatch {

namespace {

bool reached(const Incident& incident, const std::string& rung) {
  return std::any_of(incident.rungs.begin(), incident.rungs.end(),
                     [&](const ReachedRung& done) { return done.name == rung; });
}

bool holds(const State& state, const Incident& incident, Unless unless) {
  switch (unless) {
  case Unless::never:
    return false;
  case Unless::answered:
    return incident.answered_at.has_value();
  case Unless::decided:
    return incident.decided_at.has_value();
  case Unless::accepted:
    return attended(incident) || (incident.decided_at && standing(state, incident).vacant == 0);
  case Unless::with_person:
    return attended(incident);
  }
  return false;
}

std::string words(const Rung& rung) {
  if (rung.after) return format_duration(*rung.after) + " after the first signal";
  if (rung.forecast_past) return "arrival is forecast past " + format_duration(*rung.forecast_past);
  if (rung.need) return "asked for on the spot";
  return "the person carries a risk flag";
}

bool take_request(Deciding& deciding, const IncidentId& id, const Rung& rung, const std::string& reason) {
  if (asked(*deciding.incident(id), *rung.service)) return true;
  return ask_partner(deciding, id, *rung.service, reason);
}

bool take_offers(Deciding& deciding, const IncidentId& id, const std::string& reason) {
  start_response(deciding, id, std::nullopt, reason);
  const Incident& incident = *deciding.incident(id);
  const bool somebody_asked = std::any_of(incident.offers.begin(), incident.offers.end(),
                                          [](const Offer& offer) { return offer.state == OfferState::open; });
  return somebody_asked || standing(deciding.state(), incident).vacant == 0;
}

/// True if the rung reached anybody.
bool take(Deciding& deciding, const IncidentId& id, const Rung& rung, const std::string& reason) {
  switch (rung.action) {
  case Action::offer:
    return take_offers(deciding, id, reason);
  case Action::request:
    return take_request(deciding, id, rung, reason);
  case Action::alert:
    deciding.alert(id, rung.role, "rung_" + rung.name, "Ladder: " + rung.name + ". " + reason + ".");
    return true;
  }
  return false;
}

const Rung* find_rung(const Plan& plan, const std::string& name) {
  const auto found = std::find_if(plan.ladder.begin(), plan.ladder.end(),
                                  [&](const Rung& rung) { return rung.name == name; });
  return found == plan.ladder.end() ? nullptr : &*found;
}

/// When somebody will be there as far as can be told; nullopt while nobody has been sent for, max when nobody
/// can be.
std::optional<WallTime> arrival_forecast(const Incident& incident, WallTime now) {
  if (!incident.decided_at || attended(incident)) return std::nullopt;
  WallTime best = WallTime::max();
  for (const auto& assignment : incident.assignments) {
    if (assignment.hold == Hold::released || assignment.doubtful) continue;
    // Somebody on scene is as good as there for this clock; entry has its own.
    const bool there = assignment.stage == Stage::on_scene || assignment.stage == Stage::with_person;
    if (assignment.stage != Stage::clear) best = std::min(best, there ? now : assignment.forecast_at);
  }
  for (const auto& offer : incident.offers) {
    if (offer.state == OfferState::open) best = std::min(best, now + offer.eta);
  }
  return best;
}

/// While only offers are out, the forecast slips with the clock: the instant at which it passes the limit.
std::optional<WallTime> slips_past_at(const Incident& incident, WallTime limit) {
  std::optional<WallTime> last;
  for (const auto& offer : incident.offers) {
    if (offer.state != OfferState::open) continue;
    last = std::max(last.value_or(limit - offer.eta), limit - offer.eta);
  }
  return last;
}

Need need_of(const Rung& rung) {
  return *rung.need;
}

std::optional<Service> service_for(Need need) {
  switch (need) {
  case Need::ambulance:
    return Service::ambulance;
  case Need::rapid_home_care:
    return Service::rapid_home_care;
  case Need::police:
    return Service::police;
  case Need::fire:
    return Service::fire_control;
  case Need::clinical_advice:
    return Service::clinical_advice;
  case Need::third_sector:
    return Service::third_sector;
  case Need::second_responder:
    return std::nullopt;
  }
  return std::nullopt;
}

void need_unmet(Deciding& deciding, const IncidentId& id, Service service) {
  const std::string name(record::name_of(service));
  deciding.alert(id, HumanRole::operator_, "need_unmet_" + name,
                 "The responder asks for " + name + ", which no partner gives now. Arrange it by telephone.");
}

void ask_or_tell(Deciding& deciding, const IncidentId& id, Service service) {
  if (asked(*deciding.incident(id), service)) return;
  if (ask_partner(deciding, id, service, "asked for on the spot")) return;
  need_unmet(deciding, id, service);
}

} // namespace

void arm_ladder(Deciding& deciding, const IncidentId& id) {
  const Incident* incident = deciding.incident(id);
  const Plan& plan = plan_of(deciding.state(), *incident);
  std::vector<std::string> stale;
  for (const auto& timer : incident->timers) {
    if (timer.kind == TimerKind::rung && find_rung(plan, timer.ref) == nullptr) stale.push_back(timer.ref);
  }
  for (const auto& rung : stale)
    deciding.clear_timer(id, TimerKind::rung, rung);
  const WallTime first = incident->first_signal_at;
  std::vector<std::string> due;
  for (const auto& rung : plan.ladder) {
    if (!rung.after || reached(*deciding.incident(id), rung.name)) continue;
    if (first + *rung.after <= deciding.now()) {
      due.push_back(rung.name);
    } else {
      deciding.set_timer(id, TimerKind::rung, rung.name, first + *rung.after);
    }
  }
  for (const auto& rung : due)
    reach_rung(deciding, id, rung, "");
  weigh_forecast(deciding, id);
}

void reach_rung(Deciding& deciding, const IncidentId& id, const std::string& name,
                const std::string& reason) {
  const Incident* incident = deciding.incident(id);
  if (incident == nullptr || incident->closed_at || reached(*incident, name)) return;
  const Plan& plan = plan_of(deciding.state(), *incident);
  const Rung* rung = find_rung(plan, name);
  if (rung == nullptr) return;
  const std::string why = reason.empty() ? words(*rung) : reason;
  deciding.clear_timer(id, TimerKind::rung, name);
  // After a human stood everybody down, no step sends anybody again: that takes a human.
  const bool stopped = rung->action == Action::offer && incident->stopped_at;
  if (stopped || holds(deciding.state(), *incident, rung->unless)) {
    return deciding.conclude(RungReached{id, name, RungResult::passed, why});
  }
  // Recorded before it acts, so that what it starts cannot reach it again.
  deciding.conclude(RungReached{id, name, RungResult::done, why});
  if (take(deciding, id, *rung, why)) return;
  deciding.conclude(RungReached{id, name, RungResult::empty, "nobody can be reached by this step"});
  // What is missing on the spot is said by its name, so that somebody can arrange it.
  if (rung->need && rung->service) {
    need_unmet(deciding, id, *rung->service);
    return fall_through(deciding, id, name,
                        "nobody gives " + std::string(record::name_of(*rung->service)) + " now");
  }
  fall_through(deciding, id, name, "the step before could reach nobody");
}

void fall_through(Deciding& deciding, const IncidentId& id, const std::string& after,
                  const std::string& reason) {
  const Incident* incident = deciding.incident(id);
  if (incident == nullptr) return;
  const Plan& plan = plan_of(deciding.state(), *incident);
  bool past = after.empty();
  for (const auto& rung : plan.ladder) {
    // A step that is not needed now keeps its own hour: it may be needed then. So does a warning of how long
    // the person has lain: early, it would be missing when its hour comes.
    const bool keeps_hour = (rung.action == Action::alert && rung.unless == Unless::with_person) ||
                            holds(deciding.state(), *incident, rung.unless);
    const bool may_come = rung.after && !reached(*incident, rung.name) && !keeps_hour;
    if (past && may_come) return reach_rung(deciding, id, rung.name, reason);
    past = past || rung.name == after;
  }
  deciding.alert(id, HumanRole::supervisor, "ladder_end",
                 "The ladder has no further step. A human must act: " + reason + ".");
}

void reach_flag_rungs(Deciding& deciding, const IncidentId& id) {
  const Incident* incident = deciding.incident(id);
  if (!incident->person) return;
  const auto person = deciding.state().reference.people.find(*incident->person);
  if (person == deciding.state().reference.people.end()) return;
  const auto flags = person->second.risk_flags;
  const Plan& plan = plan_of(deciding.state(), *incident);
  for (const auto& rung : plan.ladder) {
    if (rung.risk_flag && flags.contains(*rung.risk_flag)) reach_rung(deciding, id, rung.name, "");
  }
}

void weigh_forecast(Deciding& deciding, const IncidentId& id) {
  const Incident* incident = deciding.incident(id);
  if (incident == nullptr || incident->closed_at) return;
  const Plan& plan = plan_of(deciding.state(), *incident);
  const auto arrival = arrival_forecast(*incident, deciding.now());
  if (!arrival) return deciding.clear_timer(id, TimerKind::forecast, "");
  const WallTime first = incident->first_signal_at;
  std::optional<WallTime> look_again;
  for (const auto& rung : plan.ladder) {
    if (!rung.forecast_past || reached(*deciding.incident(id), rung.name)) continue;
    const WallTime limit = first + *rung.forecast_past;
    if (*arrival > limit) {
      const std::string why =
          *arrival == WallTime::max()
              ? "nobody is on the way and nobody is left to ask"
              : "arrival is forecast " + spoken_minutes(*arrival - first) + " after the first signal";
      reach_rung(deciding, id, rung.name, why);
    } else if (const auto at = slips_past_at(*incident, limit); at && *at > deciding.now()) {
      look_again = look_again ? std::min(*look_again, *at) : *at;
    }
  }
  if (look_again) {
    deciding.set_timer(id, TimerKind::forecast, "", *look_again + 1ms);
  } else {
    deciding.clear_timer(id, TimerKind::forecast, "");
  }
}

void meet_need(Deciding& deciding, const IncidentId& id, Need need) {
  const Incident* incident = deciding.incident(id);
  const Plan& plan = plan_of(deciding.state(), *incident);
  for (const auto& rung : plan.ladder) {
    if (rung.need && need_of(rung) == need)
      return reach_rung(deciding, id, rung.name, "asked for on the spot");
  }
  if (need == Need::second_responder) {
    // Whoever is still being looked for is that second one.
    if (standing(deciding.state(), *incident).vacant == 0)
      deciding.conclude(PeopleNeeded{id, incident->people_needed + 1});
    return start_response(deciding, id, std::nullopt, "a second responder was asked for on the spot");
  }
  ask_or_tell(deciding, id, *service_for(need));
}

void meet_need_again(Deciding& deciding, const IncidentId& id, Need need) {
  const auto service = service_for(need);
  if (!service) return;
  const auto& requests = deciding.incident(id)->requests;
  const bool came = std::any_of(requests.begin(), requests.end(), [&](const PartnerRequest& request) {
    return request.service == *service && request.state == RequestState::complete;
  });
  if (!came) return ask_or_tell(deciding, id, *service);
  deciding.alert(id, HumanRole::operator_, "need_again",
                 "A service that has been and gone is asked for again on the spot. Ask the responder.");
}

void review_due(Deciding& deciding, const IncidentId& id) {
  const Incident& incident = *deciding.incident(id);
  deciding.alert(id, HumanRole::operator_, "review",
                 "Still open. Decide what it needs, or close it with its outcome.");
  deciding.set_timer(id, TimerKind::review, "",
                     deciding.now() + plan_of(deciding.state(), incident).review_every);
}

} // namespace turnout::dispatch
