#include "desk.hpp"

#include <turnout/record/json.hpp>

#include <algorithm>

namespace turnout::county {

namespace {

constexpr Duration looks_again = 10min;
constexpr Duration given_up = 8h; ///< after which a human closes what nothing more will come of
constexpr Duration ambulance_after = 90min;
constexpr int command_tries = 200;
constexpr double parks = 0.15; ///< of the looks at an incident that goes its way

bool awaited(const PartnerRequest& request) {
  return request.state == RequestState::requested || request.state == RequestState::acknowledged ||
         request.state == RequestState::accepted;
}

bool somebody_on_it(const Incident& incident) {
  return std::any_of(incident.assignments.begin(), incident.assignments.end(), [](const Assignment& a) {
    return a.hold != Hold::released && a.stage != turnout::Stage::clear;
  });
}

bool can_close(const Incident& incident) {
  if (std::any_of(incident.requests.begin(), incident.requests.end(), awaited) || somebody_on_it(incident))
    return false;
  return phase_of(incident) == Phase::cleared || !incident.requests.empty();
}

} // namespace

Desk::Desk(Stage& stage, Casebook& casebook)
    : stage_(stage), casebook_(casebook), free_(stage.scenario.operators) {}

void Desk::start() {
  if (stage_.scenario.calls_a_month > 0) call_by_telephone(0);
  recall(0);
}

const Incident* Desk::open(const IncidentId& id) const {
  if (!stage_.process->up()) return nullptr;
  const auto& known = stage_.process->state().facts.open;
  const auto found = known.find(id);
  return found == known.end() ? nullptr : &found->second;
}

CommandGiven Desk::about(const IncidentId& id, CommandKind kind) {
  CommandGiven command;
  command.id = MessageId("c" + std::to_string(++commands_));
  command.by =
      OperatorId("op-" + std::to_string(commands_ % static_cast<std::uint64_t>(stage_.scenario.operators)));
  command.kind = kind;
  if (!id.empty()) command.incident = id;
  return command;
}

void Desk::slip(const CommandGiven& given) {
  const Faults& f = stage_.faults;
  if (f.double_clicks <= 0 && f.wrong_names <= 0) return;
  Chance chance = stage_.chance("slip", number_of(given.id.str()));
  CommandGiven again = given;
  const bool twice = chance.happens(f.double_clicks);
  const bool wrong = chance.happens(f.wrong_names);
  if (twice && chance.happens(0.5)) again.id = MessageId(given.id.str() + "-2");
  if (wrong) {
    again.id = MessageId(given.id.str() + "-3");
    if (again.person) again.person = PersonId("nobody");
    if (again.responder) again.responder = ResponderId("nobody");
    if (again.outcome && chance.happens(0.5)) again.outcome.reset();
    if (again.note && chance.happens(0.5)) again.note.reset();
    if (again.service && chance.happens(0.5)) again.service.reset();
    if (again.alert && chance.happens(0.5)) again.alert.reset();
    if (again.kind == CommandKind::stand_down) again.responder = ResponderId("nobody");
    if (chance.happens(0.3)) again.by = OperatorId();
    if (again.incident && chance.happens(0.5)) again.incident = IncidentId("I0-0");
  }
  if (twice || wrong) stage_.process->give(again);
}

void Desk::command(CommandGiven given, std::vector<KeptText> texts, int tries) {
  if (stage_.trace != nullptr) {
    stage_.say("cmd " + std::string(record::name_of(given.kind)) + " " +
               (given.incident ? given.incident->str() : std::string()));
  }
  if (stage_.process->up()) slip(given);
  if (stage_.process->up()) {
    stage_.process->give(std::move(given), std::move(texts));
  } else if (tries < command_tries) {
    stage_.time.after(5s, [this, given = std::move(given), texts = std::move(texts), tries] {
      command(given, texts, tries + 1);
    });
  }
}

void Desk::committed(const engine::Batch& batch) {
  for (const auto& record : batch.records) {
    for (const auto& decision : record.decisions) {
      if (const auto* made = std::get_if<IncidentOpened>(&decision)) opened(made->incident, made->cls);
      if (const auto* raised = std::get_if<AlertRaised>(&decision)) alert(*raised);
      if (const auto* moved = std::get_if<Progressed>(&decision)) {
        if (moved->stage == turnout::Stage::clear) look_to_close(moved->incident);
      }
      if (const auto* partner = std::get_if<PartnerMoved>(&decision)) {
        if (partner->state == RequestState::complete || partner->state == RequestState::rejected)
          look_to_close(partner->incident);
      }
      if (const auto* closed = std::get_if<Closed>(&decision)) {
        const auto call = calls_.find(closed->incident);
        if (call == calls_.end()) continue;
        waiting_.erase({call->second.cls, call->second.since, closed->incident});
        calls_.erase(call);
      }
    }
  }
}

void Desk::restarted(const dispatch::State& state) {
  for (auto call = calls_.begin(); call != calls_.end();) {
    if (state.facts.open.contains(call->first)) {
      ++call;
      continue;
    }
    waiting_.erase({call->second.cls, call->second.since, call->first});
    call = calls_.erase(call);
  }
  for (const auto& [id, incident] : state.facts.open) {
    if (!calls_.contains(id)) opened(id, incident.cls);
  }
}

void Desk::opened(const IncidentId& id, AlarmClass cls) {
  if (!calls_.emplace(id, Call{.cls = cls, .since = stage_.now()}).second) return;
  stage_.time.after(looks_again, [this, id] { review(id); });
  // Some calls nobody takes in time, and the plan goes on by itself.
  const bool missed = stage_.chance("missed", casebook_.key_of(id)).happens(stage_.scenario.not_taken);
  if (missed) {
    stage_.time.after(5min, [this, id] { queue(id); });
  } else {
    queue(id);
  }
}

void Desk::queue(const IncidentId& id) {
  const auto call = calls_.find(id);
  if (call == calls_.end() || call->second.taken || call->second.settled) return;
  waiting_.insert({call->second.cls, call->second.since, id});
  // After the batch, once all of it is known.
  stage_.time.after(Duration(0), [this] { serve(); });
}

void Desk::serve() {
  while (free_ > 0 && !waiting_.empty()) {
    const IncidentId id = std::get<IncidentId>(*waiting_.begin());
    waiting_.erase(waiting_.begin());
    const auto call = calls_.find(id);
    if (call == calls_.end() || call->second.taken) continue;
    call->second.taken = true;
    --free_;
    Chance chance = stage_.chance("operator", casebook_.key_of(id));
    stage_.time.after(chance.between(stage_.scenario.answer_least, stage_.scenario.answer_most),
                      [this, id] { answer(id); });
  }
}

void Desk::hang_up() {
  ++free_;
  serve();
}

void Desk::answer(const IncidentId& id) {
  if (const Incident* incident = open(id); incident != nullptr && !incident->answered_at)
    command(about(id, CommandKind::answer));
  Chance chance = stage_.chance("talk", casebook_.key_of(id));
  stage_.time.after(chance.log_normal(stage_.scenario.talk_median, stage_.scenario.talk_sigma),
                    [this, id] { talked(id); });
}

void Desk::talked(const IncidentId& id) {
  hang_up();
  const auto call = calls_.find(id);
  if (call == calls_.end()) return;
  call->second.taken = false;
  const Incident* incident = open(id);
  if (incident == nullptr) return;
  call->second.settled = true;
  Chance chance = stage_.chance("after talk", casebook_.key_of(id));
  const bool notes = chance.happens(0.05);
  const bool needless = chance.happens(stage_.scenario.needless_dispatch);
  const bool stands_down = chance.happens(0.2);
  if (notes) {
    CommandGiven note = about(id, CommandKind::note);
    const std::string text = "Spoke to PLANTED-said, daughter rung";
    note.note = text_id("", text);
    command(note, {kept_text("", 0, text)});
  }
  if (find_double(*incident)) return;
  const bool person = incident->cls < AlarmClass::technical;
  if (person && (casebook_.needs_person(id) || needless)) return send_somebody(*incident, chance);
  if (!person) return close(id, Outcome::equipment_fault);
  if (stands_down && incident->decided_at) command(about(id, CommandKind::stand_down));
  close(id, Outcome::false_alarm);
}

/// To whoever has just talked to them, a machine's trouble beside a cry from the same home is one with it,
/// and so is a stranger's cry that nobody needs to go for with whatever else is open.
bool Desk::find_double(const Incident& incident) {
  const bool machine = incident.cls == AlarmClass::technical && incident.person;
  const bool stranger = incident.unverified && !incident.person && !casebook_.needs_person(incident.id);
  if (!machine && !stranger) return false;
  for (const auto& [id, other] : stage_.process->state().facts.open) {
    if (id == incident.id || other.cls >= AlarmClass::technical || other.cls == AlarmClass::security)
      continue;
    if (machine && other.person != incident.person) continue;
    CommandGiven join = about(incident.id, CommandKind::join);
    join.into = id;
    command(join);
    return true;
  }
  return false;
}

/// Somebody has looked and nothing is to be done just now.
void Desk::park(const Incident& incident) {
  CommandGiven parked = about(incident.id, CommandKind::park);
  const std::string text = "Rings back PLANTED-said";
  parked.note = text_id("", text);
  parked.park_for = looks_again;
  command(parked, {kept_text("", 0, text)});
}

void Desk::send_somebody(const Incident& incident, Chance& chance) {
  const bool by_name = chance.happens(0.03);
  const bool asks_ambulance = chance.happens(0.02);
  const double whom = chance.unit();
  CommandGiven send = about(incident.id, CommandKind::dispatch);
  const auto& responders = stage_.population.rows.responders;
  if (by_name && !responders.empty())
    send.responder = responders[static_cast<std::size_t>(whom * static_cast<double>(responders.size()))].id;
  command(send);
  // A name that cannot be sent leaves the response to be started all the same.
  if (by_name) command(about(incident.id, CommandKind::dispatch));
  if (!asks_ambulance) return;
  CommandGiven ask = about(incident.id, CommandKind::escalate);
  ask.service = Service::ambulance;
  command(ask);
}

void Desk::look_to_close(const IncidentId& id) {
  stage_.time.after(stage_.scenario.close_after, [this, id] {
    const Incident* incident = open(id);
    if (incident == nullptr || !can_close(*incident)) return;
    close(id, incident->findings.empty() ? Outcome::other : incident->findings.back());
  });
}

void Desk::close(const IncidentId& id, Outcome outcome) {
  CommandGiven given = about(id, CommandKind::close);
  given.outcome = outcome;
  command(given);
}

/// Nothing is left lying: whatever is open is looked at every ten minutes.
void Desk::review(const IncidentId& id) {
  const auto call = calls_.find(id);
  if (call == calls_.end()) return;
  stage_.time.after(looks_again, [this, id] { review(id); });
  const Incident* incident = open(id);
  if (incident == nullptr || call->second.taken) return;
  if (!call->second.settled) return queue(id);
  const Duration age = stage_.now() - call->second.since;
  const bool machine = incident->cls >= AlarmClass::technical;
  if (can_close(*incident) || (machine && !somebody_on_it(*incident)))
    return close(id, incident->findings.empty() ? Outcome::other : incident->findings.back());
  if (!casebook_.needs_person(id) && !incident->with_person_at && !somebody_on_it(*incident))
    return close(id, Outcome::false_alarm);
  if (age > given_up) return close(id, Outcome::other);
  if (!incident->decided_at || incident->stopped_at) return command(about(id, CommandKind::dispatch));
  const auto looked = static_cast<std::uint64_t>(age / looks_again);
  if (stage_.chance("park", casebook_.key_of(id) + looked).happens(parks)) park(*incident);
  if (age > ambulance_after && !incident->with_person_at && !call->second.escalated) {
    call->second.escalated = true;
    CommandGiven ask = about(id, CommandKind::escalate);
    ask.service = Service::ambulance;
    command(ask);
  }
}

void Desk::alert(const AlertRaised& raised) {
  const Duration after = stage_.chance("alert", number_of(raised.alert.str())).between(15s, 4min);
  stage_.time.after(after, [this, raised] {
    CommandGiven seen = about(raised.incident.value_or(IncidentId()), CommandKind::acknowledge);
    if (raised.incident && open(*raised.incident) == nullptr) return;
    seen.alert = raised.alert;
    command(seen);
  });
}

void Desk::call_by_telephone(std::uint64_t nth) {
  if (stage_.quiet) return;
  constexpr double month_ms = 365.25 / 12 * 86'400'000;
  Chance chance = stage_.chance("telephone", nth);
  const Scenario& s = stage_.scenario;
  const double most = *std::max_element(s.hour_weights.begin(), s.hour_weights.end());
  const Duration next(static_cast<std::int64_t>(chance.exponential(month_ms / (s.calls_a_month * most))));
  const double keep = chance.unit();
  const auto who = chance.below(stage_.population.rows.people.size());
  const bool needs = chance.happens(s.calls_attended);
  stage_.time.after(next, [this, nth, keep, most, who, needs] {
    call_by_telephone(nth + 1);
    if (keep * most > stage_.scenario.hour_weights[hour_of(stage_.local())]) return;
    CommandGiven opens = about(IncidentId(), CommandKind::open);
    opens.person = stage_.population.rows.people[who].id;
    opens.type = needs ? AlarmType::fall : AlarmType::help;
    command(opens);
  });
}

/// Fire control takes somebody back by name now and then, on a job or not.
void Desk::recall(std::uint64_t nth) {
  if (stage_.quiet || stage_.scenario.fire_calls_a_day <= 0) return;
  constexpr double one_in = 10;
  Chance chance = stage_.chance("recall", nth);
  const Duration next(
      static_cast<std::int64_t>(chance.exponential(one_in * 86'400'000 / stage_.scenario.fire_calls_a_day)));
  const double which = chance.unit();
  stage_.time.after(next, [this, nth, which] {
    recall(nth + 1);
    if (!stage_.process->up()) return;
    std::vector<ResponderId> going;
    for (const auto& [id, incident] : stage_.process->state().facts.open) {
      for (const auto& assignment : incident.assignments) {
        if (assignment.hold != Hold::released && assignment.stage <= turnout::Stage::en_route)
          going.push_back(assignment.responder);
      }
    }
    const auto& rows = stage_.population.rows.responders;
    if (going.empty() && rows.empty()) return;
    CommandGiven back = about(IncidentId(), CommandKind::recall);
    back.responder = !going.empty()
                         ? going[static_cast<std::size_t>(which * static_cast<double>(going.size()))]
                         : rows[static_cast<std::size_t>(which * static_cast<double>(rows.size()))].id;
    command(back);
    say_duty(rows[static_cast<std::size_t>(which * static_cast<double>(rows.size()))].id);
  });
}

/// Somebody rings in to say what their phone has said already.
void Desk::say_duty(const ResponderId& who) {
  const auto& known = stage_.process->state().facts.responders;
  const auto facts = known.find(who);
  if (facts == known.end() || !facts->second.duty_said || facts->second.recalled) return;
  CommandGiven duty = about(IncidentId(), CommandKind::duty);
  duty.responder = who;
  duty.duty = facts->second.duty;
  command(duty);
}

} // namespace turnout::county
