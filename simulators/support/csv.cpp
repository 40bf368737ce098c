#include "support/csv.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

namespace turnout::sim {
namespace {

std::vector<std::vector<std::string>> parse(const std::string& text) {
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string> row;
  std::string cell;
  bool quoted = false, any = false;
  const auto end_cell = [&] { row.push_back(std::exchange(cell, {})); };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    any = any || (c != '\n' && c != '\r');
    if (quoted) {
      if (c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        cell += '"';
        ++i;
      } else if (c == '"') {
        quoted = false;
      } else {
        cell += c;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',') {
      end_cell();
    } else if (c == '\n') {
      if (std::exchange(any, false)) {
        end_cell();
        rows.push_back(std::exchange(row, {}));
      }
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (any) {
    end_cell();
    rows.push_back(std::move(row));
  }
  return rows;
}

} // namespace

CsvTable CsvTable::read(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read " + file.string());
  auto rows = parse(std::string(std::istreambuf_iterator<char>(in), {}));
  if (rows.empty()) throw std::runtime_error(file.string() + " is empty: it needs a header row");
  CsvTable table;
  table.file_ = file;
  table.header_ = std::move(rows.front());
  for (std::size_t i = 0; i < table.header_.size(); ++i)
    table.columns_[table.header_[i]] = i;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].size() != table.header_.size()) {
      throw std::runtime_error(file.string() + ": row " + std::to_string(i + 1) + " has " +
                               std::to_string(rows[i].size()) + " cells, the header has " +
                               std::to_string(table.header_.size()));
    }
    table.cells_.push_back(std::move(rows[i]));
  }
  return table;
}

const std::string& CsvTable::at(std::size_t row, const std::string& column) const {
  const auto found = columns_.find(column);
  if (found == columns_.end()) throw std::runtime_error(file_.string() + " has no column " + column);
  return cells_.at(row)[found->second];
}

std::string csv_line(const std::vector<std::string>& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += ',';
    if (cells[i].find_first_of(",\"\n\r") == std::string::npos) {
      line += cells[i];
      continue;
    }
    line += '"';
    for (const char c : cells[i]) {
      if (c == '"') line += '"';
      line += c;
    }
    line += '"';
  }
  line += '\n';
  return line;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = text.find(separator);
    if (end != 0) parts.emplace_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parts;
}

} // namespace turnout::sim
