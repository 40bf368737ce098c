#include "turnout/report/source.hpp"
#include "turnout/store/read_store.hpp"

#include <algorithm>
#include <tuple>

namespace turnout::report {
namespace {

class JournalSource final : public Source {
public:
  explicit JournalSource(std::unique_ptr<store::ReadStore> store) : store_(std::move(store)) {}

  Result<std::vector<Incident>> incidents_opened_between(WallTime from, WallTime to) override {
    auto found = store_->incidents_opened_between(from, to);
    if (!found) return Error{found.error()};
    std::sort(found.value().begin(), found.value().end(), [](const Incident& a, const Incident& b) {
      return std::tie(a.first_signal_at, a.id) < std::tie(b.first_signal_at, b.id);
    });
    return found;
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

} // namespace

Result<std::unique_ptr<Source>> open_journal(const std::string& path) {
  auto store = store::ReadStore::open(path);
  if (!store) return Error{store.error()};
  if (auto one = store.value()->begin_snapshot(); !one) return Error{one.error()};
  return std::unique_ptr<Source>(std::make_unique<JournalSource>(std::move(store).value()));
}

} // namespace turnout::report
