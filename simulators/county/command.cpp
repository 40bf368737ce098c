// turnout-sim make-county
#include "commands.hpp"
#include "county/make_county.hpp"

#include <CLI/CLI.hpp>

#include <cstdint>
#include <iostream>
#include <memory>
#include <string>

namespace turnout::sim {
namespace {

struct MakeCountyOptions {
  std::uint64_t seed = 1;
  int people = 2500;
  std::string out;
  std::string facts = "config/demo/gloucestershire.json";
  std::string passwords;
};

constexpr const char* make_county_explanation =
    "Invents people, responders and bases around a county's real places and writes people.csv, "
    "responders.csv and "
    "bases.csv for `turnoutctl import`. The same seed and facts give the same files to the byte.\n"
    "Risk flags used: falls_2plus admissions_2plus unstable_conditions_2plus polypharmacy frequent_attender "
    "conditions_5plus frailty two_person_lift oxygen dementia risk_marker.\n"
    "Skills used: falls_lift first_aid trauma personal_care two_person_lift key_holder wholetime.\n"
    "Shifts: items joined by ';', each '24h' or days and local times such as 'Mon-Fri 08:00-18:00' or "
    "'Sat,Sun 22:00-06:00'; an empty cell means always.";

void run_make_county(const MakeCountyOptions& options) {
  const Facts facts = load_facts(options.facts);
  const County county = make_county(facts, options.seed, options.people);
  write_county(county, options.out);
  if (!options.passwords.empty()) write_passwords(county, options.passwords);
  int with_family = 0;
  for (const auto& person : county.people)
    with_family += person.preferred_responders.empty() ? 0 : 1;
  std::cout << "{\"simulator\":\"make-county\",\"seed\":" << options.seed
            << ",\"people\":" << county.people.size() << ",\"with_family_responder\":" << with_family
            << ",\"responders\":" << county.responders.size() << ",\"bases\":" << county.bases.size()
            << "}\n";
}

} // namespace

void add_make_county_command(CLI::App& program, int& exit_code) {
  auto* command =
      program.add_subcommand("make-county", "Invent a county: people.csv, responders.csv, bases.csv");
  command->footer(make_county_explanation);
  auto options = std::make_shared<MakeCountyOptions>();
  command->add_option("--seed", options->seed, "Same seed, same county")->capture_default_str();
  command->add_option("--people", options->people, "How many people with a hub")
      ->capture_default_str()
      ->check(CLI::Range(1, 99999));
  command->add_option("--out", options->out, "Folder for the files; made if it is not there")->required();
  command->add_option("--facts", options->facts, "The county's public facts")->capture_default_str();
  command->add_option(
      "--passwords", options->passwords,
      "Also write user:password lines for every sender, 'sim' and 'turnoutd', for mosquitto_passwd "
      "-U; new passwords each time, whatever the seed");
  command->callback([options, &exit_code] {
    run_make_county(*options);
    exit_code = ended_well;
  });
}

} // namespace turnout::sim
