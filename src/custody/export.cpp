#include "files.hpp"
#include "lines.hpp"

#include <turnout/store/read_store.hpp>

#include <filesystem>

namespace turnout::custody {
namespace {

namespace fs = std::filesystem;

/// Nobody but the owner: ids and times are pseudonymous, not anonymous.
Status make_folder(const std::string& folder) {
  std::error_code error;
  if (fs::create_directories(folder, error)) fs::permissions(folder, fs::perms::owner_all, error);
  if (error) return Error{folder + ": cannot be made: " + error.message() + ": choose another folder"};
  for (const char* name : {journal_name, manifest_name}) {
    if (fs::exists(folder + '/' + name, error))
      return Error{folder + ": has an export already: choose a folder that has none"};
  }
  return ok_status();
}

/// Checks each record on its way into the file.
class Writing {
public:
  explicit Writing(const std::string& path) : out_(path, std::ios::binary | std::ios::trunc) {}

  Result<bool> take(const store::Link& link) {
    if (!chain_) {
      line_.first_sequence = link.sequence;
      line_.previous = link.previous;
      chain_.emplace([](std::string_view, std::uint64_t) { return std::optional<std::uint64_t>(); },
                     link.sequence, link.previous);
    }
    const auto misfit = chain_->take(link);
    if (!misfit) return Error{misfit.error()};
    if (misfit.value())
      return Error{"the chain does not hold, and nothing is exported: " + misfit.value()->reason +
                   ": run turnoutctl verify, and restore a backup"};
    out_ << line_of(link);
    return out_.good();
  }

  Result<ChainLine> finish(const std::string& path) {
    out_.close();
    if (!out_)
      return Error{path + ": cannot be written; look at its folder, its owner and the room on the disk"};
    if (!chain_) return Error{"the journal has no record from there on: nothing is exported"};
    line_.records = chain_->records();
    line_.last_sequence = chain_->last_sequence();
    line_.last_hash = chain_->last_hash();
    return line_;
  }

private:
  std::ofstream out_;
  std::optional<store::Chain> chain_;
  ChainLine line_;
};

} // namespace

Result<Manifest> export_journal(const std::string& journal, const std::string& folder,
                                std::uint64_t from_sequence) {
  auto store = store::ReadStore::open(journal);
  if (!store) return Error{store.error()};
  if (auto made = make_folder(folder); !made) return Error{made.error()};
  const std::string path = folder + '/' + journal_name;
  Writing writing(path);
  const auto read = store.value()->for_each_link(from_sequence,
                                                 [&](const store::Link& link) { return writing.take(link); });
  auto chain = read ? writing.finish(path) : Result<ChainLine>(Error{read.error()});
  if (!chain) {
    std::error_code ignored;
    fs::remove(path, ignored);
    return Error{chain.error()};
  }
  Manifest manifest{.program = "turnout " TURNOUT_VERSION, .chain = std::move(chain).value(), .files = {}};
  auto line = describe_file(folder, journal_name);
  if (!line) return Error{line.error()};
  manifest.files.push_back(std::move(line).value());
  if (auto written = write_whole(folder + '/' + manifest_name, to_json(manifest)); !written)
    return Error{written.error()};
  return manifest;
}

} // namespace turnout::custody
