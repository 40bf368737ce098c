#include "database.hpp"

#include "schema.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace turnout::store {

namespace {

/// What a person can do about it, by SQLite's primary result code.
std::string_view mend(int rc) {
  switch (rc & 0xff) {
  case SQLITE_FULL:
    return "the disk is full: free space there";
  case SQLITE_READONLY:
    return "it cannot be written: give the service's user write access to the file and its folder, or mount "
           "the disk "
           "writable";
  case SQLITE_IOERR:
    return "the disk failed or is full: free space there, or look for its errors in the kernel's log";
  case SQLITE_CANTOPEN:
    return "it cannot be opened: check that its folder exists and belongs to the service's user";
  case SQLITE_PERM:
  case SQLITE_AUTH:
    return "access is denied: give the service's user access to the file and its folder";
  case SQLITE_NOTADB:
    return "it is not a journal: check the path, or restore a backup with turnoutctl restore";
  case SQLITE_CORRUPT:
    return "it is damaged: keep the file, and restore a backup with turnoutctl restore";
  case SQLITE_BUSY:
  case SQLITE_LOCKED:
    return "another program holds it: end the program that has the file open (fuser names it)";
  case SQLITE_CONSTRAINT:
    return "what is to be written contradicts what is there: keep the file and run turnoutctl verify";
  case SQLITE_NOMEM:
    return "memory is used up: give the service more";
  default:
    return "see the message of SQLite";
  }
}

/// Holds names and addresses, so nobody but the owner may read it; SQLite gives its side files the same mode.
void create_private(const std::string& path) {
  const int file = ::open(path.c_str(), O_CREAT | O_EXCL | O_CLOEXEC | O_WRONLY, 0600);
  if (file < 0) return; // already there, or SQLite's own attempt will say why not
  ::fsync(file);
  ::close(file);
  const auto slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory < 0) return;
  ::fsync(directory);
  ::close(directory);
}

} // namespace

Statement::Statement(sqlite3* db, std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement,
                     nullptr);
  statement_.reset(statement);
}

Statement& Statement::bind(int at, std::string_view text) {
  // A null pointer would bind NULL, and an empty string is not nothing.
  const char* bytes = text.data() == nullptr ? "" : text.data();
  sqlite3_bind_text64(statement_.get(), at, bytes, text.size(), SQLITE_STATIC, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind(int at, std::int64_t number) {
  sqlite3_bind_int64(statement_.get(), at, number);
  return *this;
}

Statement& Statement::bind_null(int at) {
  sqlite3_bind_null(statement_.get(), at);
  return *this;
}

Statement& Statement::bind_blob(int at, std::string_view bytes) {
  sqlite3_bind_blob64(statement_.get(), at, bytes.data() == nullptr ? "" : bytes.data(), bytes.size(),
                      SQLITE_STATIC);
  return *this;
}

int Statement::step() {
  return statement_ ? sqlite3_step(statement_.get()) : SQLITE_ERROR;
}

int Statement::run() {
  if (!statement_) return SQLITE_ERROR;
  int rc = step();
  while (rc == SQLITE_ROW)
    rc = step();
  reset();
  return rc == SQLITE_DONE ? SQLITE_OK : rc;
}

void Statement::reset() {
  sqlite3_reset(statement_.get());
}

std::string_view Statement::text(int column) const {
  // The blob form gives the stored bytes of a text or a blob alike, also those after a zero byte.
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_.get(), column));
  const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
  return bytes == nullptr ? std::string_view() : std::string_view(bytes, size);
}

std::int64_t Statement::number(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

int Database::wait_a_little(void* waiting, int times) noexcept {
  // Much shorter than SQLite's own naps: an import lets go for a few milliseconds only, and an alarm may be
  // waiting.
  constexpr std::chrono::microseconds nap(200);
  if (times * nap > static_cast<Waiting*>(waiting)->longest) return 0;
  std::this_thread::sleep_for(nap);
  return 1;
}

void Database::wait_again() {
  sqlite3_busy_handler(db_.get(), wait_a_little, waiting_.get());
}

Result<Database> Database::open_bare(const std::string& path, const OpenOptions& options) {
  const bool write = options.access == Access::write;
  if (write) create_private(path);
  Database database;
  database.path_ = path;
  database.waiting_ = std::make_unique<Waiting>(Waiting{options.busy_timeout});
  sqlite3* db = nullptr;
  const int flags = (write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
                    SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int rc =
      sqlite3_open_v2(path.c_str(), &db, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
  database.db_.reset(db);
  if (rc != SQLITE_OK) return database.error("opening", rc);
  database.wait_again();
  return database;
}

Result<Database> Database::open(const std::string& path, const OpenOptions& options) {
  auto opened = open_bare(path, options);
  if (!opened) return opened;
  Database& database = opened.value();
  if (options.access == Access::read) {
    if (const int rc = database.execute("PRAGMA query_only=ON; PRAGMA trusted_schema=OFF"); rc != SQLITE_OK) {
      return database.error("opening", rc);
    }
    if (const Status fits = check_schema(database); !fits) return Error{fits.error()};
    return opened;
  }
  // First of all, so that another program's database stays as it is.
  if (const Status fits = migrate(database); !fits) return Error{fits.error()};
  Statement journal_mode = database.prepare("PRAGMA journal_mode=WAL");
  const int mode = journal_mode.step();
  if (mode != SQLITE_ROW) return database.error("opening", mode);
  if (journal_mode.text(0) != "wal") {
    return Error{"journal " + path +
                 ": its file system cannot hold a write-ahead log: put it on a local disk"};
  }
  journal_mode = Statement();
  const int rc =
      database.execute("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA temp_store=MEMORY;"
                       "PRAGMA journal_size_limit=67108864; PRAGMA trusted_schema=OFF");
  if (rc != SQLITE_OK) return database.error("opening", rc);
  return opened;
}

int Database::execute(const char* sql) {
  return sqlite3_exec(db_.get(), sql, nullptr, nullptr, nullptr);
}

Result<std::int64_t> Database::number(std::string_view sql) {
  Statement statement = prepare(sql);
  const int rc = statement.step();
  if (rc != SQLITE_ROW) return error("reading", rc);
  return statement.number(0);
}

Error Database::error(std::string_view doing, int rc) const {
  std::string message = "journal " + path_ + ": " + std::string(doing) + ": " + std::string(mend(rc)) + " (";
  const bool told = db_ && (sqlite3_errcode(db_.get()) & 0xff) == (rc & 0xff);
  message += told ? sqlite3_errmsg(db_.get()) : sqlite3_errstr(rc);
  return Error{message + ", " + std::to_string(rc) + ')'};
}

Transaction::Transaction(Database& database, Kind kind)
    : database_(database), begun_(database.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN")) {}

Transaction::~Transaction() {
  // SQLite has rolled back by itself after some failures.
  if (begun_ == SQLITE_OK && sqlite3_get_autocommit(database_.get()) == 0)
    (void)database_.execute("ROLLBACK");
}

int Transaction::commit() {
  return database_.execute("COMMIT");
}

} // namespace turnout::store
