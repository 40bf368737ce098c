#include "decide.hpp"

namespace turnout::dispatch {

std::string park(Deciding& deciding, const CommandGiven& command) {
  const IncidentId& id = *command.incident;
  const Incident& incident = *deciding.incident(id);
  if (!command.park_for || *command.park_for <= Duration(0)) return "say for how long it is parked";
  if (*command.park_for > parked_max)
    return "it can be parked for " + format_duration(parked_max) + " at a time and no longer";
  if (!command.note) return "say why it is parked";
  if (incident.cls == AlarmClass::life_fire) return "a fire is never parked";
  if (incident.cls < AlarmClass::technical && !incident.answered_at) return "answer it first";
  const WallTime until = deciding.now() + *command.park_for;
  deciding.clear_alert(id, "parked_over");
  deciding.conclude(Parked{id, command.by, until, command.note});
  deciding.set_timer(id, TimerKind::parked, "", until);
  return {};
}

void parked_due(Deciding& deciding, const IncidentId& id) {
  deciding.conclude(ParkingEnded{id});
  deciding.alert(id, HumanRole::operator_, "parked_over", "It was parked until now. Look at it again.");
}

void end_parking(Deciding& deciding, const IncidentId& id) {
  if (!deciding.incident(id)->parked_until) return;
  deciding.clear_timer(id, TimerKind::parked, "");
  deciding.conclude(ParkingEnded{id});
}

} // namespace turnout::dispatch
