#include "decide.hpp"
#include "ladder.hpp"
#include "response.hpp"

#include <algorithm>

namespace turnout::dispatch {

namespace {

/// A folded incident lists so many hubs; the next signal opens another, so that no row grows without bound.
constexpr std::size_t alarms_per_incident_max = 512;

/// A hub repeats an alarm until it is acknowledged; the same id a day later is a counter that began again.
constexpr Duration repeats_within = 24h;

/// A device that has moved further than this is looked for elsewhere.
constexpr Distance moved_from{100};

AlarmClass class_of(const PlanBook& book, AlarmType type) {
  for (const auto& [remapped, cls] : book.rules.remap) {
    if (remapped == type) return cls;
  }
  return default_class(type);
}

const HubFacts::Answer* answer_before(Deciding& deciding, const AlarmReceived& event) {
  if (!event.alarm) return nullptr;
  const auto& hubs = deciding.state().facts.hubs;
  const auto hub = hubs.find(event.hub);
  if (hub == hubs.end()) return nullptr;
  const auto& answers = hub->second.answers;
  const auto same = std::find_if(answers.begin(), answers.end(), [&](const HubFacts::Answer& answer) {
    return answer.alarm == *event.alarm && answer.type == event.type && answer.said_at == event.said_at &&
           deciding.now() - answer.at < repeats_within;
  });
  return same == answers.end() ? nullptr : &*same;
}

std::string doubt_reason(Doubt doubt) {
  switch (doubt) {
  case Doubt::none:
    return {};
  case Doubt::unknown_hub:
    return "This hub is not in the register.";
  case Doubt::unknown_type:
    return "The alarm type is not known.";
  case Doubt::missing_member:
    return "A required member is missing or not usable.";
  case Doubt::broken_json:
    return "The payload is not a JSON object.";
  case Doubt::oversize:
    return "The payload is larger than 16 KiB.";
  case Doubt::quarantined:
    return "The message could not be processed; a human looks at it.";
  }
  return {};
}

void acknowledge(Deciding& deciding, const AlarmReceived& event, AckStatus status,
                 const std::optional<IncidentId>& incident) {
  if (event.alarm)
    deciding.conclude(AlarmRemembered{event.hub, *event.alarm, status, incident, event.type, event.said_at});
  deciding.owe(SendAck{event.hub, event.alarm, status, incident, doubt_reason(event.doubt)});
}

AlarmJoined joined(Deciding& deciding, const AlarmReceived& event, const IncidentId& id) {
  const auto& rules = current_book(deciding.state()).rules;
  const Duration ahead = event.said_at ? *event.said_at - deciding.now() : Duration(0);
  return {.incident = id,
          .hub = event.hub,
          .alarm = event.alarm,
          .type = event.type,
          .doubt = event.doubt,
          .late = -ahead > rules.late_alarm,
          .future = ahead > rules.future_alarm,
          .text = event.text,
          .raw = event.raw,
          .position = deciding.incident(id)->folded ? std::nullopt : event.position};
}

void begin(Deciding& deciding, const AlarmReceived& event, const IncidentId& id, AckStatus status) {
  deciding.conclude(joined(deciding, event, id));
  acknowledge(deciding, event, status, id);
  tell_person(deciding, id, FeedbackStage::heard);
  const Incident& incident = *deciding.incident(id);
  const Plan& plan = plan_of(deciding.state(), incident);
  const bool offers_later = std::any_of(plan.ladder.begin(), plan.ladder.end(), [](const Rung& rung) {
    return rung.action == Action::offer && rung.after > Duration(0);
  });
  // Silent pre-selection: while somebody answers, the operator sees who would be asked.
  if (offers_later && place_of(deciding.state(), incident)) {
    deciding.conclude(select(deciding, incident, "pre-selection").explained);
  }
  arm_ladder(deciding, id);
}

/// The place that a moving device has told: those on their way hear of it, and who can go now is asked.
void follow(Deciding& deciding, const IncidentId& id, std::optional<GeoPoint> before) {
  const auto place = deciding.incident(id)->position;
  if (!place || place == before) return;
  if (!before) return top_up(deciding, id, "the place is known now");
  if (crow_distance(*before, *place) <= moved_from) return;
  tell_those_sent(deciding, id, "The place has changed.");
  forecast_anew(deciding, id);
  top_up(deciding, id, "the place has changed");
}

void join(Deciding& deciding, const AlarmReceived& event, const IncidentId& id, AlarmClass cls,
          AckStatus status) {
  const auto place_before = deciding.incident(id)->position;
  const bool stopped = deciding.incident(id)->stopped_at.has_value();
  deciding.conclude(joined(deciding, event, id));
  end_parking(deciding, id);
  acknowledge(deciding, event, status, id);
  follow(deciding, id, place_before);
  const bool raised = graver(deciding, *deciding.incident(id), cls, event.type);
  if (raised) raise(deciding, id, cls, event.type);
  const Incident& incident = *deciding.incident(id);
  if (attended(incident)) {
    deciding.alert(id, HumanRole::operator_, "pressed_again",
                   "Another alarm came although somebody is there. Ask them.");
  } else if (stopped) {
    deciding.alert(
        id, HumanRole::operator_, "pressed_again",
        "Another alarm came although everybody was stood down. Talk to them, and send somebody if in doubt.");
  } else if (raised && (incident.answered_at || incident.decided_at)) {
    deciding.alert(id, HumanRole::operator_, "raised", "A graver alarm has joined. Look at it now.");
  }
}

void unverified(Deciding& deciding, const AlarmReceived& event, const Person* person) {
  std::optional<PersonId> person_id;
  if (person != nullptr) person_id = person->id;
  const AlarmClass cls =
      std::min(AlarmClass::life_person, class_of(current_book(deciding.state()), event.type));
  if (const Incident* open = open_about(deciding, person_id, cls)) {
    return join(deciding, event, IncidentId(open->id), cls, AckStatus::unverified);
  }
  const auto& index = deciding.state().unverified_by_hub;
  const auto same = index.find(event.hub);
  if (person == nullptr && same != index.end() &&
      phase_of(*deciding.incident(same->second)) != Phase::cleared) {
    return join(deciding, event, IncidentId(same->second), cls, AckStatus::unverified);
  }
  const IncidentId id =
      open_incident(deciding, {.cls = cls,
                               .type = event.type == AlarmType::unknown ? AlarmType::help : event.type,
                               .person = person_id,
                               .hub = event.hub,
                               .area = person != nullptr ? person->area : AreaId(),
                               .position = event.position,
                               .unverified = true});
  deciding.alert(id, HumanRole::operator_, "unverified",
                 "An alarm that could not be verified: " + doubt_reason(event.doubt) +
                     " Find out who it is.");
  begin(deciding, event, id, AckStatus::unverified);
}

/// Pressed in the home: whoever of ours has said to be at the door is in, though their phone has not said so.
void shown_to_be_inside(Deciding& deciding, const IncidentId& id) {
  std::vector<OfferId> at_the_door;
  for (const auto& assignment : deciding.incident(id)->assignments) {
    if (assignment.hold != Hold::released && assignment.stage == Stage::on_scene)
      at_the_door.push_back(assignment.offer);
  }
  for (const auto& offer : at_the_door)
    progress(deciding, id, offer, Stage::with_person);
}

void evidence(Deciding& deciding, const AlarmReceived& event, const Person& person) {
  const Incident* open = open_about(deciding, person.id, AlarmClass::life_person);
  if (open == nullptr) open = open_about(deciding, person.id, AlarmClass::security);
  if (open == nullptr) {
    if (event.type != AlarmType::assistance) {
      return acknowledge(deciding, event, AckStatus::accepted, std::nullopt);
    }
    // Somebody in the home asks for help and nothing is open: that is an alarm.
    const IncidentId id = open_incident(deciding, {.cls = AlarmClass::life_person,
                                                   .type = event.type,
                                                   .person = person.id,
                                                   .hub = event.hub,
                                                   .area = person.area});
    return begin(deciding, event, id, AckStatus::accepted);
  }
  const IncidentId id = open->id;
  deciding.conclude(joined(deciding, event, id));
  deciding.conclude(EvidenceSeen{id, event.type});
  acknowledge(deciding, event, AckStatus::accepted, id);
  const bool of_presence =
      event.type == AlarmType::presence_confirmed || event.type == AlarmType::intervention_complete;
  if (of_presence) shown_to_be_inside(deciding, id);
  if (event.type == AlarmType::assistance) {
    end_parking(deciding, id);
    deciding.alert(id, HumanRole::supervisor, "assistance", "Whoever is there pressed for assistance.");
    meet_need(deciding, id, Need::second_responder);
  }
}

/// What is open about the same thing: in the area where the plan makes one incident of it, else in the home.
const Incident* same_signal(Deciding& deciding, const Person& person, AlarmType type, const Plan& plan) {
  const State& state = deciding.state();
  if (plan.fold_by_area) {
    const auto found = state.folded.find({person.area, type});
    const Incident* open = found == state.folded.end() ? nullptr : deciding.incident(found->second);
    return open == nullptr || phase_of(*open) == Phase::cleared ? nullptr : open;
  }
  const auto ids = state.by_person.find(person.id);
  if (ids == state.by_person.end()) return nullptr;
  for (const auto& id : ids->second) {
    const Incident* incident = deciding.incident(id);
    if (incident->cls == AlarmClass::technical && incident->type == type &&
        phase_of(*incident) != Phase::cleared)
      return incident;
  }
  return nullptr;
}

/// One incident takes in signals for so long and so many; then another begins.
bool takes_more(Deciding& deciding, const Incident& incident) {
  const bool recent =
      deciding.now() - incident.first_signal_at <= current_book(deciding.state()).rules.join_window;
  return !incident.folded || (recent && incident.alarms.size() < alarms_per_incident_max);
}

IncidentId open_technical(Deciding& deciding, const Person& person, AlarmType type, const Plan& plan) {
  Opening opening{.cls = AlarmClass::technical, .type = type, .area = person.area};
  if (!plan.fold_by_area) {
    opening.person = person.id;
    if (!person.hub.empty()) opening.hub = person.hub;
  }
  return open_incident(deciding, opening);
}

void technical(Deciding& deciding, const AlarmReceived& event, const Person& person, const Plan& plan) {
  const bool restored = event.type == AlarmType::mains_restored;
  const Incident* open = same_signal(deciding, person, restored ? AlarmType::mains_fail : event.type, plan);
  if (open != nullptr && (restored || takes_more(deciding, *open))) {
    return join(deciding, event, IncidentId(open->id), AlarmClass::technical, AckStatus::accepted);
  }
  if (restored) return acknowledge(deciding, event, AckStatus::accepted, std::nullopt);
  begin(deciding, event, open_technical(deciding, person, event.type, plan), AckStatus::accepted);
}

void verified(Deciding& deciding, const AlarmReceived& event, const Person& person) {
  const PlanBook& book = current_book(deciding.state());
  const AlarmClass cls = class_of(book, event.type);
  const Plan& plan = match_for(deciding, book, cls, event.type, person.area, person.id);
  if (plan.no_incident) return acknowledge(deciding, event, AckStatus::accepted, std::nullopt);
  if (cls == AlarmClass::evidence) return evidence(deciding, event, person);
  if (cls == AlarmClass::technical) return technical(deciding, event, person, plan);
  if (const Incident* open = open_about(deciding, person.id, cls)) {
    return join(deciding, event, IncidentId(open->id), cls, AckStatus::accepted);
  }
  const IncidentId id = open_incident(deciding, {.cls = cls,
                                                 .type = event.type,
                                                 .person = person.id,
                                                 .hub = event.hub,
                                                 .area = person.area,
                                                 .position = event.position});
  begin(deciding, event, id, AckStatus::accepted);
}

const Person* whose(Deciding& deciding, const HubId& hub) {
  const auto& reference = deciding.state().reference;
  const auto known = reference.person_by_hub.find(hub);
  return known == reference.person_by_hub.end() ? nullptr : find_person(deciding, known->second);
}

} // namespace

void on(Deciding& deciding, const AlarmReceived& event) {
  heard_from(deciding, event.hub);
  const Person* person = whose(deciding, event.hub);
  const bool stranger = event.doubt == Doubt::none && person == nullptr;
  const Doubt doubt = stranger ? Doubt::unknown_hub : event.doubt;
  if (const auto* before = answer_before(deciding, event)) {
    const bool verified_before = before->status == AckStatus::accepted;
    return deciding.owe(SendAck{event.hub, event.alarm,
                                verified_before ? AckStatus::duplicate : before->status, before->incident,
                                verified_before ? std::string() : doubt_reason(doubt)});
  }
  if (doubt == Doubt::none) return verified(deciding, event, *person);
  AlarmReceived doubtful = event;
  doubtful.doubt = doubt;
  unverified(deciding, doubtful, person);
}

void hub_went_silent(Deciding& deciding, const HubId& hub) {
  deciding.conclude(HubSilent{hub, true});
  const Person* person = whose(deciding, hub);
  if (person == nullptr) return;
  const PlanBook& book = current_book(deciding.state());
  const Plan& plan =
      match_for(deciding, book, AlarmClass::technical, AlarmType::not_reporting, person->area, person->id);
  if (plan.no_incident) return;
  const Incident* open = same_signal(deciding, *person, AlarmType::not_reporting, plan);
  const bool joins = open != nullptr && takes_more(deciding, *open);
  const IncidentId id = joins ? open->id : open_technical(deciding, *person, AlarmType::not_reporting, plan);
  deciding.conclude(AlarmJoined{.incident = id, .hub = hub, .type = AlarmType::not_reporting});
  if (!joins) return arm_ladder(deciding, id);
  end_parking(deciding, id);
  if (deciding.incident(id)->answered_at) {
    deciding.alert(id, HumanRole::operator_, "more_silent",
                   "Another hub has gone silent since this was answered.");
  }
}

} // namespace turnout::dispatch
