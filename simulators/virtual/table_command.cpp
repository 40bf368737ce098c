#include "virtual/table_command.hpp"

#include "commands.hpp"
#include "virtual/scene.hpp"

#include <turnout/verdict/table.hpp>

#include <CLI/CLI.hpp>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <thread>

namespace turnout::sim {
namespace {

struct TableOptions {
  std::string folder = "config/county";
  std::string paper = "docs/dispatching.md";
  std::vector<std::string> only;
  unsigned jobs = 1;
};

constexpr const char* table_explanation =
    "Plays every scenario whose file has seeds in its section [table], under every policy, and writes the "
    "table into "
    "the paper between its markers. The same files give the same digits. With --only the table is printed, "
    "and the "
    "paper stays as it is. A promise that does not hold is told, and the exit code is 1.";

/// Files without the section are not published, and some are only parts of others.
bool has_table(const std::filesystem::path& file) {
  std::ifstream in(file);
  for (std::string line; std::getline(in, line);) {
    if (line == "[table]") return true;
  }
  return false;
}

std::vector<std::string> names_in(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& file : std::filesystem::directory_iterator(folder / "scenarios")) {
    if (file.path().extension() == ".toml" && has_table(file.path()))
      names.push_back(file.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

class TableMaker {
public:
  explicit TableMaker(const TableOptions& options) : options_(options) {}

  int make() {
    for (const auto& name : options_.only.empty() ? names_in(options_.folder) : options_.only)
      play(name);
    const std::string table = verdict::markdown_table(judged_, "crow-one");
    if (!options_.only.empty()) {
      std::cout << table;
    } else if (const auto written = verdict::rewrite_table(options_.paper, table); !written) {
      throw std::runtime_error(written.error());
    }
    return broken_ ? 1 : ended_well;
  }

private:
  void play(const std::string& name) {
    auto read =
        county::load_scenario(std::filesystem::path(options_.folder) / "scenarios" / (name + ".toml"));
    if (!read) throw std::runtime_error(read.error());
    const county::InTable& table = read.value().table;
    if (table.seeds == 0) return;
    std::vector<std::string> faults;
    if (!table.faults.empty()) faults.push_back(table.faults);
    const Scene scene = load_scene(options_.folder, name, faults, 0);
    // Moving cars is a policy of its own only where there are some.
    std::vector<county::Policy> policies;
    for (const auto& policy : county::policies()) {
      if (!policy.moves_cars || read.value().mobile_cars > 0) policies.push_back(policy);
    }
    const std::size_t runs = policies.size() * static_cast<std::size_t>(table.seeds);
    std::vector<verdict::Judged> made(runs);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t run = next++; run < runs; run = next++) {
        county::RunSettings settings = scene.settings;
        settings.policy = &policies[run / static_cast<std::size_t>(table.seeds)];
        settings.seed = 1 + run % static_cast<std::size_t>(table.seeds);
        settings.span = table.span;
        settings.stories_kept = 0;
        made[run] = judged(settings, scene.population);
      }
    };
    {
      std::vector<std::jthread> workers;
      for (unsigned other = 1; other < options_.jobs; ++other)
        workers.emplace_back(work);
      work();
    }
    std::move(made.begin(), made.end(), std::back_inserter(judged_));
  }

  verdict::Judged judged(const county::RunSettings& settings, const county::Population& population) {
    const county::RunResults results = play_one(settings, population);
    for (const auto& breach : results.breaches) {
      broken_ = true;
      std::cerr << results.scenario + " " + results.policy + " seed " + std::to_string(results.seed) +
                       ": BROKEN " + breach.checker + ": " + breach.what + "\n";
    }
    return verdict::judge(results, rules_of(settings.scenario));
  }

  const TableOptions& options_;
  std::vector<verdict::Judged> judged_;
  std::atomic<bool> broken_ = false;
};

} // namespace

CLI::App* add_table_command(CLI::App& county, int& exit_code) {
  auto* command =
      county.add_subcommand("table", "Every published scenario under every policy, into the paper");
  command->footer(table_explanation);
  auto options = std::make_shared<TableOptions>();
  command->add_option("--folder", options->folder, "Where scenarios and faults are")->capture_default_str();
  command->add_option("--paper", options->paper, "Whose table is written anew")->capture_default_str();
  command->add_option("--only", options->only, "Names of scenarios; the table is printed");
  command->add_option("--jobs", options->jobs, "Runs at once")
      ->capture_default_str()
      ->check(CLI::Range(1, 64));
  command->callback([options, &exit_code] { exit_code = TableMaker(*options).make(); });
  return command;
}

} // namespace turnout::sim
