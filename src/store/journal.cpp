#include "checkpointer.hpp"
#include "erasing.hpp"
#include "records.hpp"
#include "same_files.hpp"

#include <turnout/record/json.hpp>
#include <turnout/store/journal.hpp>

#include <atomic>
#include <set>

namespace turnout::store {

namespace {

/// The value of a text member of canonical JSON, not unescaped; for times and ids, which need none. Inside a
/// string the quotes would be escaped, so the pattern can only be a member.
std::optional<std::string_view> member_text(std::string_view json, std::string_view name) {
  const std::string pattern = '"' + std::string(name) + "\":\"";
  const auto at = json.find(pattern);
  if (at == std::string_view::npos) return std::nullopt;
  const auto from = at + pattern.size();
  return json.substr(from, json.find('"', from) - from);
}

struct Written {
  Line line;
  std::string previous;
  std::string hash;
};

} // namespace

class SqliteJournal::Impl {
public:
  Impl(Database database, Database carrier, const JournalOptions& options);
  ~Impl();

  Result<std::uint64_t> claim();
  Result<engine::Recovered> recover();
  Status append(const engine::Batch& batch);
  Result<std::vector<Record>> read(std::uint64_t sequence, std::size_t limit);
  JournalHealth health() const;
  bool superseded() const { return superseded_; }

private:
  struct Head {
    std::uint64_t sequence = 0;
    std::string hash;
  };

  static int on_commit(void* self, sqlite3* db, const char* name, int pages);
  Result<Head> read_head();
  Status check(const engine::Batch& batch) const;
  std::vector<Written> link(const engine::Batch& batch) const;
  int write(const engine::Batch& batch, const std::vector<Written>& written);
  int write_record(const Record& record, const Written& written);
  int write_views(const ViewAnswered& viewed, std::uint64_t sequence);
  int write_row(const engine::Row& row, std::uint64_t sequence);
  int move_head(const Head& head);
  void relieve();

  Database database_;
  Statement insert_record_;
  Statement insert_touch_;
  Statement insert_view_;
  Statement insert_effect_;
  Statement delete_effect_;
  Statement insert_text_;
  Statement upsert_row_;
  Statement move_head_;
  Checkpointer checkpointer_;
  SameFiles files_;
  const std::uint64_t wal_pages_max_;
  std::atomic<std::uint64_t> wal_pages_ = 0;
  std::atomic<bool> superseded_ = false;
  std::uint64_t epoch_ = 0; ///< 0: not claimed
  Head head_;
};

SqliteJournal::Impl::Impl(Database database, Database carrier, const JournalOptions& options)
    : database_(std::move(database)),
      insert_record_(database_.prepare("INSERT INTO journal VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")),
      insert_touch_(database_.prepare("INSERT INTO incident_record VALUES (?1, ?2)")),
      insert_view_(database_.prepare("INSERT INTO record_view VALUES (?1, ?2) ON CONFLICT DO NOTHING")),
      insert_effect_(database_.prepare("INSERT INTO outbox (key, effect, sequence) VALUES (?1, ?2, ?3)")),
      delete_effect_(database_.prepare("DELETE FROM outbox WHERE key = ?1")),
      insert_text_(database_.prepare("INSERT INTO text VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING")),
      upsert_row_(database_.prepare(
          "INSERT INTO row VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT (kind, id) DO UPDATE SET "
          "json = excluded.json, open = excluded.open, sequence = excluded.sequence, "
          "opened_at = excluded.opened_at, closed_at = excluded.closed_at, person = excluded.person")),
      move_head_(database_.prepare("UPDATE head SET sequence = ?1, hash = ?2 WHERE epoch = ?3")),
      checkpointer_(std::move(carrier), options.checkpoint_every), wal_pages_max_(options.wal_pages_max) {
  files_.note(database_.path());
  sqlite3_wal_hook(database_.get(), on_commit, this);
  // Erased means overwritten, not only unlinked.
  (void)database_.execute("PRAGMA secure_delete=ON");
}

SqliteJournal::Impl::~Impl() {
  sqlite3_wal_hook(database_.get(), nullptr, nullptr);
}

int SqliteJournal::Impl::on_commit(void* self, sqlite3* /*db*/, const char* /*name*/, int pages) {
  static_cast<Impl*>(self)->wal_pages_.store(static_cast<std::uint64_t>(pages));
  return SQLITE_OK;
}

Result<SqliteJournal::Impl::Head> SqliteJournal::Impl::read_head() {
  Statement at = database_.prepare("SELECT sequence, hash FROM head");
  if (const int rc = at.step(); rc != SQLITE_ROW) return database_.error("reading", rc);
  Head head{at.count(0), std::string(at.text(1))};
  Statement last = database_.prepare("SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1");
  const int rc = last.step();
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) return database_.error("reading", rc);
  const Head found =
      rc == SQLITE_ROW ? Head{last.count(0), std::string(last.text(1))} : Head{0, std::string(no_hash)};
  if (found.sequence == head.sequence && found.hash == head.hash) return head;
  return Error{"journal " + database_.path() + ": ends at record " + std::to_string(found.sequence) +
               " but was written up to " + std::to_string(head.sequence) +
               ": run turnoutctl verify, then restore a backup with turnoutctl restore"};
}

