// The Journal port in memory, for tests and simulated worlds: the same promises, nothing on a disk, failures
// on order. One thread at a time, as the port says. Handles made from one Storage see the same journal, like
// processes that open one file after another. Fails only where told to, or where the port demands it (an
// older epoch, a gap).
#pragma once

#include "turnout/engine/ports.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <utility>

namespace turnout::testing {

class MemoryJournal final : public engine::Journal {
public:
  struct Storage {
    std::uint64_t epoch = 0;
    std::vector<Record> records;
    std::map<std::pair<std::string, std::string>, engine::Row> rows;
    std::map<TextId, std::string> texts;
    std::vector<engine::OwedEffect> owed;
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
    if (!storage_->records.empty()) {
      recovered.last_sequence = storage_->records.back().stamp.sequence;
      recovered.last_at = storage_->records.back().stamp.at;
    }
    for (const auto& [key, row] : storage_->rows) {
      if (row.open) recovered.rows.push_back(row);
    }
    recovered.owed = storage_->owed;
    return recovered;
  }

  [[nodiscard]] Status append(const engine::Batch& batch) override {
    if (lost_) return Error{"memory journal: this handle has lost an answer: open another"};
    if (epoch_ == 0 || epoch_ != storage_->epoch) return Error{"memory journal: claim it first"};
    std::uint64_t expected = storage_->records.empty() ? 0 : storage_->records.back().stamp.sequence;
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
    for (const Record& record : batch.records) {
      storage_->records.push_back(record);
      // As on the disk: telemetry and registry rows leave their kind alone.
      if (!journalled(record.event)) {
        std::visit([](auto& event) { event = {}; }, storage_->records.back().event);
      }
      for (const Decision& decision : record.decisions) {
        if (const auto* owed = std::get_if<EffectOwed>(&decision)) {
          storage_->owed.push_back({owed->key, owed->effect});
        }
      }
    }
    for (const auto& text : batch.texts)
      storage_->texts.emplace(text.id, text.body);
    for (const auto& row : batch.rows)
      storage_->rows.insert_or_assign({row.kind, row.id}, row);
    for (const auto& key : batch.done)
      std::erase_if(storage_->owed, [&key](const engine::OwedEffect& owed) { return owed.key == key; });
  }

  std::shared_ptr<Storage> storage_;
  std::uint64_t epoch_ = 0;
  bool lost_ = false;
  int fail_in_ = 0; ///< 0: never
  int fail_times_ = 0;
  Failure failure_ = Failure::refuse;
};

} // namespace turnout::testing
