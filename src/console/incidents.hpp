// Incidents, responders and alerts as JSON: what the API shows of what is decided, and that it is not stored
// where the disk refuses.
// Pure but for the store they are given; called on the reading thread. A store that fails is a problem
// document.
#pragma once

#include "http.hpp"
#include "latest.hpp"
#include "turnout/domain/calendar.hpp"
#include "turnout/store/registry.hpp"
#include "whereabouts.hpp"

namespace turnout::console {

/// What list queries may say, already checked.
struct ListQuery {
  enum class State : std::uint8_t { open, closed, all } state = State::open;
  std::size_t limit = 100;
  std::optional<std::pair<WallTime, std::string>> after; ///< the last item seen
  std::optional<WallTime> from;                          ///< first signal, for closed ones
  std::optional<WallTime> to;
};

[[nodiscard]] Result<ListQuery> list_query(const std::map<std::string, std::string>& query);

/// Says so in an answer of which a part is not stored.
void say_unstored(boost::json::object& body, const Latest& latest);

[[nodiscard]] boost::json::object list_item(const Incident& incident, WallTime now);
/// The response is over and a human may close it.
[[nodiscard]] bool can_close(const Incident& incident) noexcept;

[[nodiscard]] Answer incident_list(Latest& latest, const ListQuery& query, WallTime now);

struct StoryDeps {
  const ZoneTable& zone;
  store::SqliteRegistry& registry;
  const Whereabouts* whereabouts = nullptr;
  bool with_person = false; ///< the look is in the journal
};
[[nodiscard]] Answer incident_shown(Latest& latest, const StoryDeps& deps, const IncidentId& id,
                                    WallTime now);
[[nodiscard]] Answer incident_story(Latest& latest, const StoryDeps& deps, const IncidentId& id,
                                    WallTime now);
struct HandoverAsked {
  WallTime now;
  OperatorId by;
  bool fhir = false; ///< else a page
};
/// The look is in the journal.
[[nodiscard]] Answer incident_handover(Latest& latest, const StoryDeps& deps, const IncidentId& id,
                                       const HandoverAsked& asked);
[[nodiscard]] Answer responder_list(Latest& latest);
[[nodiscard]] Answer alert_list(Latest& latest);

} // namespace turnout::console
