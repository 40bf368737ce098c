// What has been kept beside the journal for as long as its class may be. The caller's thread; a connection of
// the caller's. An Error is one of the store's.
#pragma once

#include "turnout/store/read_store.hpp"

#include <map>
#include <vector>

namespace turnout::custody {

/// By the name of its class as the [retention] settings have it, without `_days`: how long.
using RetentionRules = std::map<std::string, Duration>;

/// notes: what people and hubs wrote · callers: where a stranger is, and their number · raw: messages that
/// could not be read · looks: reasons for looking at a record. Counted from the record that names it; what an
/// open incident names is never due. A class without a rule is kept. Ids are ordered.
[[nodiscard]] Result<std::map<std::string, std::vector<TextId>>>
texts_due(store::ReadStore& store, const RetentionRules& rules, WallTime now);

} // namespace turnout::custody
