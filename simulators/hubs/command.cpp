// turnout-sim hubs
#include "commands.hpp"
#include "hubs/hub_fleet.hpp"
#include "support/live.hpp"
#include "support/options.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <iostream>
#include <memory>
#include <string>

namespace turnout::sim {
namespace {

struct HubFleetOptions {
  BrokerOptions broker;
  RunOptions run;
  HubSettings hubs;
  std::string county;
  bool heartbeats = false;
  double heartbeat_s = 300;
  double drain_s = 5;
};

constexpr const char* hubs_explanation =
    "Plays every hub of the county in people.csv over one connection: raises alarms in realistic "
    "proportions, keeps "
    "each until Turnout's ack and sends it again after 5, 10, 20, 40 s and then every minute, cancels some, "
    "presses "
    "some again, and listens to the feedback.\n"
    "--bad is the share of alarms that are wrong in some way: cut or missing JSON, unknown types and hubs, "
    "impossible "
    "clocks, duplicates, retained or oversize messages, bursts of presses, mains failures of a whole valley.";

// Ids must be new in each run, or Turnout would rightly call them duplicates of the last run's.
std::string run_id_from(Scheduler::WallTime now) {
  const auto s = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  return "a" + std::to_string(s) + "-" + std::to_string(::getpid() % 1000);
}

int run_hubs(HubFleetOptions options) {
  const double length_s = parse_duration(options.run.duration);
  watch_signals();
  Live live(options.run);
  Summary summary("hubs");
  MqttLink link(options.broker, "turnout-sim-hubs-" + std::to_string(::getpid()), live.scheduler());
  if (options.heartbeats) options.hubs.heartbeat_s = options.heartbeat_s;
  options.hubs.speed = options.run.speed;
  if (!options.run.clock_since.empty()) options.hubs.clock_speed = options.run.speed;
  if (options.hubs.run_id.empty()) options.hubs.run_id = run_id_from(live.scheduler().wall_now());
  HubFleet fleet(
      read_homes(options.county), options.hubs, Random(options.run.seed).fork("hubs"), live.scheduler(),
      [&](const Message& m) { link.publish(m); }, summary);
  for (const char* output : {"ack", "feedback", "error"})
    link.subscribe(std::string("hub/+/") + output);
  link.on_message(live.timed([&](const Message& m) { fleet.receive(m); }));
  bool started = false;
  link.on_up([&] {
    if (!std::exchange(started, true)) fleet.start();
  });
  bool allowed = live.run(&link, seconds(length_s));
  fleet.stop_raising();
  if (allowed && !asked_to_stop() && options.drain_s > 0) {
    allowed = live.run(&link, seconds(options.drain_s), [&] { return fleet.waiting() == 0; });
  }
  summary.set("unacked", fleet.waiting());
  summary.set("lost_while_disconnected", link.unsent());
  summary.write(options.run.summary_file);
  return allowed ? ended_well : broker_refused;
}

} // namespace

void add_hubs_command(CLI::App& program, int& exit_code) {
  auto* command =
      program.add_subcommand("hubs", "Play the hubs: alarms until acknowledged, heartbeats, bad behaviour");
  command->footer(hubs_explanation);
  auto options = std::make_shared<HubFleetOptions>();
  add_broker_options(*command, options->broker);
  add_run_options(*command, options->run);
  command->add_option("--county", options->county, "Folder with people.csv")->required();
  command
      ->add_option("--rate", options->hubs.rate_per_min,
                   "Alarms a minute, at random; --speed does not change it")
      ->capture_default_str()
      ->check(CLI::NonNegativeNumber);
  command->add_option("--bad", options->hubs.bad_share, "Share of alarms that misbehave, 0 to 1")
      ->capture_default_str()
      ->check(CLI::Range(0.0, 1.0));
  command->add_flag("--heartbeats", options->heartbeats, "Every hub sends heartbeats");
  command->add_option("--heartbeat-every", options->heartbeat_s, "Seconds between heartbeats of a hub")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  command->add_option("--mute", options->hubs.mute, "So many hubs fall silent after one heartbeat")
      ->capture_default_str();
  command->add_option("--storm", options->hubs.storm_homes, "One mains failure of so many neighbouring homes")
      ->capture_default_str();
  command->add_option("--storm-at", options->hubs.storm_at_s, "Seconds from the start to that failure")
      ->capture_default_str();
  command->add_option("--drain", options->drain_s, "Seconds to wait at the end for acks still owed")
      ->capture_default_str();
  command->add_option("--run-id", options->hubs.run_id,
                      "Start of every alarm id; by default new in each run");
  command->callback([options, &exit_code] { exit_code = run_hubs(*options); });
}

} // namespace turnout::sim
