#include "turnout/mqtt/gateway.hpp"

#include "gateway_inside.hpp"
#include "turnout/observe/log.hpp"

#include <charconv>
#include <fstream>
#include <utility>

namespace turnout::mqtt {
namespace {

using observe::log_error;

constexpr std::size_t waiting_max = 65'536;
constexpr auto last_words = 2000ms;

Status readable(const std::string& file, const char* key) {
  if (file.empty() || std::ifstream(file).good()) return ok_status();
  return Error{"broker " + std::string(key) + " '" + file +
               "' cannot be read; name a PEM file this account may read"};
}

} // namespace

GatewayMetrics::GatewayMetrics(observe::Metrics& metrics)
    : up(metrics.gauge("turnout_mqtt_connected", "1 while the broker is connected and subscribed.")),
      connects(metrics.counter("turnout_mqtt_connects_total", "Connections made to the broker.")),
      attempts_failed(
          metrics.counter("turnout_mqtt_attempts_failed_total", "Attempts to connect that failed.")),
      losses(metrics.counter("turnout_mqtt_losses_total", "Connections to the broker that were lost.")),
      received(metrics.counter("turnout_mqtt_received_total", "Messages received from the broker.")),
      oversize(metrics.counter("turnout_mqtt_oversize_total", "Messages cut because they were too long.")),
      not_handed_over(
          metrics.counter("turnout_mqtt_not_handed_over_total", "Messages lost for want of memory.")),
      accepted(metrics.counter("turnout_mqtt_publish_accepted_total", "Messages accepted for the broker.")),
      refused(
          metrics.counter("turnout_mqtt_publish_refused_total", "Messages refused: not connected, or full.")),
      taken(metrics.counter("turnout_mqtt_taken_total", "Messages acknowledged by the broker.")),
      under_way(metrics.gauge("turnout_mqtt_under_way", "Messages sent and not yet acknowledged.")),
      round_trip(metrics.histogram("turnout_mqtt_round_trip_seconds",
                                   "To the broker and back, measured all along.")) {}

Gateway::Inside::Inside(BrokerSettings settings, engine::Clock& clock, observe::Metrics& metrics)
    : settings_(std::move(settings)), status_topic_(settings_.topic_root + "/system/status"),
      pulse_topic_(settings_.topic_root + "/system/pulse/" + settings_.client_id), clock_(clock),
      metrics_(metrics) {}

// ---- from outside ----

Status Gateway::Inside::start(GatewayHandlers handlers) {
  auto address = parse_broker_url(settings_.url);
  if (!address) return Error{address.error()};
  address_ = address.value();
  for (const auto& [file, key] : {std::pair(address_.tls ? authorities(settings_) : std::string(), "ca_file"),
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
    if (open_ && !farewell.empty()) waiting_.push_back({{status_topic_, farewell, true, {}}, {}});
    open_ = false;
    stopping_ = true;
    stop_by_ = Steady::now() + last_words;
  }
  news_.notify_one();
  thread_.join();
  connection_->disconnect(goodbye);
  connection_.reset();
  metrics_.up.Set(0);
}

bool Gateway::Inside::publish(Waiting message) {
  {
    const std::lock_guard lock(mutex_);
    if (!open_ || waiting_.size() >= waiting_max) {
      metrics_.refused.Increment();
      return false;
    }
    waiting_.push_back(std::move(message));
  }
  metrics_.accepted.Increment();
  news_.notify_one();
  return true;
}

void Gateway::Inside::publish_status(std::string payload) {
  {
    const std::lock_guard lock(mutex_);
    status_ = std::move(payload);
    if (!open_) return;
    waiting_.push_back({{status_topic_, status_, true, {}}, {}});
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
  on.connected = [this](Session session) { tell({What::connected, session, {}}); };
  on.refused = [this](const std::string& reason) { tell({What::refused, {}, reason}); };
  on.subscribed = [this](bool granted) { tell({granted ? What::subscribed : What::unsubscribed, {}, {}}); };
  on.lost = [this] { tell({What::lost, {}, "connection lost"}); };
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
    // Behind all that waited in the broker the pulse comes late.
    if (topic.starts_with(settings_.topic_root + "/")) heard_at_ = Steady::now().time_since_epoch().count();
    engine::RawMessage message;
    message.received_at = clock_.now();
    message.topic = topic;
    message.oversize = payload.size() > payload_bytes_max;
    message.payload = payload.substr(0, payload_bytes_max);
    message.retained = retained;
    metrics_.received.Increment();
    if (message.oversize) metrics_.oversize.Increment();
    handlers_.message(std::move(message));
  } catch (const std::exception& error) {
    // An exception must not pass through Paho's C code. The sender repeats what Turnout has not acknowledged.
    metrics_.not_handed_over.Increment();
    log_error("mqtt: a message could not be handed over: {}", error.what());
  }
}

void Gateway::Inside::pulse_came(std::string_view payload) {
  Steady::rep sent = 0;
  std::from_chars(payload.data(), payload.data() + payload.size(), sent);
  if (sent < up_since_) return; // kept in the session from before
  const auto now = Steady::now().time_since_epoch();
  heard_at_ = now.count();
  metrics_.round_trip.Observe(std::chrono::duration<double>(now - Steady::duration(sent)).count());
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
  metrics_.taken.Increment();
  if (call) call();
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
bool Gateway::publish(wire::Outgoing message, std::function<void()> taken) {
  return inside_->publish({std::move(message), std::move(taken)});
}
void Gateway::publish_status(std::string payload) {
  inside_->publish_status(std::move(payload));
}
void Gateway::hear_phones_again() {
  inside_->hear_phones_again();
}
bool Gateway::connected() const {
  return inside_->connected();
}

} // namespace turnout::mqtt