Result<std::uint64_t> SqliteJournal::Impl::claim() {
  Transaction transaction(database_, Transaction::Kind::write);
  if (transaction.begun() != SQLITE_OK) return database_.error("claiming", transaction.begun());
  auto head = read_head();
  if (!head) return Error{head.error()};
  if (const int rc = database_.execute("UPDATE head SET epoch = epoch + 1"); rc != SQLITE_OK) {
    return database_.error("claiming", rc);
  }
  const auto epoch = database_.number("SELECT epoch FROM head");
  if (!epoch) return Error{epoch.error()};
  if (const int rc = transaction.commit(); rc != SQLITE_OK) return database_.error("claiming", rc);
  epoch_ = static_cast<std::uint64_t>(epoch.value());
  head_ = std::move(head).value();
  superseded_ = false;
  // They are there since the claim was written, and SQLite keeps them for as long as it has the file open.
  for (const char* side : {"-wal", "-shm"})
    files_.note(database_.path() + side);
  checkpointer_.committed();
  return epoch_;
}

Result<engine::Recovered> SqliteJournal::Impl::recover() {
  const Transaction transaction(database_, Transaction::Kind::read);
  if (transaction.begun() != SQLITE_OK) return database_.error("reading", transaction.begun());
  engine::Recovered recovered;
  int rc = SQLITE_OK;
  Statement last = database_.prepare("SELECT sequence, at_ms FROM journal ORDER BY sequence DESC LIMIT 1");
  if (rc = last.step(); rc == SQLITE_ROW) {
    recovered.last_sequence = last.count(0);
    recovered.last_at = WallTime(Duration(last.number(1)));
  } else if (rc != SQLITE_DONE) {
    return database_.error("reading", rc);
  }
  Statement rows = database_.prepare("SELECT kind, id, json FROM row WHERE open = 1 ORDER BY kind, id");
  while ((rc = rows.step()) == SQLITE_ROW) {
    recovered.rows.push_back(
        {std::string(rows.text(0)), std::string(rows.text(1)), std::string(rows.text(2)), true});
  }
  if (rc != SQLITE_DONE) return database_.error("reading", rc);
  Statement owed = database_.prepare("SELECT key, effect FROM outbox ORDER BY number");
  while ((rc = owed.step()) == SQLITE_ROW) {
    auto effect = record::from_json<Effect>(owed.text(1));
    if (!effect) {
      return Error{"journal " + database_.path() + ": outbox entry " + std::string(owed.text(0)) +
                   " cannot be read: " + effect.error() + ": restore a backup with turnoutctl restore"};
    }
    recovered.owed.push_back({EffectKey(std::string(owed.text(0))), std::move(effect).value()});
  }
  if (rc != SQLITE_DONE) return database_.error("reading", rc);
  return recovered;
}

