#include "support/mqtt_link.hpp"

#include <mosquitto.h>

#include <algorithm>
#include <iostream>
#include <stdexcept>
#include <utility>

namespace turnout::sim {

struct MqttLink::State {
  BrokerOptions options;
  BrokerAddress address;
  Scheduler& scheduler;
  mosquitto* client = nullptr;
  std::string prefix;
  std::vector<std::string> filters;
  OnMessage message;
  OnUp up;
  bool started = false;
  bool connected = false;
  bool refused = false;
  std::uint64_t unsent = 0;
  Instant retry_at{0};
  double pause_s = 0.25;

  State(const BrokerOptions& given, Scheduler& clock)
      : options(given), address(parse_broker(given.url)), scheduler(clock), prefix(given.root + "/") {}

  void try_connect() {
    const int keepalive_s = 30;
    const int rc = started ? mosquitto_reconnect(client)
                           : mosquitto_connect(client, address.host.c_str(), address.port, keepalive_s);
    if (rc == MOSQ_ERR_SUCCESS) {
      started = true;
    } else {
      lost();
    }
  }

  void lost() {
    connected = false;
    constexpr double pause_max_s = 5;
    retry_at = scheduler.now() + seconds(pause_s);
    pause_s = std::min(pause_s * 2, pause_max_s);
  }

  static State& self(void* object) { return *static_cast<State*>(object); }

  static void connect_done(mosquitto* client, void* object, int code) {
    State& s = self(object);
    if (code != 0) {
      constexpr int bad_user_or_password = 4, not_authorised = 5;
      s.refused = code == bad_user_or_password || code == not_authorised;
      std::cerr << "turnout-sim: the broker refused the connection: " << mosquitto_connack_string(code)
                << '\n';
      return;
    }
    s.connected = true;
    s.pause_s = 0.25;
    for (const auto& filter : s.filters) {
      mosquitto_subscribe(client, nullptr, (s.prefix + filter).c_str(), 1);
    }
    if (s.up) s.up();
  }

  static void disconnect_done(mosquitto*, void* object, int) { self(object).connected = false; }

  static void message_came(mosquitto*, void* object, const mosquitto_message* m) {
    State& s = self(object);
    const std::string topic = m->topic;
    if (!s.message || topic.rfind(s.prefix, 0) != 0) return;
    s.message(
        Message{topic.substr(s.prefix.size()),
                std::string(static_cast<const char*>(m->payload), static_cast<std::size_t>(m->payloadlen)),
                m->qos, m->retain});
  }
};

MqttLink::MqttLink(const BrokerOptions& options, std::string client_id, Scheduler& scheduler)
    : state_(std::make_unique<State>(options, scheduler)) {
  mosquitto_lib_init();
  State& s = *state_;
  s.client = mosquitto_new(client_id.c_str(), true, state_.get());
  if (!s.client) throw std::runtime_error("libmosquitto could not make a client");
  mosquitto_int_option(s.client, MOSQ_OPT_TCP_NODELAY, 1);
  constexpr unsigned in_flight_max = 1000;
  mosquitto_max_inflight_messages_set(s.client, in_flight_max);
  if (!options.user.empty()) {
    const std::string password = read_password(options.password_file);
    mosquitto_username_pw_set(s.client, options.user.c_str(), password.c_str());
  }
  if (s.address.tls || !options.ca_file.empty()) {
    const char* path = options.ca_file.empty() ? "/etc/ssl/certs" : nullptr;
    const char* file = options.ca_file.empty() ? nullptr : options.ca_file.c_str();
    if (mosquitto_tls_set(s.client, file, path, nullptr, nullptr, nullptr) != MOSQ_ERR_SUCCESS) {
      throw std::runtime_error("cannot use the CA file " + options.ca_file);
    }
  }
  mosquitto_connect_callback_set(s.client, State::connect_done);
  mosquitto_disconnect_callback_set(s.client, State::disconnect_done);
  mosquitto_message_callback_set(s.client, State::message_came);
}

MqttLink::~MqttLink() {
  mosquitto_disconnect(state_->client);
  mosquitto_destroy(state_->client);
  mosquitto_lib_cleanup();
}

void MqttLink::subscribe(std::string filter) {
  state_->filters.push_back(std::move(filter));
}
void MqttLink::on_message(OnMessage handler) {
  state_->message = std::move(handler);
}
void MqttLink::on_up(OnUp handler) {
  state_->up = std::move(handler);
}
bool MqttLink::connected() const {
  return state_->connected;
}
bool MqttLink::refused() const {
  return state_->refused;
}
std::uint64_t MqttLink::unsent() const {
  return state_->unsent;
}

void MqttLink::publish(const Message& message) {
  State& s = *state_;
  if (!s.connected) {
    ++s.unsent;
    return;
  }
  const int rc = mosquitto_publish(s.client, nullptr, (s.prefix + message.topic).c_str(),
                                   static_cast<int>(message.payload.size()), message.payload.data(),
                                   message.qos, message.retain);
  if (rc != MOSQ_ERR_SUCCESS) ++s.unsent;
}

void MqttLink::loop(std::chrono::milliseconds timeout) {
  State& s = *state_;
  if (!s.started || mosquitto_socket(s.client) < 0) {
    if (s.scheduler.now() >= s.retry_at) s.try_connect();
  }
  constexpr int unused_max_packets = 1;
  const int rc = mosquitto_loop(s.client, static_cast<int>(timeout.count()), unused_max_packets);
  if (rc == MOSQ_ERR_NO_CONN || rc == MOSQ_ERR_CONN_LOST || rc == MOSQ_ERR_ERRNO || rc == MOSQ_ERR_PROTOCOL) {
    if (s.connected || s.retry_at <= s.scheduler.now()) s.lost();
  }
}

} // namespace turnout::sim
