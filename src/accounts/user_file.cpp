#include "user_file.hpp"

#include <fcntl.h>
#include <unistd.h>

namespace turnout::accounts {
namespace {

constexpr int application_id = 0x54755573; // "TuUs"
constexpr int wait_ms = 2000;

constexpr const char* tables =
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA trusted_schema=OFF; PRAGMA foreign_keys=ON;"
    "CREATE TABLE IF NOT EXISTS user(name TEXT PRIMARY KEY, shown TEXT NOT NULL, role TEXT NOT NULL,"
    " password TEXT NOT NULL, disabled INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS session(hash TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES user,"
    " made_ms INTEGER NOT NULL, seen_ms INTEGER NOT NULL) STRICT;"
    "PRAGMA application_id=1416975731;";

} // namespace

Result<UserFile> UserFile::open(const std::string& path) {
  static_assert(application_id == 1416975731);
  // Before SQLite makes it: its side files get the same mode.
  const int made = ::open(path.c_str(), O_CREAT | O_EXCL | O_CLOEXEC | O_WRONLY, 0600);
  if (made >= 0) ::close(made);
  UserFile file;
  file.path_ = path;
  sqlite3* db = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int rc = sqlite3_open_v2(path.c_str(), &db, flags, nullptr);
  file.db_.reset(db);
  if (rc != SQLITE_OK) return file.error();
  sqlite3_busy_timeout(db, wait_ms);
  {
    auto whose = file.query("PRAGMA application_id");
    if (whose.step() != SQLITE_ROW) return file.error();
    auto filled = file.query("SELECT count(*) FROM sqlite_schema");
    if (filled.step() != SQLITE_ROW) return file.error();
    if (whose.number(0) != application_id && (whose.number(0) != 0 || filled.number(0) != 0))
      return Error{"users " + path +
                   ": this is another program's database; name another file in [console] users"};
  }
  if (sqlite3_exec(db, tables, nullptr, nullptr, nullptr) != SQLITE_OK) return file.error();
  return file;
}

UserFile::Query& UserFile::Query::bind(std::string_view text) {
  const char* bytes = text.data() == nullptr ? "" : text.data();
  sqlite3_bind_text64(statement_.get(), ++bound_, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

UserFile::Query& UserFile::Query::bind(std::int64_t number) {
  sqlite3_bind_int64(statement_.get(), ++bound_, number);
  return *this;
}

std::string UserFile::Query::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string() : std::string(bytes, size);
}

Status UserFile::done(int rc) const {
  if (rc == SQLITE_DONE || rc == SQLITE_ROW) return ok_status();
  return error();
}

Error UserFile::error() const {
  return {"users " + path_ + ": " + (db_ ? sqlite3_errmsg(db_.get()) : "cannot be opened") +
          "; give the service's user write access to the file and its folder"};
}

} // namespace turnout::accounts
