// turnoutctl canary: notices that nothing comes through, and tells people by another route.
#include "turnout/mqtt/canary.hpp"

#include "context.hpp"
#include "turnout/clock/system_clock.hpp"

#include <CLI/CLI.hpp>
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <iostream>
#include <memory>
#include <thread>

extern char** environ; // NOLINT(readability-redundant-declaration): POSIX leaves it to the program

namespace turnout::ctl {
namespace {

/// Nobody who was told is told again sooner while it lasts.
constexpr Duration say_again_after = 15min;
constexpr Duration patience_most = 20s;

struct CanaryAsked {
  std::string hub, broker, password_file, tell;
  std::string every = "1m", lost_after = "3m";
  bool once = false;
};

Duration span_of(const char* option, const std::string& said) {
  const auto span = parse_duration(said);
  if (!span || *span < 1s)
    throw Stop{ExitCode::usage, std::string(option) + " " + said + ": write 30s or 3m"};
  return *span;
}

mqtt::BrokerSettings settings_of(Context& context, const CanaryAsked& asked) {
  const auto& from = context.settings().broker;
  mqtt::BrokerSettings as_hub;
  as_hub.url = asked.broker.empty() ? from.url : asked.broker;
  as_hub.username = asked.hub;
  as_hub.client_id = "canary-" + asked.hub;
  as_hub.topic_root = from.topic_root;
  as_hub.protocol = from.mqtt == "5" ? mqtt::Protocol::v5 : mqtt::Protocol::v3_1_1;
  as_hub.ca_file = from.ca_file;
  if (!asked.password_file.empty()) {
    as_hub.password = read_file(asked.password_file);
    as_hub.password.erase(as_hub.password.find_last_not_of("\r\n") + 1);
  }
  return as_hub;
}

/// Runs the program that tells people by another route; false where that failed too.
bool run(const std::string& program, std::vector<std::string> words) {
  std::vector<char*> arguments = {const_cast<char*>(program.c_str())}; // execve's own signature
  for (auto& word : words)
    arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  if (posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) return false;
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

class Watch {
public:
  Watch(const CanaryAsked& asked, WallTime now)
      : asked_(asked), lost_after_(span_of("--lost-after", asked.lost_after)), heard_at_(now) {}

  void heard(WallTime now) {
    if (told_at_) {
      say({"back", format_rfc3339(heard_at_), format_rfc3339(now)});
      std::cout << "who may have pressed unheard: turnoutctl unheard --from " << format_rfc3339(heard_at_)
                << " --to " << format_rfc3339(now) << std::endl;
    }
    told_at_.reset();
    heard_at_ = now;
  }

  void lost(WallTime now, const std::string& why) {
    std::cout << "not heard: " << why << std::endl;
    if (now - heard_at_ < lost_after_ || (told_at_ && now - *told_at_ < say_again_after)) return;
    if (say({"lost", format_rfc3339(heard_at_), why})) told_at_ = now;
  }

private:
  bool say(const std::vector<std::string>& words) {
    for (const auto& word : words)
      std::cout << word << ' ';
    std::cout << std::endl;
    if (asked_.tell.empty() || run(asked_.tell, words)) return true;
    std::cerr << "turnoutctl: " << asked_.tell << " failed; nobody was told" << std::endl;
    return false;
  }

  const CanaryAsked& asked_;
  const Duration lost_after_;
  WallTime heard_at_; ///< when the path was last known whole
  std::optional<WallTime> told_at_;
};

[[noreturn]] void not_enrolled(const CanaryAsked& asked, const std::string& why) {
  throw Stop{ExitCode::usage,
             "hub " + asked.hub + ": " + why +
                 " Put a row with this hub_id into people.csv and import it; until then each "
                 "beat opens an incident."};
}

void watch(Context& context, const CanaryAsked& asked) {
  clock::SystemClock clock;
  const Duration every = span_of("--every", asked.every);
  mqtt::Canary canary(settings_of(context, asked));
  Watch watch(asked, clock.now());
  for (auto next = std::chrono::steady_clock::now();; next += every) {
    const WallTime began = clock.now();
    const auto beat =
        canary.beat(std::string(canary_prefix) + format_rfc3339(began), std::min(every, patience_most));
    const WallTime now = clock.now();
    if (beat.what == mqtt::Beat::What::not_enrolled) not_enrolled(asked, beat.why);
    const bool heard = beat.what == mqtt::Beat::What::heard;
    if (asked.once) {
      if (!heard) throw Stop{ExitCode::no, "not heard: " + beat.why};
      std::cout << "heard in " << (now - began).count() << " ms\n";
      return;
    }
    if (heard) {
      watch.heard(began);
    } else {
      watch.lost(now, beat.why);
    }
    std::this_thread::sleep_until(next + every);
  }
}

} // namespace

void add_canary_command(CLI::App& program, Context& context) {
  auto* canary = program.add_subcommand(
      "canary",
      "Says a test alarm as a hub of its own again and again, and tells people when none comes back");
  auto asked = std::make_shared<CanaryAsked>();
  canary->add_option("--hub", asked->hub, "The hub, enrolled like any other")->required();
  canary->add_option("--password-file", asked->password_file, "Its password at the broker");
  canary->add_option("--broker", asked->broker,
                     "Another address of the broker than the daemon's settings name");
  canary->add_option("--every", asked->every, "Between two alarms")->capture_default_str();
  canary->add_option("--lost-after", asked->lost_after, "How long nothing is heard before people are told")
      ->capture_default_str();
  canary->add_option("--tell", asked->tell,
                     "A program that tells people by another route; run as PROGRAM lost SINCE WHY, and as "
                     "PROGRAM back FROM TO");
  canary->add_flag("--once", asked->once, "One alarm: exit code 0 heard, 1 not");
  canary->callback([&context, asked] { watch(context, *asked); });
}

} // namespace turnout::ctl
