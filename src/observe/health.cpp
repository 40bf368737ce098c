#include "turnout/observe/health.hpp"

namespace turnout::observe {

std::string_view word(HealthState state) noexcept {
  switch (state) {
  case HealthState::starting:
    return "starting";
  case HealthState::up:
    return "up";
  case HealthState::degraded:
    return "degraded";
  case HealthState::draining:
    return "draining";
  }
  return "degraded";
}

void Health::started() {
  const std::lock_guard lock(mutex_);
  started_ = true;
}

void Health::draining() {
  const std::lock_guard lock(mutex_);
  draining_ = true;
}

bool Health::trouble(const std::string& part, const std::string& reason) {
  const std::lock_guard lock(mutex_);
  const auto [it, added] = troubles_.try_emplace(part, reason);
  if (added) return true;
  if (it->second == reason) return false;
  it->second = reason;
  return true;
}

bool Health::well(const std::string& part) {
  const std::lock_guard lock(mutex_);
  return troubles_.erase(part) > 0;
}

HealthReport Health::report() const {
  const std::lock_guard lock(mutex_);
  HealthReport report;
  for (const auto& [part, reason] : troubles_) {
    if (!report.reason.empty()) report.reason += "; ";
    report.reason += part + ": " + reason;
  }
  report.state = draining_           ? HealthState::draining
                 : !started_         ? HealthState::starting
                 : troubles_.empty() ? HealthState::up
                                     : HealthState::degraded;
  return report;
}

bool Health::ready() const {
  const std::lock_guard lock(mutex_);
  return started_ && !draining_;
}

} // namespace turnout::observe
