// The journal's records as files for somebody who does not trust us: journal.ndjson, one record a line with
// the very bytes that were hashed; manifest.json, what belongs to it; and its signature (minisign.hpp).
// Reports' folders get a manifest and a signature as well. docs/verify.md tells how to check them without
// Turnout. Any thread, each folder by one at a time; the daemon goes on meanwhile. An Error names the file
// and the mend.
#pragma once

#include "turnout/store/chain.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace turnout::custody {

inline constexpr const char* journal_name = "journal.ndjson";
inline constexpr const char* manifest_name = "manifest.json";
inline constexpr const char* signature_name = "manifest.json.minisig";

struct FileLine {
  std::string name; ///< beneath the folder
  std::uint64_t bytes = 0;
  std::string sha256;

  friend bool operator==(const FileLine&, const FileLine&) = default;
};

/// Where the chain of an export begins and ends.
struct ChainLine {
  std::uint64_t records = 0;
  std::uint64_t first_sequence = 0;
  std::uint64_t last_sequence = 0;
  std::string previous; ///< the hash before its first record
  std::string last_hash;

  friend bool operator==(const ChainLine&, const ChainLine&) = default;
};

struct Manifest {
  std::string program; ///< and its version
  std::optional<ChainLine> chain;
  std::vector<FileLine> files; ///< ordered by name

  friend bool operator==(const Manifest&, const Manifest&) = default;
};

/// The bytes of manifest.json: always the same for the same manifest.
[[nodiscard]] std::string to_json(const Manifest& manifest);
[[nodiscard]] Result<Manifest> read_manifest(const std::string& folder);

/// Writes journal.ndjson and manifest.json into a folder that has none yet. Each record is checked on the
/// way: a journal whose chain does not hold is not exported.
[[nodiscard]] Result<Manifest> export_journal(const std::string& journal, const std::string& folder,
                                              std::uint64_t from_sequence = 1);

/// Writes a manifest of all files of the folder, at any depth.
[[nodiscard]] Result<Manifest> describe_folder(const std::string& folder);

/// Signs the manifest of a folder. `trusted` is one line the signature covers too.
[[nodiscard]] Status sign_folder(const std::string& folder, const std::string& secret_file,
                                 const std::string& trusted);

struct Finding {
  std::string file;                    ///< in which something is wrong
  std::optional<store::Misfit> misfit; ///< in the chain
  std::string reason;                  ///< one sentence for a human
};

struct Checked {
  Manifest manifest;
  std::string trusted;            ///< the signature's own line; empty where no key was given
  std::optional<Finding> finding; ///< the first; none: all of it holds
};

/// Looks at the signature (with a public key), at every file and at every record.
[[nodiscard]] Result<Checked> check_folder(const std::string& folder, const std::string& public_key = {});

} // namespace turnout::custody
