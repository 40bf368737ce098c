#include "database.hpp"
#include "same_files.hpp"

#include <turnout/record/json.hpp>
#include <turnout/store/registry.hpp>

#include <algorithm>
#include <mutex>
#include <thread>

namespace turnout::store {

namespace {

/// So many rows in one transaction, and so long a rest after it: an alarm that wants to be written waits a
/// few milliseconds at the worst.
constexpr std::size_t rows_at_once = 250;
constexpr Duration rest = 2ms;
constexpr std::size_t pieces_per_checkpoint = 16;

struct RegistryRow {
  std::string id;
  std::string row;
  std::string details;
};

/// The newest committed version of each row of a kind, ordered by id.
constexpr std::string_view all_of_kind =
    "SELECT id, row FROM registry_row WHERE kind = ?1 AND generation <= "
    "(SELECT value FROM meta WHERE key = 'registry_generation') ORDER BY id, generation";

constexpr std::string_view row_of_one =
    "SELECT row, details FROM registry_row WHERE kind = ?1 AND id = ?2 AND generation <= "
    "(SELECT value FROM meta WHERE key = 'registry_generation') ORDER BY generation DESC LIMIT 1";

constexpr std::string_view count_of_kind =
    "SELECT count(DISTINCT id) FROM registry_row WHERE kind = ?1 AND generation <= "
    "(SELECT value FROM meta WHERE key = 'registry_generation')";

constexpr std::string_view details_of_one =
    "SELECT details FROM registry_row WHERE kind = ?1 AND id = ?2 AND generation <= "
    "(SELECT value FROM meta WHERE key = 'registry_generation') ORDER BY generation DESC LIMIT 1";

} // namespace

class SqliteRegistry::Impl {
public:
  Impl(Database database, Database looking) : database_(std::move(database)), looking_(std::move(looking)) {
    files_.note(database_.path());
  }

  template <class T>
  std::optional<T> details(std::string_view kind, const std::string& id);
  template <class T>
  Status load(std::string_view kind, std::vector<T>& into);
  Result<RegistryChanged> load_all();
  Result<std::uint64_t> generation();
  Result<Imported> import(std::string_view kind, const std::vector<RegistryRow>& rows);
  Status carry_over_all();

private:
  template <class Work>
  Status in_pieces(std::size_t count, std::string_view doing, Work work);
  Status claim();
  Status clear_abandoned();
  Status holds_claim();
  Result<Imported> compare(std::string_view kind, const std::vector<RegistryRow>& rows);
  Status publish();
  void carry_over();

