#include "same_files.hpp"

#include <sys/stat.h>

#include <algorithm>

namespace turnout::store {

std::optional<FileId> file_id(const std::string& path) noexcept {
  struct stat found {};
  if (::stat(path.c_str(), &found) != 0) return std::nullopt;
  return FileId{found.st_dev, found.st_ino};
}

void SameFiles::note(const std::string& path) {
  const auto known =
      std::find_if(noted_.begin(), noted_.end(), [&](const Noted& noted) { return noted.path == path; });
  Noted& noted = known == noted_.end() ? noted_.emplace_back(Noted{path, {}}) : *known;
  noted.id = file_id(path);
}

Status SameFiles::check(std::string_view doing) const {
  for (const Noted& noted : noted_) {
    const auto now = file_id(noted.path);
    if (now && now == noted.id) continue;
    return Error{"journal " + noted.path + ": " + std::string(doing) +
                 ": the file was replaced or removed under the running turnoutd: put back the one it had, or "
                 "stop turnoutd and restore a backup with turnoutctl restore"};
  }
  return ok_status();
}

} // namespace turnout::store
