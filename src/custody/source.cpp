#include "files.hpp"
#include "lines.hpp"

#include <turnout/custody/export.hpp>
#include <turnout/custody/folding.hpp>
#include <turnout/custody/source.hpp>
#include <turnout/record/json.hpp>
#include <turnout/store/read_store.hpp>

#include <fstream>
#include <map>

namespace turnout::custody {
namespace {

class JournalSource final : public Source {
public:
  explicit JournalSource(std::unique_ptr<store::ReadStore> store) : store_(std::move(store)) {}

  Result<std::vector<Incident>> incidents_opened_between(WallTime from, WallTime to) override {
    return store_->incidents_opened_between(from, to);
  }

  Status for_each_seldom_record(WallTime to, const std::function<void(const Record&)>& see) override {
    return store_->for_each_seldom_record(to, see);
  }

  Result<std::optional<Stamp>> stamp_before(std::uint64_t sequence) override {
    if (sequence < 2) return std::optional<Stamp>();
    const auto found = store_->records(sequence - 1, 1);
    if (!found) return Error{found.error()};
    return found.value().empty() ? std::optional<Stamp>() : std::optional(found.value().front().stamp);
  }

  Result<Head> head() override {
    const auto last = store_->last_sequence();
    if (!last) return Error{last.error()};
    auto hash = store_->last_hash();
    if (!hash) return Error{hash.error()};
    const auto stamp = stamp_before(last.value() + 1);
    if (!stamp) return Error{stamp.error()};
    Head head{last.value(), std::move(hash).value(), {}};
    if (stamp.value()) head.at = stamp.value()->at;
    return head;
  }

private:
  std::unique_ptr<store::ReadStore> store_;
};

class ExportSource final : public Source {
public:
  explicit ExportSource(std::string path) : path_(std::move(path)) {}

  /// Folds the whole file once, and keeps the few records that are asked for later.
  Status fold() {
    std::ifstream in(path_, std::ios::binary);
    if (!in.is_open()) return not_readable(path_);
    std::optional<Stamp> before;
    for (std::string line; std::getline(in, line);) {
      const auto read = read_line(line + '\n');
      if (!read) return Error{path_ + ": " + read.error()};
      auto record = record_of(read.value().link());
      if (!record) return Error{path_ + ": " + record.error()};
      folding_.take(record.value());
      const Stamp stamp = record.value().stamp;
      head_ = {stamp.sequence, read.value().hash, stamp.at};
      if (store::is_seldom(record.value())) {
        if (before) before_.emplace(stamp.sequence, *before);
        seldom_.push_back(std::move(record).value());
      }
      before = stamp;
    }
    return in.bad() ? Status(not_readable(path_)) : ok_status();
  }

  Result<std::vector<Incident>> incidents_opened_between(WallTime from, WallTime to) override {
    return folding_.incidents_opened_between(from, to);
  }

  Status for_each_seldom_record(WallTime to, const std::function<void(const Record&)>& see) override {
    for (const auto& record : seldom_) {
      if (record.stamp.at < to) see(record);
    }
    return ok_status();
  }

  Result<std::optional<Stamp>> stamp_before(std::uint64_t sequence) override {
    const auto found = before_.find(sequence);
    return found == before_.end() ? std::optional<Stamp>() : std::optional(found->second);
  }

  Result<Head> head() override { return head_; }

private:
  std::string path_;
  Folding folding_;
  std::vector<Record> seldom_;
  std::map<std::uint64_t, Stamp> before_;
  Head head_;
};

} // namespace

Result<std::unique_ptr<Source>> journal_source(const std::string& journal) {
  auto store = store::ReadStore::open(journal);
  if (!store) return Error{store.error()};
  if (auto one = store.value()->begin_snapshot(); !one) return Error{one.error()};
  return std::unique_ptr<Source>(std::make_unique<JournalSource>(std::move(store).value()));
}

Result<std::unique_ptr<Source>> export_source(const std::string& folder, const std::string& public_key) {
  const auto checked = check_folder(folder, public_key);
  if (!checked) return Error{checked.error()};
  if (const auto& finding = checked.value().finding)
    return Error{folder + '/' + finding->file + ": " + finding->reason + ": fetch the export again"};
  const auto& chain = checked.value().manifest.chain;
  if (!chain) return Error{folder + ": is no export of a journal, but a folder of files"};
  if (chain->first_sequence != 1)
    return Error{folder + ": begins with record " + std::to_string(chain->first_sequence) +
                 ", and what came before is needed: export without --from-sequence"};
  auto source = std::make_unique<ExportSource>(folder + '/' + journal_name);
  if (auto folded = source->fold(); !folded) return Error{folded.error()};
  return std::unique_ptr<Source>(std::move(source));
}

} // namespace turnout::custody
