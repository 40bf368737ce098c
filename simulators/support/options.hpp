// The command line that all live simulators share, and what its texts mean. Plain functions, called once at
// start; what cannot be read throws std::runtime_error with a sentence for the user.
#pragma once

#include <cstdint>
#include <string>

namespace CLI {
class App;
}

namespace turnout::sim {

struct BrokerOptions {
  std::string url = "tcp://127.0.0.1:1883";
  std::string root = "turnout/v1";
  std::string user;
  std::string password_file;
  std::string ca_file;
};

struct RunOptions {
  std::uint64_t seed = 1;
  std::string duration; // "60", "60s", "5m", "2h"; empty: until stopped
  double speed = 1;
  std::string clock_since; // empty: the daemon keeps the machine's time
  std::string summary_file;
};

struct BrokerAddress {
  std::string host;
  int port = 1883;
  bool tls = false;
};

void add_broker_options(CLI::App& app, BrokerOptions& options);
void add_run_options(CLI::App& app, RunOptions& options);

// tcp://host:port, mqtt://…, ssl://…, mqtts://…; the port may be left out.
BrokerAddress parse_broker(const std::string& url);
// Seconds; 0 for an empty text, which means without end.
double parse_duration(const std::string& text);
// The first line of the file; empty when no file is named.
std::string read_password(const std::string& file);

} // namespace turnout::sim
