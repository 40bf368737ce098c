// turnout-sim responders
#include "commands.hpp"
#include "county/facts.hpp"
#include "responders/responder_fleet.hpp"
#include "support/live.hpp"
#include "support/options.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <memory>
#include <string>

namespace turnout::sim {
namespace {

struct ResponderFleetOptions {
  BrokerOptions broker;
  RunOptions run;
  std::string county;
  std::string facts;
  std::string habits;
  double position_s = 5;
  double idle_position_s = 120;
  bool everyone_on_duty = false;
};

constexpr const char* responders_explanation =
    "Plays every responder in responders.csv over one connection: duty by "
    "shift, positions, replies to offers, the "
    "journey, the visit and what it finds. Who says yes, how fast and after "
    "how long a turnout follows the kind of "
    "responder; on top each has a habit, the same for the same seed:\n"
    "  prompt    answers as their kind does\n"
    "  slow      answers late, often after the offer has expired\n"
    "  silent    the phone says received, the person says nothing\n"
    "  declines  nearly always says no\n"
    "  battery   the phone dies on the way and comes back with sync\n"
    "  lost      falls silent on the way for a quarter of an hour\n"
    "Some give a job back (called to a fire, a puncture). With one "
    "connection there is one Last Will, so a dead phone's "
    "link is said down by this program in the broker's place.";

int run_responders(const ResponderFleetOptions& options) {
  const double length_s = parse_duration(options.run.duration);
  const HabitMix habits = options.habits.empty() ? default_habits() : parse_habits(options.habits);
  const auto roster = read_roster(options.county);
  const River river = options.facts.empty() ? River{} : load_facts(options.facts).river;
  watch_signals();
  Live live(options.run);
  Summary summary("responders");
  Board board(summary);
  MqttLink link(options.broker, "turnout-sim-responders-" + std::to_string(::getpid()), live.scheduler());
  const auto start_s =
      std::chrono::floor<std::chrono::seconds>(live.scheduler().wall_now()).time_since_epoch().count();
  Surroundings around{live.scheduler(),
                      [&](const Message& m) { link.publish(m); },
                      summary,
                      board,
                      river,
                      options.run.speed,
                      options.position_s,
                      options.idle_position_s,
                      options.everyone_on_duty,
                      "r" + std::to_string(start_s)};
  ResponderFleet fleet(roster, habits, Random(options.run.seed).fork("responders"), around);
  for (const char* output : {"offer", "assignment", "error"})
    link.subscribe(std::string("responder/+/") + output);
  link.on_message(live.timed([&](const Message& m) { fleet.receive(m); }));
  bool started = false;
  link.on_up([&] {
    if (std::exchange(started, true)) {
      fleet.reconnected();
    } else {
      fleet.start();
    }
  });
  const bool allowed = live.run(&link, seconds(length_s));
  fleet.hang_up();
  summary.set("lost_while_disconnected", link.unsent());
  summary.write(options.run.summary_file);
  return allowed ? ended_well : broker_refused;
}

} // namespace

void add_responders_command(CLI::App& program, int& exit_code) {
  auto* command =
      program.add_subcommand("responders", "Play the responders: duty, replies, journeys, visits");
  command->footer(responders_explanation);
  auto options = std::make_shared<ResponderFleetOptions>();
  add_broker_options(*command, options->broker);
  add_run_options(*command, options->run);
  command->add_option("--county", options->county, "Folder with responders.csv")->required();
  command->add_option(
      "--facts", options->facts,
      "The county's public facts, for the river and its crossings; without them all ways are straight");
  command->add_option("--habits", options->habits,
                      "Weights of the habits, as in prompt=60,slow=15,silent=10,declines=8,battery=4,lost=3");
  command
      ->add_option("--position-every", options->position_s,
                   "Seconds between positions on the way, before --speed")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  command
      ->add_option("--idle-position-every", options->idle_position_s,
                   "Seconds between positions while waiting")
      ->capture_default_str()
      ->check(CLI::PositiveNumber);
  command->add_flag("--everyone-on-duty", options->everyone_on_duty, "Ignore the shifts");
  command->callback([options, &exit_code] { exit_code = run_responders(*options); });
}

} // namespace turnout::sim
