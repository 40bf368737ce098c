#include "schema.hpp"

#include <array>

namespace turnout::store {

namespace {

/// Never changed once released, only added to.
constexpr std::array migrations = {
    R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('registry_generation', 0), ('registry_claim', 0);

CREATE TABLE head (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  epoch INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL
) STRICT;
INSERT INTO head VALUES (1, 0, 0, '0000000000000000000000000000000000000000000000000000000000000000');

CREATE TABLE journal (
  sequence INTEGER PRIMARY KEY,
  epoch INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  event_kind TEXT NOT NULL,
  event TEXT NOT NULL,
  decisions TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_is_not_shortened BEFORE DELETE ON journal
  BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE incident_record (
  incident TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (incident, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE row (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  json TEXT NOT NULL,
  open INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  opened_at TEXT,
  closed_at TEXT,
  person TEXT,
  PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX row_open ON row (kind, id) WHERE open = 1;
CREATE INDEX row_opened_at ON row (opened_at) WHERE opened_at IS NOT NULL;
CREATE INDEX row_person ON row (person, opened_at) WHERE person IS NOT NULL;

CREATE TABLE outbox (
  number INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  effect TEXT NOT NULL,
  sequence INTEGER NOT NULL
) STRICT;

CREATE TABLE text (id TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;

CREATE TABLE registry_row (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  generation INTEGER NOT NULL,
  row TEXT NOT NULL,
  details TEXT NOT NULL,
  PRIMARY KEY (kind, id, generation)
) STRICT;
CREATE INDEX registry_row_generation ON registry_row (generation);
CREATE VIEW registry_now AS
  SELECT kind, id, row, details FROM registry_row AS r WHERE generation = (
    SELECT max(generation) FROM registry_row AS q WHERE q.kind = r.kind AND q.id = r.id
      AND q.generation <= (SELECT value FROM meta WHERE key = 'registry_generation'));
CREATE VIEW people AS SELECT id, row, details FROM registry_now WHERE kind = 'person';
CREATE VIEW responders AS SELECT id, row, details FROM registry_now WHERE kind = 'responder';
CREATE VIEW bases AS SELECT id, row FROM registry_now WHERE kind = 'base';
)sql",
    R"sql(
CREATE TABLE record_view (
  person TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  PRIMARY KEY (person, sequence)
) STRICT, WITHOUT ROWID;
CREATE VIEW record_views AS
  SELECT person, sequence, at_ms, event ->> '$[1].by' AS who, event ->> '$[1].role' AS role,
    event ->> '$[1].what' AS what, event ->> '$[1].why' AS why, event ->> '$[1].reason' AS reason,
    event ->> '$[1].incident' AS incident, event ->> '$[1].console' AS console
  FROM record_view JOIN journal USING (sequence);
)sql",
    R"sql(
CREATE INDEX journal_seldom ON journal (sequence)
  WHERE event_kind IN ('RegistryChanged', 'StorageChanged', 'PlansChanged', 'FollowUpSaid', 'DisputeSaid')
    OR (event_kind = 'AlarmReceived' AND event LIKE '%"alarm":"canary-%');
)sql",
    R"sql(
ALTER TABLE text ADD COLUMN salt TEXT NOT NULL DEFAULT '';
CREATE TABLE erased_text (id TEXT PRIMARY KEY, sequence INTEGER NOT NULL) STRICT, WITHOUT ROWID;
)sql",
};

Error newer(const Database& database, std::int64_t version) {
  return Error{"journal " + database.path() + ": written by a newer Turnout (tables of version " +
               std::to_string(version) + ", this program knows " + std::to_string(schema_version()) +
               "): use that version, or restore a backup from before the upgrade"};
}

Error foreign(const Database& database) {
  return Error{"journal " + database.path() + ": another program's database: check the path in [journal]"};
}

} // namespace

int schema_version() noexcept {
  return static_cast<int>(migrations.size());
}

Status migrate(Database& database) {
  const auto before = database.number("PRAGMA user_version");
  if (before && before.value() == schema_version()) return check_schema(database);
  const Transaction transaction(database, Transaction::Kind::write);
  if (transaction.begun() != SQLITE_OK) return database.error("opening", transaction.begun());
  const auto version = database.number("PRAGMA user_version");
  if (!version) return Error{version.error()};
  if (version.value() > schema_version()) return newer(database, version.value());
  const auto owner = database.number("PRAGMA application_id");
  if (!owner) return Error{owner.error()};
  const auto tables = database.number("SELECT count(*) FROM sqlite_schema");
  if (!tables) return Error{tables.error()};
  if (owner.value() != application_id && tables.value() > 0) return foreign(database);
  for (auto step = version.value(); step < schema_version(); ++step) {
    const int rc = database.execute(migrations[static_cast<std::size_t>(step)]);
    if (rc != SQLITE_OK) return database.error("bringing its tables up to date", rc);
  }
  const std::string marks = "PRAGMA application_id=" + std::to_string(application_id) +
                            "; PRAGMA user_version=" + std::to_string(schema_version()) + "; COMMIT";
  if (const int rc = database.execute(marks.c_str()); rc != SQLITE_OK) {
    return database.error("bringing its tables up to date", rc);
  }
  return ok_status();
}

Status check_schema(Database& database) {
  const auto owner = database.number("PRAGMA application_id");
  if (!owner) return Error{owner.error()};
  const auto version = database.number("PRAGMA user_version");
  if (!version) return Error{version.error()};
  if (owner.value() != application_id) return foreign(database);
  if (version.value() > schema_version()) return newer(database, version.value());
  if (version.value() < schema_version()) {
    return Error{"journal " + database.path() + ": written by an older Turnout: start turnoutd on it once"};
  }
  return ok_status();
}

} // namespace turnout::store
