// Files as texts, and TOML texts as tables. Any thread. Nothing throws; what is wrong is said.
#pragma once

#include "problems.hpp"
#include "turnout/base/result.hpp"

#include <toml++/toml.h>

#include <filesystem>

namespace turnout::config {

/// The whole file, or why not ("cannot be read: No such file or directory").
[[nodiscard]] Result<std::string> read_text_file(const std::filesystem::path& file);

/// The table, or nothing and a problem with the place where the text stops being TOML.
[[nodiscard]] std::optional<toml::table> parse_toml(std::string_view text, std::string_view name,
                                                    Problems& problems);

} // namespace turnout::config
