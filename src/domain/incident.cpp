#include <turnout/domain/incident.hpp>

#include <algorithm>

namespace turnout {

bool attended(const Incident& incident) noexcept {
  const bool by_ours =
      std::any_of(incident.assignments.begin(), incident.assignments.end(), [](const Assignment& a) {
        return a.with_person_at && (a.hold != Hold::released || a.released_why == ReleaseWhy::stood_down);
      });
  return by_ours ||
         std::any_of(incident.requests.begin(), incident.requests.end(), [](const PartnerRequest& request) {
           return request.arrived_at && comes_to_the_person(request.service);
         });
}

namespace {

/// One was with the person and has finished, and none is there or on the way.
bool partners_are_done(const Incident& incident) {
  bool done = false;
  for (const auto& request : incident.requests) {
    if (!comes_to_the_person(request.service)) continue;
    const bool unheard = request.state == RequestState::requested && request.silent;
    const bool over = request.state == RequestState::rejected || request.state == RequestState::cancelled ||
                      request.state == RequestState::complete;
    if (!unheard && !over) return false;
    done = done || (request.state == RequestState::complete && request.arrived_at);
  }
  return done;
}

} // namespace

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
  if ((furthest ? everybody_clear : partners_are_done(incident)) && !being_offered) return Phase::cleared;
  if (incident.with_person_at && attended(incident)) return Phase::with_person;
  if (furthest >= Stage::on_scene) return Phase::on_scene;
  if (furthest) return Phase::travelling;
  if (incident.decided_at) return Phase::offering;
  return incident.answered_at ? Phase::answered : Phase::waiting;
}

} // namespace turnout
