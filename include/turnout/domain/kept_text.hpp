// A text written by somebody outside, kept beside the journal. The journal names it by its id, the SHA-256 of
// its salt and its bytes: once both are gone, nobody can find out by guessing what it said. Values and a pure
// function, any thread, no failure.
#pragma once

#include "turnout/base/sha256.hpp"
#include "turnout/domain/ids.hpp"

#include <string>
#include <string_view>

namespace turnout {

struct KeptText {
  TextId id;
  std::string body; ///< bytes as they came
  std::string salt; ///< random hex; empty where it was kept before there were salts

  friend bool operator==(const KeptText&, const KeptText&) = default;
};

[[nodiscard]] inline TextId text_id(std::string_view salt, std::string_view body) {
  return TextId(sha256_hex(std::string(salt) + std::string(body)));
}

/// `seed` is drawn for one message; no salt of one of its texts tells that of another. An empty seed gives no
/// salt.
[[nodiscard]] inline KeptText kept_text(std::string_view seed, std::size_t nth, std::string_view body) {
  constexpr std::size_t salt_length = 32;
  std::string salt;
  if (!seed.empty()) salt = sha256_hex(std::string(seed) + ' ' + std::to_string(nth)).substr(0, salt_length);
  TextId id = text_id(salt, body);
  return {std::move(id), std::string(body), std::move(salt)};
}

} // namespace turnout
