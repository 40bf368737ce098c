#include "virtual/scene.hpp"

#include "virtual/population.hpp"

#include <turnout/config/plans.hpp>

#include <ctime>
#include <stdexcept>

namespace turnout::sim {
namespace {

std::filesystem::path file_of(const std::filesystem::path& folder, const char* kind,
                              const std::string& name) {
  if (name.find_first_of("./") != std::string::npos) return name;
  return folder / kind / (name + ".toml");
}

double thread_seconds() {
  timespec used{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  constexpr double nanoseconds = 1e-9;
  return static_cast<double>(used.tv_sec) + static_cast<double>(used.tv_nsec) * nanoseconds;
}

} // namespace

Scene load_scene(const std::filesystem::path& folder, const std::string& scenario,
                 const std::vector<std::string>& faults, int days) {
  auto read = county::load_scenario(file_of(folder, "scenarios", scenario));
  if (!read) throw std::runtime_error(read.error());
  Scene scene;
  scene.settings.scenario = std::move(read).value();
  if (days > 0) scene.settings.scenario.days = days;
  for (const auto& name : faults) {
    if (auto laid = county::load_faults(file_of(folder, "faults", name), scene.settings.faults); !laid)
      throw std::runtime_error(laid.error());
  }
  auto plans = config::load_plans(scene.settings.scenario.plans);
  if (!plans) throw std::runtime_error(plans.error());
  scene.settings.plans = std::move(plans).value();
  scene.population = populate(scene.settings.scenario);
  return scene;
}

verdict::JudgeRules rules_of(const county::Scenario& scenario) {
  verdict::JudgeRules rules;
  const auto& table = scenario.table;
  if (table.bound == "storm") rules.bound = verdict::BoundKind::storm_assignment;
  if (table.bound == "whole-day") rules.bound = verdict::BoundKind::whole_day;
  if (table.window > Duration(0)) {
    rules.from = scenario.start + table.from;
    rules.until = rules.from + table.window;
  }
  return rules;
}

county::RunResults play_one(county::RunSettings settings, const county::Population& population) {
  const double began = thread_seconds();
  county::RunResults results = county::run(settings, population);
  results.figures.cpu_seconds = thread_seconds() - began;
  return results;
}

} // namespace turnout::sim
