#include "verify.hpp"

#include "records.hpp"

#include <turnout/domain/kept_text.hpp>
#include <turnout/record/texts.hpp>

#include <algorithm>
#include <set>
#include <vector>

namespace turnout::store {

namespace {

class Verifying {
public:
  Verifying(Database& database, VerifyReport& report)
      : database_(database), report_(report),
        chain_([this](std::string_view hash, std::uint64_t except) { return follower(hash, except); }) {
    report_.last_hash = no_hash;
  }

  Status walk();

private:
  Status know_texts();
  Status know_erased();
  Status walk_records();
  Status look_at_texts(const Statement& row);
  Status look_at_end();
  void text_misfit(MisfitKind kind, const std::string& id, const std::string& what);
  Result<std::optional<std::uint64_t>> follower(std::string_view hash, std::uint64_t except);

  Database& database_;
  VerifyReport& report_;
  Chain chain_;
  std::vector<std::string> kept_;   ///< ids, ordered
  std::vector<std::string> erased_; ///< ids, ordered
  std::optional<Misfit> of_texts_;  ///< the first
};

Result<std::optional<std::uint64_t>> Verifying::follower(std::string_view hash, std::uint64_t except) {
  Statement next = database_.prepare("SELECT sequence FROM journal WHERE previous = ?1 AND sequence <> ?2");
  const int rc = next.bind(1, hash).bind(2, except).step();
  if (rc != SQLITE_ROW && rc != SQLITE_DONE) return database_.error("verifying", rc);
  return rc == SQLITE_ROW ? std::optional(next.count(0)) : std::optional<std::uint64_t>();
}

Status Verifying::walk() {
  for (const auto step :
       {&Verifying::know_texts, &Verifying::know_erased, &Verifying::walk_records, &Verifying::look_at_end}) {
    if (Status done = (this->*step)(); !done) return done;
    if (report_.misfit) return ok_status();
  }
  // The chain comes first: whatever it finds is graver.
  report_.misfit = std::move(of_texts_);
  return ok_status();
}

Status Verifying::walk_records() {
  Statement rows =
      database_.prepare("SELECT sequence, epoch, at_ms, event, decisions, previous, hash, event_kind "
                        "FROM journal NOT INDEXED ORDER BY sequence");
  int rc = SQLITE_OK;
  while ((rc = rows.step()) == SQLITE_ROW) {
    auto misfit = chain_.take(link_from(rows));
    if (!misfit) return Error{misfit.error()};
    report_.records = chain_.records();
    report_.last_sequence = chain_.last_sequence();
    report_.last_hash = chain_.last_hash();
    report_.misfit = std::move(misfit).value();
    if (report_.misfit) return ok_status();
    if (Status looked = look_at_texts(rows); !looked) return looked;
  }
  return rc == SQLITE_DONE ? ok_status() : Status(database_.error("verifying", rc));
}

/// What a record names is there, or a record says that it was erased. The id of an alarm may look like that
/// of a text, so a record is read only where something is missing.
Status Verifying::look_at_texts(const Statement& row) {
  std::set<std::string> missing;
  const auto look = [&](std::string_view id) {
    if (!std::binary_search(kept_.begin(), kept_.end(), id) &&
        !std::binary_search(erased_.begin(), erased_.end(), id))
      missing.emplace(id);
  };
  record::each_like_a_text(row.text(3), look);
  record::each_like_a_text(row.text(4), look);
  if (missing.empty()) return ok_status();
  const auto record = record_from(row, database_.path());
  if (!record) return Error{record.error()};
  for (const auto& id : record::texts_in(record.value())) {
    if (missing.contains(id.str()))
      text_misfit(MisfitKind::text_gone, id.str(),
                  "which record " + std::to_string(record.value().stamp.sequence) +
                      " names, is gone, and no record says that it was erased");
  }
  return ok_status();
}

/// The chain cannot tell that its last records are gone; the head can.
Status Verifying::look_at_end() {
  Statement head = database_.prepare("SELECT sequence, hash, epoch FROM head");
  if (const int rc = head.step(); rc != SQLITE_ROW) return database_.error("verifying", rc);
  const std::uint64_t written = head.count(0);
  if (written > report_.last_sequence) {
    report_.misfit = Misfit{MisfitKind::dropped,
                            report_.last_sequence + 1,
                            "records from " + std::to_string(report_.last_sequence + 1) + " to " +
                                std::to_string(written) + " at the end are gone",
                            {}};
  } else if (written < report_.last_sequence || head.text(1) != report_.last_hash ||
             head.count(2) < chain_.epoch()) {
    report_.misfit = Misfit{MisfitKind::changed,
                            report_.last_sequence,
                            "record " + std::to_string(report_.last_sequence) +
                                " is not the one the journal was last closed with",
                            {}};
  }
  return ok_status();
}

void Verifying::text_misfit(MisfitKind kind, const std::string& id, const std::string& what) {
  if (!of_texts_) of_texts_ = Misfit{kind, 0, "text " + id + ' ' + what, {}};
}

Status Verifying::know_texts() {
  Statement rows = database_.prepare("SELECT id, body, salt FROM text ORDER BY id");
  int rc = SQLITE_OK;
  while ((rc = rows.step()) == SQLITE_ROW) {
    kept_.emplace_back(rows.text(0));
    if (text_id(rows.text(2), rows.text(1)).str() == rows.text(0)) {
      ++report_.texts;
    } else {
      text_misfit(MisfitKind::text_changed, kept_.back(), "does not bear its own SHA-256");
    }
  }
  return rc == SQLITE_DONE ? ok_status() : Status(database_.error("verifying", rc));
}

/// Each is named by the record that erased it, and is not there any more.
Status Verifying::know_erased() {
  Statement rows = database_.prepare(
      "SELECT id, sequence, EXISTS (SELECT 1 FROM journal AS j WHERE j.sequence = e.sequence AND "
      "event_kind IN ('PersonErased', 'RetentionApplied') AND instr(event, '\"' || e.id || '\"') > 0) "
      "FROM erased_text AS e ORDER BY id");
  int rc = SQLITE_OK;
  while ((rc = rows.step()) == SQLITE_ROW) {
    const std::string id(rows.text(0));
    if (rows.number(2) == 0)
      text_misfit(MisfitKind::text_not_erased, id,
                  "is marked as erased by record " + std::to_string(rows.count(1)) +
                      ", which does not say so");
    else if (std::binary_search(kept_.begin(), kept_.end(), id))
      text_misfit(MisfitKind::text_not_erased, id, "was erased and is there again");
    erased_.push_back(id);
    ++report_.erased;
  }
  return rc == SQLITE_DONE ? ok_status() : Status(database_.error("verifying", rc));
}

} // namespace

Result<VerifyReport> verify(Database& database) {
  const Transaction transaction(database, Transaction::Kind::read);
  if (transaction.begun() != SQLITE_OK) return database.error("verifying", transaction.begun());
  VerifyReport report;
  if (const Status walked = Verifying(database, report).walk(); !walked) return Error{walked.error()};
  return report;
}

Result<VerifyReport> verify(const std::string& path) {
  auto database = Database::open(path, {.access = Access::read});
  if (!database) return Error{database.error()};
  return verify(database.value());
}

} // namespace turnout::store
