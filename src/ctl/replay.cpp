#include "replay.hpp"

#include "turnout/custody/folding.hpp"
#include "turnout/record/json.hpp"
#include "turnout/store/read_store.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace turnout::ctl {
namespace {

using custody::Folding;
using RowKey = Folding::RowKey;

template <class T>
std::optional<std::string> rewritten(const std::string& json) {
  const auto value = record::from_json<T>(json);
  return value ? std::optional(record::to_json(value.value())) : std::nullopt;
}

/// The row as this program would write it: one that an older build wrote lacks the members added since, which
/// have their defaults. Nothing for what cannot be read.
std::optional<std::string> as_written_now(const engine::Row& row) {
  if (row.kind == "incident") return rewritten<Incident>(row.json);
  if (row.kind == "hub") return rewritten<HubFacts>(row.json);
  if (row.kind == "responder") return rewritten<ResponderFacts>(row.json);
  if (row.kind == "partner") return rewritten<PartnerFacts>(row.json);
  if (row.kind == "system") return rewritten<SystemFacts>(row.json);
  if (row.kind == "plans") return rewritten<PlanBook>(row.json);
  return std::nullopt;
}

/// Where two texts part, with a little of what stands before.
Difference parted(const RowKey& key, std::uint64_t sequence, const std::string& stored,
                  const std::string& folded) {
  const auto at = static_cast<std::size_t>(
      std::mismatch(stored.begin(), stored.end(), folded.begin(), folded.end()).first - stored.begin());
  constexpr std::size_t before = 40;
  constexpr std::size_t shown = 100;
  const std::size_t from = at > before ? at - before : 0;
  const auto piece = [&](const std::string& text) {
    return text.empty() ? "nothing" : text.substr(std::min(from, text.size()), shown);
  };
  return {key.first, key.second, sequence, piece(stored), piece(folded)};
}

} // namespace

Result<Replayed> replay(const std::string& journal) {
  auto store = store::ReadStore::open(journal);
  if (!store) return Error{store.error()};
  if (auto one = store.value()->begin_snapshot(); !one) return Error{one.error()};
  Folding folding;
  auto read = store.value()->for_each_record(1, [&](const Record& record) {
    folding.take(record);
    return true;
  });
  if (!read) return Error{read.error()};
  auto rows = store.value()->rows("", false);
  if (!rows) return Error{rows.error()};

  Replayed replayed{.records = folding.records(),
                    .rows = rows.value().size(),
                    .digest = folding.digest(),
                    .differences = {}};
  auto folded = folding.rows();
  for (const auto& row : rows.value()) {
    // A plan book that nobody needs any more keeps its row.
    if (row.kind == "plans" && !row.open) continue;
    const RowKey key{row.kind, row.id};
    const auto found = folded.find(key);
    const std::string made = found == folded.end() ? std::string() : found->second;
    const std::string stored = as_written_now(row).value_or(row.json);
    if (made != stored) replayed.differences.push_back(parted(key, folding.touched_at(key), stored, made));
    if (found != folded.end()) folded.erase(found);
  }
  for (const auto& [key, made] : folded) {
    // What no record has touched has no row.
    if (folding.touched_at(key) > 0)
      replayed.differences.push_back(parted(key, folding.touched_at(key), "", made));
  }
  std::sort(replayed.differences.begin(), replayed.differences.end(),
            [](const Difference& a, const Difference& b) { return a.sequence < b.sequence; });
  return replayed;
}

} // namespace turnout::ctl
