// A hub of our own that says a test alarm and waits for its ack: what it hears has gone to the broker, was
// decided, stored, and came back. One thread. Nothing throws after construction: whatever stands in the way
// is the beat's answer, and the next beat tries again.
#pragma once

#include "turnout/base/time.hpp"
#include "turnout/mqtt/gateway.hpp"

#include <memory>
#include <string>

namespace turnout::mqtt {

struct Beat {
  enum class What {
    heard,       ///< stored and acknowledged
    lost,        ///< no answer in time, or one that says `not_stored`
    not_enrolled ///< the hub is unknown: each further beat would open an incident
  } what = What::lost;
  std::string why; ///< empty when heard
};

class Canary {
public:
  /// `settings.username` is the hub. Throws std::runtime_error where a setting can never work.
  explicit Canary(BrokerSettings settings);
  ~Canary();
  Canary(const Canary&) = delete;
  Canary& operator=(const Canary&) = delete;

  /// Says one test alarm under this id, connecting first where needed, and waits up to `patience`.
  [[nodiscard]] Beat beat(const std::string& id, Duration patience);

private:
  class Inside;
  std::unique_ptr<Inside> inside_;
};

} // namespace turnout::mqtt
