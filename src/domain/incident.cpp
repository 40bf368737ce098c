#include <turnout/domain/incident.hpp>

#include <algorithm>

namespace turnout {

Phase phase_of(const Incident& incident) noexcept {
  if (incident.closed_at) return Phase::closed;
  std::optional<Stage> furthest;
  bool everybody_clear = true;
  for (const auto& assignment : incident.assignments) {
    if (assignment.hold == Hold::released) continue;
    furthest = std::max(furthest.value_or(Stage::assigned), assignment.stage);
    everybody_clear = everybody_clear && assignment.stage == Stage::clear;
  }
  const bool being_offered = std::any_of(incident.offers.begin(), incident.offers.end(),
                                         [](const Offer& offer) { return offer.state == OfferState::open; });
  if (furthest && everybody_clear && !being_offered) return Phase::cleared;
  if (incident.with_person_at) return Phase::with_person;
  if (furthest >= Stage::on_scene) return Phase::on_scene;
  if (furthest) return Phase::travelling;
  if (incident.decided_at) return Phase::offering;
  return incident.answered_at ? Phase::answered : Phase::waiting;
}

} // namespace turnout
