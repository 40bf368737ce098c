// Passwords and session secrets as what is kept of them. Any thread. `hashed` and `fits` are slow on purpose.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace turnout::accounts {

/// argon2id with its salt and cost; nothing when memory is short.
[[nodiscard]] std::optional<std::string> hashed(std::string_view password);
[[nodiscard]] bool fits(const std::string& hash, std::string_view password) noexcept;
/// A hash that no password fits, as dear to try as any.
[[nodiscard]] const std::string& nobodys_hash();

/// 32 random bytes in hex.
[[nodiscard]] std::string fresh_secret();
/// What the file knows a session by.
[[nodiscard]] std::string hash_of_secret(std::string_view secret);

} // namespace turnout::accounts
