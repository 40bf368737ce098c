#include "files.hpp"
#include "lines.hpp"

#include <turnout/custody/export.hpp>
#include <turnout/custody/folding.hpp>
#include <turnout/custody/source.hpp>
#include <turnout/record/json.hpp>
#include <turnout/store/read_store.hpp>

#include <algorithm>

namespace turnout::custody {
namespace {

class JournalSource final : public Source {
public:
  explicit JournalSource(std::unique_ptr<store::ReadStore> store) : store_(std::move(store)) {}

  Result<std::vector<Incident>> incidents_opened_between(WallTime from, WallTime to) override {
    return store_->incidents_opened_between(from, to);
  }

  Status for_each_record(const std::set<std::string>& kinds, WallTime from, WallTime to,
                         const std::function<bool(const Record&)>& see) override {
    return store_->for_each_record({.kinds = kinds, .from = from, .to = to}, see);
  }

  Result<std::optional<WallTime>> known_until() override {
    const auto last = store_->last_sequence();
    if (!last) return Error{last.error()};
    const auto record = store_->records(last.value(), 1);
    if (!record) return Error{record.error()};
    if (record.value().empty()) return std::optional<WallTime>();
    return std::optional(record.value().front().stamp.at);
  }

  Result<ZoneTable> zone() override {
    ZoneTable zone;
    const auto read = store_->for_each_record({.kinds = {"PlansLoaded"}}, [&](const Record& record) {
      for (const auto& decision : record.decisions) {
        if (const auto* loaded = std::get_if<PlansLoaded>(&decision)) zone = loaded->book.zone;
      }
      return true;
    });
    if (!read) return Error{read.error()};
    return zone;
  }

private:
  std::unique_ptr<store::ReadStore> store_;
};

bool of_kinds(const Record& record, const std::set<std::string>& kinds) {
  const auto named = [&](std::string_view kind) { return kinds.contains(std::string(kind)); };
  return kinds.empty() || named(record::kind_of(record.event)) ||
         std::any_of(record.decisions.begin(), record.decisions.end(),
                     [&](const Decision& decision) { return named(record::kind_of(decision)); });
}

class ExportSource final : public Source {
public:
  explicit ExportSource(std::string path) : path_(std::move(path)) {}

  /// Folds the whole file once.
  Status fold() {
    return each([this](const Record& record) {
      folding_.take(record);
      known_until_ = record.stamp.at;
      return true;
    });
  }

  Result<std::vector<Incident>> incidents_opened_between(WallTime from, WallTime to) override {
    return folding_.incidents_opened_between(from, to);
  }

  Status for_each_record(const std::set<std::string>& kinds, WallTime from, WallTime to,
                         const std::function<bool(const Record&)>& see) override {
    return each([&](const Record& record) {
      const bool wanted = record.stamp.at >= from && record.stamp.at < to && of_kinds(record, kinds);
      return !wanted || see(record);
    });
  }

  Result<std::optional<WallTime>> known_until() override { return known_until_; }
  Result<ZoneTable> zone() override { return dispatch::current_book(folding_.state()).zone; }

private:
  Status each(const std::function<bool(const Record&)>& see) {
    std::ifstream in(path_, std::ios::binary);
    if (!in.is_open()) return not_readable(path_);
    for (std::string line; std::getline(in, line);) {
      const auto record = record_in(line);
      if (!record) return Error{path_ + ": " + record.error()};
      if (!see(record.value())) return ok_status();
    }
    return in.bad() ? Status(not_readable(path_)) : ok_status();
  }

  static Result<Record> record_in(const std::string& line) {
    const auto read = read_line(line + '\n');
    if (!read) return Error{read.error()};
    return record_of(read.value().link());
  }

  std::string path_;
  Folding folding_;
  std::optional<WallTime> known_until_;
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
