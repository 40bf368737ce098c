#include "decide.hpp"
#include "ladder.hpp"

namespace turnout::dispatch {

namespace {

void say_more(Deciding& deciding, const CommandGiven& command, const IncidentId& id) {
  if (command.note) deciding.conclude(Noted{id, command.by, *command.note});
  if (command.first_contact) deciding.conclude(FirstContactSaid{id, command.by, *command.first_contact});
}

void refuse(Deciding& deciding, const CommandGiven& command, std::string why) {
  deciding.conclude(CommandAnswered{command.id, false, std::move(why), std::nullopt});
}

/// Where nobody says it, that of the nearest home in the register: plans and partners go by areas.
AreaId area_around(const State& state, const std::optional<GeoPoint>& place) {
  const Person* nearest = nullptr;
  Distance least;
  for (const auto& [id, person] : state.reference.people) {
    if (!place || !person.home || person.area.empty()) continue;
    const Distance distance = crow_distance(*place, *person.home);
    if (nearest != nullptr && distance >= least) continue;
    nearest = &person;
    least = distance;
  }
  return nearest != nullptr ? nearest->area : AreaId();
}

/// Whom the call is about, as far as it is known.
Opening opening_of(const State& state, const CommandGiven& command, AlarmClass cls, const Person* person) {
  Opening opening{.cls = cls, .type = command.type, .by = command.by};
  if (person == nullptr) {
    opening.area = command.area ? *command.area : area_around(state, command.position);
    opening.position = command.position;
    opening.place = command.place;
    opening.callback = command.callback;
    return opening;
  }
  opening.person = person->id;
  if (!person->hub.empty()) opening.hub = person->hub;
  opening.area = person->area;
  return opening;
}

void join_by_hand(Deciding& deciding, const CommandGiven& command, const Incident& open, AlarmClass cls) {
  const IncidentId id = open.id;
  if (!open.answered_at) deciding.conclude(Answered{id, command.by});
  say_more(deciding, command, id);
  if (graver(deciding, *deciding.incident(id), cls, command.type)) raise(deciding, id, cls, command.type);
  deciding.conclude(CommandAnswered{command.id, true, "", id});
}

} // namespace

void open_by_hand(Deciding& deciding, const CommandGiven& command) {
  const Person* person = find_person(deciding, command.person);
  if (person == nullptr && command.person)
    return refuse(deciding, command,
                  command.person->str() + " is not in the register: say where they are instead");
  if (person == nullptr && !command.place)
    return refuse(deciding, command, "say about which registered person, or where somebody unknown is");
  if (person != nullptr && command.place)
    return refuse(deciding, command, "a place is said of somebody who is not in the register");
  const PlanBook& book = current_book(deciding.state());
  AlarmClass cls = default_class(command.type);
  for (const auto& [type, remapped] : book.rules.remap) {
    if (type == command.type) cls = remapped;
  }
  if (cls >= AlarmClass::technical)
    return refuse(deciding, command, "a call is opened with a type about a person");
  if (const Incident* open = open_about(deciding, command.person, cls))
    return join_by_hand(deciding, command, *open, cls);
  const IncidentId id = open_incident(deciding, opening_of(deciding.state(), command, cls, person));
  deciding.conclude(Answered{id, command.by});
  say_more(deciding, command, id);
  arm_ladder(deciding, id);
  deciding.conclude(CommandAnswered{command.id, true, "", id});
}

} // namespace turnout::dispatch
