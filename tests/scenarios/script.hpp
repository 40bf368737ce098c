// A scenario file: what is given, and blocks of steps with what must follow from them.
#pragma once

#include "given.hpp"
#include "telling.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace turnout::scenarios {

struct Step {
  Duration at{};
  std::string words;
};

struct Block {
  std::vector<std::string> source; ///< the `at` lines and remarks as written
  std::vector<Step> steps;
  std::vector<std::string> expected;
};

struct Script {
  std::filesystem::path file;
  std::vector<std::string> head; ///< everything before the first step, as written
  Given given;
  Show show;
  std::vector<Block> blocks;
};

/// Throws BadLine, which names the line.
[[nodiscard]] Script read_script(const std::filesystem::path& file);

/// Writes the file anew with these blocks of told lines in the place of the expected ones.
void rewrite(const Script& script, const std::vector<std::vector<std::string>>& told);

} // namespace turnout::scenarios
