#include "address.hpp"

#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace turnout::mqtt {

std::string BrokerAddress::uri() const {
  return (tls ? "ssl://" : "tcp://") + host + ":" + std::to_string(port);
}

bool BrokerAddress::loopback() const {
  return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

Result<BrokerAddress> parse_broker_url(const std::string& url) {
  constexpr std::array<std::pair<std::string_view, bool>, 4> schemes = {
      {{"tcp://", false}, {"mqtt://", false}, {"ssl://", true}, {"mqtts://", true}}};
  std::string_view rest = url;
  BrokerAddress address;
  bool known = false;
  for (const auto& [scheme, tls] : schemes) {
    if (!rest.starts_with(scheme)) continue;
    rest.remove_prefix(scheme.size());
    address.tls = tls;
    known = true;
    break;
  }
  const Error wrong{"broker url '" + url + "' is not understood; write tcp://host:1883 or mqtts://host:8883"};
  if (!known) return wrong;
  while (rest.ends_with('/'))
    rest.remove_suffix(1);
  address.port = address.tls ? 8883 : 1883;
  const auto colon = rest.rfind(':');
  const auto bracket = rest.rfind(']');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    const std::string_view digits = rest.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), address.port);
    if (error != std::errc{} || end != digits.data() + digits.size() || address.port == 0) return wrong;
    rest = rest.substr(0, colon);
  }
  if (rest.empty() || rest.find_first_of("/@ ") != std::string_view::npos) return wrong;
  address.host = rest;
  return address;
}

std::string authorities(const BrokerSettings& settings) {
  return settings.ca_file.empty() ? "/etc/ssl/certs/ca-certificates.crt" : settings.ca_file;
}

::mqtt::ssl_options tls_options(const BrokerSettings& settings) {
  ::mqtt::ssl_options options;
  // Never ca_path: this Paho keeps a pointer to it into an object that is gone.
  options.set_trust_store(authorities(settings));
  if (!settings.cert_file.empty()) options.set_key_store(settings.cert_file);
  if (!settings.key_file.empty()) options.set_private_key(settings.key_file);
  options.set_enable_server_cert_auth(true);
  options.set_verify(true);
  return options;
}

} // namespace turnout::mqtt
