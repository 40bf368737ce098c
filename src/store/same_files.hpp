// Whether names still lead to the files that were behind them: SQLite goes on writing into a file that was
// replaced or removed, and what is stored there nobody finds again. One thread. Nothing throws; a name that
// cannot be looked at counts as gone.
#pragma once

#include <turnout/base/result.hpp>

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::store {

struct FileId {
  dev_t device = 0;
  ino_t inode = 0;

  friend bool operator==(const FileId&, const FileId&) = default;
};

/// Behind links too; nothing where no file is.
[[nodiscard]] std::optional<FileId> file_id(const std::string& path) noexcept;

class SameFiles {
public:
  /// What the name leads to now is what it must lead to.
  void note(const std::string& path);

  /// An Error for the first name that leads elsewhere or nowhere; `doing` says during what ("append").
  [[nodiscard]] Status check(std::string_view doing) const;

private:
  struct Noted {
    std::string path;
    std::optional<FileId> id;
  };
  std::vector<Noted> noted_;
};

} // namespace turnout::store
