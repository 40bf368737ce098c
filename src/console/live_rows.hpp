// The rows of the live stream, each from what is committed and what is known beside it. Pure; any thread;
// cannot fail: what is not known is left out.
#pragma once

#include "turnout/domain/incident.hpp"
#include "whereabouts.hpp"

#include <boost/json.hpp>

namespace turnout::console {

/// What an incident's own words need from outside it.
struct IncidentAround {
  const Plan* plan = nullptr;
  const PersonDetails* person = nullptr;
  const std::map<ResponderId, std::string>* names = nullptr; ///< of responders
  WallTime now;
};
[[nodiscard]] boost::json::object incident_row(const Incident& incident, const IncidentAround& around);

/// What comes by itself, and when; `ref` of a rung is its name in the plan.
[[nodiscard]] std::string words_of(const Timer& timer, const Plan* plan);
[[nodiscard]] std::string words_of(const Rung& rung);

struct ResponderAround {
  const Responder* row = nullptr;
  std::string name;
  std::optional<Seen> seen;
  std::optional<Stage> stage;
  const ZoneTable* zone = nullptr;
  WallTime now;
};
[[nodiscard]] boost::json::object responder_row(const ResponderFacts& facts, const ResponderAround& around);

/// Could turn out now.
[[nodiscard]] bool ready(const ResponderFacts& facts, const Responder& row, LocalMoment local) noexcept;

[[nodiscard]] boost::json::object alert_row(const OpenAlert& alert, const IncidentId* incident,
                                            const AlertRaised* raised);
[[nodiscard]] boost::json::object base_row(const Base& base, int crew_available);
[[nodiscard]] boost::json::object place_of(GeoPoint place);

/// "GL7" of "GL7 1AB".
[[nodiscard]] std::string postcode_district(const std::string& postcode);
/// Whole years on that day; nothing where the date of birth is none.
[[nodiscard]] std::optional<int> age_on(const std::string& date_of_birth, WallTime day);

} // namespace turnout::console
