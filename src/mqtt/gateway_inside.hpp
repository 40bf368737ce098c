// The inside of the gateway: what Paho's threads note down, and the one thread that acts on it. Every call
// into Paho comes from that thread, because a call waits as long as any callback does; whoever publishes
// never makes one.
#pragma once

#include "connection.hpp"
#include "turnout/mqtt/gateway.hpp"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace turnout::mqtt {

inline constexpr auto goodbye = 1000ms; ///< for the broker's answer to a DISCONNECT

struct Waiting {
  wire::Outgoing message;
  std::function<void()> taken;
};

struct UnderWay {
  std::uint64_t connection = 0;
  std::function<void()> taken;
};

/// What Paho's threads tell the gateway's.
struct Happened {
  enum class What { connected, refused, subscribed, unsubscribed, lost, newcomers } what;
  Session session = {}; ///< with `connected`
  std::string reason;
};

enum class Phase { down, connecting, subscribing, up };

/// Counters and gauges of the connection.
struct GatewayMetrics {
  explicit GatewayMetrics(observe::Metrics& metrics);

  observe::Gauge& up;
  observe::Counter& connects;
  observe::Counter& attempts_failed;
  observe::Counter& losses;
  observe::Counter& received;
  observe::Counter& oversize;
  observe::Counter& not_handed_over;
  observe::Counter& accepted;
  observe::Counter& refused;
  observe::Counter& taken;
  observe::Gauge& under_way;
  observe::Histogram& round_trip;
};

class Gateway::Inside {
public:
  Inside(BrokerSettings settings, engine::Clock& clock, observe::Metrics& metrics);
  ~Inside() { stop({}); }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

  Status start(GatewayHandlers handlers);
  void stop(const std::string& farewell);
  bool publish(Waiting message);
  void publish_status(std::string payload);
  void hear_phones_again() { tell({Happened::What::newcomers, {}, {}}); }
  [[nodiscard]] bool connected() const { return open_; }

private:
  // Paho's threads
  ConnectionEvents events();
  void message_came(const std::string& topic, std::string_view payload, bool retained) noexcept;
  void pulse_came(std::string_view payload);
  void finished(Ticket ticket, bool taken);
  void tell(Happened happened);

  // the gateway's thread
  void run();
  void handle(const Happened& happened);
  void came_up();
  void went_down(const std::string& reason);
  void send_waiting();
  void send_pulse(Steady::time_point now);
  [[nodiscard]] Steady::time_point next_look() const;
  [[nodiscard]] bool done_stopping() const;

  const BrokerSettings settings_;
  const std::string status_topic_;
  const std::string pulse_topic_;
  BrokerAddress address_;
  engine::Clock& clock_;
  GatewayHandlers handlers_;

  GatewayMetrics metrics_;

  mutable std::mutex mutex_;
  std::condition_variable news_;
  std::deque<Happened> happened_;
  std::deque<Waiting> waiting_;
  std::map<Ticket, UnderWay> under_way_; ///< of this connection and of earlier ones in the same session
  std::size_t under_way_now_ = 0;        ///< of this connection
  std::size_t under_way_max_ = 0;        ///< of this connection
  std::uint64_t connection_number_ = 0;
  Ticket last_ticket_ = 0;
  std::string status_;
  bool stopping_ = false;
  Steady::time_point stop_by_;
  std::atomic<bool> open_ = false; ///< written under the mutex

  // only the gateway's thread
  Phase phase_ = Phase::down;
  Session session_;
  Duration pause_{};
  Steady::time_point next_attempt_;
  Steady::time_point next_pulse_;
  std::string last_reason_;
  bool deaf_ = false;
  std::atomic<Steady::rep> up_since_ = 0;
  std::atomic<Steady::rep> heard_at_ = 0;

  std::unique_ptr<Connection> connection_;
  std::thread thread_;
};

} // namespace turnout::mqtt
