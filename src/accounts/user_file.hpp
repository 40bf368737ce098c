// One SQLite file of users and sessions. One thread at a time. An Error names the file and the mend.
#pragma once

#include "turnout/base/result.hpp"

#include <sqlite3.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace turnout::accounts {

class UserFile {
public:
  [[nodiscard]] static Result<UserFile> open(const std::string& path);

  class Query {
  public:
    Query(sqlite3* db, const char* sql) {
      sqlite3_stmt* statement = nullptr;
      sqlite3_prepare_v2(db, sql, -1, &statement, nullptr);
      statement_.reset(statement);
    }
    Query& bind(std::string_view text);
    Query& bind(std::int64_t number);
    /// SQLITE_ROW, SQLITE_DONE or what is wrong.
    int step() { return statement_ ? sqlite3_step(statement_.get()) : SQLITE_ERROR; }
    [[nodiscard]] std::string text(int column) const;
    [[nodiscard]] std::int64_t number(int column) const {
      return sqlite3_column_int64(statement_.get(), column);
    }

  private:
    struct Finalize {
      void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    int bound_ = 0;
  };

  [[nodiscard]] Query query(const char* sql) { return {db_.get(), sql}; }
  /// Ok for SQLITE_DONE and SQLITE_ROW.
  [[nodiscard]] Status done(int rc) const;
  [[nodiscard]] Error error() const;
  [[nodiscard]] int changes() const { return sqlite3_changes(db_.get()); }

private:
  struct Close {
    void operator()(sqlite3* db) const { sqlite3_close_v2(db); }
  };
  std::string path_;
  std::unique_ptr<sqlite3, Close> db_;
};

} // namespace turnout::accounts
