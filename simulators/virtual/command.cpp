// turnout-sim county: the one command that runs the real dispatcher, in virtual time.
#include "commands.hpp"
#include "turnout/county/run.hpp"
#include "virtual/population.hpp"

#include <turnout/config/plans.hpp>

#include <CLI/CLI.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace turnout::sim {
namespace {

constexpr int promise_broken = 1;

struct Options {
  std::string scenario = "ordinary-tuesday";
  std::string folder = "config/county";
  std::uint64_t seed = 1;
  std::string seeds;
  int days = 0;
  std::vector<std::string> faults;
  std::vector<std::string> policies{"ours"};
  int twice_every = 50;
  std::string trace;
  std::string out;
};

constexpr const char* explanation = "The real engine and rules among modelled people, hubs, phones, "
                                    "partners, broker, disk and clock; no socket, "
                                    "no waiting. Every promise is checked on the way; one that does not hold "
                                    "is printed with the command that "
                                    "plays it again, and the exit code is 1.\n"
                                    "Scenarios and faults are files: a name is looked for in "
                                    "config/county/scenarios and config/county/faults, "
                                    "anything with a slash or a dot is a path.";

/// A broken file, in words for whoever wrote it.
[[noreturn]] void fail(const std::string& why) {
  throw std::runtime_error(why);
}

std::filesystem::path file_of(const Options& options, const char* kind, const std::string& name) {
  if (name.find_first_of("./") != std::string::npos) return name;
  return std::filesystem::path(options.folder) / kind / (name + ".toml");
}

std::pair<std::uint64_t, std::uint64_t> range_of(const Options& options) {
  if (options.seeds.empty()) return {options.seed, options.seed};
  const auto dots = options.seeds.find("..");
  try {
    const auto from = std::stoull(options.seeds.substr(0, dots));
    const auto to = dots == std::string::npos ? from : std::stoull(options.seeds.substr(dots + 2));
    if (to >= from) return {from, to};
  } catch (const std::exception&) { // told below, with what was written
  }
  fail("--seeds: '" + options.seeds + "' is not FROM..TO, as in 1..1000");
}

class Session {
public:
  explicit Session(const Options& options) : options_(options) {
    auto scenario = county::load_scenario(file_of(options, "scenarios", options.scenario));
    if (!scenario) fail(scenario.error());
    settings_.scenario = std::move(scenario).value();
    if (options.days > 0) settings_.scenario.days = options.days;
    for (const auto& name : options.faults) {
      if (auto read = county::load_faults(file_of(options, "faults", name), settings_.faults); !read)
        fail(read.error());
    }
    auto plans = config::load_plans(settings_.scenario.plans);
    if (!plans) fail(plans.error());
    settings_.plans = std::move(plans).value();
    population_ = populate(settings_.scenario);
    if (options.trace.empty()) return;
    if (options.trace != "-") {
      trace_.open(options.trace);
      if (!trace_) fail("--trace: " + options.trace + " cannot be written");
    }
    settings_.trace = options.trace == "-" ? &std::cout : &trace_;
  }

  int play() {
    const auto [from, to] = range_of(options_);
    int breaches = 0;
    for (const auto& name : options_.policies) {
      settings_.policy = county::find_policy(name);
      if (settings_.policy == nullptr) fail("--policy: there is no policy '" + name + "'");
      for (auto seed = from; seed <= to; ++seed) {
        county::RunResults results = one(seed);
        check_twice(results, seed - from);
        breaches += tell_breaches(results);
        if (!options_.out.empty()) write(results);
        keep(std::move(results));
      }
    }
    std::cout << county::table(runs_);
    tell_sum();
    return breaches == 0 ? ended_well : promise_broken;
  }

private:
  county::RunResults one(std::uint64_t seed) {
    settings_.seed = seed;
    const auto began = std::chrono::steady_clock::now();
    county::RunResults results = county::run(settings_, population_);
    results.figures.wall_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    return results;
  }

