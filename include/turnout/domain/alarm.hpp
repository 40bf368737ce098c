// What a hub can say: alarm types and the classes that order everything else (contract.md, Hub -> Turnout).
// Values, any thread, no failure.
#pragma once

#include <boost/describe/enum.hpp>

#include <cstdint>
#include <string_view>

namespace turnout {

/// Worst first: a smaller value is a graver class.
BOOST_DEFINE_ENUM_CLASS(AlarmClass, life_fire, life_person, person_at_risk, security, environment, care,
                        technical, evidence, test)

BOOST_DEFINE_ENUM_CLASS(AlarmType, smoke, heat, carbon_monoxide, gas, help, fall, seizure, man_down,
                        inactivity, bed_exit, chair_exit, wandering, bath, duress, intruder, bogus_caller,
                        flood, temperature_low, temperature_high, medication_missed, enuresis, mains_fail,
                        mains_restored, battery_low, tamper, radio_fault, line_fault, not_reporting,
                        presence_confirmed, assistance, intervention_complete, cancel, reset, fall_exit, test,
                        unknown)

/// What the ids of `turnoutctl canary`'s test alarms begin with: a screen shows when the last was heard.
inline constexpr std::string_view canary_prefix = "canary-";

/// The class the contract gives a type; `unknown` is treated as the worst a person can be in.
[[nodiscard]] AlarmClass default_class(AlarmType type) noexcept;

/// Why an alarm is not verified. `none` is the good case.
BOOST_DEFINE_ENUM_CLASS(Doubt, none, unknown_hub, unknown_type, missing_member, broken_json, oversize,
                        quarantined)

BOOST_DEFINE_ENUM_CLASS(AckStatus, accepted, duplicate, unverified, not_stored)
BOOST_DEFINE_ENUM_CLASS(AlarmPath, unsaid, primary, secondary)

} // namespace turnout
