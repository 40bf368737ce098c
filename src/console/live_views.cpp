#include "live_views.hpp"

#include <algorithm>

namespace turnout::console {
namespace {

constexpr std::array<std::string_view, view_count> names = {"incidents", "responders", "alerts",   "partners",
                                                            "bases",     "system",     "wallboard"};

std::string quoted(std::string_view text) {
  return boost::json::serialize(boost::json::string_view(text.data(), text.size()));
}

void add(std::string& list, std::string_view item) {
  if (!list.empty()) list += ',';
  list += item;
}

} // namespace

std::string_view name_of(View view) noexcept {
  return names[static_cast<std::size_t>(view)];
}

std::optional<View> view_of(std::string_view name) noexcept {
  const auto* const found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<View>(found - names.begin());
}

void LiveViews::take(const std::vector<RowChange>& changes) {
  for (const auto& change : changes) {
    Held& view = views_[static_cast<std::size_t>(change.view)];
    const auto known = view.rows.find(change.id);
    if (known == view.rows.end() && !change.json) continue;
    if (known != view.rows.end()) {
      view.order.erase(known->second.sequence);
      view.gone.erase(known->second.sequence);
    }
    ++sequence_;
    view.rows[change.id] = {change.json, sequence_};
    view.order[sequence_] = change.id;
    if (!change.json) view.gone[sequence_] = change.id;
    if (view.gone.size() <= gone_max_) continue;
    const auto oldest = view.gone.begin();
    view.forgotten = oldest->first;
    view.order.erase(oldest->first);
    view.rows.erase(oldest->second);
    view.gone.erase(oldest);
  }
}

bool LiveViews::changed_since(View view, std::uint64_t sequence) const noexcept {
  const auto& order = held(view).order;
  return !order.empty() && order.rbegin()->first > sequence;
}

bool LiveViews::remembers(View view, std::uint64_t sequence) const noexcept {
  return sequence <= sequence_ && sequence >= held(view).forgotten;
}

boost::json::array LiveViews::rows(View view) const {
  boost::json::array rows;
  for (const auto& [id, row] : held(view).rows) {
    if (row.json) rows.push_back(boost::json::parse(*row.json));
  }
  return rows;
}

std::string LiveViews::snapshot(View view) const {
  std::string rows;
  for (const auto& [id, row] : held(view).rows) {
    if (row.json) add(rows, *row.json);
  }
  return R"({"t":"snap","view":")" + std::string(name_of(view)) + R"(","epoch":")" + epoch_ + R"(","seq":)" +
         std::to_string(sequence_) + R"(,"rows":[)" + rows + "]}";
}

std::string LiveViews::delta(View view, std::uint64_t from) const {
  const Held& now = held(view);
  std::string rows;
  std::string gone;
  for (auto at = now.order.upper_bound(from); at != now.order.end(); ++at) {
    const auto& row = now.rows.find(at->second)->second;
    if (row.json)
      add(rows, *row.json);
    else
      add(gone, quoted(at->second));
  }
  return R"({"t":"d","view":")" + std::string(name_of(view)) + R"(","from":)" + std::to_string(from) +
         R"(,"seq":)" + std::to_string(sequence_) + R"(,"rows":[)" + rows + R"(],"gone":[)" + gone + "]}";
}

} // namespace turnout::console
