// All hubs of a county: raises alarms at a rate, keeps them until acknowledged, sometimes takes one back,
// misbehaves by share, beats its heart, and hears the feedback. One thread, driven by its scheduler; nothing
// here fails.
#pragma once

#include "hubs/alarm_mix.hpp"
#include "hubs/alarm_store.hpp"
#include "hubs/misbehaviour.hpp"

#include <map>
#include <string>
#include <vector>

namespace turnout::sim {

struct HubSettings {
  double rate_per_min = 6;
  double speed = 1;
  double bad_share = 0;
  double heartbeat_s = 0; // 0: none
  double clock_speed = 1; // of a hurried daemon's clock, by which heartbeats go
  int mute = 0;           // hubs that stop beating after the first
  int storm_homes = 0;    // one planned mains failure
  double storm_at_s = 10;
  std::string run_id; // keeps the ids of this run apart from those of the last
};

class HubFleet {
public:
  HubFleet(std::vector<HomeHub> homes, HubSettings settings, Random random, Scheduler& scheduler,
           Publish publish, Summary& summary);

  void start();
  // No new alarms; what is unacknowledged is still sent again.
  void stop_raising() { raising_ = false; }
  // Handles hub/{hub}/ack, feedback and error.
  void receive(const Message& message);
  [[nodiscard]] std::size_t waiting() const { return store_.waiting(); }

private:
  struct Pressed {
    Instant at{0};
    bool heard = false, coming = false, near = false;
  };

  void next_alarm();
  void raise();
  void raise_badly(const std::string& type, const HomeHub& home);
  void mains_storm(std::size_t homes_max);
  void maybe_change_of_mind(const HomeHub& home, const std::string& type, const std::string& id);
  void press(const HomeHub& home, const std::string& type);
  OutgoingAlarm alarm_of(const HomeHub& home, const std::string& type);
  void heartbeat(std::size_t home);
  void feedback(const std::string& hub, const std::string& payload);
  [[nodiscard]] Instant human(double delay_s) const { return seconds(delay_s / settings_.speed); }

  std::vector<HomeHub> homes_;
  HubSettings settings_;
  Random random_;
  Random reactions_; // its draws follow the network and so must not disturb the others
  AlarmMix mix_;
  Scheduler& scheduler_;
  Publish publish_;
  Summary& summary_;
  AlarmStore store_;
  bool raising_ = true;
  std::uint64_t raised_ = 0;
  std::map<std::string, Pressed> pressed_;
  std::map<std::string, std::size_t> home_of_hub_;
};

} // namespace turnout::sim
