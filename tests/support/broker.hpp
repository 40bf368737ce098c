// A real Mosquitto for tests: the project's own configuration and ACL, filled in for a free port and a
// directory of its own under the system's temporary directory, which goes away with it. One thread at a time.
// What cannot be made or started throws std::runtime_error with the broker's own log in the message.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::test {

struct BrokerOptions {
  /// User names beyond turnoutd, wallboard and sim.
  std::vector<std::string> accounts;
  /// Adds acl.demo: `sim` may then speak for everybody.
  bool sim_speaks_for_all = true;
  /// Put in at the end of the configuration, for example a second listener.
  std::string more_config;
};

class Broker {
public:
  explicit Broker(const BrokerOptions& options = {}); ///< started, and takes connections
  ~Broker();
  Broker(const Broker&) = delete;
  Broker& operator=(const Broker&) = delete;

  void start();
  void stop(); ///< SIGTERM: saves its memory and goes
  void kill(); ///< SIGKILL

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string url() const; ///< tcp://127.0.0.1:PORT
  [[nodiscard]] const std::filesystem::path& dir() const { return dir_; }
  [[nodiscard]] std::filesystem::path config_file() const { return dir_ / "mosquitto.conf"; }
  [[nodiscard]] std::string log() const;
  [[nodiscard]] std::string memory() const; ///< the bytes it has saved: sessions, queues, retained messages
  void forget();                            ///< throws them away; not while it runs

  /// Each test account has the password that follows from its name.
  [[nodiscard]] static std::string password_of(std::string_view user);

private:
  void write_files(const BrokerOptions& options);
  void end(int signal);
  [[nodiscard]] bool launch();
  [[nodiscard]] bool exited();

  std::filesystem::path dir_;
  std::uint16_t port_ = 0;
  pid_t pid_ = -1;
};

/// A TCP port of 127.0.0.1 that nobody uses at this moment.
[[nodiscard]] std::uint16_t free_port();

} // namespace turnout::test
