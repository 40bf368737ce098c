#include "database.hpp"
#include "same_files.hpp"
#include "schema.hpp"
#include "verify.hpp"

#include <turnout/store/backup.hpp>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace turnout::store {

namespace {

/// More restarts than any service sees between a backup and its restoring.
constexpr int epochs_leapt = 1'000'000;

/// An older copy of the same name makes way; a journal never does.
enum class Naming : std::uint8_t { replacing, anew };

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
  [[nodiscard]] Status name(const std::string& to, Naming naming) const;

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

Status Unfinished::name(const std::string& to, Naming naming) const {
  if (const int failed = sync(path_, O_RDONLY); failed != 0) return file_error(path_, "syncing", failed);
  const int named =
      naming == Naming::anew ? ::link(path_.c_str(), to.c_str()) : std::rename(path_.c_str(), to.c_str());
  if (named != 0) return file_error(to, "naming", errno);
  const auto folder = std::filesystem::path(to).parent_path();
  if (const int failed = sync(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY); failed != 0) {
    return file_error(to, "syncing the folder", failed);
  }
  return ok_status();
}

std::uint32_t big_endian(const char* bytes) {
  std::uint32_t number = 0;
  for (std::size_t at = 0; at < sizeof number; ++at)
    number = number << 8U | static_cast<unsigned char>(bytes[at]);
  return number;
}

bool same_place(const std::string& one, const std::string& other) {
  const auto id = file_id(one);
  if (id && id == file_id(other)) return true;
  std::error_code unseen;
  const auto path = std::filesystem::weakly_canonical(one, unseen);
  return !unseen && path == std::filesystem::weakly_canonical(other, unseen) && !unseen;
}

/// What a backup may take the place of: nothing but an earlier one.
Status check_target(const std::string& journal, const std::string& to) {
  const auto refuse = [&to](std::string_view why) { return Error{"backup " + to + ": " + std::string(why)}; };
  for (const char* side : {"", "-wal", "-shm", "-journal"}) {
    for (const auto& written : {to, to + ".unfinished"}) {
      if (same_place(journal + side, written))
        return refuse("is the journal itself: name another file, best on another disk");
    }
  }
  std::error_code unseen;
  const auto found = std::filesystem::status(to, unseen);
  if (found.type() == std::filesystem::file_type::not_found) return ok_status();
  if (std::filesystem::is_directory(found)) return refuse("is a folder: name a file in it");
  // As SQLite's documentation of the file format has them.
  constexpr std::string_view magic("SQLite format 3\0", 16);
  constexpr std::size_t version_at = 18;
  constexpr std::size_t owner_at = 68;
  std::array<char, 100> head{};
  if (!std::filesystem::is_regular_file(found) ||
      !std::ifstream(to, std::ios::binary).read(head.data(), head.size()) ||
      std::string_view(head.data(), magic.size()) != magic ||
      big_endian(&head[owner_at]) != std::uint32_t{application_id})
    return refuse("is there already and is no backup: name another file, or move this one away first");
  // A journal that was ever opened keeps a write-ahead log; a backup has none.
  if (head[version_at] != 1)
    return refuse("is a journal, not a backup: name another file, or move this one away first");
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

/// Copies, checks and, for a new journal, moves the epoch on; the result bears the name `to`.
Result<VerifyReport> copy_checked(const std::string& source, const std::string& to, Naming naming) {
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
    const std::string further = naming == Naming::anew
                                    ? "UPDATE head SET epoch = epoch + " + std::to_string(epochs_leapt) + ';'
                                    : std::string();
    // Without a write-ahead log it is one file, and can be read from a medium that cannot be written.
    const int rc = target.value().execute((further + "PRAGMA journal_mode=DELETE").c_str());
    if (rc != SQLITE_OK) return target.value().error("finishing", rc);
  }
  if (const Status named = file.name(to, naming); !named) return Error{named.error()};
  return report;
}

} // namespace

Result<VerifyReport> backup(const std::string& journal, const std::string& to) {
  if (const Status free = check_target(journal, to); !free) return Error{free.error()};
  return copy_checked(journal, to, Naming::replacing);
}

Result<VerifyReport> check_backup(const std::string& path) {
  auto database = Database::open(path, {.access = Access::read});
  if (!database) return Error{database.error()};
  return check(database.value());
}

Result<VerifyReport> restore(const std::string& copy, const std::string& journal) {
  std::error_code unseen;
  for (const char* side : {"", "-wal", "-shm", "-journal"}) {
    if (std::filesystem::exists(journal + side, unseen) || unseen) {
      return Error{"journal " + journal + side + ": is there already: stop turnoutd and move it away first"};
    }
  }
  return copy_checked(copy, journal, Naming::anew);
}

} // namespace turnout::store
