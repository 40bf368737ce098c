#include "decide.hpp"
#include "ladder.hpp"
#include "response.hpp"

namespace turnout::dispatch {

namespace {

void not_yours(Deciding& deciding, const ProgressReceived& event, std::string reason) {
  deciding.owe(SendError{.to = SenderKind::responder,
                         .id = event.responder.str(),
                         .message = event.id,
                         .reason = std::move(reason),
                         .member = "incident"});
}

/// Somebody stood down who says more than nothing is told again that they are free.
void stood_down_again(Deciding& deciding, const ProgressReceived& event, const Incident& incident) {
  for (const auto& assignment : incident.assignments) {
    if (assignment.responder == event.responder) {
      return say_assignment(deciding, incident, event.responder, assignment.offer,
                            AssignmentState::stood_down, "You are no longer on this incident.");
    }
  }
  not_yours(deciding, event, "You have no place on this incident.");
}

void findings(Deciding& deciding, const ProgressReceived& event, const OfferId& offer) {
  if (event.outcome || !event.referrals.empty() || event.notes) {
    deciding.conclude(OutcomeSaid{event.incident, offer, event.outcome, event.referrals, event.notes});
  }
  const auto known = deciding.incident(event.incident)->needs;
  std::vector<Need> fresh;
  for (const auto need : event.needs) {
    if (!known.contains(need)) fresh.push_back(need);
  }
  if (!fresh.empty()) deciding.conclude(NeedsSaid{event.incident, fresh});
  for (const auto need : event.needs) {
    if (known.contains(need)) {
      meet_need_again(deciding, event.incident, need);
    } else {
      meet_need(deciding, event.incident, need);
    }
  }
}

} // namespace

void on(Deciding& deciding, const ProgressReceived& event) {
  if (!deciding.state().reference.responders.contains(event.responder)) {
    return not_yours(deciding, event, "This responder is not in the register.");
  }
  const Incident* incident = deciding.incident(event.incident);
  if (incident == nullptr) return not_yours(deciding, event, "This incident is not open.");
  if (seen_before(deciding, SenderKind::responder, event.responder.str(), event.id)) return;
  const Assignment* mine = holding(*incident, event.responder);
  if (mine == nullptr) return stood_down_again(deciding, event, *incident);
  const OfferId offer = mine->offer;
  if (event.position) {
    on(deciding,
       PositionReceived{.responder = event.responder, .place = *event.position, .fixed_at = deciding.now()});
  }
  const Stage before = find_assignment(*deciding.incident(event.incident), offer)->stage;
  // What they found counts before they are clear, so that the story ends in order.
  findings(deciding, event, offer);
  if (event.stage > before) {
    progress(deciding, event.incident, offer, event.stage);
  } else if (before == Stage::clear) {
    const Incident& now_known = *deciding.incident(event.incident);
    say_standing(deciding, now_known, *find_assignment(now_known, offer),
                 "You are clear of this job already.");
  } else {
    heard_again(deciding, event.incident, offer);
  }
}

} // namespace turnout::dispatch
