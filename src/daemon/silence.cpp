#include "silence.hpp"

#include <algorithm>

namespace turnout::daemon {
namespace {

constexpr std::chrono::seconds grace{10};

bool somebody_waits(const dispatch::State& state) {
  const auto& open = state.facts.open;
  return std::any_of(open.begin(), open.end(), [](const auto& one) {
    return !one.second.answered_at && one.second.cls <= AlarmClass::security;
  });
}

} // namespace

bool Silence::unnoticed(const dispatch::State& state, std::optional<int> audible, Clock::time_point now) {
  if (!audible || *audible > 0 || !somebody_waits(state)) {
    since_.reset();
    return false;
  }
  if (!since_) since_ = now;
  return now - *since_ >= grace;
}

} // namespace turnout::daemon
