// TOML files of plain keys in named sections, for whoever brings a list of them: each key has a place to go,
// a range and a text. The same errors as for plans and settings. Any thread. Reading fails with every problem
// at once, one line each: `file:line: section.key: what is wrong; mend`.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/base/time.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace turnout::config {

/// One key that a file may hold. Least and most hold for numbers, for spans in seconds, and for each number
/// of a list; a list has exactly `count` of them unless that is zero.
struct Key {
  std::string section; ///< empty: above the first section
  std::string name;
  std::variant<double*, int*, bool*, Duration*, WallTime*, std::string*, std::vector<double>*> into;
  double least = 0;
  double most = 0;
  std::size_t count = 0;
};

/// What the file does not say is left as it is.
[[nodiscard]] Status read_keys(std::string_view text, std::string_view name, std::span<const Key> keys);
[[nodiscard]] Status load_keys(const std::filesystem::path& file, std::span<const Key> keys);

} // namespace turnout::config
