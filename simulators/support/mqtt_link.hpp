// One connection to a live broker over libmosquitto, MQTT 3.1.1, with TCP_NODELAY. One thread: loop() does
// all the network work and calls the handlers. It reconnects by itself with a growing pause; messages
// published meanwhile are lost and counted, as they are for a real device, whose own store sends them again.
#pragma once

#include "support/message.hpp"
#include "support/options.hpp"
#include "support/scheduler.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace turnout::sim {

class MqttLink {
public:
  using OnMessage = std::function<void(const Message&)>; // topic below the root
  using OnUp = std::function<void()>;

  // Throws std::runtime_error when the address or a file cannot be used.
  MqttLink(const BrokerOptions& options, std::string client_id, Scheduler& scheduler);
  ~MqttLink();
  MqttLink(const MqttLink&) = delete;
  MqttLink& operator=(const MqttLink&) = delete;

  void subscribe(std::string filter_below_root);
  void on_message(OnMessage handler);
  // Called after each connect, once the subscriptions have been asked for.
  void on_up(OnUp handler);

  void publish(const Message& message);
  // Waits at most `timeout` for the network and handles what came.
  void loop(std::chrono::milliseconds timeout);

  [[nodiscard]] bool connected() const;
  [[nodiscard]] std::uint64_t unsent() const;
  // The broker refused the user name or password: trying again cannot help.
  [[nodiscard]] bool refused() const;

private:
  struct State;
  std::unique_ptr<State> state_;
};

} // namespace turnout::sim
