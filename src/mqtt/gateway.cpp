#include "turnout/mqtt/gateway.hpp"

#include "connection.hpp"
#include "nagle.hpp"
#include "turnout/observe/log.hpp"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace turnout::mqtt {
namespace {

using Steady = std::chrono::steady_clock;
using observe::log_error;
using observe::log_info;
using observe::log_warning;

constexpr std::size_t waiting_max = 65'536;
// Paho walks through everything unanswered at each publish.
constexpr std::size_t under_way_max = 400;
constexpr auto first_pause = 250ms;
constexpr auto longest_pause = 4000ms;
// Paho's receiving thread dozes for 100 ms after a quiet second. A message to ourselves keeps it awake, and
// shows that the broker still delivers.
constexpr auto pulse_every = 300ms;
constexpr auto deaf_after = 10s;
constexpr auto last_words = 2000ms;
constexpr auto goodbye = 1000ms;

struct Waiting {
  std::string topic;
  std::string payload;
  bool retained = false;
  std::function<void()> taken;
};

struct UnderWay {
  std::uint64_t connection = 0;
  std::function<void()> taken;
};

/// What Paho's threads tell the gateway's.
struct Happened {
  enum class What { connected, refused, subscribed, unsubscribed, lost } what;
  bool session_present = false;
  std::string reason;
};

enum class Phase { down, connecting, subscribing, up };

std::vector<Subscription> subscriptions(const std::string& root, const std::string& pulse_topic) {
  std::vector<Subscription> all = {{root + "/hub/+/alarm"}, {root + "/hub/+/heartbeat"}};
  for (const char* kind : {"status", "link", "position", "reply", "progress", "sync"}) {
    all.push_back({root + "/responder/+/" + kind});
  }
  all.push_back({root + "/partner/+/reply"});
  all.push_back({"owntracks/+/+"});
  // Without an acknowledgement from us, or a saving broker would write its whole memory to disk for each.
  all.push_back({pulse_topic, 0});
  return all;
}

Status readable(const std::string& file, const char* key) {
  if (file.empty() || std::ifstream(file).good()) return ok_status();
  return Error{"broker " + std::string(key) + " '" + file +
               "' cannot be read; name a PEM file this account may read"};
}

} // namespace

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

  observe::Gauge& up_gauge_;
  observe::Counter& connects_;
  observe::Counter& attempts_failed_;
  observe::Counter& losses_;
  observe::Counter& received_;
  observe::Counter& oversize_;
  observe::Counter& not_handed_over_;
  observe::Counter& accepted_;
  observe::Counter& refused_;
  observe::Counter& taken_;
  observe::Gauge& under_way_gauge_;
  observe::Histogram& round_trip_;

  mutable std::mutex mutex_;
  std::condition_variable news_;
  std::deque<Happened> happened_;
  std::deque<Waiting> waiting_;
  std::map<Ticket, UnderWay> under_way_; ///< of this connection and of earlier ones in the same session
  std::size_t under_way_now_ = 0;        ///< of this connection
  std::uint64_t connection_number_ = 0;
  Ticket last_ticket_ = 0;
  std::string status_;
  bool stopping_ = false;
  Steady::time_point stop_by_;
  std::atomic<bool> open_ = false; ///< written under the mutex

  // only the gateway's thread
  Phase phase_ = Phase::down;
  bool session_present_ = false;
  std::chrono::milliseconds pause_ = first_pause;
  Steady::time_point next_attempt_;
  Steady::time_point next_pulse_;
  std::string last_reason_;
  bool deaf_said_ = false;
  std::atomic<Steady::rep> up_since_ = 0;
  std::atomic<Steady::rep> heard_at_ = 0;

  std::unique_ptr<Connection> connection_;
  std::thread thread_;
};

