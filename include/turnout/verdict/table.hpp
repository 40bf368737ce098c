// The published table of policies and scenarios, and its place in a paper. Pure, any thread. The same runs
// give the same bytes. Markers that are missing are an Error that names them.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/verdict/judged.hpp"

#include <span>
#include <string>
#include <string_view>

namespace turnout::verdict {

inline constexpr std::string_view table_begins = "<!-- county table begins -->";
inline constexpr std::string_view table_ends = "<!-- county table ends -->";

/// Markdown, scenarios and policies in the order of their first run: one table of policies for each scenario,
/// one of districts, and notes on what did not hold. `baseline` is the policy that others are held against.
[[nodiscard]] std::string markdown_table(std::span<const Judged> runs, const std::string& baseline);

/// The paper with whatever stood between the markers replaced.
[[nodiscard]] Result<std::string> with_table(const std::string& paper, const std::string& table);

/// The same with the paper in a file.
[[nodiscard]] Status rewrite_table(const std::string& path, const std::string& table);

} // namespace turnout::verdict
