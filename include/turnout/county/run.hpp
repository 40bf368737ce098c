// One run of a simulated county: the real engine among modelled people, for so many virtual days, every
// promise checked on the way. One thread; several runs may go side by side, they share nothing. The same
// settings give the same results to the byte. Fails (with a breach, not an error) only by a broken promise.
#pragma once

#include "turnout/county/faults.hpp"
#include "turnout/county/policy.hpp"
#include "turnout/county/results.hpp"
#include "turnout/county/scenario.hpp"
#include "turnout/dispatch/travel.hpp"
#include "turnout/engine/ports.hpp"

#include <functional>
#include <iosfwd>
#include <memory>

namespace turnout::county {

/// Who lives and works there. Personal details are not needed: each is a planted mark that is looked for.
struct Population {
  RegistryChanged rows;
};

struct RunSettings {
  Scenario scenario;
  Faults faults;
  PlanBook plans;                 ///< as shipped; the policy changes a copy
  const Policy* policy = nullptr; ///< null: the plans as they are
  dispatch::TravelFactory travel; ///< of the world and of the dispatcher alike; empty: the law
  std::uint64_t seed = 1;
  Duration span{};                                ///< instead of the scenario's days, unless zero
  std::ostream* trace = nullptr;                  ///< every message and command, one line each
  std::function<void(const engine::Batch&)> keep; ///< sees every batch once it is kept
  std::size_t stories_kept = 10;
};

[[nodiscard]] RunResults run(const RunSettings& settings, const Population& population);

/// The plain table: one line per run, and a line of means below when there are several.
[[nodiscard]] std::string table(const std::vector<RunResults>& runs);

/// What a second run with the same settings must not show.
[[nodiscard]] std::optional<Breach> differs(const RunResults& once, const RunResults& again);

/// Branches of the code that none of the runs took.
[[nodiscard]] std::vector<std::string> never_taken(const std::vector<RunResults>& runs);

/// The command that plays one run again; `scenario` and `faults` as they were named.
[[nodiscard]] std::string replay_command(const RunResults& results, const std::string& scenario,
                                         const std::vector<std::string>& faults, Duration span);

/// One CSV line per alarm that came to a response.
[[nodiscard]] std::string alarms_csv(const RunResults& results);

} // namespace turnout::county
