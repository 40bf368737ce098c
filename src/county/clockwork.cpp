#include <turnout/county/clockwork.hpp>

#include <algorithm>

namespace turnout::county {

void Clockwork::at(WallTime when, Task task) {
  std::uint32_t slot = 0;
  if (free_.empty()) {
    slot = static_cast<std::uint32_t>(tasks_.size());
    tasks_.push_back(std::move(task));
  } else {
    slot = free_.back();
    free_.pop_back();
    tasks_[slot] = std::move(task);
  }
  heap_.push_back({std::max(when, now_), ++order_, slot});
  std::push_heap(heap_.begin(), heap_.end(), later);
}

void Clockwork::step() {
  std::pop_heap(heap_.begin(), heap_.end(), later);
  const Entry entry = heap_.back();
  heap_.pop_back();
  now_ = std::max(now_, entry.when);
  const Task task = std::move(tasks_[entry.slot]);
  tasks_[entry.slot] = nullptr;
  free_.push_back(entry.slot);
  ++done_;
  task();
}

WallTime FallibleClock::now() {
  shown_ = std::max(shown_, time_.now() + ahead_ + drifted());
  return shown_;
}

Duration FallibleClock::drifted() const noexcept {
  if (a_day_ == Duration(0)) return Duration(0);
  return Duration((time_.now() - drifting_since_).count() * a_day_.count() / Duration(24h).count());
}

void FallibleClock::drift(Duration a_day) noexcept {
  ahead_ += drifted();
  a_day_ = a_day;
  drifting_since_ = time_.now();
}

WallTime FallibleClock::true_instant(WallTime shown) {
  const WallTime at = now();
  if (shown <= at) return time_.now();
  // Drift is parts in a million: what is left of the error is met by looking again.
  return time_.now() + (shown - (time_.now() + ahead_ + drifted()));
}

} // namespace turnout::county
