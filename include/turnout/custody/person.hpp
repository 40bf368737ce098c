// What is written about one person, wherever it stands. The caller's thread; a connection of the caller's. An
// Error is one of the store's.
#pragma once

#include "turnout/store/read_store.hpp"

#include <vector>

namespace turnout::custody {

/// The texts of records_about and of looks at their record, as far as they are kept; of a handover those
/// alone that are about them. Ordered.
[[nodiscard]] Result<std::vector<TextId>> texts_about(store::ReadStore& store, const PersonId& person);

/// Every record about them but looks, in order: of their incidents, and of those joined into them; and
/// wherever words are kept, of alarms of their hub that made no incident, and of what came too late or was
/// refused, by the ids of person, incident, offer and request in the event.
[[nodiscard]] Result<std::vector<Record>> records_about(store::ReadStore& store, const PersonId& person);

} // namespace turnout::custody
