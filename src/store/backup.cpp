#include "database.hpp"
#include "verify.hpp"

#include <turnout/store/backup.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

namespace turnout::store {

namespace {

/// More restarts than any service sees between a backup and its restoring.
constexpr int epochs_leapt = 1'000'000;

Error file_error(const std::string& path, std::string_view doing, int reason) {
  return Error{"backup " + path + ": " + std::string(doing) + ": " + std::strerror(reason) +
               ": check the folder, its owner and the free space"};
}

/// Gone when it goes out of scope, with SQLite's side files, unless it was given its name.
class Unfinished {
public:
  explicit Unfinished(const std::string& to) : path_(to + ".unfinished") { remove(); }
  ~Unfinished() { remove(); }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] Status name(const std::string& to) const;

private:
  void remove() const {
    for (const char* side : {"", "-wal", "-shm", "-journal"}) {
      std::error_code ignored;
      std::filesystem::remove(path_ + side, ignored);
    }
  }

  std::string path_;
};

int sync(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CLOEXEC);
  if (file < 0) return errno;
  const int failed = ::fsync(file) == 0 ? 0 : errno;
  ::close(file);
  return failed;
}

Status Unfinished::name(const std::string& to) const {
  if (const int failed = sync(path_, O_RDONLY); failed != 0) return file_error(path_, "syncing", failed);
  if (std::rename(path_.c_str(), to.c_str()) != 0) return file_error(to, "naming", errno);
  const auto folder = std::filesystem::path(to).parent_path();
  if (const int failed = sync(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY); failed != 0) {
    return file_error(to, "syncing the folder", failed);
  }
  return ok_status();
}

/// Written anew from one moment of it, row by row, while writers go on beside it: what was deleted there does
/// not ride along in a page's free bytes.
Status copy(Database& from, const std::string& to) {
  // Opened for reading alone; SQLite takes the writing of another file for writing too.
  if (const int rc = from.execute("PRAGMA query_only=OFF"); rc != SQLITE_OK) return from.error("copying", rc);
  Statement into = from.prepare("VACUUM INTO ?1");
  const int rc = into.bind(1, to).run();
  return rc == SQLITE_OK ? ok_status() : Status(from.error("copying", rc));
}

Result<VerifyReport> check(Database& database) {
  Statement pages = database.prepare("PRAGMA quick_check(1)");
  const int rc = pages.step();
  if (rc != SQLITE_ROW) return database.error("checking", rc);
  if (pages.text(0) != "ok") {
    return Error{"journal " + database.path() + ": it is damaged: use another backup (" +
                 std::string(pages.text(0)) + ')'};
  }
  auto report = verify(database);
  if (!report || !report.value().misfit) return report;
  return Error{"journal " + database.path() + ": its chain does not hold: " + report.value().misfit->reason +
               ": use another backup"};
}

/// Copies, checks and, with `leap`, moves the epoch on; the result bears the name `to`.
Result<VerifyReport> copy_checked(const std::string& source, const std::string& to, bool leap) {
  auto from = Database::open(source, {.access = Access::read});
  if (!from) return Error{from.error()};
  const Unfinished file(to);
  Result<VerifyReport> report = Error{""};
  {
    // Made by us first, so that nobody else may read it; an empty file is taken as none.
    auto target = Database::open_bare(file.path(), {});
    if (!target) return Error{target.error()};
    if (const Status copied = copy(from.value(), file.path()); !copied) return Error{copied.error()};
    report = check(target.value());
    if (!report) return report;
    const std::string further =
        leap ? "UPDATE head SET epoch = epoch + " + std::to_string(epochs_leapt) + ';' : std::string();
    // Without a write-ahead log it is one file, and can be read from a medium that cannot be written.
    const int rc = target.value().execute((further + "PRAGMA journal_mode=DELETE").c_str());
    if (rc != SQLITE_OK) return target.value().error("finishing", rc);
  }
  if (const Status named = file.name(to); !named) return Error{named.error()};
  return report;
}

} // namespace

Result<VerifyReport> backup(const std::string& journal, const std::string& to) {
  return copy_checked(journal, to, false);
}

Result<VerifyReport> check_backup(const std::string& path) {
  auto database = Database::open(path, {.access = Access::read});
  if (!database) return Error{database.error()};
  return check(database.value());
}

Result<VerifyReport> restore(const std::string& copy, const std::string& journal) {
  std::error_code unseen;
  for (const char* side : {"", "-wal"}) {
    if (std::filesystem::exists(journal + side, unseen) || unseen) {
      return Error{"journal " + journal + side + ": is there already: stop turnoutd and move it away first"};
    }
  }
  return copy_checked(copy, journal, true);
}

} // namespace turnout::store
