#include <turnout/domain/alarm.hpp>

namespace turnout {

AlarmClass default_class(AlarmType type) noexcept {
  switch (type) {
  case AlarmType::smoke:
  case AlarmType::heat:
  case AlarmType::carbon_monoxide:
  case AlarmType::gas:
    return AlarmClass::life_fire;
  case AlarmType::help:
  case AlarmType::fall:
  case AlarmType::seizure:
  case AlarmType::man_down:
  case AlarmType::unknown:
    return AlarmClass::life_person;
  case AlarmType::inactivity:
  case AlarmType::bed_exit:
  case AlarmType::chair_exit:
  case AlarmType::wandering:
  case AlarmType::bath:
    return AlarmClass::person_at_risk;
  case AlarmType::duress:
  case AlarmType::intruder:
  case AlarmType::bogus_caller:
    return AlarmClass::security;
  case AlarmType::flood:
  case AlarmType::temperature_low:
  case AlarmType::temperature_high:
    return AlarmClass::environment;
  case AlarmType::medication_missed:
  case AlarmType::enuresis:
    return AlarmClass::care;
  case AlarmType::mains_fail:
  case AlarmType::mains_restored:
  case AlarmType::battery_low:
  case AlarmType::tamper:
  case AlarmType::radio_fault:
  case AlarmType::line_fault:
  case AlarmType::not_reporting:
    return AlarmClass::technical;
  case AlarmType::presence_confirmed:
  case AlarmType::assistance:
  case AlarmType::intervention_complete:
  case AlarmType::cancel:
  case AlarmType::reset:
  case AlarmType::fall_exit:
    return AlarmClass::evidence;
  case AlarmType::test:
    return AlarmClass::test;
  }
  return AlarmClass::life_person;
}

} // namespace turnout
