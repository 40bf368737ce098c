#include "records.hpp"
#include "schema.hpp"

#include <turnout/record/json.hpp>
#include <turnout/store/read_store.hpp>

#include <initializer_list>

namespace turnout::store {

class ReadStore::Impl {
public:
  explicit Impl(Database database) : database_(std::move(database)) {}

  Database& database() { return database_; }

  /// Runs `sql` with its text parameters, `see` on each row; `see` says whether to go on, or an Error.
  template <class See>
  Status each(std::string_view sql, std::initializer_list<std::string_view> texts, See see) {
    Statement rows = database_.prepare(sql);
    int at = 0;
    for (const auto text : texts)
      rows.bind(++at, text);
    return run(rows, see);
  }

  template <class See>
  Status run(Statement& rows, See see) {
    int rc = SQLITE_OK;
    while ((rc = rows.step()) == SQLITE_ROW) {
      const Result<bool> more = see(rows);
      if (!more) return Error{more.error()};
      if (!more.value()) return ok_status();
    }
    return rc == SQLITE_DONE ? ok_status() : Status(database_.error("reading", rc));
  }

  /// The `json` column of a query, read as T.
  template <class T>
  Result<std::vector<T>> values(std::string_view sql, std::initializer_list<std::string_view> texts) {
    std::vector<T> found;
    const Status read = each(sql, texts, [&](const Statement& row) -> Result<bool> {
      auto value = record::from_json<T>(row.text(0));
      if (!value)
        return Error{"journal " + database_.path() + ": row " + std::string(row.text(1)) +
                     " cannot be read: " + value.error() + ": run turnoutctl replay"};
      found.push_back(std::move(value).value());
      return true;
    });
    if (!read) return Error{read.error()};
    return found;
  }

  Result<std::vector<PersonRecord>> people(Statement& rows) {
    std::vector<PersonRecord> found;
    const Status read = run(rows, [&](const Statement& row) -> Result<bool> {
      auto person = record::from_json<Person>(row.text(0));
      auto details = record::from_json<PersonDetails>(row.text(1));
      if (!person || !details)
        return Error{"journal " + database_.path() + ": a person's row cannot be read: import it again"};
      found.push_back({std::move(person).value(), std::move(details).value()});
      return true;
    });
    if (!read) return Error{read.error()};
    return found;
  }

  Result<std::optional<PersonRecord>> first_person(std::string_view sql, const std::string& key) {
    Statement rows = database_.prepare(sql);
    rows.bind(1, key);
    auto found = people(rows);
    if (!found) return Error{found.error()};
    if (found.value().empty()) return std::optional<PersonRecord>();
    return std::optional<PersonRecord>(std::move(found.value().front()));
  }

