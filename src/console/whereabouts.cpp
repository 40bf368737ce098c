#include "whereabouts.hpp"

namespace turnout::console {
namespace {

constexpr std::size_t places_max = 360;

} // namespace

void Whereabouts::heard(const PositionReceived& position) {
  const std::lock_guard lock(mutex_);
  auto& trail = trails_[position.responder];
  if (!trail.empty() && trail.back().at >= position.fixed_at) return;
  trail.push_back({position.place, position.fixed_at, position.battery_pct});
  if (trail.size() > places_max) trail.pop_front();
  moved_.insert(position.responder);
}

std::optional<Seen> Whereabouts::latest(const ResponderId& id) const {
  const std::lock_guard lock(mutex_);
  const auto found = trails_.find(id);
  if (found == trails_.end()) return std::nullopt;
  return found->second.back();
}

std::vector<Seen> Whereabouts::since(const ResponderId& id, WallTime from) const {
  const std::lock_guard lock(mutex_);
  std::vector<Seen> path;
  const auto found = trails_.find(id);
  if (found == trails_.end()) return path;
  for (const auto& seen : found->second) {
    if (seen.at >= from) path.push_back(seen);
  }
  return path;
}

std::set<ResponderId> Whereabouts::take_moved() {
  const std::lock_guard lock(mutex_);
  return std::exchange(moved_, {});
}

} // namespace turnout::console
