// tariffs.toml: what an attendance costs. Any thread. Reading fails with every problem at once, one line
// each: `file:line: key: what is wrong; mend`.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/billing/tariff.hpp"

#include <filesystem>
#include <string_view>

namespace turnout::config {

[[nodiscard]] Result<billing::TariffBook> load_tariffs(const std::filesystem::path& file);

/// The same from a text; `name` stands for the file in problems.
[[nodiscard]] Result<billing::TariffBook> parse_tariffs(std::string_view text, std::string_view name);

} // namespace turnout::config
