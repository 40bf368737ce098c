// What is written about one person, wherever it stands. The caller's thread; a connection of the caller's. An
// Error is one of the store's.
#pragma once

#include "turnout/store/read_store.hpp"

#include <vector>

namespace turnout::custody {

/// The texts of their incidents and of those joined into them, of alarms of their hub that made none, and of
/// the reasons given for looking at their record, as far as they are kept. Ordered.
[[nodiscard]] Result<std::vector<TextId>> texts_about(store::ReadStore& store, const PersonId& person);

/// Every record about them, in order: of their incidents, and of those joined into them.
[[nodiscard]] Result<std::vector<Record>> records_about(store::ReadStore& store, const PersonId& person);

} // namespace turnout::custody
