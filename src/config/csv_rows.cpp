#include "csv_rows.hpp"

#include "turnout/base/id.hpp"
#include "turnout/base/time.hpp"
#include "turnout/record/text.hpp"

#include <csv.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace turnout::config {

namespace {

constexpr std::size_t cell_bytes_max = 4000;
constexpr std::size_t columns_max = 64;

/// What libcsv hands out cell by cell, gathered into rows.
struct Gather {
  std::vector<std::string> cells;
  std::function<void(std::vector<std::string>&)> row;

  static void on_cell(void* text, std::size_t length, void* self) {
    static_cast<Gather*>(self)->cells.emplace_back(static_cast<const char*>(text), length);
  }
  static void on_row(int /*end*/, void* self) {
    auto& gather = *static_cast<Gather*>(self);
    gather.row(gather.cells);
    gather.cells.clear();
  }
};

/// False where a quotation mark stands where none may.
bool parse_csv(std::string_view csv, Gather& gather) {
  csv_parser parser;
  if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) return false;
  const bool good =
      csv_parse(&parser, csv.data(), csv.size(), Gather::on_cell, Gather::on_row, &gather) == csv.size() &&
      csv_fini(&parser, Gather::on_cell, Gather::on_row, &gather) == 0;
  csv_free(&parser);
  return good;
}

/// UTF-8 without control characters but line ends and tabs.
bool plain_text(std::string_view text) {
  const auto control = [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\r' && c != '\t';
  };
  return std::none_of(text.begin(), text.end(), control) && record::is_utf8(text);
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

} // namespace

void CsvReader::read(std::string_view csv, const std::function<void()>& take) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (csv.starts_with(byte_order_mark)) csv.remove_prefix(byte_order_mark.size());
  Gather gather;
  gather.row = [&](std::vector<std::string>& cells) { take_row(cells, take); };
  if (!parse_csv(csv, gather)) {
    tell(name_ + " row " + std::to_string(row_ + 1) +
         ": a quotation mark stands open or inside a cell: put the cell in quotes and double those inside");
  }
  if (row_ == 0) tell(name_ + " is empty: write the header row first");
}

void CsvReader::take_row(std::vector<std::string>& cells, const std::function<void()>& take) {
  ++row_;
  if (row_ == 1) return header(cells);
  if (!header_good_ || problems_.size() >= csv_problems_max) return;
  if (std::all_of(cells.begin(), cells.end(), [](const std::string& c) { return c.empty(); })) return;
  if (cells.size() != width_) {
    return tell(at_row(row_) + " has " + std::to_string(cells.size()) + " cells where the header has " +
                std::to_string(width_) + ": put a cell with a comma in quotes");
  }
  cells_.swap(cells);
  if (cells_fit()) take();
}

bool CsvReader::cells_fit() {
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const std::string& content = cells_[position_[i]];
    if (content.size() > cell_bytes_max) {
      refuse(columns_[i].name, "is too long", "keep it to 4000 bytes");
      return false;
    }
    if (!plain_text(content)) {
      refuse(columns_[i].name, "is not plain UTF-8 text", "save the file as UTF-8");
      return false;
    }
  }
  return true;
}

void CsvReader::read(const std::map<std::string, std::string>& members, const std::function<void()>& take) {
  row_ = 1;
  std::size_t known = 0;
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    position_.push_back(i);
    const auto given = members.find(std::string(columns_[i].name));
    if (given != members.end()) ++known;
    cells_.push_back(given == members.end() ? std::string() : given->second);
  }
  if (known < members.size()) {
    std::vector<std::string_view> names;
    for (const Column& column : columns_)
      names.push_back(column.name);
    for (const auto& [name, content] : members) {
      if (std::find(names.begin(), names.end(), name) != names.end()) continue;
      tell(name_ + ", " + cited(name) + " is not known: " + suggestion(name, names));
      cell_problems_.push_back({name, "is not known: " + suggestion(name, names)});
    }
  }
  if (cells_fit()) take();
}

void CsvReader::header(const std::vector<std::string>& cells) {
  width_ = cells.size();
  if (width_ > columns_max) {
    tell(name_ + " row 1 has " + std::to_string(width_) +
         " cells: write the column names there and nothing else");
    header_good_ = false;
    return;
  }
  std::vector<std::string_view> names;
  for (const Column& column : columns_)
    names.push_back(column.name);
  std::set<std::string> seen;
  for (const std::string& cell : cells) {
    const std::string where = name_ + " row 1, column " + cited(cell);
    if (!seen.insert(cell).second) tell(where + " stands twice: take one out");
    if (std::find(names.begin(), names.end(), cell) == names.end()) {
      tell(where + " is not known: " + suggestion(cell, names));
    }
  }
  for (const std::string_view name : names) {
    const auto found = std::find(cells.begin(), cells.end(), name);
    position_.push_back(static_cast<std::size_t>(found - cells.begin()));
    if (found == cells.end()) {
      tell(name_ + " row 1, column " + std::string(name) + " is missing: add it, empty if need be");
    }
  }
  header_good_ = problems_.empty();
}

std::string CsvReader::at_row(std::size_t row) const {
  return name_ + " row " + std::to_string(row);
}