Gateway::Inside::Inside(BrokerSettings settings, engine::Clock& clock, observe::Metrics& metrics)
    : settings_(std::move(settings)), status_topic_(settings_.topic_root + "/system/status"),
      pulse_topic_(settings_.topic_root + "/system/pulse/" + settings_.client_id), clock_(clock),
      up_gauge_(metrics.gauge("turnout_mqtt_connected", "1 while the broker is connected and subscribed.")),
      connects_(metrics.counter("turnout_mqtt_connects_total", "Connections made to the broker.")),
      attempts_failed_(
          metrics.counter("turnout_mqtt_attempts_failed_total", "Attempts to connect that failed.")),
      losses_(metrics.counter("turnout_mqtt_losses_total", "Connections to the broker that were lost.")),
      received_(metrics.counter("turnout_mqtt_received_total", "Messages received from the broker.")),
      oversize_(metrics.counter("turnout_mqtt_oversize_total", "Messages cut because they were too long.")),
      not_handed_over_(
          metrics.counter("turnout_mqtt_not_handed_over_total", "Messages lost for want of memory.")),
      accepted_(metrics.counter("turnout_mqtt_publish_accepted_total", "Messages accepted for the broker.")),
      refused_(
          metrics.counter("turnout_mqtt_publish_refused_total", "Messages refused: not connected, or full.")),
      taken_(metrics.counter("turnout_mqtt_taken_total", "Messages acknowledged by the broker.")),
      under_way_gauge_(metrics.gauge("turnout_mqtt_under_way", "Messages sent and not yet acknowledged.")),
      round_trip_(metrics.histogram("turnout_mqtt_round_trip_seconds",
                                    "To the broker and back, measured all along.")) {}

// ---- from outside ----

Status Gateway::Inside::start(GatewayHandlers handlers) {
  auto address = parse_broker_url(settings_.url);
  if (!address) return Error{address.error()};
  address_ = address.value();
  for (const auto& [file, key] : {std::pair(settings_.ca_file, "ca_file"),
                                  {settings_.cert_file, "cert_file"},
                                  {settings_.key_file, "key_file"}}) {
    if (auto status = readable(file, key); !status) return status;
  }
  handlers_ = std::move(handlers);
  try {
    connection_ = std::make_unique<Connection>(settings_, address_, events());
  } catch (const std::exception& error) {
    return Error{"broker settings are not usable: " + std::string(error.what())};
  }
  next_attempt_ = Steady::now();
  thread_ = std::thread([this] { run(); });
  return ok_status();
}

void Gateway::Inside::stop(const std::string& farewell) {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock(mutex_);
    if (open_ && !farewell.empty()) waiting_.push_back({status_topic_, farewell, true, {}});
    open_ = false;
    stopping_ = true;
    stop_by_ = Steady::now() + last_words;
  }
  news_.notify_one();
  thread_.join();
  connection_->disconnect(goodbye);
  connection_.reset();
  up_gauge_.Set(0);
}

bool Gateway::Inside::publish(Waiting message) {
  {
    const std::lock_guard lock(mutex_);
    if (!open_ || waiting_.size() >= waiting_max) {
      refused_.Increment();
      return false;
    }
    waiting_.push_back(std::move(message));
  }
  accepted_.Increment();
  news_.notify_one();
  return true;
}

void Gateway::Inside::publish_status(std::string payload) {
  {
    const std::lock_guard lock(mutex_);
    status_ = std::move(payload);
    if (!open_) return;
    waiting_.push_back({status_topic_, status_, true, {}});
  }
  news_.notify_one();
}

// ---- Paho's threads ----

ConnectionEvents Gateway::Inside::events() {
  using What = Happened::What;
  ConnectionEvents on;
  on.message = [this](const std::string& topic, std::string_view payload, bool retained) {
    message_came(topic, payload, retained);
  };
  on.connected = [this](bool present) { tell({What::connected, present, {}}); };
  on.refused = [this](const std::string& reason) { tell({What::refused, false, reason}); };
  on.subscribed = [this](bool granted) {
    tell({granted ? What::subscribed : What::unsubscribed, false, {}});
  };
  on.lost = [this] { tell({What::lost, false, "connection lost"}); };
  on.finished = [this](Ticket ticket, bool taken) { finished(ticket, taken); };
  return on;
}

void Gateway::Inside::tell(Happened happened) {
  {
    const std::lock_guard lock(mutex_);
    if (happened.what == Happened::What::lost) open_ = false; // from this instant publish says no
    happened_.push_back(std::move(happened));
  }
  news_.notify_one();
}

