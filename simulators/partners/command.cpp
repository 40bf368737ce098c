// turnout-sim partners
#include "commands.hpp"
#include "partners/partner.hpp"
#include "support/csv.hpp"
#include "support/live.hpp"
#include "support/options.hpp"

#include <CLI/CLI.hpp>
#include <unistd.h>

#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace turnout::sim {
namespace {

struct PartnerDeskOptions {
  BrokerOptions broker;
  RunOptions run;
  std::string partners = "rapid_home_care,ambulance,fire_control,police,third_sector,clinical_advice";
  double silent = -1;
  double rejects = -1;
};

constexpr const char* partners_explanation =
    "Plays the partner services over one connection. Each acknowledges a "
    "request with a reference, accepts it with a "
    "time of arrival, arrives and completes, at the pace of its kind (an "
    "ambulance in about 40 minutes, rapid home "
    "care in about an hour); some requests are rejected, some get no answer "
    "at all. A cancelled request is dropped.";

class PartnerDesk {
public:
  void add(std::string id, std::unique_ptr<Partner> partner) {
    partners_.emplace(std::move(id), std::move(partner));
  }

  void receive(const Message& message, Summary& summary) {
    const auto first = message.topic.find('/');
    const auto second = message.topic.rfind('/');
    if (first == second) return;
    const std::string kind = message.topic.substr(second + 1);
    const auto found = partners_.find(message.topic.substr(first + 1, second - first - 1));
    if (found == partners_.end()) {
      summary.count("messages_for_strangers");
    } else if (kind == "error") {
      summary.count("errors_received");
      std::cerr << "turnout-sim: " << found->first << " was told: " << message.payload << '\n';
    } else {
      found->second->request(message.payload);
    }
  }

private:
  std::map<std::string, std::unique_ptr<Partner>> partners_;
};

int run_partners(const PartnerDeskOptions& options) {
  const double length_s = parse_duration(options.run.duration);
  watch_signals();
  Live live(options.run);
  Summary summary("partners");
  for (const char* name :
       {"requests", "acknowledged", "accepted", "rejected", "silent", "arrived", "completed", "cancelled"}) {
    summary.count(name, 0);
  }
  MqttLink link(options.broker, "turnout-sim-partners-" + std::to_string(::getpid()), live.scheduler());
  const auto start_s =
      std::chrono::floor<std::chrono::seconds>(live.scheduler().wall_now()).time_since_epoch().count();
  const Random random = Random(options.run.seed).fork("partners");
  PartnerDesk desk;
  for (const auto& id : split(options.partners, ',')) {
    PartnerManner manner = manner_of(id);
    if (options.silent >= 0) manner.silent = options.silent;
    if (options.rejects >= 0) manner.rejects = options.rejects;
    desk.add(id, std::make_unique<Partner>(
                     id, manner, options.run.speed, "p" + std::to_string(start_s), random.fork(id),
                     live.scheduler(), [&](const Message& m) { link.publish(m); }, summary));
  }
  for (const char* output : {"request", "error"})
    link.subscribe(std::string("partner/+/") + output);
  link.on_message(live.timed([&](const Message& m) { desk.receive(m, summary); }));
  const bool allowed = live.run(&link, seconds(length_s));
  summary.set("lost_while_disconnected", link.unsent());
  summary.write(options.run.summary_file);
  return allowed ? ended_well : broker_refused;
}

} // namespace

void add_partners_command(CLI::App& program, int& exit_code) {
  auto* command = program.add_subcommand("partners", "Play the partner services");
  command->footer(partners_explanation);
  auto options = std::make_shared<PartnerDeskOptions>();
  add_broker_options(*command, options->broker);
  add_run_options(*command, options->run);
  command->add_option("--partners", options->partners, "Their broker user names, joined by commas")
      ->capture_default_str();
  command
      ->add_option("--silent", options->silent,
                   "Share of requests never answered; by default each kind's own")
      ->check(CLI::Range(0.0, 1.0));
  command->add_option("--rejects", options->rejects, "Share of requests rejected; by default each kind's own")
      ->check(CLI::Range(0.0, 1.0));
  command->callback([options, &exit_code] { exit_code = run_partners(*options); });
}

} // namespace turnout::sim