  std::mutex mutex_;
  Database database_;
  SameFiles files_;
  std::int64_t claim_ = 0; ///< generation of the running import
  /// For look-ups alone: whoever speaks to responders must not wait for an import.
  std::mutex looking_mutex_;
  Database looking_;
};

/// Runs `work(from, to)` over `count` rows, each piece a transaction under our claim.
template <class Work>
Status SqliteRegistry::Impl::in_pieces(std::size_t count, std::string_view doing, Work work) {
  std::size_t pieces = 0;
  for (std::size_t from = 0; from < count; from += rows_at_once) {
    {
      Transaction transaction(database_, Transaction::Kind::write);
      if (transaction.begun() != SQLITE_OK) return database_.error(doing, transaction.begun());
      if (const Status held = holds_claim(); !held) return held;
      if (const int rc = work(from, std::min(from + rows_at_once, count)); rc != SQLITE_OK) {
        return database_.error(doing, rc);
      }
      if (const int rc = transaction.commit(); rc != SQLITE_OK) return database_.error(doing, rc);
    }
    if (++pieces % pieces_per_checkpoint == 0 || from + rows_at_once >= count) carry_over();
    std::this_thread::sleep_for(rest);
  }
  return ok_status();
}

/// A generation of our own, above all others. Whoever imports besides us notices at its next piece and gives
/// up.
Status SqliteRegistry::Impl::claim() {
  Transaction transaction(database_, Transaction::Kind::write);
  if (transaction.begun() != SQLITE_OK) return database_.error("importing", transaction.begun());
  const auto last =
      database_.number("SELECT max(value) FROM meta WHERE key IN ('registry_generation', 'registry_claim')");
  if (!last) return Error{last.error()};
  claim_ = last.value() + 1;
  Statement mark = database_.prepare("UPDATE meta SET value = ?1 WHERE key = 'registry_claim'");
  if (const int rc = mark.bind(1, claim_).run(); rc != SQLITE_OK) return database_.error("importing", rc);
  if (const int rc = transaction.commit(); rc != SQLITE_OK) return database_.error("importing", rc);
  return ok_status();
}

Status SqliteRegistry::Impl::holds_claim() {
  const auto now = database_.number("SELECT value FROM meta WHERE key = 'registry_claim'");
  if (!now) return Error{now.error()};
  if (now.value() == claim_) return ok_status();
  return Error{"journal " + database_.path() +
               ": importing: another import has begun: nothing of this one was kept; start it again when "
               "that is done"};
}

/// Rows of an import that never finished would come to light with ours.
Status SqliteRegistry::Impl::clear_abandoned() {
  const auto left = database_.number("SELECT count(*) FROM registry_row WHERE generation > "
                                     "(SELECT value FROM meta WHERE key = 'registry_generation')");
  if (!left) return Error{left.error()};
  Statement clear = database_.prepare(
      "DELETE FROM registry_row WHERE rowid IN (SELECT rowid FROM registry_row WHERE generation > "
      "(SELECT value FROM meta WHERE key = 'registry_generation') LIMIT ?1)");
  return in_pieces(
      static_cast<std::size_t>(left.value()), "clearing an unfinished import",
      [&](std::size_t, std::size_t) { return clear.bind(1, std::uint64_t{rows_at_once}).run(); });
}

/// Keeps the write-ahead log short also where no daemon runs; one that fails loses nothing.
void SqliteRegistry::Impl::carry_over() {
  sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

/// From this commit on everybody sees the import, whole.
Status SqliteRegistry::Impl::publish() {
  Transaction transaction(database_, Transaction::Kind::write);
  if (transaction.begun() != SQLITE_OK) return database_.error("importing", transaction.begun());
  if (const Status held = holds_claim(); !held) return held;
  Statement mark = database_.prepare("UPDATE meta SET value = ?1 WHERE key = 'registry_generation'");
  if (const int rc = mark.bind(1, claim_).run(); rc != SQLITE_OK) return database_.error("importing", rc);
  if (Status there = files_.check("importing"); !there) return there;
  if (const int rc = transaction.commit(); rc != SQLITE_OK) return database_.error("importing", rc);
  return ok_status();
}

/// One row at a time and outside of any transaction: nobody waits for it.
Result<Imported> SqliteRegistry::Impl::compare(std::string_view kind, const std::vector<RegistryRow>& rows) {
  Imported found;
  Statement known = database_.prepare(row_of_one);
  for (const RegistryRow& row : rows) {
    const int rc = known.bind(1, kind).bind(2, row.id).step();
    if (rc == SQLITE_DONE)
      ++found.added;
    else if (rc != SQLITE_ROW)
      return database_.error("importing", rc);
    else if (known.text(0) == row.row && known.text(1) == row.details)
      ++found.same;
    else
      ++found.changed;
    known.reset();
  }
  Statement all = database_.prepare(count_of_kind);
  if (const int rc = all.bind(1, kind).step(); rc != SQLITE_ROW) return database_.error("importing", rc);
  const auto named = found.changed + found.same;
  found.kept = static_cast<std::size_t>(all.count(0)) - std::min<std::size_t>(named, all.count(0));
  return found;
}

Result<Imported> SqliteRegistry::Impl::import(std::string_view kind, const std::vector<RegistryRow>& rows) {
  const std::scoped_lock lock(mutex_);
  if (const Status claimed = claim(); !claimed) return Error{claimed.error()};
  if (const Status cleared = clear_abandoned(); !cleared) return Error{cleared.error()};
  const auto compared = compare(kind, rows);
  if (!compared) return compared;
  Statement insert = database_.prepare("INSERT OR REPLACE INTO registry_row VALUES (?1, ?2, ?3, ?4, ?5)");
  const Status written = in_pieces(rows.size(), "importing", [&](std::size_t from, std::size_t to) {
    int rc = SQLITE_OK;
    for (std::size_t i = from; i < to && rc == SQLITE_OK; ++i)
      rc = insert.bind(1, kind)
               .bind(2, rows[i].id)
               .bind(3, claim_)
               .bind(4, rows[i].row)
               .bind(5, rows[i].details)
               .run();
    return rc;
  });
  if (!written) return Error{written.error()};
  if (const Status published = publish(); !published) return Error{published.error()};
  // What was replaced is not seen any more. Should this fail, the next import of the same row takes it out.
  Statement remove =
      database_.prepare("DELETE FROM registry_row WHERE kind = ?1 AND id = ?2 AND generation < ?3");
  (void)in_pieces(rows.size(), "clearing what was replaced", [&](std::size_t from, std::size_t to) {
    int rc = SQLITE_OK;
    for (std::size_t i = from; i < to && rc == SQLITE_OK; ++i)
      rc = remove.bind(1, kind).bind(2, rows[i].id).bind(3, claim_).run();
    return rc;
  });
  return compared;
}

/// Each try is short: a writer waits while the last reader is waited for.
Status SqliteRegistry::Impl::carry_over_all() {
  const std::scoped_lock lock(mutex_);
  constexpr int tries_max = 50;
  int rc = SQLITE_BUSY;
  sqlite3_busy_timeout(database_.get(), 0);
  for (int tries = 0; tries < tries_max && (rc & 0xff) == SQLITE_BUSY; ++tries) {
    rc = sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr);
    if (rc != SQLITE_OK) std::this_thread::sleep_for(rest * 10);
  }
  database_.wait_again();
  return rc == SQLITE_OK ? ok_status() : Status(database_.error("emptying the write-ahead log", rc));
}

template <class T>
std::optional<T> SqliteRegistry::Impl::details(std::string_view kind, const std::string& id) {
  const std::scoped_lock lock(looking_mutex_);
  Statement row = looking_.prepare(details_of_one);
  if (row.bind(1, kind).bind(2, id).step() != SQLITE_ROW) return std::nullopt;
  auto details = record::from_json<T>(row.text(0));
  if (!details) return std::nullopt;
  return std::move(details).value();
}

template <class T>
Status SqliteRegistry::Impl::load(std::string_view kind, std::vector<T>& into) {
  Statement rows = database_.prepare(all_of_kind);
  rows.bind(1, kind);
  int rc = SQLITE_OK;
  while ((rc = rows.step()) == SQLITE_ROW) {
    auto row = record::from_json<T>(rows.text(1));
    if (!row) {
      return Error{"journal " + database_.path() + ": " + std::string(kind) + ' ' +
                   std::string(rows.text(0)) + " cannot be read: " + row.error() + ": import it again"};
    }
    // Versions of one row come oldest first.
    if (!into.empty() && into.back().id == row.value().id) into.pop_back();
    into.push_back(std::move(row).value());
  }
  return rc == SQLITE_DONE ? ok_status() : Status(database_.error("reading the registry", rc));
}

Result<RegistryChanged> SqliteRegistry::Impl::load_all() {
  const std::scoped_lock lock(mutex_);
  const Transaction transaction(database_, Transaction::Kind::read);
  if (transaction.begun() != SQLITE_OK) return database_.error("reading the registry", transaction.begun());
  RegistryChanged all;
  all.whole = true;
  if (const Status loaded = load("person", all.people); !loaded) return Error{loaded.error()};
  if (const Status loaded = load("responder", all.responders); !loaded) return Error{loaded.error()};
  if (const Status loaded = load("base", all.bases); !loaded) return Error{loaded.error()};
  return all;
}

Result<std::uint64_t> SqliteRegistry::Impl::generation() {
  const std::scoped_lock lock(mutex_);
  const auto now = database_.number("SELECT value FROM meta WHERE key = 'registry_generation'");
  if (!now) return Error{now.error()};
  return static_cast<std::uint64_t>(now.value());
}

SqliteRegistry::SqliteRegistry(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

SqliteRegistry::~SqliteRegistry() = default;

Result<std::unique_ptr<SqliteRegistry>> SqliteRegistry::open(const std::string& path) {
  auto database = Database::open(path, {});
  if (!database) return Error{database.error()};
  // Erased means overwritten, not only unlinked.
  if (const int rc = database.value().execute("PRAGMA secure_delete=ON"); rc != SQLITE_OK) {
    return database.value().error("opening", rc);
  }
  auto looking = Database::open(path, {.access = Access::read});
  if (!looking) return Error{looking.error()};
  return std::unique_ptr<SqliteRegistry>(
      new SqliteRegistry(std::make_unique<Impl>(std::move(database).value(), std::move(looking).value())));
}

std::optional<PersonDetails> SqliteRegistry::person(const PersonId& id) {
  return impl_->details<PersonDetails>("person", id.str());
}

std::optional<ResponderDetails> SqliteRegistry::responder(const ResponderId& id) {
  return impl_->details<ResponderDetails>("responder", id.str());
}

Result<Imported> SqliteRegistry::import_people(const std::vector<std::pair<Person, PersonDetails>>& rows) {
  std::vector<RegistryRow> written;
  written.reserve(rows.size());
  for (const auto& [row, details] : rows)
    written.push_back({row.id.str(), record::to_json(row), record::to_json(details)});
  return impl_->import("person", written);
}

Result<Imported>
SqliteRegistry::import_responders(const std::vector<std::pair<Responder, ResponderDetails>>& rows) {
  std::vector<RegistryRow> written;
  written.reserve(rows.size());
  for (const auto& [row, details] : rows)
    written.push_back({row.id.str(), record::to_json(row), record::to_json(details)});
  return impl_->import("responder", written);
}

Result<Imported> SqliteRegistry::import_bases(const std::vector<Base>& rows) {
  std::vector<RegistryRow> written;
  written.reserve(rows.size());
  for (const auto& row : rows)
    written.push_back({row.id.str(), record::to_json(row), "{}"});
  return impl_->import("base", written);
}

Result<RegistryChanged> SqliteRegistry::load_all() {
  return impl_->load_all();
}

Result<std::uint64_t> SqliteRegistry::generation() {
  return impl_->generation();
}

Status SqliteRegistry::carry_over_all() {
  return impl_->carry_over_all();
}

} // namespace turnout::store