Status SqliteJournal::Impl::check(const engine::Batch& batch) const {
  const auto refuse = [this](const std::string& why) {
    return Error{"journal " + database_.path() + ": append: " + why};
  };
  if (epoch_ == 0) return refuse("not claimed: call claim first");
  std::uint64_t expected = head_.sequence;
  for (const Record& record : batch.records) {
    ++expected;
    if (record.stamp.sequence != expected) {
      return refuse("record " + std::to_string(record.stamp.sequence) + " where " + std::to_string(expected) +
                    " is next: recover and go on from there");
    }
    if (record.stamp.epoch != epoch_) {
      return refuse("record " + std::to_string(expected) + " of epoch " + std::to_string(record.stamp.epoch) +
                    " under epoch " + std::to_string(epoch_) + ": recover and stamp anew");
    }
  }
  return ok_status();
}

std::vector<Written> SqliteJournal::Impl::link(const engine::Batch& batch) const {
  std::vector<Written> written;
  written.reserve(batch.records.size());
  std::string previous = head_.hash;
  for (const Record& record : batch.records) {
    Line line = line_of(record);
    std::string hash = link_hash({.sequence = line.sequence,
                                  .epoch = line.epoch,
                                  .at_ms = line.at_ms,
                                  .event = line.event,
                                  .decisions = line.decisions,
                                  .previous = previous});
    written.push_back({std::move(line), std::move(previous), hash});
    previous = std::move(hash);
  }
  return written;
}

Status SqliteJournal::Impl::append(const engine::Batch& batch) {
  if (Status fits = check(batch); !fits) return fits;
  if (batch.records.empty() && batch.texts.empty() && batch.rows.empty() && batch.done.empty())
    return ok_status();
  const std::vector<Written> written = link(batch);
  Head head = written.empty() ? head_ : Head{written.back().line.sequence, written.back().hash};
  {
    Transaction transaction(database_, Transaction::Kind::write);
    if (transaction.begun() != SQLITE_OK) return database_.error("append", transaction.begun());
    if (const int rc = move_head(head); rc != SQLITE_OK) return database_.error("append", rc);
    if (sqlite3_changes(database_.get()) == 0) {
      superseded_ = true;
      return Error{"journal " + database_.path() + ": append: epoch " + std::to_string(epoch_) +
                   " is over: another turnoutd has claimed this journal: stop this one"};
    }
    if (const int rc = write(batch, written); rc != SQLITE_OK) return database_.error("append", rc);
    if (Status there = files_.check("append"); !there) return there;
    if (const int rc = transaction.commit(); rc != SQLITE_OK) return database_.error("append", rc);
  }
  head_ = std::move(head);
  relieve();
  return ok_status();
}

int SqliteJournal::Impl::move_head(const Head& head) {
  return move_head_.bind(1, head.sequence).bind(2, head.hash).bind(3, epoch_).run();
}

int SqliteJournal::Impl::write(const engine::Batch& batch, const std::vector<Written>& written) {
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (const int rc = write_record(batch.records[i], written[i]); rc != SQLITE_OK) return rc;
  }
  for (const auto& text : batch.texts) {
    const int rc = insert_text_.bind(1, text.id.str()).bind_blob(2, text.body).bind(3, text.salt).run();
    if (rc != SQLITE_OK) return rc;
  }
  const std::uint64_t sequence = written.empty() ? head_.sequence : written.back().line.sequence;
  for (const auto& row : batch.rows) {
    if (const int rc = write_row(row, sequence); rc != SQLITE_OK) return rc;
  }
  for (const auto& key : batch.done) {
    if (const int rc = delete_effect_.bind(1, key.str()).run(); rc != SQLITE_OK) return rc;
  }
  return SQLITE_OK;
}

int SqliteJournal::Impl::write_record(const Record& record, const Written& written) {
  const Line& line = written.line;
  int rc = insert_record_.bind(1, line.sequence)
               .bind(2, line.epoch)
               .bind(3, line.at_ms)
               .bind(4, line.event_kind)
               .bind(5, line.event)
               .bind(6, line.decisions)
               .bind(7, written.previous)
               .bind(8, written.hash)
               .run();
  std::set<IncidentId> touched;
  for (const Decision& decision : record.decisions) {
    if (rc != SQLITE_OK) return rc;
    if (const IncidentId* incident = incident_of(decision); incident && touched.insert(*incident).second) {
      rc = insert_touch_.bind(1, incident->str()).bind(2, line.sequence).run();
    }
    if (const auto* viewed = std::get_if<ViewAnswered>(&decision)) rc = write_views(*viewed, line.sequence);
    const auto* answer = std::get_if<CommandAnswered>(&decision);
    if (answer != nullptr && answer->done) rc = erase(database_, record.event, line.sequence);
    if (rc != SQLITE_OK) return rc;
    const auto* owed = std::get_if<EffectOwed>(&decision);
    if (owed != nullptr && rc == SQLITE_OK && must_arrive(owed->effect)) {
      const std::string effect = record::to_json(owed->effect);
      rc = insert_effect_.bind(1, owed->key.str()).bind(2, effect).bind(3, line.sequence).run();
    }
  }
  return rc;
}

