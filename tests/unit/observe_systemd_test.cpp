// What systemd is told, and what the journal is given. systemd's side is a socket of our own.

#include "turnout/observe/log.hpp"
#include "turnout/observe/systemd_notify.hpp"

#include <catch2/catch.hpp>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string>

using namespace turnout;
using namespace turnout::observe;

namespace {

class FakeSystemd {
public:
  FakeSystemd() : socket_(socket(AF_UNIX, SOCK_DGRAM, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path_.copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    setenv("NOTIFY_SOCKET", path_.c_str(), 1);
  }
  ~FakeSystemd() {
    unsetenv("NOTIFY_SOCKET");
    close(socket_);
    unlink(path_.c_str());
  }
  FakeSystemd(const FakeSystemd&) = delete;
  FakeSystemd& operator=(const FakeSystemd&) = delete;

  [[nodiscard]] std::string told() const {
    std::array<char, 256> bytes{};
    const auto length = recv(socket_, bytes.data(), bytes.size(), 0);
    return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
  }

private:
  std::string path_ = std::filesystem::temp_directory_path() / ("turnout-notify-" + std::to_string(getpid()));
  int socket_;
};

/// What is written to stderr meanwhile.
template <class Write>
std::string stderr_of(Write write) {
  std::array<int, 2> ends{};
  REQUIRE(pipe(ends.data()) == 0);
  const int kept = dup(STDERR_FILENO);
  dup2(ends[1], STDERR_FILENO);
  write();
  dup2(kept, STDERR_FILENO);
  close(kept);
  close(ends[1]);
  std::array<char, 1024> bytes{};
  const auto length = read(ends[0], bytes.data(), bytes.size());
  close(ends[0]);
  return {bytes.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
}

} // namespace

TEST_CASE("systemd is told in its own words") {
  const FakeSystemd systemd;
  notify_ready();
  CHECK(systemd.told() == "READY=1");
  notify_status("3 open incidents");
  CHECK(systemd.told() == "STATUS=3 open incidents");
  notify_watchdog();
  CHECK(systemd.told() == "WATCHDOG=1");
  notify_stopping();
  CHECK(systemd.told() == "STOPPING=1");
}

TEST_CASE("outside systemd nothing happens") {
  notify_ready();
}

TEST_CASE("log lines carry a priority for the journal, and a time and a level for people") {
  setenv("JOURNAL_STREAM", "1:2", 1);
  set_up_log(LogLevel::info);
  unsetenv("JOURNAL_STREAM");
  CHECK(stderr_of([] { log_warning("incident {} is late", "I7"); }) == "<4>incident I7 is late\n");
  CHECK(stderr_of([] { log_error("x"); }) == "<3>x\n");
  CHECK(stderr_of([] { log_info("x"); }) == "<6>x\n");
  CHECK(stderr_of([] { log_debug("below the level"); }).empty());

  set_up_log(LogLevel::debug);
  const auto line = stderr_of([] { log_debug("x"); });
  CHECK(line.size() == std::string("2026-11-22T18:00:00.000Z debug x\n").size());
  CHECK(line.substr(line.size() - 9) == " debug x\n");
}

TEST_CASE("log levels are read from their names") {
  CHECK(log_level("warning") == LogLevel::warning);
  CHECK_FALSE(log_level("loud"));
}
