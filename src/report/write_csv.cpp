#include "turnout/report/write.hpp"
#include "values.hpp"

namespace turnout::report {
namespace {

std::string guarded(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos)
    text.insert(0, 1, '\'');
  return text;
}

std::string quoted(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  std::string safe = "\"";
  for (const char c : text)
    safe += c == '"' ? std::string("\"\"") : std::string(1, c);
  return safe + "\"";
}

std::string one_line(const std::vector<std::string>& cells) {
  std::string text;
  for (const auto& cell : cells)
    text += (&cell == cells.data() ? "" : ",") + quoted(cell);
  return text + "\n";
}

} // namespace

std::string csv(const Table& table) {
  std::vector<bool> wide;
  std::vector<std::string> head;
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    wide.push_back(ranged(table, i));
    const std::string& name = table.columns[i].name;
    if (wide.back())
      head.insert(head.end(), {name + "_low", name + "_high"});
    else
      head.push_back(name);
  }
  std::string text = one_line(head);
  for (const auto& row : table.rows) {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      for (auto& value : values_of(i < row.cells.size() ? row.cells[i] : Cell(), wide[i]))
        cells.push_back(value.kind == Value::Kind::text ? guarded(std::move(value.text))
                                                        : std::move(value.text));
    }
    text += one_line(cells);
  }
  return text;
}

} // namespace turnout::report
