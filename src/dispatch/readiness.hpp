// Who could turn out at this moment, for any job: what selection and fire cover both ask.
// Called from the deciding thread; cannot fail.
#pragma once

#include <turnout/dispatch/state.hpp>

namespace turnout::dispatch {

/// Asked of everybody for every alarm; looked up once a minute of the local week.
[[nodiscard]] inline bool on_shift(const Roster& who, LocalMoment local) {
  if (who.always_on) return true;
  constexpr int minutes_a_day = 24 * 60;
  const int minute = local.weekday * minutes_a_day + local.minute;
  if (who.shift_minute != minute) {
    who.shift_minute = minute;
    who.on_shift = covers(who.row->shifts, local);
  }
  return who.on_shift;
}

/// On duty, on shift, within reach, and neither on a job nor asked for one.
[[nodiscard]] bool ready(const Roster& who, LocalMoment local);

/// How many of a base with a minimum could turn out now.
[[nodiscard]] int crew_ready(const State& state, int base, LocalMoment local);

/// What somebody is told whom their own service has taken back.
[[nodiscard]] std::string called_away(const Roster& who);

/// Why this responder must not take a job now although they accepted, or empty: fire cover, another job,
/// skills.
[[nodiscard]] std::string refusal(const State& state, const Incident& incident, const Roster& who,
                                  WallTime now);

} // namespace turnout::dispatch
