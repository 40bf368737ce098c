// plans.toml: the response plans, the partners, the law of travel and the rules of a site.
// Any thread. Reading fails with every problem at once, one line each: `file:line: key: what is wrong; mend`.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/domain/plan.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::config {

/// Reads the file, and the one it includes if it does; the revision is over both.
[[nodiscard]] Result<PlanBook> load_plans(const std::filesystem::path& file);

/// The same from a text; `name` stands for the file in problems. `include` is refused: a text has no folder.
[[nodiscard]] Result<PlanBook> parse_plans(std::string_view text, std::string_view name);

/// Every name a person's `plan` may carry: full paths, and last components where only one plan has them. Not
/// those of plans that open no incident or make one of a whole area's signals.
[[nodiscard]] std::vector<std::string> plan_names(const PlanBook& book);

/// The offsets of a zone from 1970 to 2050, from this machine's time zone database.
[[nodiscard]] Result<ZoneTable> load_zone(std::string_view name);

} // namespace turnout::config
