#include "turnout/observe/health.hpp"

#include <algorithm>
#include <utility>

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

bool Health::trouble(const std::string& part, const std::string& reason, Harm harm) {
  Trouble trouble{reason, harm};
  const std::lock_guard lock(mutex_);
  const auto it = troubles_.find(part);
  if (it != troubles_.end() && it->second == trouble) return false;
  troubles_[part] = std::move(trouble);
  return true;
}

bool Health::well(const std::string& part) {
  const std::lock_guard lock(mutex_);
  return troubles_.erase(part) > 0;
}

HealthReport Health::report() const {
  const std::lock_guard lock(mutex_);
  HealthReport report;
  for (const auto& [part, trouble] : troubles_) {
    if (!report.reason.empty()) report.reason += "; ";
    report.reason += part + ": " + trouble.reason;
  }
  report.state = draining_           ? HealthState::draining
                 : !started_         ? HealthState::starting
                 : troubles_.empty() ? HealthState::up
                                     : HealthState::degraded;
  return report;
}

bool Health::ready() const {
  const std::lock_guard lock(mutex_);
  return started_ && !draining_ && std::none_of(troubles_.begin(), troubles_.end(), [](const auto& one) {
           return one.second.harm == Harm::no_alarms;
         });
}

} // namespace turnout::observe