void Gateway::Inside::message_came(const std::string& topic, std::string_view payload,
                                   bool retained) noexcept {
  try {
    if (topic == pulse_topic_) return pulse_came(payload);
    engine::RawMessage message;
    message.received_at = clock_.now();
    message.topic = topic;
    message.oversize = payload.size() > payload_bytes_max;
    message.payload = payload.substr(0, payload_bytes_max);
    message.retained = retained;
    received_.Increment();
    if (message.oversize) oversize_.Increment();
    handlers_.message(std::move(message));
  } catch (const std::exception& error) {
    // An exception must not pass through Paho's C code. The sender repeats what Turnout has not acknowledged.
    not_handed_over_.Increment();
    log_error("mqtt: a message could not be handed over: {}", error.what());
  }
}

void Gateway::Inside::pulse_came(std::string_view payload) {
  Steady::rep sent = 0;
  std::from_chars(payload.data(), payload.data() + payload.size(), sent);
  if (sent < up_since_) return; // kept in the session from before
  const auto now = Steady::now().time_since_epoch();
  heard_at_ = now.count();
  round_trip_.Observe(std::chrono::duration<double>(now - Steady::duration(sent)).count());
}

void Gateway::Inside::finished(Ticket ticket, bool taken) {
  if (ticket == 0) return;
  std::function<void()> call;
  bool somebody_waits = false;
  {
    const std::lock_guard lock(mutex_);
    const auto it = under_way_.find(ticket);
    if (it == under_way_.end()) return;
    call = std::move(it->second.taken);
    if (it->second.connection == connection_number_) --under_way_now_;
    under_way_.erase(it);
    somebody_waits = stopping_ || !waiting_.empty();
  }
  if (somebody_waits) news_.notify_one();
  if (!taken) return;
  taken_.Increment();
  if (call) call();
}

// ---- the gateway's thread ----

void Gateway::Inside::run() {
  std::unique_lock lock(mutex_);
  while (!done_stopping()) {
    const bool sendable = phase_ == Phase::up && !waiting_.empty() && under_way_now_ < under_way_max;
    if (happened_.empty() && !sendable) news_.wait_until(lock, stopping_ ? stop_by_ : next_look());
    std::deque<Happened> happened;
    happened.swap(happened_);
    lock.unlock();
    for (const auto& one : happened)
      handle(one);
    const auto now = Steady::now();
    if (phase_ == Phase::down && now >= next_attempt_) {
      phase_ = Phase::connecting;
      connection_->connect();
    }
    if (phase_ == Phase::up) {
      send_waiting();
      if (now >= next_pulse_) send_pulse(now);
    }
    lock.lock();
  }
}

bool Gateway::Inside::done_stopping() const {
  if (!stopping_) return false;
  return phase_ != Phase::up || (waiting_.empty() && under_way_now_ == 0) || Steady::now() >= stop_by_;
}

Steady::time_point Gateway::Inside::next_look() const {
  constexpr auto nothing_due = 1s; // an answer from Paho will wake us
  if (phase_ == Phase::down) return next_attempt_;
  if (phase_ == Phase::up) return next_pulse_;
  return Steady::now() + nothing_due;
}

void Gateway::Inside::handle(const Happened& happened) {
  switch (happened.what) {
  case Happened::What::connected:
    if (switch_off_nagle(address_.port) == 0) {
      log_warning("mqtt: TCP_NODELAY could not be set: every answer may wait 44 ms");
    }
    session_present_ = happened.session_present;
    phase_ = Phase::subscribing;
    // Always: a broker that lost its memory has lost the subscriptions too.
    connection_->subscribe(subscriptions(settings_.topic_root, pulse_topic_));
    break;
  case Happened::What::subscribed:
    if (phase_ == Phase::subscribing) came_up();
    break;
  case Happened::What::unsubscribed:
    if (phase_ != Phase::subscribing) break;
    connection_->disconnect(goodbye);
    went_down("the broker refused a subscription");
    break;
  case Happened::What::refused:
  case Happened::What::lost:
    went_down(happened.reason);
    break;
  }
}

