#include "ladder.hpp"
#include "response.hpp"

#include <algorithm>

namespace turnout::dispatch {

namespace {

constexpr int chases_max = 3;
constexpr Duration forecast_step_min = 60s;

bool armed(const Incident& incident, TimerKind kind, const OfferId& offer) {
  return std::any_of(incident.timers.begin(), incident.timers.end(),
                     [&](const Timer& timer) { return timer.kind == kind && timer.ref == offer.str(); });
}

const WatchPolicy& watch_of(Deciding& deciding, const Incident& incident) {
  return plan_of(deciding.state(), incident).watch;
}

WallTime last_heard(Deciding& deciding, const Assignment& assignment) {
  const Roster* who = roster_of(deciding.state(), assignment.responder);
  if (who == nullptr || !who->position) return assignment.heard_at;
  return std::max(assignment.heard_at, who->position->heard_at);
}

void chase(Deciding& deciding, const IncidentId& id, const OfferId& offer, const std::string& what) {
  deciding.conclude(Chased{id, offer});
  const Incident& incident = *deciding.incident(id);
  const ResponderId responder = find_assignment(incident, offer)->responder;
  say_assignment(deciding, incident, responder, offer, AssignmentState::assigned,
                 "Please say how you are getting on.");
  deciding.alert(id, HumanRole::operator_, "chase_" + offer.str(), responder.str() + " " + what + ".");
  deciding.set_timer(id, TimerKind::silence, offer.str(),
                     deciding.now() + watch_of(deciding, incident).silent_after);
}

void clear_chase(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  deciding.clear_timer(id, TimerKind::silence, offer.str());
  deciding.clear_alert(id, "chase_" + offer.str());
  deciding.clear_alert(id, "silent_" + offer.str());
}

/// They are on their way: when will they be there?
WallTime arrival_from_here(Deciding& deciding, const Incident& incident, const Assignment& assignment) {
  Roster* who = roster_of(deciding.state(), assignment.responder);
  const auto to = place_of(deciding.state(), incident);
  if (who == nullptr || !to) return assignment.forecast_at;
  const auto& rules = current_book(deciding.state()).rules;
  const bool fresh = who->position && deciding.now() - who->position->fixed_at <= rules.position_fresh;
  if (!fresh) return assignment.forecast_at;
  return deciding.now() + deciding.travel().journey_at(who->position->place, *to, deciding.now()).travel;
}

/// They set off now, whatever was expected when they accepted.
WallTime arrival_setting_off(Deciding& deciding, const Incident& incident, const Assignment& assignment) {
  Roster* who = roster_of(deciding.state(), assignment.responder);
  const auto from = who == nullptr
                        ? std::nullopt
                        : starting_place(*who, current_book(deciding.state()).rules, deciding.now());
  const auto to = place_of(deciding.state(), incident);
  if (!from || !to) return std::max(assignment.forecast_at, deciding.now());
  return deciding.now() + deciding.travel().journey_at(*from, *to, deciding.now()).travel;
}

void take_forecast(Deciding& deciding, const IncidentId& id, const OfferId& offer, WallTime arrival) {
  deciding.conclude(ForecastMade{id, offer, arrival});
  const Incident& incident = *deciding.incident(id);
  deciding.set_timer(id, TimerKind::arrival, offer.str(),
                     arrival + watch_of(deciding, incident).overdue_after);
  weigh_forecast(deciding, id);
}

/// Near, or late: each is said once, and only by the change.
void tell_arrival(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Incident& incident = *deciding.incident(id);
  const Assignment& coming = *find_assignment(incident, offer);
  if (coming.hold != Hold::owner || attended(incident)) return;
  const WatchPolicy& watch = watch_of(deciding, incident);
  const WallTime told = incident.told_person_eta_at.value_or(coming.forecast_at);
  if (coming.forecast_at - deciding.now() <= watch.near_within) {
    if (incident.told_person != FeedbackStage::near) {
      tell_person(deciding, id, FeedbackStage::near, coming.responder, coming.forecast_at);
    }
  } else if (incident.told_person == FeedbackStage::delayed && !incident.told_person_eta_at) {
    // They were told that it takes longer, and not yet how long.
    tell_person(deciding, id, FeedbackStage::coming, coming.responder, coming.forecast_at);
  } else if (coming.forecast_at - told >= watch.delay_told_from) {
    tell_person(deciding, id, FeedbackStage::delayed, coming.responder, coming.forecast_at);
  }
}

void on_the_way(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  deciding.clear_timer(id, TimerKind::turnout, offer.str());
  const Incident& incident = *deciding.incident(id);
  const Assignment& assignment = *find_assignment(incident, offer);
  take_forecast(deciding, id, offer, arrival_setting_off(deciding, incident, assignment));
  tell_arrival(deciding, id, offer);
  end_hopeless_offers(deciding, id);
}

void arrived(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  deciding.clear_timer(id, TimerKind::turnout, offer.str());
  deciding.clear_timer(id, TimerKind::arrival, offer.str());
  const WatchPolicy& watch = watch_of(deciding, *deciding.incident(id));
  deciding.set_timer(id, TimerKind::entry, offer.str(), deciding.now() + watch.entry_within);
  deciding.set_timer(id, TimerKind::lone_worker, offer.str(), deciding.now() + watch.lone_worker_check);
}

void beside_them(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  deciding.clear_timer(id, TimerKind::turnout, offer.str());
  deciding.clear_timer(id, TimerKind::arrival, offer.str());
  deciding.clear_timer(id, TimerKind::entry, offer.str());
  deciding.clear_alert(id, "no_entry_" + offer.str());
  deciding.clear_alert(id, "left_alone");
  const WatchPolicy& watch = watch_of(deciding, *deciding.incident(id));
  deciding.set_timer(id, TimerKind::lone_worker, offer.str(), deciding.now() + watch.lone_worker_check);
  end_hopeless_offers(deciding, id);
  weigh_forecast(deciding, id);
}

/// What can only be said by somebody who has met the person.
bool met(Outcome outcome) {
  return outcome != Outcome::no_access && outcome != Outcome::not_found && outcome != Outcome::other;
}

void cleared(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  clear_watch(deciding, id, offer);
  const Incident* incident = deciding.incident(id);
  const bool reached =
      attended(*incident) || std::any_of(incident->findings.begin(), incident->findings.end(), met);
  if (find_assignment(*incident, offer)->hold == Hold::relieving)
    return release(deciding, id, offer, ReleaseWhy::withdrawn, "Thank you. Somebody else is on the way.");
  if (!reached) {
    deciding.alert(id, HumanRole::supervisor, "not_reached",
                   "The responder is clear, but nobody has said to be with the person.");
    return release(deciding, id, offer, ReleaseWhy::unreached, "Thank you.");
  }
  say_standing(deciding, *incident, *find_assignment(*incident, offer), "Thank you.");
  say_when_all_are_clear(deciding, id);
}

Duration turnout_of(Deciding& deciding, const Assignment& assignment) {
  const Roster* who = roster_of(deciding.state(), assignment.responder);
  return who == nullptr ? Duration(0) : turnout_time(deciding.state(), *who);
}

/// They have not set off when they should have. Nobody is chased yet; but from now on they count as setting
/// off when the plan would give them up, so that whoever would be there sooner is asked beside them.
bool slipped(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Incident& incident = *deciding.incident(id);
  const Assignment& assignment = *find_assignment(incident, offer);
  const WatchPolicy& watch = watch_of(deciding, incident);
  const WallTime chase_at = assignment.assigned_at + turnout_of(deciding, assignment) + watch.turnout_grace;
  if (deciding.now() >= chase_at) return false;
  const Duration way = arrival_setting_off(deciding, incident, assignment) - deciding.now();
  const WallTime arrival = chase_at + watch.silent_after + way;
  const ResponderId responder = assignment.responder;
  const bool owner = assignment.hold == Hold::owner;
  deciding.set_timer(id, TimerKind::turnout, offer.str(), chase_at);
  if (!owner) return true;
  deciding.conclude(ForecastMade{id, offer, arrival});
  weigh_forecast(deciding, id);
  top_up(deciding, id, responder.str() + " has accepted but not set off");
  return true;
}

/// Nothing is heard, or nothing follows from it: another is looked for, and they keep their place until then.
void give_up_on(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Incident* incident = deciding.incident(id);
  const Assignment* silent = find_assignment(*incident, offer);
  const bool relieved_one_still_going =
      silent->hold == Hold::owner &&
      std::any_of(incident->assignments.begin(), incident->assignments.end(), [&](const Assignment& other) {
        return other.hold == Hold::relieving && other.place == silent->place && !other.doubtful;
      });
  if (relieved_one_still_going) {
    return release(deciding, id, offer, ReleaseWhy::replaced,
                   "Nothing was heard of you. The earlier responder is going.");
  }
  const ResponderId responder = silent->responder;
  deciding.conclude(Doubted{id, offer, true});
  deciding.alert(id, HumanRole::operator_, "silent_" + offer.str(),
                 responder.str() + " has gone silent on the way. Ring them; another is being looked for.");
  tell_setback(deciding, id);
  top_up(deciding, id, responder.str() + " has gone silent");
  weigh_forecast(deciding, id);
}

} // namespace

void say_when_all_are_clear(Deciding& deciding, const IncidentId& id) {
  if (phase_of(*deciding.incident(id)) != Phase::cleared) return;
  deciding.alert(id, HumanRole::operator_, "close_due",
                 "Everybody is clear. Close the incident with its outcome.");
}

void watch_turnout(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Incident& incident = *deciding.incident(id);
  const Assignment& assignment = *find_assignment(incident, offer);
  const WatchPolicy& watch = watch_of(deciding, incident);
  deciding.set_timer(id, TimerKind::turnout, offer.str(),
                     assignment.assigned_at + turnout_of(deciding, assignment) +
                         std::min(watch.turnout_slip, watch.turnout_grace));
}

void clear_watch(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  for (const auto kind : {TimerKind::turnout, TimerKind::arrival, TimerKind::entry, TimerKind::lone_worker}) {
    deciding.clear_timer(id, kind, offer.str());
  }
  deciding.clear_alert(id, "no_entry_" + offer.str());
  clear_chase(deciding, id, offer);
}

void progress(Deciding& deciding, const IncidentId& id, const OfferId& offer, Stage stage) {
  deciding.conclude(Progressed{id, offer, stage});
  if (find_assignment(*deciding.incident(id), offer)->doubtful) heard_again(deciding, id, offer);
  clear_chase(deciding, id, offer);
  const Assignment& assignment = *find_assignment(*deciding.incident(id), offer);
  const bool there = stage == Stage::on_scene || stage == Stage::with_person;
  if (assignment.hold == Hold::relieving && there) {
    reinstate(deciding, id, offer);
  } else if (assignment.hold == Hold::owner) {
    release_relieved(deciding, id, offer);
  }
  switch (stage) {
  case Stage::assigned:
    return;
  case Stage::en_route:
    return on_the_way(deciding, id, offer);
  case Stage::on_scene:
    return arrived(deciding, id, offer);
  case Stage::with_person:
    return beside_them(deciding, id, offer);
  case Stage::clear:
    return cleared(deciding, id, offer);
  }
}

void heard_again(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Incident& incident = *deciding.incident(id);
  const Assignment& assignment = *find_assignment(incident, offer);
  if (assignment.stage == Stage::clear) return;
  const bool doubted = assignment.doubtful;
  const bool chased = armed(incident, TimerKind::silence, offer);
  if (!doubted && !chased && assignment.stage < Stage::on_scene) return;
  const bool moving = assignment.stage >= Stage::en_route;
  deciding.conclude(Doubted{id, offer, false});
  clear_chase(deciding, id, offer);
  deciding.clear_alert(id, "lone_worker_" + offer.str());
  if (!moving) {
    // They live, and have not set off: they are asked again, and whoever was asked beside them stays asked.
    deciding.set_timer(id, TimerKind::turnout, offer.str(),
                       deciding.now() + watch_of(deciding, incident).turnout_grace);
  } else if (doubted) {
    end_hopeless_offers(deciding, id);
  }
}

void forecast(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Incident& incident = *deciding.incident(id);
  const Assignment& assignment = *find_assignment(incident, offer);
  if (assignment.stage != Stage::en_route) return;
  const WallTime arrival = arrival_from_here(deciding, incident, assignment);
  const Duration change = arrival - assignment.forecast_at;
  if (std::chrono::abs(change) >= forecast_step_min) take_forecast(deciding, id, offer, arrival);
  tell_arrival(deciding, id, offer);
}

void forecast_anew(Deciding& deciding, const IncidentId& id) {
  std::vector<OfferId> coming;
  for (const auto& assignment : deciding.incident(id)->assignments) {
    if (assignment.hold != Hold::released && assignment.stage <= Stage::en_route)
      coming.push_back(assignment.offer);
  }
  for (const auto& offer : coming) {
    const Incident& incident = *deciding.incident(id);
    const Assignment& assignment = *find_assignment(incident, offer);
    const WallTime arrival = arrival_setting_off(deciding, incident, assignment);
    if (assignment.stage == Stage::en_route) {
      take_forecast(deciding, id, offer, arrival);
    } else {
      deciding.conclude(ForecastMade{id, offer, arrival + turnout_of(deciding, assignment)});
    }
    tell_arrival(deciding, id, offer);
  }
  weigh_forecast(deciding, id);
}

void turnout_due(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Assignment* assignment = find_assignment(*deciding.incident(id), offer);
  if (assignment == nullptr || assignment->hold == Hold::released || assignment->stage != Stage::assigned)
    return;
  if (assignment->chased == 0 && slipped(deciding, id, offer)) return;
  if (assignment->chased >= chases_max) return give_up_on(deciding, id, offer);
  chase(deciding, id, offer, "accepted but has not said to be on the way");
}

void silence_due(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Incident* incident = deciding.incident(id);
  const Assignment* silent = find_assignment(*incident, offer);
  if (silent == nullptr || silent->hold == Hold::released || silent->stage >= Stage::on_scene ||
      silent->doubtful)
    return;
  const Duration allowance = watch_of(deciding, *incident).silent_after;
  const bool alive = last_heard(deciding, *silent) > deciding.now() - allowance;
  if (alive && silent->chased < chases_max) return chase(deciding, id, offer, "is late");

  give_up_on(deciding, id, offer);
}

void arrival_due(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Incident& incident = *deciding.incident(id);
  const Assignment* late = find_assignment(incident, offer);
  if (late == nullptr || late->hold == Hold::released || late->stage >= Stage::on_scene) return;
  const WatchPolicy& watch = watch_of(deciding, incident);
  const WallTime from_here = arrival_from_here(deciding, incident, *late);
  take_forecast(deciding, id, offer, std::max(from_here, deciding.now() + watch.overdue_after));
  tell_arrival(deciding, id, offer);
  if (!find_assignment(*deciding.incident(id), offer)->doubtful)
    chase(deciding, id, offer, "should have arrived by now");
}

void entry_due(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Assignment* there = find_assignment(*deciding.incident(id), offer);
  if (there == nullptr || there->hold == Hold::released || there->stage != Stage::on_scene) return;
  deciding.alert(id, HumanRole::operator_, "no_entry_" + offer.str(),
                 there->responder.str() + " is on scene but not yet with the person. Help with the way in.");
}

void lone_worker_due(Deciding& deciding, const IncidentId& id, const OfferId& offer) {
  const Incident& incident = *deciding.incident(id);
  const Assignment* alone = find_assignment(incident, offer);
  if (alone == nullptr || alone->hold == Hold::released || alone->stage == Stage::clear) return;
  const Duration check = watch_of(deciding, incident).lone_worker_check;
  // The phone in their pocket tells where it is whatever has happened to them: only their word counts.
  if (alone->heard_at <= deciding.now() - check) {
    deciding.alert(id, HumanRole::operator_, "lone_worker_" + offer.str(),
                   "No word from " + alone->responder.str() +
                       " on scene. Ring them; if no answer, send somebody.");
  }
  deciding.set_timer(id, TimerKind::lone_worker, offer.str(), deciding.now() + check);
}

const Assignment* soonest(const Incident& incident) noexcept {
  const Assignment* first = nullptr;
  for (const auto& assignment : incident.assignments) {
    if (assignment.hold != Hold::owner || assignment.doubtful || assignment.stage == Stage::clear) continue;
    if (first == nullptr || assignment.forecast_at < first->forecast_at) first = &assignment;
  }
  return first;
}

void tell_setback(Deciding& deciding, const IncidentId& id) {
  const Incident& incident = *deciding.incident(id);
  const bool promised = incident.told_person_eta_at && incident.decided_at && !attended(incident);
  if (!promised) return;
  const Assignment* next = soonest(incident);
  if (next == nullptr) return tell_person(deciding, id, FeedbackStage::delayed);
  if (next->forecast_at - *incident.told_person_eta_at >= watch_of(deciding, incident).delay_told_from) {
    tell_person(deciding, id, FeedbackStage::delayed, next->responder, next->forecast_at);
  }
}

namespace {

bool overheard(Deciding& deciding, const Incident& incident) {
  if (incident.cls == AlarmClass::security || !incident.person) return incident.cls == AlarmClass::security;
  const auto& ids = deciding.state().by_person.at(*incident.person);
  return std::any_of(ids.begin(), ids.end(), [&](const IncidentId& id) {
    return deciding.incident(id)->cls == AlarmClass::security;
  });
}

} // namespace

void tell_person(Deciding& deciding, const IncidentId& id, FeedbackStage stage,
                 std::optional<ResponderId> responder, std::optional<WallTime> arrival) {
  const Incident& incident = *deciding.incident(id);
  // A hub that spoke aloud during an intrusion could put the person in danger.
  if (!incident.hub || incident.folded || overheard(deciding, incident)) return;
  deciding.conclude(PersonTold{id, stage, arrival});
  std::optional<Duration> eta;
  if (arrival) eta = std::max(Duration(0), *arrival - deciding.now());
  deciding.owe(SendFeedback{*incident.hub, id, stage, std::move(responder), eta});
}

} // namespace turnout::dispatch