void CsvReader::tell(std::string line) {
  if (problems_.size() == csv_problems_max) problems_.push_back("... and more");
  if (problems_.size() > csv_problems_max) return;
  problems_.push_back(std::move(line));
}

void CsvReader::refuse(std::string_view column, std::string_view is_not, std::string_view mend) {
  const auto known =
      std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == column; });
  const bool personal = known == columns_.end() || known->personal;
  const std::string content = personal               ? "this"
                              : cell(column).empty() ? "an empty cell"
                                                     : cited(cell(column));
  tell_cell(row_, column, content + " " + std::string(is_not) + ": " + std::string(mend));
}

void CsvReader::refuse_row(std::size_t row, std::string_view column, const std::string& content,
                           std::string_view is_not, std::string_view mend) {
  tell_cell(row, column, cited(content) + " " + std::string(is_not) + ": " + std::string(mend));
}

void CsvReader::tell_cell(std::size_t row, std::string_view column, const std::string& message) {
  tell(at_row(row) + ", column " + std::string(column) + ": " + message);
  if (cell_problems_.size() < csv_problems_max) cell_problems_.push_back({std::string(column), message});
}

std::string CsvReader::problems() const {
  const std::vector<std::string_view> lines(problems_.begin(), problems_.end());
  return joined(lines, "\n");
}

// ---- cells ----

const std::string& CsvReader::cell(std::string_view column) const {
  const auto known =
      std::find_if(columns_.begin(), columns_.end(), [&](const Column& c) { return c.name == column; });
  return cells_[position_[static_cast<std::size_t>(known - columns_.begin())]];
}

std::string CsvReader::text(std::string_view column, bool must) {
  std::string content(trimmed(cell(column)));
  if (must && content.empty()) refuse(column, "is empty", "every row needs it");
  return content;
}

std::string CsvReader::id(std::string_view column, bool must) {
  std::string content = cell(column);
  if (content.empty() && !must) return content;
  if (!valid_id(content)) refuse(column, "is not an identifier", "use 1 to 64 of A-Z a-z 0-9 . _ : -");
  return content;
}

std::set<std::string> CsvReader::list(std::string_view column) {
  std::set<std::string> items;
  std::string_view rest = cell(column);
  while (!rest.empty()) {
    const auto end = rest.find(';');
    if (const auto item = trimmed(rest.substr(0, end)); !item.empty()) items.emplace(item);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return items;
}

std::vector<std::string> CsvReader::ids(std::string_view column) {
  std::vector<std::string> found;
  std::string_view rest = cell(column);
  while (!rest.empty()) {
    const auto end = rest.find(';');
    if (const auto item = trimmed(rest.substr(0, end)); !item.empty()) {
      if (!valid_id(item)) {
        refuse(column, "has an item that is not an identifier",
               "separate items by ;, each of A-Z a-z 0-9 . _ : -");
        return {};
      }
      found.emplace_back(item);
    }
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return found;
}

bool CsvReader::yes(std::string_view column) {
  const std::string& content = cell(column);
  if (content == "yes" || content == "true" || content == "1") return true;
  if (!content.empty() && content != "no" && content != "false" && content != "0") {
    refuse(column, "is neither yes nor no", "write yes or no");
  }
  return false;
}

int CsvReader::number(std::string_view column, int most) {
  const std::string& content = cell(column);
  if (content.empty()) return 0;
  int value = 0;
  const auto [end, failure] = std::from_chars(content.data(), content.data() + content.size(), value);
  if (failure != std::errc{} || end != content.data() + content.size() || value < 0 || value > most) {
    refuse(column, "is not a number that fits", "write 0 to " + std::to_string(most));
  }
  return value;
}

std::string CsvReader::date(std::string_view column) {
  std::string content = cell(column);
  constexpr std::size_t date_length = 10;
  if (!content.empty() && (content.size() != date_length || !parse_rfc3339(content + "T00:00:00Z"))) {
    refuse(column, "is not a date", "write YYYY-MM-DD");
  }
  return content;
}

WeekWindows CsvReader::hours(std::string_view column) {
  auto windows = parse_week_windows(cell(column));
  if (windows) return std::move(windows).value();
  refuse(column, "cannot be read as hours", "write Mon-Fri 08:00-18:00;Sat,Sun 22:00-06:00, or 24h");
  return {};
}

std::optional<double> CsvReader::degrees(std::string_view column, double most, std::string_view what) {
  const std::string& content = cell(column);
  double value = 0;
  const auto [end, failure] = std::from_chars(content.data(), content.data() + content.size(), value);
  if (failure == std::errc{} && end == content.data() + content.size() && std::fabs(value) <= most)
    return value;
  refuse(column, "is not a " + std::string(what),
         what == "latitude" ? "write degrees like 51.8642" : "write degrees like -2.2382");
  return std::nullopt;
}

std::optional<GeoPoint> CsvReader::place(bool must) {
  constexpr double lat_most = 90;
  constexpr double lon_most = 180;
  if (!must && cell("lat").empty() && cell("lon").empty()) return std::nullopt;
  const auto lat = degrees("lat", lat_most, "latitude");
  const auto lon = degrees("lon", lon_most, "longitude");
  if (!lat || !lon) return std::nullopt;
  return geo_point(*lat, *lon);
}

} // namespace turnout::config
