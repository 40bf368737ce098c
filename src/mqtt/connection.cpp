#include "connection.hpp"

#include <mqtt/async_client.h>

#include <algorithm>
#include <atomic>
#include <utility>

namespace turnout::mqtt {

/// Two functions as the listener object that Paho wants; it must outlive the client.
class Listener final : public ::mqtt::iaction_listener {
public:
  using On = std::function<void(const ::mqtt::token&)>;
  Listener(On success, On failure) : success_(std::move(success)), failure_(std::move(failure)) {}
  void on_success(const ::mqtt::token& token) override { success_(token); }
  void on_failure(const ::mqtt::token& token) override { failure_(token); }

private:
  On success_;
  On failure_;
};

namespace {

using namespace std::chrono_literals;

constexpr int at_least_once = 1;
constexpr auto keepalive = 15s;
constexpr auto connect_patience = 5s;
// Paho refuses what goes beyond, also while connected; the gateway keeps far fewer under way.
constexpr int buffered_max = 10'000;

std::string why(const ::mqtt::token& token, bool tls) {
  // MQTT 3.1.1, 3.2.2.3, and MQTT 5, 3.2.2.2: this Paho gives both as the return code.
  switch (token.get_return_code()) {
  case 1:
  case ::mqtt::ReasonCode::UNSUPPORTED_PROTOCOL_VERSION:
    return "the broker does not speak MQTT 5; set [broker] mqtt = \"3.1.1\"";
  case 4:
  case ::mqtt::ReasonCode::BAD_USER_NAME_OR_PASSWORD:
    return "user name or password refused";
  case 5:
  case ::mqtt::ReasonCode::NOT_AUTHORIZED:
    return "not authorised";
  case MQTTASYNC_FAILURE:
    return tls ? "no connection, or a certificate that does not prove this host" : "no connection";
  default:
    return "code " + std::to_string(token.get_return_code());
  }
}

Ticket ticket_of(const ::mqtt::token& token) {
  return static_cast<Ticket>(reinterpret_cast<std::uintptr_t>(token.get_user_context()));
}

int version_of(Protocol protocol) {
  return protocol == Protocol::v5 ? MQTTVERSION_5 : MQTTVERSION_3_1_1;
}

::mqtt::create_options creation(Protocol protocol) {
  ::mqtt::create_options options(version_of(protocol), buffered_max);
  options.set_send_while_disconnected(false);
  return options;
}

Session session_of(const ::mqtt::token& token) {
  const auto answer = token.get_connect_response();
  Session session{.kept = answer.is_session_present()};
  const auto& said = answer.get_properties();
  if (said.contains(::mqtt::property::RECEIVE_MAXIMUM))
    session.under_way_max = ::mqtt::get<std::uint16_t>(said, ::mqtt::property::RECEIVE_MAXIMUM);
  return session;
}

void keep_session(::mqtt::connect_options& options, Protocol protocol) {
  options.set_mqtt_version(version_of(protocol));
  if (protocol == Protocol::v3_1_1) return options.set_clean_session(false);
  constexpr std::int32_t for_ever = -1; // 0xFFFFFFFF: MQTT 5, 3.1.2.11.2; Paho takes it signed
  options.set_clean_start(false);
  options.set_properties({{::mqtt::property::SESSION_EXPIRY_INTERVAL, for_ever}});
}

} // namespace

struct Connection::Inside {
  ConnectionEvents events;
  const Protocol protocol;
  ::mqtt::connect_options options;
  std::atomic<std::size_t> unanswered = 0; ///< subscriptions
  Listener connecting;
  Listener subscribing;
  Listener publishing;
  ::mqtt::async_client client; // last: it must be gone before the listeners are

  Inside(const BrokerSettings& settings, const BrokerAddress& address, ConnectionEvents given)
      : events(std::move(given)), protocol(settings.protocol),
        connecting([this](const ::mqtt::token& t) { events.connected(session_of(t)); },
                   [this, tls = address.tls](const ::mqtt::token& t) { events.refused(why(t, tls)); }),
        subscribing(
            [this](const ::mqtt::token&) {
              if (--unanswered == 0) events.subscribed(true);
            },
            [this](const ::mqtt::token&) { events.subscribed(false); }),
        publishing([this](const ::mqtt::token& t) { events.finished(ticket_of(t), true); },
                   [this](const ::mqtt::token& t) { events.finished(ticket_of(t), false); }),
        client(address.uri(), settings.client_id, creation(settings.protocol)) {
    keep_session(options, settings.protocol);
    options.set_keep_alive_interval(keepalive);
    options.set_connect_timeout(connect_patience);
    if (!settings.username.empty()) {
      options.set_user_name(settings.username);
      options.set_password(settings.password);
    }
    if (address.tls) options.set_ssl(tls_options(settings));
    if (!settings.last_status.empty()) {
      options.set_will_message(::mqtt::make_message(settings.topic_root + "/system/status",
                                                    settings.last_status, at_least_once, true));
    }
    // All before connect: setting one later can deadlock with Paho's receiving thread.
    client.set_connection_lost_handler([this](const std::string&) { events.lost(); });
    client.set_message_callback([this](const ::mqtt::const_message_ptr& message) {
      const auto& payload = message->get_payload_ref();
      events.message(message->get_topic(), payload ? std::string_view(payload.str()) : std::string_view(),
                     message->is_retained());
    });
  }
};

Connection::Connection(const BrokerSettings& settings, const BrokerAddress& address, ConnectionEvents events)
    : inside_(std::make_unique<Inside>(settings, address, std::move(events))) {}

Connection::~Connection() = default;

void Connection::connect() {
  try {
    inside_->client.connect(inside_->options, nullptr, inside_->connecting);
  } catch (const std::exception& error) {
    inside_->events.refused(error.what());
  }
}

void Connection::subscribe(const std::vector<Subscription>& filters) {
  // One by one: for several filters at once this Paho hands over grants from memory it has not filled.
  inside_->unanswered = filters.size();
  try {
    for (const auto& [filter, qos] : filters) {
      inside_->client.subscribe(filter, qos, nullptr, inside_->subscribing);
    }
  } catch (const std::exception&) {
    inside_->events.subscribed(false);
  }
}

bool Connection::publish(wire::Outgoing message, Ticket ticket) {
  try {
    ::mqtt::properties properties;
    if (message.keep_for && inside_->protocol == Protocol::v5) {
      const auto seconds = std::chrono::ceil<std::chrono::seconds>(std::max<Duration>(*message.keep_for, 1s));
      properties.add({::mqtt::property::MESSAGE_EXPIRY_INTERVAL, static_cast<std::int32_t>(seconds.count())});
    }
    inside_->client.publish(
        ::mqtt::message::create(std::move(message.topic), std::move(message.payload), at_least_once,
                                message.retained, properties),
        reinterpret_cast<void*>(static_cast<std::uintptr_t>(ticket)), // a name, not a place
        inside_->publishing);
    return true;
  } catch (const std::exception&) {
    return false;
  }
}

void Connection::disconnect(std::chrono::milliseconds patience) {
  try {
    inside_->client.disconnect()->wait_for(patience);
  } catch (const std::exception&) { // NOLINT(bugprone-empty-catch): it was not connected, which is as good
  }
}

} // namespace turnout::mqtt
