#include "decide.hpp"
#include "fold.hpp"

namespace turnout::dispatch {

void heard_from(Deciding& deciding, const HubId& hub) {
  auto& hubs = deciding.state().facts.hubs;
  const auto known = hubs.find(hub);
  if (known == hubs.end() || known->second.interval <= Duration(0)) return;
  if (known->second.silent) {
    deciding.conclude(HubSilent{hub, false});
  } else {
    expect_heartbeat(deciding.state(), known->second, deciding.now());
  }
}

void on(Deciding& deciding, const HeartbeatReceived& event) {
  // A stranger's heartbeat promises nothing: only registered hubs are watched.
  if (!deciding.state().reference.person_by_hub.contains(event.hub)) return;
  const auto& hubs = deciding.state().facts.hubs;
  const auto known = hubs.find(event.hub);
  const Duration interval = event.interval.value_or(current_book(deciding.state()).rules.heartbeat_every);
  if (known == hubs.end() || known->second.interval != interval)
    deciding.conclude(HubWatched{event.hub, interval});
  heard_from(deciding, event.hub);
}

} // namespace turnout::dispatch
