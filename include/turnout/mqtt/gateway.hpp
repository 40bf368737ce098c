// The one connection to the broker: MQTT 5 or 3.1.1, a session that outlives the process, QoS 1 in and out.
// start and stop are called by one thread (main); everything else may be called from any thread and never
// waits. Nothing here throws after construction: what the broker or the network refuses is logged, counted
// and tried again for ever, with pauses of a quarter of a second up to four.
//
// What is promised: a message handed to `message` has not been promised to anybody but the broker; a publish
// that was accepted is `taken` once, when the broker has acknowledged it. If the connection is lost first it
// is perhaps never taken, and the caller offers it again from `connected`.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/base/time.hpp"
#include "turnout/engine/inbound.hpp"
#include "turnout/engine/ports.hpp"
#include "turnout/observe/metrics.hpp"
#include "turnout/wire/encode.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <string>

namespace turnout::mqtt {

enum class Protocol {
  v5,    ///< what waits in the broker for somebody away is let go when its time is over
  v3_1_1 ///< for brokers that know no better
};

struct BrokerSettings {
  std::string url =
      "tcp://127.0.0.1:1883"; ///< tcp:// or mqtt://, ssl:// or mqtts://; the port may be left out
  std::string username = "turnoutd";
  std::string password;
  std::string client_id = "turnoutd"; ///< names the session; the same after every restart
  std::string topic_root = "turnout/v1";
  Protocol protocol = Protocol::v5;
  std::string ca_file;     ///< PEM; empty: the machine's own authorities
  std::string cert_file;   ///< PEM, for brokers that ask for a client certificate
  std::string key_file;    ///< PEM
  std::string last_status; ///< what the broker says on system/status when this process dies without a word
  Duration deaf_after = std::chrono::seconds(10); ///< without a word from the broker, though connected
};

/// Payload bytes beyond this are cut off, and the message is marked oversize.
inline constexpr std::size_t payload_bytes_max = 16 * 1024;

struct GatewayHandlers {
  /// On Paho's receiving thread, one message at a time, in the order of the broker. It may wait for a full
  /// lane: the broker then keeps the rest. It must come back while `stop` waits, and it must not call
  /// the Gateway.
  std::function<void(engine::RawMessage)> message;
  /// On the gateway's thread, once every subscription stands. Messages kept in the session may come before
  /// it.
  std::function<void(bool session_present)> connected;
  /// On the gateway's thread, once for each loss.
  std::function<void()> lost;
  /// On the gateway's thread: true when a broker that is connected has delivered nothing for `deaf_after`,
  /// not even what was said to ourselves; false when it delivers again. `connected` and `lost` end it too.
  std::function<void(bool)> deaf = {};
};

class Gateway {
public:
  Gateway(BrokerSettings settings, engine::Clock& clock, observe::Metrics& metrics);
  ~Gateway(); ///< stops
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  /// Begins to connect and returns; an Error names a setting that can never work. Call once.
  [[nodiscard]] Status start(GatewayHandlers handlers);

  /// Publishes `farewell` as the last system/status, disconnects and frees the connection; up to three
  /// seconds. No handler is called afterwards. What a handler has taken until then the broker believes
  /// delivered: whoever waits for a full lane must be let in meanwhile, or the lanes be closed.
  void stop(const std::string& farewell = {});

  /// QoS 1. False: not connected or too much under way, and nothing was kept. `taken` is called on a thread
  /// of the library with the library's lock held: it must return at once and must not call the Gateway.
  [[nodiscard]] bool publish(wire::Outgoing message, std::function<void()> taken);

  /// Published retained on system/status now if connected, and again after every reconnect.
  void publish_status(std::string payload);

  /// What the broker keeps of phones, their duty and their link, comes once more: for those who were
  /// strangers when it came first.
  void hear_phones_again();

  [[nodiscard]] bool connected() const;

private:
  class Inside;
  std::unique_ptr<Inside> inside_;
};

} // namespace turnout::mqtt
