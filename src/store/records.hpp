// Rows of the journal table: how a record is written, hashed and read back.
// Pure but for the statement they read from; the caller's thread.
// A row that is not a record any more yields an Error that names its sequence.
#pragma once

#include "database.hpp"

#include <turnout/domain/decision.hpp>

namespace turnout::store {

/// Before the first record.
inline constexpr std::string_view no_hash =
    "0000000000000000000000000000000000000000000000000000000000000000";

/// A record in the bytes that are stored and hashed.
struct Line {
  std::uint64_t sequence = 0;
  std::uint64_t epoch = 0;
  std::int64_t at_ms = 0;
  std::string event_kind;
  std::string event;
  std::string decisions;
};

/// Events that are not journalled keep their kind alone, so that no position and no row of the registry gets
/// in.
[[nodiscard]] Line line_of(const Record& record);

/// The documented bytes of a link: previous, sequence, epoch, at_ms, event and decisions, a newline between
/// each.
[[nodiscard]] std::string link_hash(std::string_view previous, std::uint64_t sequence, std::uint64_t epoch,
                                    std::int64_t at_ms, std::string_view event, std::string_view decisions);

/// Columns that record_from reads, from `first` on.
inline constexpr std::string_view record_columns = "sequence, epoch, at_ms, event, decisions";
[[nodiscard]] Result<Record> record_from(const Statement& row, const std::string& path, int first = 0);

} // namespace turnout::store
