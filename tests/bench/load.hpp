// An open-loop load on a broker: publishes alarms at a fixed rate and times the offers that come of them.
// One thread calls it; libmosquitto's own thread receives.
#pragma once

#include "bench.hpp"
#include "support/broker.hpp"

#include <map>
#include <mutex>
#include <string>
#include <vector>

struct mosquitto;
struct mosquitto_message;

namespace turnout::bench {

class Load {
public:
  explicit Load(const test::Broker& broker);
  ~Load();
  Load(const Load&) = delete;
  Load& operator=(const Load&) = delete;

  void publish(const std::string& topic, const std::string& payload, bool retained = false);

  /// Alarms `<prefix>0` ... from hubs h<first> ...; sent `rate` a second by the clock, whatever comes back.
  void send(int first, int count, int rate);

  /// True once an offer came for so many alarms; false at the deadline.
  [[nodiscard]] bool offered(std::size_t count, std::chrono::seconds deadline);
  [[nodiscard]] bool acked(std::size_t count, std::chrono::seconds deadline);

  /// From the scheduled instant of sending to the first offer of the alarm's incident.
  [[nodiscard]] Samples alarm_to_offer();

private:
  static void on_message(mosquitto* client, void* self, const mosquitto_message* message);
  void hear(const std::string& topic, const std::string& payload);
  [[nodiscard]] std::size_t offered_now();

  std::mutex mutex_;
  std::map<std::string, Clock::time_point> sent_;    ///< by alarm
  std::map<std::string, std::string> incident_of_;   ///< alarm to incident, from its ack
  std::map<std::string, Clock::time_point> offered_; ///< by incident, the first
  mosquitto* client_ = nullptr;
};

} // namespace turnout::bench
