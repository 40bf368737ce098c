// The daemon's secrets on disk: the console's token, made at the first start, and the broker's password.
// Called once at start. An Error names the file and the mend.
#pragma once

#include <turnout/base/result.hpp>

#include <optional>
#include <string>
#include <vector>

namespace turnout::daemon {

/// `unusable`: the file holds something that is no token · refused: the disk or the folder does.
enum class TokenTrouble { unusable, refused };

struct Token {
  std::string text;
  std::optional<TokenTrouble> trouble;
  std::string why; ///< with a trouble
};

/// 256 random bits in hex, in a file that only the owner may read; made, whole or not at all, if it is not
/// there or empty.
[[nodiscard]] Token read_or_make_token(const std::string& file);

/// The first line of the file; empty for an empty name.
[[nodiscard]] Result<std::string> read_password(const std::string& file);

/// A warning for each that everybody on the machine may read.
[[nodiscard]] std::vector<std::string> open_to_all(const std::vector<std::string>& files);

} // namespace turnout::daemon
