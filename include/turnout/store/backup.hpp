// Copies of the journal's file, taken while the daemon writes: one moment of it, in a single file that is
// checked before it bears its name. Any thread and any process; neither delays an append. An Error says which
// file, what is wrong and what mends it; then no file has appeared under the name asked for.
#pragma once

#include "turnout/store/verify.hpp"

namespace turnout::store {

/// Writes a checked copy to `to`, replacing an older copy of that name only once the new one is on the disk.
/// Whatever else stands there, the journal above all, is left as it is: an Error.
[[nodiscard]] Result<VerifyReport> backup(const std::string& journal, const std::string& to);

/// Is this file a whole, fitting journal? An Error for a damaged file or a chain that does not hold.
[[nodiscard]] Result<VerifyReport> check_backup(const std::string& path);

/// Puts a checked copy at `journal`, where no file may be yet, nor one of SQLite's beside it. Epochs leap far
/// ahead, so that nothing said after the backup was taken can share an id with what is said from now on.
[[nodiscard]] Result<VerifyReport> restore(const std::string& copy, const std::string& journal);

} // namespace turnout::store
