// CSV as RFC 4180 has it, by libcsv, and the rows of one file while they are read. One call, one thread.
// Nothing throws for what stands in a file; problems are collected.
#pragma once

#include "problems.hpp"
#include "turnout/base/units.hpp"
#include "turnout/domain/calendar.hpp"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::config {

struct Column {
  std::string_view name;
  bool personal = false; ///< its content is never repeated in a problem
};

/// Told up to so many problems, the reader stops looking: the file as a whole is then the problem.
inline constexpr std::size_t csv_problems_max = 200;

class CsvReader {
public:
  CsvReader(std::string_view name, std::span<const Column> columns) : name_(name), columns_(columns) {}

  /// Checks the header, then calls `take` for each row whose number of cells is right.
  void read(std::string_view csv, const std::function<void()>& take);

  /// One row by the names of its columns instead of a file; a name that is no column is a problem.
  void read(const std::map<std::string, std::string>& members, const std::function<void()>& take);

  // Of the row at hand; a problem is told where the cell does not fit.
  [[nodiscard]] const std::string& cell(std::string_view column) const;
  [[nodiscard]] std::string text(std::string_view column, bool must = false);
  [[nodiscard]] std::string id(std::string_view column, bool must = true);
  [[nodiscard]] std::set<std::string> list(std::string_view column);
  [[nodiscard]] std::vector<std::string> ids(std::string_view column);
  [[nodiscard]] bool yes(std::string_view column);
  [[nodiscard]] int number(std::string_view column, int most);
  [[nodiscard]] std::string date(std::string_view column);
  [[nodiscard]] WeekWindows hours(std::string_view column);
  [[nodiscard]] std::optional<GeoPoint> place(bool must = false);

  /// Tells a problem with a cell: `"abc" is not a latitude`, or without the content where it is personal.
  void refuse(std::string_view column, std::string_view is_not, std::string_view mend);

  /// Of a row read before, for what only the whole file tells; `content` is the cell's, and not personal.
  void refuse_row(std::size_t row, std::string_view column, const std::string& content,
                  std::string_view is_not, std::string_view mend);
  [[nodiscard]] std::size_t row() const noexcept { return row_; }

  [[nodiscard]] bool good() const noexcept { return problems_.empty(); }
  [[nodiscard]] std::string problems() const;

  /// The same, each with its column; none for what is wrong with a file as a whole.
  struct CellProblem {
    std::string column;
    std::string message;
  };
  [[nodiscard]] const std::vector<CellProblem>& cell_problems() const noexcept { return cell_problems_; }

private:
  void take_row(std::vector<std::string>& cells, const std::function<void()>& take);
  void header(const std::vector<std::string>& cells);
  void tell(std::string line);
  void tell_cell(std::size_t row, std::string_view column, const std::string& message);
  [[nodiscard]] bool cells_fit();
  [[nodiscard]] std::string at_row(std::size_t row) const;
  [[nodiscard]] std::optional<double> degrees(std::string_view column, double most, std::string_view what);

  std::string name_;
  std::span<const Column> columns_;
  std::vector<std::size_t> position_; ///< of each column in the file
  std::size_t width_ = 0;
  std::size_t row_ = 0;
  bool header_good_ = true;
  std::vector<std::string> cells_;
  std::vector<std::string> problems_;
  std::vector<CellProblem> cell_problems_;
};

} // namespace turnout::config
