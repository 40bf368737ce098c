// People's records as JSON, for those entitled to them. Pure but for the store they are given; called on the
// reading thread. What the caller may see was settled before.
#pragma once

#include "http.hpp"
#include "turnout/domain/event.hpp"
#include "turnout/store/read_store.hpp"
#include "turnout/store/registry.hpp"

namespace turnout::console {

/// All but the key-safe code.
[[nodiscard]] boost::json::object person_shown(const store::PersonRecord& record,
                                               store::SqliteRegistry& registry, WallTime now);
[[nodiscard]] Answer person_page(store::ReadStore& store, store::SqliteRegistry& registry, const PersonId& id,
                                 WallTime now);
[[nodiscard]] Answer key_safe_page(store::ReadStore& store, const PersonId& id);

struct PeopleQuery {
  std::vector<std::string> words;
  PersonId after;
  std::size_t limit = 20;
};
[[nodiscard]] Result<PeopleQuery> people_query(const std::map<std::string, std::string>& query);
/// The answer, and whom it names.
[[nodiscard]] std::pair<Answer, std::vector<PersonId>> people_found(store::ReadStore& store,
                                                                    const PeopleQuery& query, WallTime now);

/// Why somebody looks: from the header, or the incident they work on; nothing where neither says.
struct Why {
  ViewReason reason = ViewReason::other;
  std::optional<IncidentId> incident;
  std::string words;
};
[[nodiscard]] std::optional<Why> why_of(const Request& request);

} // namespace turnout::console
