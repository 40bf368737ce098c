#include "decide.hpp"
#include "ladder.hpp"
#include "readiness.hpp"
#include "response.hpp"

#include <algorithm>

namespace turnout::dispatch {

namespace {

void answer(Deciding& deciding, const CommandGiven& command, std::string why_not = {}) {
  deciding.conclude(CommandAnswered{command.id, why_not.empty(), std::move(why_not), command.incident});
}

/// Each returns why not, or nothing when done.
std::string take_call(Deciding& deciding, const CommandGiven& command, const Incident& incident) {
  if (incident.answered_by) return "already answered by " + incident.answered_by->str();
  deciding.conclude(Answered{*command.incident, command.by});
  return {};
}

std::string note(Deciding& deciding, const CommandGiven& command) {
  if (!command.note) return "a note needs a text";
  deciding.conclude(Noted{*command.incident, command.by, *command.note});
  return {};
}

std::string dispatch_one(Deciding& deciding, const CommandGiven& command, const ResponderId& responder) {
  const Incident& incident = *deciding.incident(*command.incident);
  Roster* who = roster_of(deciding.state(), responder);
  if (who == nullptr) return responder.str() + " is not in the register";
  if (holding(incident, responder) != nullptr) return responder.str() + " is on this incident already";
  const bool ringing = std::any_of(incident.offers.begin(), incident.offers.end(), [&](const Offer& offer) {
    return offer.responder == responder && offer.state == OfferState::open;
  });
  if (ringing) return responder.str() + " is being asked already";
  if (who->facts->on_incident) return responder.str() + " is on another job";
  if (auto no = refusal(deciding.state(), incident, *who, deciding.now()); !no.empty()) return no;
  const auto pick = estimate(deciding.state(), deciding.travel(), incident, *who, deciding.now());
  if (!pick) return "the way there cannot be estimated: the incident or " + responder.str() + " has no place";
  make_offer(deciding, incident.id, *pick, "chosen by " + command.by.str());
  return {};
}

std::string dispatch_anybody(Deciding& deciding, const CommandGiven& command) {
  const IncidentId& id = *command.incident;
  const Incident& incident = *deciding.incident(id);
  if (incident.decided_at && standing(deciding.state(), incident).vacant == 0) {
    if (phase_of(incident) != Phase::cleared)
      return "as many as are needed are on it: name somebody to send one more";
    deciding.conclude(PeopleNeeded{id, incident.people_needed + 1});
  }
  start_response(deciding, id, command.by, "started by " + command.by.str());
  return {};
}

std::string dispatch_now(Deciding& deciding, const CommandGiven& command) {
  if (!command.responder) return dispatch_anybody(deciding, command);
  const IncidentId& id = *command.incident;
  decide_response(deciding, id, command.by);
  // Whom a human names goes as well, if every place is held.
  const Incident& incident = *deciding.incident(id);
  const bool full = standing(deciding.state(), incident).vacant == 0;
  auto why_not = dispatch_one(deciding, command, *command.responder);
  if (full) {
    if (why_not.empty()) deciding.conclude(PeopleNeeded{id, incident.people_needed + 1});
    return why_not;
  }
  top_up(deciding, *command.incident, "response started by " + command.by.str());
  weigh_forecast(deciding, *command.incident);
  return why_not;
}

std::string escalate(Deciding& deciding, const CommandGiven& command) {
  if (!command.service) return "say which service to ask";
  if (asked(*deciding.incident(*command.incident), *command.service))
    return "that service has been asked already";
  if (ask_partner(deciding, *command.incident, *command.service, "asked by " + command.by.str())) return {};
  return "no partner gives that service here at this hour: arrange it by telephone";
}

std::string stand_down(Deciding& deciding, const CommandGiven& command) {
  const IncidentId& id = *command.incident;
  if (command.responder) {
    const Assignment* going = holding(*deciding.incident(id), *command.responder);
    if (going == nullptr || going->stage == Stage::clear)
      return command.responder->str() + " is not on this incident";
    release(deciding, id, OfferId(going->offer), ReleaseWhy::stood_down,
            "The centre stands you down. Thank you.");
    return {};
  }
  deciding.conclude(ResponseStopped{id, command.by});
  deciding.clear_timer(id, TimerKind::retry, "");
  withdraw_offers(deciding, id, "Nobody is needed there any more. Thank you.");
  std::vector<OfferId> going;
  for (const auto& assignment : deciding.incident(id)->assignments) {
    if (assignment.hold != Hold::released && assignment.stage != Stage::clear)
      going.push_back(assignment.offer);
  }
  for (const auto& offer : going) {
    release(deciding, id, offer, ReleaseWhy::stood_down, "The centre stands you down. Thank you.");
  }
  weigh_forecast(deciding, id);
  return {};
}

std::string acknowledge(Deciding& deciding, const CommandGiven& command) {
  if (!command.alert) return "say which alert";
  const auto& alerts =
      command.incident ? deciding.incident(*command.incident)->alerts : deciding.state().facts.system.alerts;
  const bool open = std::any_of(alerts.begin(), alerts.end(),
                                [&](const OpenAlert& alert) { return alert.id == *command.alert; });
  if (!open) return "that alert is not open";
  deciding.conclude(AlertCleared{*command.alert, command.incident, command.by});
  return {};
}

std::string close(Deciding& deciding, const CommandGiven& command) {
  if (!command.outcome) return "closing needs an outcome";
  const IncidentId& id = *command.incident;
  withdraw_offers(deciding, id, "The incident is closed. Thank you.");
  send_home(deciding, id, "The incident is closed. Thank you.");
  cancel_requests(deciding, id);
  if (command.first_contact) deciding.conclude(FirstContactSaid{id, command.by, *command.first_contact});
  deciding.conclude(Closed{id, command.by, *command.outcome, command.referrals, command.note, std::nullopt});
  return {};
}

std::string recall(Deciding& deciding, const CommandGiven& command) {
  if (!command.responder) return "say who is recalled";
  const Roster* who = roster_of(deciding.state(), *command.responder);
  if (who == nullptr) return command.responder->str() + " is not in the register";
  const auto on_incident = who->facts->on_incident;
  deciding.conclude(DutySet{*command.responder, DutyState::unavailable, true, std::nullopt});
  const Incident* incident = on_incident ? deciding.incident(*on_incident) : nullptr;
  const Assignment* going = incident == nullptr ? nullptr : holding(*incident, *command.responder);
  if (going != nullptr) {
    release(deciding, *on_incident, OfferId(going->offer), ReleaseWhy::recalled, called_away(*who));
  }
  take_back_offers(deciding, *command.responder, called_away(*who));
  return {};
}

std::string duty(Deciding& deciding, const CommandGiven& command) {
  if (!command.responder) return "say whose duty it is";
  if (!command.duty) return "say whether they are available";
  if (roster_of(deciding.state(), *command.responder) == nullptr)
    return command.responder->str() + " is not in the register";
  set_duty(deciding, *command.responder, *command.duty, command.by);
  return {};
}

/// Whoever acts on it has come back to it.
std::string act(Deciding& deciding, const CommandGiven& command,
                std::string (*how)(Deciding&, const CommandGiven&)) {
  auto why_not = how(deciding, command);
  if (why_not.empty()) end_parking(deciding, *command.incident);
  return why_not;
}

std::string carry_out(Deciding& deciding, const CommandGiven& command) {
  if (command.by.empty()) return "a command names the human who gives it";
  if (command.kind == CommandKind::recall) return recall(deciding, command);
  if (command.kind == CommandKind::duty) return duty(deciding, command);
  if (command.kind == CommandKind::acknowledge && !command.incident) return acknowledge(deciding, command);
  if (!command.incident) return "say which incident";
  const Incident* incident = deciding.incident(*command.incident);
  if (incident == nullptr) return "there is no open incident " + command.incident->str();
  switch (command.kind) {
  case CommandKind::answer:
    return take_call(deciding, command, *incident);
  case CommandKind::note:
    return note(deciding, command);
  case CommandKind::dispatch:
    return act(deciding, command, dispatch_now);
  case CommandKind::escalate:
    return act(deciding, command, escalate);
  case CommandKind::stand_down:
    return act(deciding, command, stand_down);
  case CommandKind::acknowledge:
    return acknowledge(deciding, command);
  case CommandKind::close:
    return close(deciding, command);
  case CommandKind::park:
    return park(deciding, command);
  case CommandKind::join:
    return join_into(deciding, command);
  case CommandKind::recall:
  case CommandKind::duty:
  case CommandKind::open:
    break;
  }
  return "that command is not known";
}

} // namespace

const AnsweredCommand* answered_before(Deciding& deciding, const MessageId& id) {
  const auto& commands = deciding.state().facts.system.answered;
  const auto found = std::find_if(commands.begin(), commands.end(),
                                  [&](const AnsweredCommand& command) { return command.id == id; });
  return found == commands.end() ? nullptr : &*found;
}

void on(Deciding& deciding, const CommandGiven& event) {
  // The same command sent again, after a lost answer, changes nothing and is told the same.
  if (const AnsweredCommand* before = answered_before(deciding, event.id))
    return deciding.conclude(CommandAnswered{before->id, true, "", before->incident});
  if (event.kind == CommandKind::open && !event.by.empty()) return open_by_hand(deciding, event);
  answer(deciding, event, carry_out(deciding, event));
}

} // namespace turnout::dispatch
