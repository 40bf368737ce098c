// turnout-sim operators
#include "commands.hpp"
#include "operators/http_client.hpp"
#include "operators/operator_desk.hpp"
#include "support/json.hpp"
#include "support/live.hpp"
#include "support/options.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <memory>
#include <string>

namespace turnout::sim {
namespace {

struct OperatorDeskOptions {
  RunOptions run;
  OperatorSettings desk;
  std::string http = "http://127.0.0.1:8080";
  std::string token_file;
  double poll_s = 0.25;
};

constexpr const char* operators_explanation =
    "Plays the operators of a monitoring centre over the HTTP API: looks at the open incidents again and "
    "again, "
    "answers "
    "most of them after 5 to 40 s, settles many by voice, dispatches the rest, and closes those whose "
    "response is "
    "over. The commands are given in the names demo.operator-1, demo.operator-2 ...";

void look_at_all(HttpClient& client, OperatorDesk& desk, Summary& summary) {
  constexpr unsigned ok = 200;
  constexpr int pages_max = 20;
  std::string next;
  for (int page = 0; page < pages_max; ++page) {
    const std::string cursor = next.empty() ? "" : "&cursor=" + next;
    const auto answer = client.get("/api/v1/incidents?state=open&limit=500" + cursor);
    summary.count(answer.status == ok ? "polls" : "polls_failed");
    const auto body = parse_object(answer.body);
    if (const auto* items = body.if_contains("items"); items && items->is_array()) {
      for (const auto& item : items->get_array()) {
        if (item.is_object()) desk.look_at(item.get_object());
      }
    }
    next = text_of(body, "next");
    if (next.empty()) return;
  }
}

int run_operators(const OperatorDeskOptions& options) {
  const double length_s = parse_duration(options.run.duration);
  watch_signals();
  Live live(options.run);
  Summary summary("operators");
  HttpClient client(options.http, read_password(options.token_file));
  OperatorSettings settings = options.desk;
  settings.speed = options.run.speed;
  const auto command = [&](const std::string& incident, const boost::json::object& body) {
    const auto answer = client.post_json("/api/v1/incidents/" + incident + "/commands", to_text(body));
    constexpr unsigned refused_from = 300;
    const bool taken = answer.status != 0 && answer.status < refused_from;
    constexpr std::uint64_t shown_max = 5;
    if (!taken && summary.value("commands_refused") < shown_max) {
      std::cerr << "turnout-sim: a command was refused (" << answer.status << "): " << answer.body << '\n';
    }
    return taken;
  };
  OperatorDesk desk(settings, Random(options.run.seed).fork("operators"), live.scheduler(), command, summary);
  Task poll = [&] {
    look_at_all(client, desk, summary);
    live.scheduler().after(seconds(options.poll_s), poll);
  };
  live.scheduler().after(Instant{0}, poll);
  live.run(nullptr, seconds(length_s));
  summary.write(options.run.summary_file);
  return ended_well;
}

} // namespace

void add_operators_command(CLI::App& program, int& exit_code) {
  auto* command = program.add_subcommand("operators", "Play the operators over the HTTP API");
  command->footer(operators_explanation);
  auto options = std::make_shared<OperatorDeskOptions>();
  add_run_options(*command, options->run);
  command->add_option("--http", options->http, "Where the daemon's console listens")->capture_default_str();
  command->add_option("--token-file", options->token_file, "File whose first line is the bearer token");
  command->add_option("--operators", options->desk.operators, "How many operators share the work")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000));
  command->add_option("--miss", options->desk.miss_share, "Share of incidents no operator takes")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--poll-every", options->poll_s, "Seconds between looks at the list")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  command->callback([options, &exit_code] { exit_code = run_operators(*options); });
}

} // namespace turnout::sim
