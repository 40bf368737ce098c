#include "app.hpp"
#include "secrets.hpp"

#include <turnout/config/plans.hpp>
#include <turnout/observe/log.hpp>

#include <CLI/CLI.hpp>
#include <sodium.h>

#include <csignal>
#include <exception>
#include <iostream>

namespace {

using turnout::daemon::ExitCode;

int code(ExitCode why) {
  return static_cast<int>(why);
}

int check(const turnout::config::Settings& settings) {
  const auto plans = turnout::config::load_plans(settings.plans_file);
  if (!plans) {
    std::cerr << plans.error() << '\n';
    return code(ExitCode::settings);
  }
  const auto travel = turnout::roads::open_travel(turnout::daemon::travel_sources(settings, false));
  for (const auto& wrong : travel.wrong)
    std::cerr << turnout::daemon::with_line(settings, wrong) << '\n';
  if (!travel.wrong.empty()) return code(ExitCode::settings);
  if (const auto password = turnout::daemon::read_password(settings.broker_password_file); !password) {
    std::cerr << "warning: " << password.error() << ". Under systemd the running daemon alone has it.\n";
  }
  for (const auto& open :
       turnout::daemon::open_to_all({settings.broker_password_file, settings.console_token_file}))
    std::cerr << "warning: " << open << '\n';
  std::cout << "Settings and plans are good. Plans revision " << plans.value().revision.str() << ".\n";
  return code(ExitCode::done);
}

int serve(turnout::config::Settings settings) {
  turnout::observe::set_up_log(
      turnout::observe::log_level(settings.log_level).value_or(turnout::observe::LogLevel::info));
  turnout::daemon::App app(std::move(settings));
  return code(app.run());
}

} // namespace

int main(int argc, char** argv) {
  CLI::App line{"turnoutd: takes alarms, sends help, and does not let go."};
  std::string file = "/etc/turnout/turnout.toml";
  bool only_check = false;
  line.add_option("--config", file, "settings file")->capture_default_str();
  line.add_flag("--check", only_check, "validate settings and plans, and stop");
  line.set_version_flag("--version", TURNOUT_VERSION);
  line.footer("Exit codes: 0 done, 2 wrong settings, 3 journal, 4 console address or token, 5 disk refused "
              "for too long,\n"
              "6 another process has the journal, 70 defect.");
  try {
    line.parse(argc, argv);
  } catch (const CLI::ParseError& wrong) {
    return line.exit(wrong) == 0 ? 0 : code(ExitCode::settings);
  }
  if (sodium_init() < 0) return code(ExitCode::defect);
  // Before any thread exists, so that all inherit it and one can wait for them.
  sigset_t ending;
  sigemptyset(&ending);
  sigaddset(&ending, SIGTERM);
  sigaddset(&ending, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ending, nullptr);
  // A limit on file sizes is a disk that refuses, not an order to die; a closed pipe is nobody's order
  // either.
  std::signal(SIGXFSZ, SIG_IGN);
  std::signal(SIGPIPE, SIG_IGN);
  try {
    auto settings = turnout::config::load_settings(file);
    if (!settings) {
      std::cerr << settings.error() << '\n';
      return code(ExitCode::settings);
    }
    return only_check ? check(settings.value()) : serve(std::move(settings).value());
  } catch (const std::exception& unforeseen) {
    std::cerr << "turnoutd: " << unforeseen.what() << '\n';
    return code(ExitCode::defect);
  }
}
