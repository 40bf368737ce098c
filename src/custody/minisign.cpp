#include <turnout/custody/minisign.hpp>

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace turnout::custody {
namespace {

constexpr std::string_view untrusted = "untrusted comment: ";
constexpr std::string_view trusted_mark = "trusted comment: ";
constexpr std::string_view plain = "Ed";     // of a key
constexpr std::string_view prehashed = "ED"; // of a signature

constexpr std::size_t id_bytes = 8;
constexpr std::size_t sign_bytes = crypto_sign_BYTES;
constexpr std::size_t public_bytes = 2 + id_bytes + crypto_sign_PUBLICKEYBYTES;
constexpr std::size_t signature_bytes = 2 + id_bytes + sign_bytes;
// Algorithm, password derivation (none), checksum; salt and its two costs, all zero; id, key, checksum.
constexpr std::size_t secret_head = 6;
constexpr std::size_t secret_salt = 32 + 8 + 8;
constexpr std::size_t check_bytes = 32;
constexpr std::size_t secret_bytes =
    secret_head + secret_salt + id_bytes + crypto_sign_SECRETKEYBYTES + check_bytes;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_ENCODED_LEN(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

/// Nothing where it is not that long.
std::string from_base64(std::string_view text, std::size_t wanted) {
  std::string bytes(text.size(), '\0');
  std::size_t length = 0;
  const char* end = nullptr;
  const int failed =
      sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                        text.size(), nullptr, &length, &end, sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0 || length != wanted || end != text.data() + text.size()) return {};
  bytes.resize(length);
  return bytes;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    if (!lines.back().empty() && lines.back().back() == '\r') lines.back().pop_back();
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Upper-case hex, the number's most significant byte first, as minisign writes it.
std::string id_text(std::string_view id) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string text;
  for (auto at = id.rbegin(); at != id.rend(); ++at) {
    text += digits[static_cast<unsigned char>(*at) >> 4];
    text += digits[static_cast<unsigned char>(*at) & 0x0f];
  }
  return text;
}

std::string blake2b(std::string_view bytes, std::size_t length) {
  std::string hash(length, '\0');
  crypto_generichash(reinterpret_cast<unsigned char*>(hash.data()), length, bytes_of(bytes), bytes.size(),
                     nullptr, 0);
  return hash;
}

std::string hash_of(std::string_view bytes) {
  return blake2b(bytes, crypto_generichash_BYTES_MAX);
}

std::string signed_with(std::string_view secret, std::string_view bytes) {
  std::string signature(sign_bytes, '\0');
  crypto_sign_detached(reinterpret_cast<unsigned char*>(signature.data()), nullptr, bytes_of(bytes),
                       bytes.size(), bytes_of(secret));
  return signature;
}

bool holds(std::string_view key, std::string_view bytes, std::string_view signature) {
  return crypto_sign_verify_detached(bytes_of(signature), bytes_of(bytes), bytes.size(), bytes_of(key)) == 0;
}

Status write_new(const std::string& path, const std::string& text, mode_t mode) {
  const auto failed = [&](const std::string& why) { return Error{path + ": cannot be written: " + why}; };
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
  if (file < 0) {
    return failed(errno == EEXIST
                      ? "there is a file of that name already: choose another, a key is not replaced"
                      : std::string(std::strerror(errno)) + ": look at its folder");
  }
  const bool written =
      ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()) && ::fsync(file) == 0;
  const int reason = errno;
  ::close(file);
  return written ? ok_status() : Status(failed(std::strerror(reason)));
}

} // namespace

