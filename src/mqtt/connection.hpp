// Paho, held by the one end that does not burn: every call from the gateway's thread, every event out of
// Paho's threads with its process-wide lock held, so an event handler only notes what happened and returns.
// Calls return false, or say so by `refused`, where Paho throws.
#pragma once

#include "address.hpp"
#include "turnout/mqtt/gateway.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::mqtt {

using Ticket = std::uint64_t; ///< names one publish until the broker has answered; 0: nobody asks

struct Subscription {
  std::string filter;
  int qos = 1;
};

struct ConnectionEvents {
  std::function<void(const std::string& topic, std::string_view payload, bool retained)> message;
  std::function<void(bool session_present)> connected;
  std::function<void(const std::string& reason)> refused; ///< this attempt came to nothing
  std::function<void()> lost;
  std::function<void(bool granted)> subscribed;
  std::function<void(Ticket, bool taken)> finished;
};

class Connection {
public:
  /// Throws std::exception when Paho will not take the settings. None of the events may throw.
  Connection(const BrokerSettings& settings, const BrokerAddress& address, ConnectionEvents events);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void connect();
  void subscribe(const std::vector<Subscription>& filters);
  [[nodiscard]] bool publish(const std::string& topic, std::string payload, bool retained, Ticket ticket);
  void disconnect(std::chrono::milliseconds patience);

private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

} // namespace turnout::mqtt
