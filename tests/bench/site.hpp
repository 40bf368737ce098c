// A county for measuring: 2,000 responders on duty, one person a hub, a plan that offers at once and to one.
#pragma once

#include "support/broker.hpp"
#include "support/temp_folder.hpp"

#include <turnout/domain/event.hpp>

#include <filesystem>
#include <string>

namespace turnout::bench {

inline constexpr int responders_count = 2'000;

[[nodiscard]] PlanBook bench_book();
[[nodiscard]] RegistryChanged bench_registry(int people);
[[nodiscard]] std::string responder_name(int number);

/// The daemon as a process on a site of its own.
class DaemonSite {
public:
  explicit DaemonSite(int people);
  ~DaemonSite();
  DaemonSite(const DaemonSite&) = delete;
  DaemonSite& operator=(const DaemonSite&) = delete;

  void start();
  void kill();

  [[nodiscard]] const test::Broker& broker() const { return broker_; }
  [[nodiscard]] std::string journal() const { return folder_.file("turnout.db"); }
  [[nodiscard]] std::size_t responders_on_duty() const;

private:
  testing::TempFolder folder_;
  test::Broker broker_;
  pid_t pid_ = -1;
};

/// Starts a program; its output goes to `log`.
[[nodiscard]] pid_t launch(const std::vector<std::string>& command, const std::string& log);
void end(pid_t pid, int signal);

} // namespace turnout::bench
