// What a run needs, read from the files that name it: scenario, faults laid over one another, plans, and the
// invented people. One thread. A broken file is an exception with words for whoever wrote it; main prints it.
#pragma once

#include "turnout/county/run.hpp"
#include "turnout/verdict/judged.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace turnout::sim {

struct Scene {
  county::RunSettings settings;
  county::Population population;
};

/// A name is looked for in the folder's scenarios and faults; anything with a slash or a dot is a path. Zero
/// days: the scenario's own.
[[nodiscard]] Scene load_scene(const std::filesystem::path& folder, const std::string& scenario,
                               const std::vector<std::string>& faults, int days);

/// How the scenario's file says that it is to be judged.
[[nodiscard]] verdict::JudgeRules rules_of(const county::Scenario& scenario);

/// Plays one run and notes the processor time it took.
[[nodiscard]] county::RunResults play_one(county::RunSettings settings, const county::Population& population);

} // namespace turnout::sim
