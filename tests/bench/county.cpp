// The county in virtual time: how fast whole days pass, every checker on, and what a record of the core costs
// there.
#include "bench.hpp"
#include "virtual/scene.hpp"

#include <cstdio>
#include <exception>

namespace turnout::bench {

int bench_county() {
  struct Row {
    const char* scenario;
    int days;
  };
  constexpr double seconds_a_day = 86'400;
  for (const auto& [scenario, days] : {Row{"ordinary-tuesday", 28}, Row{"county-all-providers", 7}}) {
    try {
      const auto scene = sim::load_scene("config/county", scenario, {}, days);
      const auto run = sim::play_one(scene.settings, scene.population);
      const double each = run.figures.cpu_seconds / days;
      std::printf("county %s: %zu people, %.1f simulated days a second of one core (%.0f x real time), "
                  "%.1f us a record, checkers included; %zu promises broken\n",
                  scenario, scene.population.rows.people.size(), 1 / each, seconds_a_day / each,
                  run.figures.cpu_seconds * 1e6 / static_cast<double>(run.figures.records),
                  run.breaches.size());
      if (!run.breaches.empty()) return 1;
    } catch (const std::exception& problem) {
      std::printf("county %s: not measured: %s\n", scenario, problem.what());
      return 1;
    }
  }
  return 0;
}

} // namespace turnout::bench
