#include "decide.hpp"
#include "ladder.hpp"
#include "response.hpp"

#include <turnout/dispatch/match.hpp>
#include <turnout/record/json.hpp>

#include <algorithm>

namespace turnout::dispatch {

const Person* find_person(Deciding& deciding, const std::optional<PersonId>& id) {
  return id ? known_person(deciding.state(), *id) : nullptr;
}

const Plan& match_for(Deciding& deciding, const PlanBook& book, AlarmClass cls, AlarmType type,
                      const AreaId& area, const std::optional<PersonId>& person) {
  const MatchQuestion question{
      .cls = cls, .type = type, .area = area, .person = find_person(deciding, person), .at = deciding.now()};
  return match_plan(book, question).plan;
}

int people_needed(Deciding& deciding, const Plan& plan, const std::optional<PersonId>& id) {
  const Person* person = find_person(deciding, id);
  if (person == nullptr) return plan.offers.people_needed;
  const bool flagged =
      std::any_of(person->risk_flags.begin(), person->risk_flags.end(),
                  [&](const std::string& flag) { return plan.offers.two_people_flags.contains(flag); });
  return flagged ? std::max(2, plan.offers.people_needed) : plan.offers.people_needed;
}

IncidentId open_incident(Deciding& deciding, const Opening& opening) {
  const PlanBook& book = current_book(deciding.state());
  const Plan& plan = match_for(deciding, book, opening.cls, opening.type, opening.area, opening.person);
  const Person* person = find_person(deciding, opening.person);
  const IncidentId id = deciding.new_incident_id();
  deciding.conclude(IncidentOpened{.incident = id,
                                   .cls = opening.cls,
                                   .type = opening.type,
                                   .person = opening.person,
                                   .hub = opening.hub,
                                   .area = opening.area,
                                   .position = opening.position,
                                   .unverified = opening.unverified,
                                   .folded = plan.fold_by_area,
                                   .plan_revision = book.revision,
                                   .plan_path = plan.path,
                                   .people_needed = people_needed(deciding, plan, opening.person),
                                   .by = opening.by,
                                   .place = opening.place,
                                   .callback = opening.callback,
                                   .gp_practice = person == nullptr ? std::string() : person->gp_practice});
  // From here on the incident is never without a deadline.
  deciding.set_timer(id, TimerKind::review, "", deciding.now() + plan.review_every);
  return id;
}

const Incident* open_about(Deciding& deciding, const std::optional<PersonId>& person, AlarmClass cls) {
  if (!person) return nullptr;
  const auto& index = deciding.state().by_person;
  const auto ids = index.find(*person);
  if (ids == index.end()) return nullptr;
  const bool security = cls == AlarmClass::security;
  const Incident* gravest = nullptr;
  for (const auto& id : ids->second) {
    const Incident* incident = deciding.incident(id);
    // Once everybody is clear a new cry is a new episode: it must not wait behind the closing of the old one.
    if (incident->folded || incident->cls >= AlarmClass::technical || phase_of(*incident) == Phase::cleared)
      continue;
    // Somebody listens in on a security alarm, and its ladder is its own.
    if ((incident->cls == AlarmClass::security) != security) continue;
    if (gravest == nullptr || incident->cls < gravest->cls) gravest = incident;
  }
  return gravest;
}

bool graver(Deciding& deciding, const Incident& incident, AlarmClass cls, AlarmType type) {
  if (cls != incident.cls) return cls < incident.cls;
  const PlanBook& book = book_of(deciding.state(), incident.plan_revision);
  const Plan& plan = match_for(deciding, book, cls, type, incident.area, incident.person);
  return plan.path != incident.plan_path && plan.priority < plan_of(deciding.state(), incident).priority;
}

void raise(Deciding& deciding, const IncidentId& id, AlarmClass cls, AlarmType type) {
  const Incident& incident = *deciding.incident(id);
  const PlanBook& book = book_of(deciding.state(), incident.plan_revision);
  const Plan& plan = match_for(deciding, book, cls, type, incident.area, incident.person);
  end_parking(deciding, id);
  deciding.conclude(Raised{id, cls, type, plan.path, people_needed(deciding, plan, incident.person)});
  tell_those_sent(deciding, id, "Now: " + std::string(record::name_of(type)) + ".");
  offer_anew(deciding, id, "a graver alarm joined");
  if (deciding.incident(id)->decided_at) reach_flag_rungs(deciding, id);
  arm_ladder(deciding, id);
}

bool seen_before(Deciding& deciding, SenderKind from, const std::string& sender, const MessageId& id) {
  const auto& facts = deciding.state().facts;
  const std::vector<MessageId>* known = nullptr;
  if (from == SenderKind::responder) {
    if (const auto found = facts.responders.find(ResponderId(sender)); found != facts.responders.end()) {
      known = &found->second.messages;
    }
  } else if (const auto found = facts.partners.find(PartnerId(sender)); found != facts.partners.end()) {
    known = &found->second.messages;
  }
  if (known != nullptr && std::find(known->begin(), known->end(), id) != known->end()) return true;
  deciding.conclude(MessageRemembered{from, sender, id});
  return false;
}

} // namespace turnout::dispatch
