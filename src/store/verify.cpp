#include "verify.hpp"

#include "records.hpp"

#include <turnout/base/sha256.hpp>

namespace turnout::store {

namespace {

std::string record_name(std::uint64_t sequence) {
  return "record " + std::to_string(sequence);
}

class Chain {
public:
  Chain(Database& database, VerifyReport& report) : database_(database), report_(report) {
    report_.last_hash = no_hash;
  }

  Status walk();

private:
  Result<std::optional<Misfit>> look_at(const Statement& row);
  Result<Misfit> out_of_place(std::uint64_t expected, std::uint64_t found, bool whole);
  Status look_at_end();

  Database& database_;
  VerifyReport& report_;
  std::uint64_t epoch_ = 0;
};

Status Chain::walk() {
  Statement rows =
      database_.prepare("SELECT sequence, epoch, at_ms, event, decisions, previous, hash, event_kind "
                        "FROM journal NOT INDEXED ORDER BY sequence");
  int rc = SQLITE_OK;
  while ((rc = rows.step()) == SQLITE_ROW) {
    auto misfit = look_at(rows);
    if (!misfit) return Error{misfit.error()};
    if (misfit.value()) {
      report_.misfit = std::move(misfit.value());
      return ok_status();
    }
  }
  return rc == SQLITE_DONE ? look_at_end() : Status(database_.error("verifying", rc));
}

Result<std::optional<Misfit>> Chain::look_at(const Statement& row) {
  const std::uint64_t expected = report_.last_sequence + 1;
  const std::uint64_t sequence = row.count(0);
  const std::string_view event = row.text(3);
  const std::string_view hash = row.text(6);
  const bool whole =
      link_hash(row.text(5), sequence, row.count(1), row.number(2), event, row.text(4)) == hash &&
      event.starts_with("[\"" + std::string(row.text(7)) + "\",");
  if (sequence != expected || row.text(5) != report_.last_hash || !whole) {
    auto misfit = out_of_place(expected, sequence, whole);
    if (!misfit) return Error{misfit.error()};
    return std::optional(std::move(misfit).value());
  }
  if (row.count(1) < epoch_) {
    return std::optional(Misfit{MisfitKind::epoch_fell, sequence,
                                record_name(sequence) + " was written under epoch " +
                                    std::to_string(row.count(1)) + ", after one of epoch " +
                                    std::to_string(epoch_)});
  }
  epoch_ = row.count(1);
  report_.last_hash = hash;
  report_.last_sequence = sequence;
  ++report_.records;
  return std::optional<Misfit>();
}

/// Names what happened to a chain that does not go on: the record that follows the last good one may stand
/// elsewhere.
Result<Misfit> Chain::out_of_place(std::uint64_t expected, std::uint64_t found, bool whole) {
  Statement next = database_.prepare("SELECT sequence FROM journal WHERE previous = ?1 AND sequence <> ?2");
  next.bind(1, report_.last_hash).bind(2, expected);
  const int rc = next.step();
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) return database_.error("verifying", rc);
  if (rc == SQLITE_ROW) {
    return Misfit{MisfitKind::reordered, expected,
                  "what was written as " + record_name(expected) + " stands at " +
                      std::to_string(next.count(0))};
  }
  if (found != expected) {
    const std::string gone = found == expected + 1 ? record_name(expected) + " is gone"
                                                   : "records " + std::to_string(expected) + " to " +
                                                         std::to_string(found - 1) + " are gone";
    return Misfit{MisfitKind::dropped, expected, gone};
  }
  if (whole) {
    return Misfit{MisfitKind::dropped, expected,
                  record_name(expected) +
                      " is whole but does not follow the one before it: another stood between "
                      "them, or that one was written anew"};
  }
  return Misfit{MisfitKind::changed, expected, record_name(expected) + " is not what was written"};
}

/// The chain cannot tell that its last records are gone; the head can.
Status Chain::look_at_end() {
  Statement head = database_.prepare("SELECT sequence, hash, epoch FROM head");
  if (const int rc = head.step(); rc != SQLITE_ROW) return database_.error("verifying", rc);
  const std::uint64_t written = head.count(0);
  if (written > report_.last_sequence) {
    report_.misfit = Misfit{MisfitKind::dropped, report_.last_sequence + 1,
                            "records from " + std::to_string(report_.last_sequence + 1) + " to " +
                                std::to_string(written) + " at the end are gone"};
  } else if (written < report_.last_sequence || head.text(1) != report_.last_hash || head.count(2) < epoch_) {
    report_.misfit =
        Misfit{MisfitKind::changed, report_.last_sequence,
               record_name(report_.last_sequence) + " is not the one the journal was last closed with"};
  }
  return ok_status();
}

Status walk_texts(Database& database, VerifyReport& report) {
  Statement rows = database.prepare("SELECT id, body FROM text ORDER BY id");
  int rc = SQLITE_OK;
  while ((rc = rows.step()) == SQLITE_ROW) {
    if (sha256_hex(rows.text(1)) != rows.text(0)) {
      report.misfit = Misfit{MisfitKind::text_changed, 0,
                             "text " + std::string(rows.text(0)) + " does not bear its own SHA-256"};
      return ok_status();
    }
    ++report.texts;
  }
  return rc == SQLITE_DONE ? ok_status() : Status(database.error("verifying", rc));
}

} // namespace

Result<VerifyReport> verify(Database& database) {
  const Transaction transaction(database, Transaction::Kind::read);
  if (transaction.begun() != SQLITE_OK) return database.error("verifying", transaction.begun());
  VerifyReport report;
  if (const Status walked = Chain(database, report).walk(); !walked) return Error{walked.error()};
  if (report.misfit) return report;
  if (const Status walked = walk_texts(database, report); !walked) return Error{walked.error()};
  return report;
}

Result<VerifyReport> verify(const std::string& path) {
  auto database = Database::open(path, {.access = Access::read});
  if (!database) return Error{database.error()};
  return verify(database.value());
}

} // namespace turnout::store
