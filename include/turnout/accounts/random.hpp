// Random bytes as lower-case hex, from the system by libsodium: names of what is made here, tokens, secrets.
// Any thread. Cannot fail. Not in `base`: nothing below the adapters may take chances.
#pragma once

#include <cstddef>
#include <string>

namespace turnout::accounts {

[[nodiscard]] std::string random_hex(std::size_t bytes);

} // namespace turnout::accounts
