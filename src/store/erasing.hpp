// What a record of an erasure takes out of the file. In the transaction of that record, on the writer's
// connection: after a crash either all of it is gone or nothing.
#pragma once

#include "database.hpp"

#include <turnout/domain/event.hpp>

namespace turnout::store {

/// SQLITE_OK or an error; nothing happens for any other event. The bytes are overwritten where the connection
/// has secure_delete set.
[[nodiscard]] int erase(Database& database, const Event& event, std::uint64_t sequence);

} // namespace turnout::store
