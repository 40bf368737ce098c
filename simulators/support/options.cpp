#include "support/options.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <stdexcept>

namespace turnout::sim {

void add_broker_options(CLI::App& app, BrokerOptions& options) {
  app.add_option("--broker", options.url, "Broker address: tcp://host:port, or ssl://host:port for TLS")
      ->capture_default_str();
  app.add_option("--root", options.root, "Topic root of the wire contract")->capture_default_str();
  app.add_option(
      "--user", options.user,
      "Broker user. One connection acts for all senders here, so this account must be allowed to write "
      "and read their topics; the demo broker's account is 'sim'");
  app.add_option("--password-file", options.password_file, "File whose first line is the password");
  app.add_option("--ca-file", options.ca_file, "CA certificate; turns TLS on");
}

void add_run_options(CLI::App& app, RunOptions& options) {
  app.add_option("--seed", options.seed, "Same seed, same choices")->capture_default_str();
  app.add_option("--for", options.duration,
                 "How long to run: 90s, 5m, 2h; without it until SIGINT or SIGTERM");
  app.add_option("--speed", options.speed, "Divides every human delay and journey by this")
      ->capture_default_str()
      ->check(CLI::Range(0.01, 10000.0));
  app.add_option(
      "--clock-since", options.clock_since,
      "Since this moment (RFC 3339) the daemon's own clock has run --speed times too; times in messages "
      "then follow it");
  app.add_option("--summary", options.summary_file, "Also write the closing line of JSON to this file");
}

BrokerAddress parse_broker(const std::string& url) {
  BrokerAddress address;
  std::string rest = url;
  if (const auto scheme_end = url.find("://"); scheme_end != std::string::npos) {
    const std::string scheme = url.substr(0, scheme_end);
    if (scheme == "ssl" || scheme == "mqtts") {
      address.tls = true;
      address.port = 8883;
    } else if (scheme != "tcp" && scheme != "mqtt") {
      throw std::runtime_error("--broker " + url + ": the scheme must be tcp, mqtt, ssl or mqtts");
    }
    rest = url.substr(scheme_end + 3);
  }
  if (const auto colon = rest.rfind(':'); colon != std::string::npos) {
    try {
      address.port = std::stoi(rest.substr(colon + 1));
    } catch (const std::exception&) {
      address.port = 0;
    }
    rest.resize(colon);
  }
  constexpr int port_max = 65535;
  if (rest.empty() || address.port < 1 || address.port > port_max) {
    throw std::runtime_error("--broker " + url + ": give it as tcp://host:port");
  }
  address.host = rest;
  return address;
}

double parse_duration(const std::string& text) {
  if (text.empty()) return 0;
  double value = -1;
  std::size_t used = 0;
  try {
    value = std::stod(text, &used);
  } catch (const std::exception&) {
    used = 0;
  }
  const std::string unit = text.substr(used);
  const double factor = unit.empty() || unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : -1;
  if (used == 0 || value < 0 || factor < 0) {
    throw std::runtime_error("'" + text + "' is not a duration: give it as 90s, 5m or 2h");
  }
  return value * factor;
}

std::string read_password(const std::string& file) {
  if (file.empty()) return {};
  std::ifstream in(file);
  std::string line;
  if (!in || !std::getline(in, line)) throw std::runtime_error("cannot read a password from " + file);
  return line;
}

} // namespace turnout::sim
