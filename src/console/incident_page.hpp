// What an incident's page shows beside the story: who could go and why, the steps of its plan, the way
// travelled. Pure but for the store; called on the reading thread. What cannot be read is left empty.
#pragma once

#include "turnout/domain/incident.hpp"
#include "turnout/store/read_store.hpp"
#include "turnout/store/registry.hpp"
#include "whereabouts.hpp"

#include <boost/json.hpp>

namespace turnout::console {

/// `candidates` as ranked when the response was last decided, and `candidates_at`, when that was.
void add_candidates(boost::json::object& body, const Incident& incident, const std::vector<Record>& records,
                    store::SqliteRegistry& registry);
[[nodiscard]] boost::json::array ladder_of(const Incident& incident, store::ReadStore& store);
/// Of the owner who is nearest to the person.
[[nodiscard]] boost::json::array path_of(const Incident& incident, const Whereabouts* whereabouts);

} // namespace turnout::console
