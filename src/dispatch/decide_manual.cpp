#include "decide.hpp"
#include "ladder.hpp"

namespace turnout::dispatch {

namespace {

void say_more(Deciding& deciding, const CommandGiven& command, const IncidentId& id) {
  if (command.note) deciding.conclude(Noted{id, command.by, *command.note});
  if (command.first_contact) deciding.conclude(FirstContactSaid{id, command.by, *command.first_contact});
}

} // namespace

void open_by_hand(Deciding& deciding, const CommandGiven& command) {
  const Person* person = find_person(deciding, command.person);
  if (person == nullptr) {
    return deciding.conclude(
        CommandAnswered{command.id, false, "say about which registered person", std::nullopt});
  }
  const PlanBook& book = current_book(deciding.state());
  AlarmClass cls = default_class(command.type);
  for (const auto& [type, remapped] : book.rules.remap) {
    if (type == command.type) cls = remapped;
  }
  if (cls >= AlarmClass::technical) {
    return deciding.conclude(
        CommandAnswered{command.id, false, "a call is opened with a type about a person", std::nullopt});
  }
  if (const Incident* open = open_about(deciding, person->id, cls)) {
    const IncidentId id = open->id;
    if (!open->answered_at) deciding.conclude(Answered{id, command.by});
    say_more(deciding, command, id);
    if (graver(deciding, *deciding.incident(id), cls, command.type)) raise(deciding, id, cls, command.type);
    return deciding.conclude(CommandAnswered{command.id, true, "", id});
  }
  std::optional<HubId> hub;
  if (!person->hub.empty()) hub = person->hub;
  const IncidentId id = open_incident(deciding, {.cls = cls,
                                                 .type = command.type,
                                                 .person = person->id,
                                                 .hub = hub,
                                                 .area = person->area,
                                                 .position = person->home,
                                                 .by = command.by});
  deciding.conclude(Answered{id, command.by});
  say_more(deciding, command, id);
  arm_ladder(deciding, id);
  deciding.conclude(CommandAnswered{command.id, true, "", id});
}

} // namespace turnout::dispatch
