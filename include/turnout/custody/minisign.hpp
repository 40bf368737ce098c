// Signatures as minisign makes and checks them (Ed25519 over a BLAKE2b-512 hash), so that whoever was given
// the public key can check ours with that program, or with openssl (docs/verify.md). The secret key is kept
// without a password, for a timer signs too: its file is readable by its owner alone. Any thread. An Error
// names the file and the mend, never a key.
#pragma once

#include "turnout/base/result.hpp"

#include <string>
#include <string_view>

namespace turnout::custody {

struct KeyPair {
  std::string secret_file; ///< the text of its file
  std::string public_file;
  std::string public_key; ///< the second line of that file: what is published
  std::string id;         ///< as both files name it
};

/// From the system's randomness.
[[nodiscard]] Result<KeyPair> make_keys();

/// Never over a file that is there; the secret one with mode 0600.
[[nodiscard]] Status write_keys(const KeyPair& keys, const std::string& secret_path,
                                const std::string& public_path);

/// The text of a .minisig file for these bytes. `trusted` is one line that the signature covers as well.
[[nodiscard]] Result<std::string> sign(const std::string& secret_file, std::string_view bytes,
                                       const std::string& trusted);

/// The trusted line, or why this is no signature of these bytes. `public_key` is the file's text or its
/// second line alone.
[[nodiscard]] Result<std::string> check_signature(const std::string& public_key, std::string_view bytes,
                                                  const std::string& signature);

} // namespace turnout::custody
