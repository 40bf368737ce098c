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

using Steady = std::chrono::steady_clock;
using Ticket = std::uint64_t; ///< names one publish until the broker has answered; 0: nobody asks

struct Subscription {
  std::string filter;
  int qos = 1;
};

/// What a broker says when it lets us in.
struct Session {
  bool kept = false;                  ///< it has our subscriptions and what came for them
  std::size_t under_way_max = 65'535; ///< unanswered messages it takes; with more it hangs up
};

struct ConnectionEvents {
  std::function<void(const std::string& topic, std::string_view payload, bool retained)> message;
  std::function<void(Session)> connected;
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
  [[nodiscard]] bool publish(wire::Outgoing message, Ticket ticket);
  void disconnect(std::chrono::milliseconds patience);

private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

} // namespace turnout::mqtt
