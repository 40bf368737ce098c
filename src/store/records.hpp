// Rows of the journal table: how a record is written, hashed and read back.
// Pure but for the statement they read from; the caller's thread.
// A row that is not a record any more yields an Error that names its sequence.
#pragma once

#include "database.hpp"

#include <turnout/domain/decision.hpp>
#include <turnout/store/chain.hpp>

namespace turnout::store {

/// A record in the bytes that are stored and hashed.
struct Line {
  std::uint64_t sequence = 0;
  std::uint64_t epoch = 0;
  std::int64_t at_ms = 0;
  std::string event_kind;
  std::string event;
  std::string decisions;
};

/// Events that are not journalled keep their kind alone, and a responder's progress is without their
/// position, so that no place of a responder and no row of the registry gets in.
[[nodiscard]] Line line_of(const Record& record);

/// Of sequence, epoch, at_ms, event, decisions, previous, hash, event_kind; valid until the next step.
[[nodiscard]] Link link_from(const Statement& row);

/// Columns that record_from reads, from `first` on.
inline constexpr std::string_view record_columns = "sequence, epoch, at_ms, event, decisions";
[[nodiscard]] Result<Record> record_from(const Statement& row, const std::string& path, int first = 0);

} // namespace turnout::store