int SqliteJournal::Impl::write_views(const ViewAnswered& viewed, std::uint64_t sequence) {
  for (const auto& person : viewed.people) {
    const int rc = insert_view_.bind(1, person.str()).bind(2, sequence).run();
    if (rc != SQLITE_OK) return rc;
  }
  return SQLITE_OK;
}

int SqliteJournal::Impl::write_row(const engine::Row& row, std::uint64_t sequence) {
  upsert_row_.bind(1, row.kind).bind(2, row.id).bind(3, row.json).bind(4, row.open ? 1 : 0).bind(5, sequence);
  constexpr std::string_view members[] = {"first_signal_at", "closed_at", "person"};
  for (int at = 6; at <= 8; ++at) {
    const auto value = row.kind == "incident" ? member_text(row.json, members[at - 6]) : std::nullopt;
    value ? upsert_row_.bind(at, *value) : upsert_row_.bind_null(at);
  }
  return upsert_row_.run();
}

void SqliteJournal::Impl::relieve() {
  checkpointer_.committed();
  if (wal_pages_ < wal_pages_max_) return;
  // Under a flood the background thread never catches up, and a log that is never wholly carried over only
  // grows. Nobody writes while we are here, so this ends it; a failure is met again by the background thread,
  // which counts it.
  sqlite3_wal_checkpoint_v2(database_.get(), nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
}

Result<std::vector<Record>> SqliteJournal::Impl::read(std::uint64_t sequence, std::size_t limit) {
  std::vector<Record> records;
  Statement rows = database_.prepare("SELECT " + std::string(record_columns) +
                                     " FROM journal WHERE sequence >= ?1 ORDER BY sequence LIMIT ?2");
  rows.bind(1, sequence).bind(2, static_cast<std::uint64_t>(limit));
  int rc = SQLITE_OK;
  while ((rc = rows.step()) == SQLITE_ROW) {
    auto record = record_from(rows, database_.path());
    if (!record) return Error{record.error()};
    records.push_back(std::move(record).value());
  }
  if (rc != SQLITE_DONE) return database_.error("reading", rc);
  return records;
}

JournalHealth SqliteJournal::Impl::health() const {
  return {wal_pages_, checkpointer_.failed(), checkpointer_.last_error()};
}

SqliteJournal::SqliteJournal(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

SqliteJournal::~SqliteJournal() = default;

Result<std::unique_ptr<SqliteJournal>> SqliteJournal::open(const std::string& path,
                                                           const JournalOptions& options) {
  const OpenOptions how{Access::write, options.busy_timeout, options.vfs};
  auto database = Database::open(path, how);
  if (!database) return Error{database.error()};
  auto carrier = Database::open(path, how);
  if (!carrier) return Error{carrier.error()};
  auto impl = std::make_unique<Impl>(std::move(database).value(), std::move(carrier).value(), options);
  return std::unique_ptr<SqliteJournal>(new SqliteJournal(std::move(impl)));
}

Result<std::uint64_t> SqliteJournal::claim() {
  return impl_->claim();
}

Result<engine::Recovered> SqliteJournal::recover() {
  return impl_->recover();
}

Status SqliteJournal::append(const engine::Batch& batch) {
  return impl_->append(batch);
}

Result<std::vector<Record>> SqliteJournal::read(std::uint64_t sequence, std::size_t limit) {
  return impl_->read(sequence, limit);
}

bool SqliteJournal::superseded() const {
  return impl_->superseded();
}

JournalHealth SqliteJournal::health() const {
  return impl_->health();
}

} // namespace turnout::store
