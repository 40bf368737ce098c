// Reading and writing the registry's CSV files (header row, UTF-8, RFC 4180 quotes). One thread at a time per
// object. Reading throws std::runtime_error with the file and what is wrong; the commands turn that into a
// message.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::sim {

class CsvTable {
public:
  static CsvTable read(const std::filesystem::path& file);

  [[nodiscard]] std::size_t rows() const { return cells_.size(); }
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  [[nodiscard]] const std::string& at(std::size_t row, const std::string& column) const;

private:
  std::filesystem::path file_;
  std::vector<std::string> header_;
  std::map<std::string, std::size_t> columns_;
  std::vector<std::vector<std::string>> cells_;
};

// One line, with quotes where a cell needs them, ended by a newline.
std::string csv_line(const std::vector<std::string>& cells);
std::vector<std::string> split(std::string_view text, char separator);

} // namespace turnout::sim
