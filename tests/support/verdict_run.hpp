// A small county's month made up by rule, for tests of what is said about a run: two hundred alarms in real
// towns, ten responders, two policies on the same chance.
#pragma once

#include "turnout/verdict/geography.hpp"
#include "turnout/verdict/judged.hpp"

namespace turnout::testing {

/// config/demo/gloucestershire.json.
[[nodiscard]] const verdict::Geography& gloucestershire();

/// `delay` is what the policy loses on each response: the nearer to zero, the better.
[[nodiscard]] county::RunResults made_up_run(const std::string& policy, Duration delay,
                                             std::uint64_t seed = 7);

} // namespace turnout::testing
