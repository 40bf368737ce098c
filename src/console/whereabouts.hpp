// Where responders are and have been, as far as this process has heard: telemetry, lost with the process.
// Any thread; every call returns at once. Bounded: so many places for each responder.
#pragma once

#include "turnout/domain/event.hpp"

#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

namespace turnout::console {

struct Seen {
  GeoPoint place;
  WallTime at;
  std::optional<int> battery_pct;
};

class Whereabouts {
public:
  void heard(const PositionReceived& position);
  [[nodiscard]] std::optional<Seen> latest(const ResponderId& id) const;
  /// Oldest first.
  [[nodiscard]] std::vector<Seen> since(const ResponderId& id, WallTime from) const;
  /// Of whom anything was heard since this was last asked.
  [[nodiscard]] std::set<ResponderId> take_moved();

private:
  mutable std::mutex mutex_;
  std::map<ResponderId, std::deque<Seen>> trails_;
  std::set<ResponderId> moved_;
};

} // namespace turnout::console
