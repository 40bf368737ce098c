// The pages and their assets, read whole at start: a request never waits for a disk, and no path leads out
// of the folder. Read-only afterwards, any thread. A folder that is not there is an Error; an empty name is
// no pages.
#pragma once

#include "http.hpp"

#include <filesystem>

namespace turnout::console {

class Pages {
public:
  [[nodiscard]] static Result<Pages> read(const std::filesystem::path& folder);

  /// `index.html` of a folder for a path that ends in a slash. Nothing for what is not there.
  [[nodiscard]] std::optional<Answer> find(std::string_view path, std::string_view accept_encoding) const;

private:
  struct Page {
    std::string type;
    std::string body;
    std::string gzipped; ///< from the file beside it, or empty
    bool immutable = false;
  };
  std::map<std::string, Page, std::less<>> pages_;
};

} // namespace turnout::console
