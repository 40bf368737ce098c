// Incidents, responders and alerts as JSON: what the API shows of what is committed.
// Pure but for the store they are given; called on the reading thread. A store that fails is a problem
// document.
#pragma once

#include "http.hpp"
#include "turnout/domain/calendar.hpp"
#include "turnout/store/read_store.hpp"
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

[[nodiscard]] boost::json::object list_item(const Incident& incident, WallTime now);
/// The response is over and a human may close it.
[[nodiscard]] bool can_close(const Incident& incident) noexcept;

[[nodiscard]] Answer incident_list(store::ReadStore& store, const ListQuery& query, WallTime now);

struct StoryDeps {
  const ZoneTable& zone;
  store::SqliteRegistry& registry;
  const Whereabouts* whereabouts = nullptr;
  bool with_person = false; ///< the look is in the journal
};
[[nodiscard]] Answer incident_shown(store::ReadStore& store, const StoryDeps& deps, const IncidentId& id,
                                    WallTime now);
[[nodiscard]] Answer incident_story(store::ReadStore& store, const StoryDeps& deps, const IncidentId& id,
                                    WallTime now);
struct HandoverAsked {
  WallTime now;
  OperatorId by;
  bool fhir = false; ///< else a page
};
/// The look is in the journal.
[[nodiscard]] Answer incident_handover(store::ReadStore& store, const StoryDeps& deps, const IncidentId& id,
                                       const HandoverAsked& asked);
[[nodiscard]] Answer responder_list(store::ReadStore& store);
[[nodiscard]] Answer alert_list(store::ReadStore& store);

} // namespace turnout::console
