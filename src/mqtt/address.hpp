// Where the broker is, from the URL of the settings, and the options both kinds of connection share. Pure
// functions.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/mqtt/gateway.hpp"

#include <mqtt/ssl_options.h>

#include <cstdint>
#include <string>

namespace turnout::mqtt {

struct BrokerAddress {
  std::string host;
  std::uint16_t port = 1883;
  bool tls = false;

  /// As Paho wants it: tcp://host:port or ssl://host:port.
  [[nodiscard]] std::string uri() const;
  [[nodiscard]] bool loopback() const;
};

[[nodiscard]] Result<BrokerAddress> parse_broker_url(const std::string& url);

/// The file with the authorities that may vouch for the broker: the machine's own where the settings name
/// none.
[[nodiscard]] std::string authorities(const BrokerSettings& settings);

/// The broker must prove that it is the host we meant: Paho's default accepts any valid certificate.
[[nodiscard]] ::mqtt::ssl_options tls_options(const BrokerSettings& settings);

} // namespace turnout::mqtt