  void check_twice(county::RunResults& results, std::uint64_t nth) {
    if (options_.twice_every <= 0 || nth % static_cast<std::uint64_t>(options_.twice_every) != 0) return;
    if (options_.seeds.empty()) return;
    const auto again = one(results.seed);
    if (again.figures.digest == results.figures.digest) return;
    results.breaches.push_back({"same seed, same digest", results.until,
                                results.figures.digest + " and then " + again.figures.digest});
  }

  int tell_breaches(const county::RunResults& results) {
    for (const auto& breach : results.breaches) {
      std::cerr << "BROKEN " << breach.checker << " at " << format_rfc3339(breach.at) << ": " << breach.what
                << '\n';
    }
    if (results.breaches.empty()) return 0;
    std::cerr << "play it again: "
              << county::replay_command(results, options_.faults, settings_.scenario.days) << '\n';
    return static_cast<int>(results.breaches.size());
  }

  void write(const county::RunResults& results) {
    std::filesystem::create_directories(options_.out);
    const std::string name =
        results.scenario + "-" + results.policy + "-" + std::to_string(results.seed) + ".csv";
    std::ofstream file(std::filesystem::path(options_.out) / name, std::ios::binary);
    file << county::alarms_csv(results);
    if (!file.flush()) fail("--out: " + name + " cannot be written");
  }

  /// A thousand runs are summed up as they go; what each alarm met is in the files of --out.
  void keep(county::RunResults results) {
    results.worst.clear();
    for (auto& alarm : results.alarms)
      alarm.candidates = {};
    const auto& held = results.figures.held_most;
    for (const auto& [what, count] : held)
      held_[what] = std::max(held_[what], count);
    faults_ += results.figures.faults;
    years_ += static_cast<double>(results.figures.virtual_time.count()) / (365.25 * 86'400'000);
    incidents_ += results.figures.incidents;
    open_at_end_ += results.figures.open_at_end;
    runs_.push_back(std::move(results));
  }

  void tell_sum() {
    std::cout << runs_.size() << " runs, " << years_ << " simulated years, " << incidents_ << " incidents, "
              << faults_ << " faults, " << open_at_end_ << " incidents open at the end\n";
    std::cout << "most that was held:";
    for (const auto& [what, count] : held_)
      std::cout << ' ' << what << ' ' << count << ';';
    std::cout << '\n';
    const auto never = county::never_taken(runs_);
    if (never.empty()) return;
    std::cout << "branches that no run took:";
    for (const auto& name : never)
      std::cout << ' ' << name << ';';
    std::cout << '\n';
  }

  const Options& options_;
  county::RunSettings settings_;
  county::Population population_;
  std::ofstream trace_;
  std::vector<county::RunResults> runs_;
  std::map<std::string, std::uint64_t> held_;
  std::uint64_t faults_ = 0;
  std::uint64_t incidents_ = 0;
  std::uint64_t open_at_end_ = 0;
  double years_ = 0;
};

} // namespace

void add_county_command(CLI::App& program, int& exit_code) {
  auto* command = program.add_subcommand("county", "The real dispatcher in a county of virtual time");
  command->footer(explanation);
  auto options = std::make_shared<Options>();
  command->add_option("--scenario", options->scenario, "Name or file")->capture_default_str();
  command->add_option("--folder", options->folder, "Where names of scenarios and faults are looked for")
      ->capture_default_str();
  command->add_option("--seed", options->seed, "Same seed, same run")->capture_default_str();
  command->add_option("--seeds", options->seeds, "FROM..TO: one run for each");
  command->add_option("--days", options->days, "Instead of the scenario's own")->check(CLI::Range(1, 3660));
  command->add_option("--faults", options->faults, "Names or files; later ones lie over earlier ones");
  command
      ->add_option("--policy", options->policies,
                   "crow-one, eta-one, broadcast-8, ours; several are compared")
      ->capture_default_str();
  command
      ->add_option("--twice-every", options->twice_every,
                   "With --seeds: every so many runs is played twice and must end alike; 0 never")
      ->capture_default_str();
  command->add_option("--trace", options->trace,
                      "Every message and trouble, one line each, to this file or -");
  command->add_option("--out", options->out, "Folder for one CSV of alarms for each run");
  command->callback([options, &exit_code] { exit_code = Session(*options).play(); });
}

} // namespace turnout::sim
