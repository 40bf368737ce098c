// Whole files in and out, and what a manifest says of one. Any thread. An Error names the file and the mend.
#pragma once

#include <turnout/custody/export.hpp>

#include <fstream>
#include <string_view>

namespace turnout::custody {

[[nodiscard]] Result<std::string> read_whole(const std::string& path);
[[nodiscard]] Status write_whole(const std::string& path, const std::string& text);

/// Reads the file once, a piece at a time.
[[nodiscard]] Result<FileLine> describe_file(const std::string& folder, const std::string& name);

[[nodiscard]] inline Error not_readable(const std::string& path) {
  return Error{path + ": cannot be read: look at its name and who may read it"};
}

} // namespace turnout::custody
