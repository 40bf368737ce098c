// The daemon's secrets on disk: the console's token, made at the first start, and the broker's password.
// Called once at start. An Error names the file and the mend.
#pragma once

#include <turnout/base/result.hpp>

#include <string>

namespace turnout::daemon {

/// 256 random bits in hex, in a file that only the owner may read; made if it is not there.
[[nodiscard]] Result<std::string> read_or_make_token(const std::string& file);

/// The first line of the file; empty for an empty name.
[[nodiscard]] Result<std::string> read_password(const std::string& file);

} // namespace turnout::daemon