  Result<std::vector<Record>> records(Statement& rows) {
    std::vector<Record> found;
    const Status read = run(rows, [&](const Statement& row) -> Result<bool> {
      auto record = record_from(row, database_.path());
      if (!record) return Error{record.error()};
      found.push_back(std::move(record).value());
      return true;
    });
    if (!read) return Error{read.error()};
    return found;
  }

private:
  Database database_;
};

ReadStore::ReadStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

ReadStore::~ReadStore() = default;

Result<std::unique_ptr<ReadStore>> ReadStore::open(const std::string& path) {
  auto database = Database::open(path, {.access = Access::read});
  if (!database) return Error{database.error()};
  return std::unique_ptr<ReadStore>(new ReadStore(std::make_unique<Impl>(std::move(database).value())));
}

Result<std::vector<Incident>> ReadStore::open_incidents() {
  return impl_->values<Incident>(
      "SELECT json, id FROM row WHERE kind = 'incident' AND open = 1 ORDER BY opened_at, id", {});
}

Result<std::optional<Incident>> ReadStore::incident(const IncidentId& id) {
  auto found =
      impl_->values<Incident>("SELECT json, id FROM row WHERE kind = 'incident' AND id = ?1", {id.str()});
  if (!found) return Error{found.error()};
  if (found.value().empty()) return std::optional<Incident>();
  return std::optional(std::move(found.value().front()));
}

Result<std::vector<Incident>> ReadStore::incidents_opened_between(WallTime from, WallTime to) {
  return impl_->values<Incident>(
      "SELECT json, id FROM row WHERE opened_at >= ?1 AND opened_at < ?2 ORDER BY opened_at, id",
      {format_rfc3339(from), format_rfc3339(to)});
}

Result<std::vector<Incident>> ReadStore::incidents_open_between(WallTime from, WallTime to) {
  return impl_->values<Incident>("SELECT json, id FROM row WHERE opened_at < ?2 AND (closed_at IS NULL OR "
                                 "closed_at >= ?1) ORDER BY opened_at, id",
                                 {format_rfc3339(from), format_rfc3339(to)});
}

Result<std::vector<Incident>> ReadStore::incidents_of(const PersonId& person) {
  return impl_->values<Incident>("SELECT json, id FROM row WHERE person = ?1 ORDER BY opened_at, id",
                                 {person.str()});
}

Result<std::vector<Record>> ReadStore::records_of(const IncidentId& id) {
  Statement rows = impl_->database().prepare(
      "SELECT " + std::string(record_columns) +
      " FROM incident_record JOIN journal USING (sequence) WHERE incident = ?1 ORDER BY sequence");
  rows.bind(1, id.str());
  return impl_->records(rows);
}

Result<std::vector<Record>> ReadStore::records(std::uint64_t from_sequence, std::size_t limit) {
  Statement rows = impl_->database().prepare("SELECT " + std::string(record_columns) +
                                             " FROM journal WHERE sequence >= ?1 ORDER BY sequence LIMIT ?2");
  rows.bind(1, from_sequence).bind(2, static_cast<std::uint64_t>(limit));
  return impl_->records(rows);
}

Status ReadStore::for_each_record(std::uint64_t from_sequence,
                                  const std::function<bool(const Record&)>& see) {
  Statement rows = impl_->database().prepare("SELECT " + std::string(record_columns) +
                                             " FROM journal WHERE sequence >= ?1 ORDER BY sequence");
  rows.bind(1, from_sequence);
  return impl_->run(rows, [&](const Statement& row) -> Result<bool> {
    const auto record = record_from(row, impl_->database().path());
    if (!record) return Error{record.error()};
    return see(record.value());
  });
}

Status ReadStore::for_each_record(const RecordFilter& filter, const std::function<bool(const Record&)>& see) {
  std::string sql =
      "SELECT " + std::string(record_columns) + " FROM journal WHERE at_ms >= ?1 AND at_ms < ?2";
  // Looked for in the text first: most records are of no interest, and reading one costs far more.
  int at = 2;
  for ([[maybe_unused]] const auto& kind : filter.kinds) {
    const std::string number = std::to_string(++at);
    sql += at == 3 ? " AND (" : " OR ";
    sql += "event_kind = ?" + number + " OR instr(decisions, '[' || char(34) || ?" + number +
           " || char(34)) > 0";
  }
  if (at > 2) sql += ')';
  Statement rows = impl_->database().prepare(sql + " ORDER BY sequence");
  rows.bind(1, filter.from.time_since_epoch().count()).bind(2, filter.to.time_since_epoch().count());
  at = 2;
  for (const auto& kind : filter.kinds)
    rows.bind(++at, kind);
  return impl_->run(rows, [&](const Statement& row) -> Result<bool> {
    const auto record = record_from(row, impl_->database().path());
    if (!record) return Error{record.error()};
    return see(record.value());
  });
}

bool is_seldom(const Record& record) {
  if (const auto* alarm = std::get_if<AlarmReceived>(&record.event))
    return alarm->alarm && alarm->alarm->str().starts_with(canary_prefix);
  return std::holds_alternative<RegistryChanged>(record.event) ||
         std::holds_alternative<StorageChanged>(record.event) ||
         std::holds_alternative<PlansChanged>(record.event) ||
         std::holds_alternative<FollowUpSaid>(record.event) ||
         std::holds_alternative<DisputeSaid>(record.event);
}

Status ReadStore::for_each_seldom_record(WallTime to, const std::function<void(const Record&)>& see) {
  Statement rows = impl_->database().prepare("SELECT " + std::string(record_columns) +
                                             " FROM journal INDEXED BY journal_seldom WHERE (" +
                                             std::string(seldom) + ") AND at_ms < ?1 ORDER BY sequence");
  rows.bind(1, to.time_since_epoch().count());
  return impl_->run(rows, [&](const Statement& row) -> Result<bool> {
    const auto record = record_from(row, impl_->database().path());
    if (!record) return Error{record.error()};
    see(record.value());
    return true;
  });
}

Result<std::uint64_t> ReadStore::last_sequence() {
  const auto last = impl_->database().number("SELECT sequence FROM head");
  if (!last) return Error{last.error()};
  return static_cast<std::uint64_t>(last.value());
}

Result<std::string> ReadStore::last_hash() {
  std::string hash;
  const Status read = impl_->each("SELECT hash FROM head", {}, [&](const Statement& row) -> Result<bool> {
    hash = row.text(0);
    return false;
  });
  if (!read) return Error{read.error()};
  return hash;
}

Result<std::vector<engine::Row>> ReadStore::rows(const std::string& kind, bool open_only) {
  std::vector<engine::Row> found;
  const std::string sql = "SELECT kind, id, json, open FROM row WHERE (?1 = '' OR kind = ?1)" +
                          std::string(open_only ? " AND open = 1" : "") + " ORDER BY kind, id";
  const Status read = impl_->each(sql, {kind}, [&](const Statement& row) -> Result<bool> {
    found.push_back(
        {std::string(row.text(0)), std::string(row.text(1)), std::string(row.text(2)), row.number(3) != 0});
    return true;
  });
  if (!read) return Error{read.error()};
  return found;
}

Result<std::vector<HubFacts>> ReadStore::hub_facts() {
  return impl_->values<HubFacts>("SELECT json, id FROM row WHERE kind = 'hub' ORDER BY id", {});
}

Result<std::vector<ResponderFacts>> ReadStore::responder_facts() {
  return impl_->values<ResponderFacts>("SELECT json, id FROM row WHERE kind = 'responder' ORDER BY id", {});
}

Result<std::optional<SystemFacts>> ReadStore::system_facts() {
  auto found = impl_->values<SystemFacts>("SELECT json, id FROM row WHERE kind = 'system' LIMIT 1", {});
  if (!found) return Error{found.error()};
  if (found.value().empty()) return std::optional<SystemFacts>();
  return std::optional(std::move(found.value().front()));
}

Result<std::optional<std::string>> ReadStore::text(const TextId& id) {
  std::optional<std::string> body;
  const Status read = impl_->each("SELECT body FROM text WHERE id = ?1", {id.str()},
                                  [&](const Statement& row) -> Result<bool> {
                                    body = row.text(0);
                                    return false;
                                  });
  if (!read) return Error{read.error()};
  return body;
}

Status ReadStore::for_each_link(std::uint64_t from_sequence,
                                const std::function<Result<bool>(const Link&)>& see) {
  Statement rows = impl_->database().prepare(
      "SELECT sequence, epoch, at_ms, event, decisions, previous, hash, event_kind FROM journal "
      "WHERE sequence >= ?1 ORDER BY sequence");
  rows.bind(1, from_sequence);
  return impl_->run(rows, [&](const Statement& row) { return see(link_from(row)); });
}

Result<std::set<TextId>> ReadStore::text_ids() {
  std::set<TextId> ids;
  const auto take = [&](const Statement& row) -> Result<bool> {
    ids.emplace_hint(ids.end(), std::string(row.text(0)));
    return true;
  };
  const Status read = impl_->each("SELECT id FROM text ORDER BY id", {}, take);
  if (!read) return Error{read.error()};
  return ids;
}

Result<std::vector<LookedAt>> ReadStore::looks_at(const PersonId& person, WallTime from) {
  Statement rows = impl_->database().prepare(
      "SELECT " + std::string(record_columns) +
      " FROM record_view JOIN journal USING (sequence) WHERE person = ?1 AND at_ms >= ?2 ORDER BY sequence");
  rows.bind(1, person.str()).bind(2, from.time_since_epoch().count());
  const auto records = impl_->records(rows);
  if (!records) return Error{records.error()};
  std::vector<LookedAt> looks;
  for (const auto& record : records.value()) {
    const auto* view = std::get_if<RecordViewed>(&record.event);
    if (view == nullptr) continue;
    LookedAt look{record.stamp, *view, {}};
    if (view->reason) {
      auto words = text(*view->reason);
      if (!words) return Error{words.error()};
      look.reason = std::move(words).value().value_or("");
    }
    looks.push_back(std::move(look));
  }
  return looks;
}

Result<std::optional<PersonRecord>> ReadStore::person(const PersonId& id) {
  return impl_->first_person("SELECT row, details FROM people WHERE id = ?1", id.str());
}

Result<std::optional<PersonRecord>> ReadStore::person_of(const HubId& hub) {
  return impl_->first_person("SELECT row, details FROM people WHERE row ->> 'hub' = ?1 LIMIT 1", hub.str());
}

Result<std::vector<PersonRecord>> ReadStore::find_people(const std::vector<std::string>& words,
                                                         const PersonId& after, std::size_t limit) {
  std::string sql = "SELECT row, details FROM people WHERE id > ?1";
  for (std::size_t i = 0; i < words.size(); ++i) {
    sql += " AND instr(lower(id || ' ' || (details ->> 'name') || ' ' || (details ->> 'address') || ' ' || "
           "(details ->> 'postcode') || ' ' || (details ->> 'phone') || ' ' || (row ->> 'hub')), lower(?" +
           std::to_string(i + 2) + ")) > 0";
  }
  Statement rows = impl_->database().prepare(sql + " ORDER BY id LIMIT " + std::to_string(limit));
  rows.bind(1, after.str());
  for (std::size_t i = 0; i < words.size(); ++i)
    rows.bind(static_cast<int>(i) + 2, words[i]);
  return impl_->people(rows);
}

Status ReadStore::begin_snapshot() {
  end_snapshot();
  if (const int rc = impl_->database().execute("BEGIN"); rc != SQLITE_OK) {
    return impl_->database().error("reading", rc);
  }
  // A snapshot is taken by the first read, not by BEGIN.
  const auto taken = last_sequence();
  return taken ? ok_status() : Status(Error{taken.error()});
}

void ReadStore::end_snapshot() {
  if (sqlite3_get_autocommit(impl_->database().get()) == 0) (void)impl_->database().execute("ROLLBACK");
}

} // namespace turnout::store
