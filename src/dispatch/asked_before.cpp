#include "asked_before.hpp"

#include <algorithm>

namespace turnout::dispatch {

namespace {

/// They would have gone: another was nearer, a fire called them, or everybody was stood down and a human has
/// sent for somebody since.
bool was_called_off(const Incident& incident, const OfferId& offer) {
  const auto called_off = [&](const Assignment& assignment) {
    if (assignment.offer != offer || !assignment.released_why) return false;
    switch (*assignment.released_why) {
    case ReleaseWhy::replaced:
    case ReleaseWhy::recalled:
      return true;
    case ReleaseWhy::stood_down:
      return !assignment.with_person_at && incident.decided_at &&
             *assignment.released_at <= *incident.decided_at;
    default:
      return false;
    }
  };
  return std::any_of(incident.assignments.begin(), incident.assignments.end(), called_off);
}

} // namespace

std::optional<PassOver> asked_before(const Incident& incident, const Offer& offer, const OfferPolicy& policy,
                                     WallTime now, WallTime broker_back_at) {
  switch (offer.state) {
  case OfferState::open:
  case OfferState::declined:
    return PassOver::asked;
  case OfferState::accepted:
    return was_called_off(incident, offer.id) ? std::nullopt : std::optional(PassOver::been);
  case OfferState::expired:
    // It never left, and now it can.
    if (!offer.told_at && offer.answered_at.value_or(offer.expires_at) <= broker_back_at) return std::nullopt;
    if (now - offer.answered_at.value_or(offer.expires_at) < policy.retry_silent_after)
      return PassOver::asked;
    return std::nullopt;
  case OfferState::withdrawn:
  case OfferState::superseded:
    return std::nullopt;
  }
  return std::nullopt;
}

} // namespace turnout::dispatch
