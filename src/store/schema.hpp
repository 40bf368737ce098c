// The tables of the journal's file as a list of steps; docs/journal.md explains them.
// Called once for each connection that may write. Migrating is one transaction: the old tables or the new
// ones.
#pragma once

#include "database.hpp"

namespace turnout::store {

inline constexpr int application_id = 0x54524e54; ///< "TRNT", in the file's header

/// How many steps this version knows, which is the file's user_version afterwards.
[[nodiscard]] int schema_version() noexcept;

/// Brings an empty or older file up to this version; refuses another program's file and a newer Turnout's.
[[nodiscard]] Status migrate(Database& database);

/// For those who only read.
[[nodiscard]] Status check_schema(Database& database);

/// What the index journal_seldom holds, in its own words: SQLite takes it for no others.
inline constexpr std::string_view seldom =
    R"(event_kind IN ('RegistryChanged', 'StorageChanged', 'PlansChanged', 'FollowUpSaid', 'DisputeSaid')
    OR (event_kind = 'AlarmReceived' AND event LIKE '%"alarm":"canary-%'))";

} // namespace turnout::store
