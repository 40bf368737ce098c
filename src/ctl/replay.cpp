#include "replay.hpp"

#include "turnout/dispatch/dispatcher.hpp"
#include "turnout/record/json.hpp"
#include "turnout/store/read_store.hpp"

#include <algorithm>
#include <map>

namespace turnout::ctl {
namespace {

using RowKey = std::pair<std::string, std::string>;

/// What folding gives, row by row, and when each was last touched.
class Folding {
public:
  void take(const Record& record) {
    ++records_;
    for (const auto& decision : record.decisions)
      dispatch::evolve(state_, record.stamp, decision);
    dispatch::settle(state_);
    note(record.stamp.sequence);
  }

  [[nodiscard]] std::map<RowKey, std::string> rows() {
    const auto& facts = state_.facts;
    auto all = closed_;
    for (const auto& [id, value] : facts.open)
      all[{"incident", id.str()}] = record::to_json(value);
    for (const auto& [id, value] : facts.hubs)
      all[{"hub", id.str()}] = record::to_json(value);
    for (const auto& [id, value] : facts.responders)
      all[{"responder", id.str()}] = record::to_json(value);
    for (const auto& [id, value] : facts.partners)
      all[{"partner", id.str()}] = record::to_json(value);
    for (const auto& value : facts.books)
      all[{"plans", value.revision.str()}] = record::to_json(value);
    all[{"system", "system"}] = record::to_json(facts.system);
    return all;
  }

  [[nodiscard]] std::uint64_t touched_at(const RowKey& key) const {
    const auto found = touched_.find(key);
    return found == touched_.end() ? 0 : found->second;
  }
  [[nodiscard]] std::uint64_t records() const { return records_; }
  [[nodiscard]] std::string digest() const { return dispatch::digest(state_.facts); }

private:
  void note(std::uint64_t sequence) {
    auto& touched = state_.touched;
    for (const auto& id : touched.incidents)
      touched_[{"incident", id.str()}] = sequence;
    for (const auto& id : touched.hubs)
      touched_[{"hub", id.str()}] = sequence;
    for (const auto& id : touched.responders)
      touched_[{"responder", id.str()}] = sequence;
    for (const auto& id : touched.partners)
      touched_[{"partner", id.str()}] = sequence;
    if (touched.system) touched_[{"system", "system"}] = sequence;
    for (const auto& incident : touched.closed)
      closed_[{"incident", incident.id.str()}] = record::to_json(incident);
    touched = {};
  }

  dispatch::State state_;
  std::map<RowKey, std::string> closed_;
  std::map<RowKey, std::uint64_t> touched_;
  std::uint64_t records_ = 0;
};

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
    if (made != row.json)
      replayed.differences.push_back(parted(key, folding.touched_at(key), row.json, made));
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
