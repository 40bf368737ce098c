// One record for each response: who accepted, set off, arrived and left, and what proves it. Derived from the
// journal's facts alone; once the response is over it never changes. Pure, any thread, no failure.
#pragma once

#include "turnout/domain/incident.hpp"

namespace turnout::billing {

/// What shows that somebody was there. stages: their own phone's · hub: the button they press at the hub.
BOOST_DEFINE_ENUM_CLASS(Proof, none, stages, hub, hub_and_stages)

struct Attendance {
  OfferId id; ///< that of the accepted offer
  IncidentId incident;
  ResponderId responder;
  ResponderKind kind = ResponderKind::volunteer;
  std::string organisation;
  BaseId base;
  Distance distance; ///< straight, as it was when offered
  WallTime offered_at;
  WallTime accepted_at;
  std::optional<WallTime> set_off_at;
  std::optional<WallTime> arrived_at;
  std::optional<WallTime> with_person_at;
  std::optional<WallTime> left_at; ///< none: not over
  std::optional<ReleaseWhy> released_why;
  Proof proof = Proof::none;
  std::optional<AlarmType> hub_evidence; ///< presence_confirmed or intervention_complete
  std::optional<WallTime> hub_evidence_at;
  std::optional<Outcome> outcome; ///< of the incident, once closed
};

/// In the order of the accepts.
[[nodiscard]] std::vector<Attendance> attendances(const Incident& incident);

} // namespace turnout::billing
