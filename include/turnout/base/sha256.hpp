// SHA-256 (FIPS 180-4) as lower-case hex, by libsodium: the journal's chain and the names of kept texts.
// Pure functions, any thread.
// Cannot fail.
#pragma once

#include <string>
#include <string_view>

namespace turnout {

[[nodiscard]] std::string sha256_hex(std::string_view bytes);

} // namespace turnout
