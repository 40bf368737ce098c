// One SQLite connection and its prepared statements, with errors in words that name the file and the mend.
// Owned by one thread at a time. Nothing throws; a failed step is remembered in `rc` and told by
// `Database::error`.
#pragma once

#include <turnout/base/result.hpp>
#include <turnout/base/time.hpp>

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace turnout::store {

class Statement {
public:
  Statement() = default;
  Statement(sqlite3* db, std::string_view sql);

  /// False when the text did not compile; the connection knows why.
  explicit operator bool() const noexcept { return statement_ != nullptr; }

  /// Parameters count from 1. Texts are not copied: they must outlive the step.
  Statement& bind(int at, std::string_view text);
  Statement& bind(int at, std::int64_t number);
  Statement& bind(int at, std::uint64_t number) { return bind(at, static_cast<std::int64_t>(number)); }
  Statement& bind(int at, int number) { return bind(at, static_cast<std::int64_t>(number)); }
  Statement& bind_null(int at);
  Statement& bind_blob(int at, std::string_view bytes);

  /// SQLITE_ROW, SQLITE_DONE or an error.
  [[nodiscard]] int step();

  /// Runs to the end, ready for the next use: SQLITE_OK or an error.
  [[nodiscard]] int run();

  void reset();

  /// Valid until the next step.
  [[nodiscard]] std::string_view text(int column) const;
  [[nodiscard]] std::int64_t number(int column) const;
  [[nodiscard]] std::uint64_t count(int column) const { return static_cast<std::uint64_t>(number(column)); }

private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
  };
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

enum class Access : std::uint8_t { read, write };

struct OpenOptions {
  Access access = Access::write;
  Duration busy_timeout = 5s;
  std::string vfs;
};

class Database {
public:
  /// Write access creates the file and migrates its tables; read access demands that they are there.
  [[nodiscard]] static Result<Database> open(const std::string& path, const OpenOptions& options);

  /// A file that needs not be a journal yet, without looking inside.
  [[nodiscard]] static Result<Database> open_bare(const std::string& path, const OpenOptions& options);

  [[nodiscard]] sqlite3* get() const noexcept { return db_.get(); }
  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] int execute(const char* sql);
  [[nodiscard]] Statement prepare(std::string_view sql) const { return {db_.get(), sql}; }
  /// After its waiting was taken away for a while (sqlite3_busy_timeout).
  void wait_again();
  [[nodiscard]] Result<std::int64_t> number(std::string_view sql);

  /// What the last failure means and what to do about it; `doing` says during what ("append").
  [[nodiscard]] Error error(std::string_view doing, int rc) const;

private:
  struct Close {
    void operator()(sqlite3* db) const noexcept { sqlite3_close_v2(db); }
  };
  /// Shared with SQLite's waiting hook, so at an address of its own.
  struct Waiting {
    Duration longest;
  };

  Database() = default;
  static int wait_a_little(void* waiting, int times) noexcept;

  std::unique_ptr<Waiting> waiting_;
  std::unique_ptr<sqlite3, Close> db_;
  std::string path_;
};

/// Rolls back when it goes out of scope uncommitted.
class Transaction {
public:
  enum class Kind : std::uint8_t { read, write };

  Transaction(Database& database, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// SQLITE_OK when it was begun.
  [[nodiscard]] int begun() const noexcept { return begun_; }
  [[nodiscard]] int commit();

private:
  Database& database_;
  int begun_;
};

} // namespace turnout::store
