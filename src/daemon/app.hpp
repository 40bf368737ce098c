// The wiring of the daemon: settings in, rooms connected, the engine's loop, an orderly end. Holds no rules.
// One App a process, used from main's thread, which becomes the engine's.
#pragma once

#include "exit_codes.hpp"
#include "figures.hpp"
#include "silence.hpp"

#include <turnout/accounts/accounts.hpp>
#include <turnout/clock/system_clock.hpp>
#include <turnout/config/settings.hpp>
#include <turnout/console/server.hpp>
#include <turnout/engine/engine.hpp>
#include <turnout/engine/speaker.hpp>
#include <turnout/mqtt/gateway.hpp>
#include <turnout/observe/health.hpp>
#include <turnout/observe/metrics.hpp>
#include <turnout/roads/open_travel.hpp>
#include <turnout/store/journal.hpp>
#include <turnout/store/read_store.hpp>
#include <turnout/store/registry.hpp>

#include <atomic>
#include <memory>
#include <thread>

namespace turnout::daemon {

/// Where journeys come from, as the settings say; the compiled copy of the map lies beside the journal.
[[nodiscard]] roads::TravelSources travel_sources(const config::Settings& settings, bool may_write);

/// What had to be left out of them, with the line of the settings that names it.
[[nodiscard]] std::string with_line(const config::Settings& settings, const std::string& wrong);

class App {
public:
  explicit App(config::Settings settings);
  ~App();

  /// Runs until a signal, or until something outside makes it impossible to go on.
  [[nodiscard]] ExitCode run();

private:
  [[nodiscard]] ExitCode open_store();
  [[nodiscard]] ExitCode open_console(PlanBook plans);
  [[nodiscard]] console::ConsoleOptions console_options() const;
  [[nodiscard]] ExitCode start_engine(PlanBook plans);
  [[nodiscard]] ExitCode loop();
  void open_travel();
  [[nodiscard]] ExitCode start_gateway();
  void watch_signals();
  void watch_journal();
  void watch_silence();
  void watch_clock();
  void greet_newcomers();
  void end();
  void say_findings();
  void look_after_health();
  [[nodiscard]] mqtt::BrokerSettings broker_settings() const;
  [[nodiscard]] std::string status_payload(const observe::HealthReport& report, bool down) const;

  config::Settings settings_;
  clock::SystemClock clock_;
  observe::Metrics metrics_;
  observe::Health health_;
  engine::Lanes lanes_;
  engine::PoisonGuard poison_;
  std::unique_ptr<store::SqliteJournal> journal_;
  std::unique_ptr<store::SqliteRegistry> registry_;
  std::unique_ptr<store::ReadStore> texts_; ///< for what is said to the entitled
  roads::OpenedTravel travel_;
  std::unique_ptr<mqtt::Gateway> gateway_;
  std::unique_ptr<engine::Speaker> speaker_;
  std::unique_ptr<accounts::Accounts> users_;
  std::unique_ptr<console::ConsoleServer> console_;
  std::unique_ptr<Figures> figures_;
  std::unique_ptr<engine::Engine> engine_;
  std::atomic<engine::Engine*> shown_engine_ = nullptr; ///< the console's threads came first
  std::atomic<bool> ending_ = false;
  bool pages_ = false; ///< the console has pages
  Duration clock_ahead_{};
  std::size_t responders_known_ = 0;
  Silence silence_;
  bool orderly_ = false; ///< the engine may run on while the doors are shut
  std::thread signals_;
  std::thread findings_;
  std::string refusing_; ///< what the journal said last, to tell of a change once
  observe::HealthReport said_;
  WallTime started_at_;
};

} // namespace turnout::daemon
