// The weakest bound, which needs no solver: each alarm for itself goes to whoever, of all who would have said
// yes, would have been at the door first. Pure, any thread, cannot fail.
//
// Valid for every policy that asks nobody before the alarm and sends people from where these answers say they
// are: a response is one of these answers, asked at once or later. It knows the future, and it lets one
// responder go to two alarms at the same time, so under load it is far below what anybody could reach.
#pragma once

#include "turnout/base/time.hpp"

#include <optional>
#include <span>

namespace turnout::bounds {

/// What somebody who would accept would take, were they asked when the alarm comes.
struct Answer {
  Duration reply{};   ///< asked to accepted
  Duration turnout{}; ///< accepted to moving
  Duration travel{};  ///< as it would really take

  [[nodiscard]] Duration response() const noexcept { return reply + turnout + travel; }
};

/// Nothing when nobody would accept.
[[nodiscard]] std::optional<Duration> clairvoyant(std::span<const Answer> all_who_would_accept);

} // namespace turnout::bounds