void Gateway::Inside::came_up() {
  phase_ = Phase::up;
  pause_ = first_pause;
  last_reason_.clear();
  deaf_said_ = false;
  const auto now = Steady::now();
  next_pulse_ = now;
  up_since_ = heard_at_ = now.time_since_epoch().count();
  {
    const std::lock_guard lock(mutex_);
    ++connection_number_;
    under_way_now_ = 0;
    // Without the session Paho has forgotten them as well, and the caller offers them again.
    if (!session_present_) under_way_.clear();
    waiting_.clear();
    if (!status_.empty()) waiting_.push_back({status_topic_, status_, true, {}});
    // A loss that is already on its way in must not be talked over.
    open_ = !stopping_ && std::none_of(happened_.begin(), happened_.end(),
                                       [](const Happened& one) { return one.what == Happened::What::lost; });
  }
  connects_.Increment();
  up_gauge_.Set(1);
  log_info("mqtt: connected to {}, session {}", address_.uri(), session_present_ ? "kept" : "new");
  if (handlers_.connected) handlers_.connected(session_present_);
}

void Gateway::Inside::went_down(const std::string& reason) {
  const bool was_up = phase_ == Phase::up;
  phase_ = Phase::down;
  {
    const std::lock_guard lock(mutex_);
    open_ = false;
    waiting_.clear(); // offered again by the caller once the broker is back
  }
  next_attempt_ = Steady::now() + pause_;
  pause_ = std::min<std::chrono::milliseconds>(pause_ * 2, longest_pause);
  if (reason != last_reason_)
    log_warning("mqtt: {}: {}; trying again until it works", address_.uri(), reason);
  last_reason_ = reason;
  if (!was_up) {
    attempts_failed_.Increment();
    return;
  }
  losses_.Increment();
  up_gauge_.Set(0);
  if (handlers_.lost) handlers_.lost();
}

void Gateway::Inside::send_waiting() {
  std::vector<std::pair<Ticket, Waiting>> batch;
  {
    const std::lock_guard lock(mutex_);
    while (!waiting_.empty() && under_way_now_ < under_way_max) {
      batch.emplace_back(++last_ticket_, std::move(waiting_.front()));
      waiting_.pop_front();
      // Before it is sent: the answer can be quicker than the return.
      under_way_.emplace(last_ticket_, UnderWay{connection_number_, std::move(batch.back().second.taken)});
      ++under_way_now_;
    }
    under_way_gauge_.Set(static_cast<double>(under_way_now_));
  }
  for (auto& [ticket, message] : batch) {
    if (!connection_->publish(message.topic, std::move(message.payload), message.retained, ticket)) {
      finished(ticket, false);
    }
  }
}

void Gateway::Inside::send_pulse(Steady::time_point now) {
  next_pulse_ = now + pulse_every;
  static_cast<void>(
      connection_->publish(pulse_topic_, std::to_string(now.time_since_epoch().count()), false, 0));
  const auto silent = now.time_since_epoch() - Steady::duration(heard_at_.load());
  if (silent > deaf_after && !deaf_said_) {
    deaf_said_ = true;
    log_error("mqtt: connected, but the broker delivers nothing: let {} read and write {}/# in its ACL",
              settings_.username, settings_.topic_root);
  } else if (silent < deaf_after) {
    deaf_said_ = false;
  }
}

// ---- the door ----

Gateway::Gateway(BrokerSettings settings, engine::Clock& clock, observe::Metrics& metrics)
    : inside_(std::make_unique<Inside>(std::move(settings), clock, metrics)) {}
Gateway::~Gateway() = default;

Status Gateway::start(GatewayHandlers handlers) {
  return inside_->start(std::move(handlers));
}
void Gateway::stop(const std::string& farewell) {
  inside_->stop(farewell);
}
bool Gateway::publish(std::string topic, std::string payload, bool retained, std::function<void()> taken) {
  return inside_->publish({std::move(topic), std::move(payload), retained, std::move(taken)});
}
void Gateway::publish_status(std::string payload) {
  inside_->publish_status(std::move(payload));
}
bool Gateway::connected() const {
  return inside_->connected();
}

} // namespace turnout::mqtt
