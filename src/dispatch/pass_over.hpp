// Why a responder is not asked, as a code and in words. Pure; the deciding thread.
#pragma once

#include <turnout/dispatch/state.hpp>

#include <string>

namespace turnout::dispatch {

/// Why somebody is passed over; `none` is eligible. Ordered by how cheaply it is found.
enum class PassOver : std::uint8_t {
  none,
  not_theirs, ///< somebody else's family: never mentioned
  kind,
  personal_care,
  duty_unsaid,
  duty,
  link,
  on_job,
  other_offer,
  area,
  shift,
  skills,
  resting,
  asked,
  been,
  crew,
  place,
};

/// In words a human reads after "4 km away, but ".
[[nodiscard]] std::string why(PassOver code, const Roster& who);

} // namespace turnout::dispatch
