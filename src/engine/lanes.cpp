#include "peek.hpp"

#include <turnout/engine/inbound.hpp>
#include <turnout/record/json.hpp>

#include <algorithm>

namespace turnout::engine {

namespace {

bool sheds(Lane lane) {
  return lane == Lane::telemetry;
}

} // namespace

Lane lane_of(const RawMessage& message, std::string_view topic_root) noexcept {
  std::string_view topic = message.topic;
  if (!topic.starts_with(topic_root))
    return topic.starts_with("owntracks/") ? Lane::telemetry : Lane::response;
  topic.remove_prefix(topic_root.size());
  if (topic.starts_with("/responder/"))
    return topic.ends_with("/position") ? Lane::telemetry : Lane::response;
  if (topic.starts_with("/partner/")) return Lane::response;
  if (topic.ends_with("/heartbeat")) return Lane::telemetry;
  const auto type = record::enum_of<AlarmType>(peek(message.payload, R"("type")"));
  if (!type || message.oversize) return Lane::people;
  const AlarmClass cls = default_class(*type);
  return cls == AlarmClass::technical || cls == AlarmClass::test ? Lane::technical : Lane::people;
}

void Lanes::put(Lane lane, Inbound message) {
  const auto index = static_cast<std::size_t>(lane);
  std::unique_lock lock(mutex_);
  auto& queue = lanes_[index];
  if (sheds(lane) && queue.size() >= capacity[index]) {
    queue.pop_front();
    ++shed_;
  }
  drained_.wait(lock, [&] { return closed_ || queue.size() < capacity[index]; });
  if (closed_) return;
  queue.push_back(std::move(message));
  lock.unlock();
  filled_.notify_one();
}

std::vector<Inbound> Lanes::take(std::size_t max, std::chrono::steady_clock::time_point until) {
  std::vector<Inbound> taken;
  std::unique_lock lock(mutex_);
  const auto something = [&] {
    return closed_ || woken_ ||
           std::any_of(lanes_.begin(), lanes_.end(), [](const auto& lane) { return !lane.empty(); });
  };
  filled_.wait_until(lock, until, something);
  woken_ = false;
  // Graver lanes first, but each lane below keeps a share, so that answers to offers flow while alarms storm.
  const std::size_t share = std::max<std::size_t>(1, max / 8);
  for (std::size_t i = 0; i < lane_count; ++i) {
    std::size_t kept_for_lower = 0;
    for (std::size_t lower = i + 1; lower < lane_count; ++lower)
      kept_for_lower += std::min(share, lanes_[lower].size());
    while (!lanes_[i].empty() && taken.size() + kept_for_lower < max) {
      taken.push_back(std::move(lanes_[i].front()));
      lanes_[i].pop_front();
    }
  }
  lock.unlock();
  drained_.notify_all();
  return taken;
}

void Lanes::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  filled_.notify_one();
}

void Lanes::close() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  filled_.notify_all();
  drained_.notify_all();
}

bool Lanes::closed() const {
  const std::lock_guard lock(mutex_);
  return closed_;
}

std::uint64_t Lanes::shed() const {
  const std::lock_guard lock(mutex_);
  return shed_;
}

std::size_t Lanes::waiting() const {
  const std::lock_guard lock(mutex_);
  std::size_t sum = 0;
  for (const auto& lane : lanes_)
    sum += lane.size();
  return sum;
}

} // namespace turnout::engine
