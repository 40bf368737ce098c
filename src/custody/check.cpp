#include "files.hpp"
#include "lines.hpp"

#include <turnout/custody/minisign.hpp>

#include <algorithm>
#include <filesystem>

namespace turnout::custody {
namespace {

/// Which record of the file says it follows that hash.
std::optional<std::uint64_t> follower_in(const std::string& path, std::string_view hash,
                                         std::uint64_t except) {
  const std::string wanted = "\"previous\":\"" + std::string(hash) + '"';
  std::ifstream in(path, std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    if (line.find(wanted) == std::string::npos) continue;
    const auto record = read_line(line + '\n');
    if (record && record.value().sequence != except) return record.value().sequence;
  }
  return std::nullopt;
}

Finding about_line(std::uint64_t line, std::uint64_t sequence, const std::string& why) {
  const std::string reason = "line " + std::to_string(line) + ": " + why;
  return {journal_name, store::Misfit{store::MisfitKind::changed, sequence, reason, {}}, reason};
}

class Walk {
public:
  Walk(std::string path, const ChainLine& said)
      : path_(std::move(path)), said_(said),
        chain_(
            [this](std::string_view hash, std::uint64_t except) -> Result<std::optional<std::uint64_t>> {
              return follower_in(path_, hash, except);
            },
            said.first_sequence, said.previous) {}

  Result<std::optional<Finding>> run() {
    std::ifstream in(path_, std::ios::binary);
    if (!in.is_open()) return not_readable(path_);
    std::uint64_t number = 0;
    for (std::string line; std::getline(in, line);) {
      ++number;
      if (in.eof()) return std::optional(about_line(number, expected(), "it does not end with a line feed"));
      const auto record = read_line(line + '\n');
      if (!record) return std::optional(about_line(number, expected(), record.error()));
      auto misfit = chain_.take(record.value().link());
      if (!misfit) return Error{misfit.error()};
      if (misfit.value()) {
        const std::string reason = misfit.value()->reason;
        return std::optional(Finding{journal_name, std::move(misfit).value(), reason});
      }
    }
    return at_the_end();
  }

private:
  [[nodiscard]] std::uint64_t expected() const { return chain_.last_sequence() + 1; }

  [[nodiscard]] std::optional<Finding> at_the_end() const {
    if (chain_.last_sequence() < said_.last_sequence) {
      const std::string reason = "records from " + std::to_string(expected()) + " to " +
                                 std::to_string(said_.last_sequence) + " at the end are gone";
      return Finding{journal_name, store::Misfit{store::MisfitKind::dropped, expected(), reason, {}}, reason};
    }
    if (chain_.records() != said_.records || chain_.last_hash() != said_.last_hash)
      return Finding{manifest_name, {}, "it does not end with the record that the journal ends with"};
    return std::nullopt;
  }

  std::string path_;
  const ChainLine& said_;
  store::Chain chain_;
};

Result<std::string> signed_by(const std::string& folder, const std::string& public_key) {
  const auto manifest = read_whole(folder + '/' + manifest_name);
  if (!manifest) return Error{manifest.error()};
  const auto signature = read_whole(folder + '/' + signature_name);
  if (!signature) return Error{signature.error()};
  return check_signature(public_key, manifest.value(), signature.value());
}

Result<std::optional<Finding>> look_at_files(const std::string& folder, const Manifest& manifest) {
  for (const auto& said : manifest.files) {
    const auto there = describe_file(folder, said.name);
    if (!there) return std::optional(Finding{said.name, {}, "it cannot be read, or is gone"});
    if (there.value() != said)
      return std::optional(Finding{said.name, {}, "its bytes are not those of the manifest"});
  }
  return std::optional<Finding>();
}

/// What nobody has vouched for does not travel along unnoticed.
std::optional<Finding> unnamed_file(const std::string& folder, const Manifest& manifest) {
  std::error_code error;
  for (auto at = std::filesystem::recursive_directory_iterator(folder, error);
       !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
    std::error_code unseen;
    if (!at->is_regular_file(unseen)) continue;
    const std::string name = std::filesystem::path(at->path()).lexically_relative(folder).generic_string();
    if (name == manifest_name || name == signature_name) continue;
    const bool named = std::any_of(manifest.files.begin(), manifest.files.end(),
                                   [&](const FileLine& file) { return file.name == name; });
    if (!named) return Finding{name, {}, "it is not in the manifest"};
  }
  return std::nullopt;
}

} // namespace

Result<Checked> check_folder(const std::string& folder, const std::string& public_key) {
  Checked checked;
  if (!public_key.empty()) {
    auto trusted = signed_by(folder, public_key);
    if (!trusted) {
      checked.finding = Finding{signature_name, {}, trusted.error()};
      return checked;
    }
    checked.trusted = std::move(trusted).value();
  }
  auto manifest = read_manifest(folder);
  if (!manifest) {
    checked.finding = Finding{manifest_name, {}, manifest.error()};
    return checked;
  }
  checked.manifest = std::move(manifest).value();
  if (checked.manifest.chain) {
    // Before the file's own sum: it can say which record.
    auto finding = Walk(folder + '/' + journal_name, *checked.manifest.chain).run();
    if (!finding) return Error{finding.error()};
    checked.finding = std::move(finding).value();
    if (checked.finding) return checked;
  }
  auto finding = look_at_files(folder, checked.manifest);
  if (!finding) return Error{finding.error()};
  checked.finding = finding.value() ? std::move(finding).value() : unnamed_file(folder, checked.manifest);
  return checked;
}

} // namespace turnout::custody