Result<KeyPair> make_keys() {
  if (sodium_init() < 0) return Error{"no key can be made: the system gives no randomness"};
  std::string id(id_bytes, '\0');
  std::string open(crypto_sign_PUBLICKEYBYTES, '\0');
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  randombytes_buf(id.data(), id.size());
  crypto_sign_keypair(reinterpret_cast<unsigned char*>(open.data()),
                      reinterpret_cast<unsigned char*>(secret.data()));
  const std::string check = blake2b(std::string(plain) + id + secret, check_bytes);
  const std::string kept =
      std::string(plain) + std::string(2, '\0') + "B2" + std::string(secret_salt, '\0') + id + secret + check;
  KeyPair keys;
  keys.id = id_text(id);
  keys.public_key = base64(std::string(plain) + id + open);
  keys.public_file =
      std::string(untrusted) + "minisign public key " + keys.id + '\n' + keys.public_key + '\n';
  keys.secret_file = std::string(untrusted) + "minisign secret key " + keys.id + ", keep it to yourself\n" +
                     base64(kept) + '\n';
  return keys;
}

Status write_keys(const KeyPair& keys, const std::string& secret_path, const std::string& public_path) {
  constexpr mode_t owner_alone = 0600;
  constexpr mode_t everybody = 0644;
  if (Status written = write_new(secret_path, keys.secret_file, owner_alone); !written) return written;
  return write_new(public_path, keys.public_file, everybody);
}

Result<std::string> sign(const std::string& secret_file, std::string_view bytes, const std::string& trusted) {
  if (sodium_init() < 0) return Error{"nothing can be signed: the system gives no randomness"};
  const auto lines = lines_of(secret_file);
  const std::string kept = lines.size() < 2 ? std::string() : from_base64(lines[1], secret_bytes);
  if (kept.empty() || !kept.starts_with(plain))
    return Error{"the secret key cannot be read: make one with turnoutctl key make"};
  if (kept[2] != '\0' || kept[3] != '\0')
    return Error{"the secret key is protected by a password: make one without, with turnoutctl key make"};
  const std::string id = kept.substr(secret_head + secret_salt, id_bytes);
  const std::string secret = kept.substr(secret_head + secret_salt + id_bytes, crypto_sign_SECRETKEYBYTES);
  if (blake2b(std::string(plain) + id + secret, check_bytes) != kept.substr(kept.size() - check_bytes))
    return Error{"the secret key is damaged: take it from where it is kept safe"};
  const std::string signature = signed_with(secret, hash_of(bytes));
  return std::string(untrusted) + "signature by key " + id_text(id) + '\n' +
         base64(std::string(prehashed) + id + signature) + '\n' + std::string(trusted_mark) + trusted + '\n' +
         base64(signed_with(secret, signature + trusted)) + '\n';
}

Result<std::string> check_signature(const std::string& public_key, std::string_view bytes,
                                    const std::string& signature) {
  const auto key_lines = lines_of(public_key);
  const std::string key = key_lines.empty() ? std::string() : from_base64(key_lines.back(), public_bytes);
  if (!key.starts_with(plain))
    return Error{"the public key cannot be read: its line begins with RW and has 56 characters"};
  const auto lines = lines_of(signature);
  if (lines.size() != 4 || !lines[2].starts_with(trusted_mark))
    return Error{"the signature is not as minisign writes it: four lines, the third a trusted comment"};
  const std::string made = from_base64(lines[1], signature_bytes);
  const std::string over_all = from_base64(lines[3], sign_bytes);
  if (!made.starts_with(prehashed) || over_all.empty())
    return Error{"the signature is not as minisign writes it"};
  const std::string open = key.substr(2 + id_bytes);
  if (made.substr(2, id_bytes) != key.substr(2, id_bytes))
    return Error{"it was signed by another key, " + id_text(std::string_view(made).substr(2, id_bytes))};
  const std::string of_bytes = made.substr(2 + id_bytes);
  if (!holds(open, hash_of(bytes), of_bytes)) return Error{"the signature does not fit these bytes"};
  const std::string trusted = lines[2].substr(trusted_mark.size());
  if (!holds(open, of_bytes + trusted, over_all))
    return Error{"the signature does not fit its trusted comment"};
  return trusted;
}

} // namespace turnout::custody
