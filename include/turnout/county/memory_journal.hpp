// The Journal port in memory, for tests and simulated worlds: the same promises, nothing on a disk, failures
// on order. One thread at a time, as the port says. Handles made from one Storage see the same journal, like
// processes that open one file after another. Fails only where told to, or where the port demands it (an
// older epoch, a gap). A world that runs for years lets the records go once somebody else has read them.
#pragma once

#include "turnout/engine/ports.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace turnout::county {

class MemoryJournal final : public engine::Journal {
public:
  struct Storage {
    std::uint64_t epoch = 0;
    std::uint64_t last_sequence = 0;
    std::optional<WallTime> last_at;
    std::vector<Record> records;
    std::map<std::pair<std::string, std::string>, engine::Row> rows;
    std::map<TextId, std::string> texts;
    std::map<std::uint64_t, engine::OwedEffect> owed; ///< oldest first
    std::map<EffectKey, std::uint64_t> owed_by_key;
    std::uint64_t owed_count = 0;

    /// For long runs: records, texts and the rows of what is closed are not kept; `reader` sees them instead.
    bool forgets = false;
    /// Told of every batch once it is kept.
    std::function<void(const engine::Batch&)> reader;
  };

  /// refuse: nothing is kept · lose_the_answer: it is kept, but the caller hears an Error, as when a process
  /// dies between the disk and the answer; this handle then refuses everything, and a new one must recover.
  enum class Failure { refuse, lose_the_answer };

  explicit MemoryJournal(std::shared_ptr<Storage> storage = std::make_shared<Storage>())
      : storage_(std::move(storage)) {}

  /// The n-th append from now on fails, counted from 1; `times` in a row.
  void fail_append(int nth, Failure failure = Failure::refuse, int times = 1) {
    fail_in_ = nth;
    failure_ = failure;
    fail_times_ = times;
  }
  void mend() { fail_in_ = 0; }

  [[nodiscard]] const std::shared_ptr<Storage>& storage() const { return storage_; }

  [[nodiscard]] Result<std::uint64_t> claim() override {
    epoch_ = ++storage_->epoch;
    return epoch_;
  }

  [[nodiscard]] Result<engine::Recovered> recover() override {
    engine::Recovered recovered;
    recovered.last_sequence = storage_->last_sequence;
    recovered.last_at = storage_->last_at;
    for (const auto& [key, row] : storage_->rows) {
      if (row.open) recovered.rows.push_back(row);
    }
    for (const auto& [order, owed] : storage_->owed)
      recovered.owed.push_back(owed);
    return recovered;
  }

  [[nodiscard]] Status append(const engine::Batch& batch) override {
    if (lost_) return Error{"memory journal: this handle has lost an answer: open another"};
    if (epoch_ == 0 || epoch_ != storage_->epoch) return Error{"memory journal: claim it first"};
    std::uint64_t expected = storage_->last_sequence;
    for (const Record& record : batch.records) {
      if (record.stamp.sequence != ++expected) return Error{"memory journal: a gap before this record"};
      if (record.stamp.epoch != epoch_) return Error{"memory journal: a record of another epoch"};
    }
    if (fails_now()) {
      lost_ = failure_ == Failure::lose_the_answer;
      if (lost_) keep(batch);
      return Error{"memory journal: told to fail"};
    }
    keep(batch);
    return ok_status();
  }

  [[nodiscard]] Result<std::vector<Record>> read(std::uint64_t sequence, std::size_t limit) override {
    std::vector<Record> found;
    for (const Record& record : storage_->records) {
      if (found.size() == limit) break;
      if (record.stamp.sequence >= sequence) found.push_back(record);
    }
    return found;
  }

  [[nodiscard]] bool superseded() const override { return epoch_ != 0 && epoch_ != storage_->epoch; }

private:
  [[nodiscard]] bool fails_now() {
    if (fail_in_ == 0) return false;
    if (fail_in_ > 1) {
      --fail_in_;
      return false;
    }
    if (--fail_times_ <= 0) fail_in_ = 0;
    return true;
  }

  void keep(const engine::Batch& batch) {
    Storage& to = *storage_;
    for (const Record& record : batch.records) {
      to.last_sequence = record.stamp.sequence;
      to.last_at = record.stamp.at;
      for (const Decision& decision : record.decisions) {
        const auto* owed = std::get_if<EffectOwed>(&decision);
        if (owed == nullptr || !must_arrive(owed->effect)) continue;
        to.owed.emplace(++to.owed_count, engine::OwedEffect{owed->key, owed->effect});
        to.owed_by_key.emplace(owed->key, to.owed_count);
      }
      if (to.forgets) continue;
      to.records.push_back({record.stamp, as_kept(record.event), record.decisions});
    }
    if (!to.forgets) {
      for (const auto& text : batch.texts)
        to.texts.emplace(text.id, text.body);
    }
    keep_rows(batch);
    for (const auto& key : batch.done) {
      const auto known = to.owed_by_key.find(key);
      if (known == to.owed_by_key.end()) continue;
      to.owed.erase(known->second);
      to.owed_by_key.erase(known);
    }
    if (to.reader) to.reader(batch);
  }

  void keep_rows(const engine::Batch& batch) {
    for (const auto& row : batch.rows) {
      if (storage_->forgets && !row.open) {
        storage_->rows.erase({row.kind, row.id});
      } else {
        storage_->rows.insert_or_assign({row.kind, row.id}, row);
      }
    }
  }

  std::shared_ptr<Storage> storage_;
  std::uint64_t epoch_ = 0;
  bool lost_ = false;
  int fail_in_ = 0; ///< 0: never
  int fail_times_ = 0;
  Failure failure_ = Failure::refuse;
};

} // namespace turnout::county
