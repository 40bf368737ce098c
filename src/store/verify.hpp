// The check of the chain on an open connection, for the door and for backups.
// The connection's thread. As turnout/store/verify.hpp says.
#pragma once

#include "database.hpp"

#include <turnout/store/verify.hpp>

namespace turnout::store {

[[nodiscard]] Result<VerifyReport> verify(Database& database);

} // namespace turnout::store
