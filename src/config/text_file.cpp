#include "text_file.hpp"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace turnout::config {

Result<std::string> read_text_file(const std::filesystem::path& file) {
  constexpr std::uintmax_t file_bytes_max = 512U * 1024 * 1024;
  std::error_code failure;
  const auto size = std::filesystem::file_size(file, failure);
  if (failure) return Error{"cannot be read: " + failure.message()};
  if (size > file_bytes_max) return Error{"is larger than 512 MiB"};
  std::ifstream in(file, std::ios::binary);
  if (!in) return Error{"cannot be read: " + std::generic_category().message(errno)};
  std::string text(static_cast<std::size_t>(size), '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text;
}

std::optional<toml::table> parse_toml(std::string_view text, std::string_view name, Problems& problems) {
  try {
    return toml::parse(text, name);
  } catch (const toml::parse_error& error) {
    problems.add({std::string(name), error.source().begin.line, "",
                  "this is not TOML: " + std::string(error.description()),
                  "mend the line, then look for further problems"});
    return std::nullopt;
  }
}

} // namespace turnout::config
