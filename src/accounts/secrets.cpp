#include "secrets.hpp"

#include "turnout/accounts/random.hpp"
#include "turnout/base/sha256.hpp"

#include <sodium.h>

#include <array>

namespace turnout::accounts {
namespace {

constexpr std::size_t secret_bytes = 32;

} // namespace

std::optional<std::string> hashed(std::string_view password) {
  std::array<char, crypto_pwhash_STRBYTES> hash{};
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return std::nullopt;
  }
  return hash.data();
}

bool fits(const std::string& hash, std::string_view password) noexcept {
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

const std::string& nobodys_hash() {
  static const std::string hash = hashed(random_hex(secret_bytes)).value_or("");
  return hash;
}

std::string fresh_secret() {
  return random_hex(secret_bytes);
}

std::string hash_of_secret(std::string_view secret) {
  return sha256_hex(secret);
}

} // namespace turnout::accounts
