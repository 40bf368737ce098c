// What a cell is worth, for whoever writes it down. Pure, any thread, no failure.
#pragma once

#include "turnout/report/table.hpp"

#include <optional>

namespace turnout::report {

/// One figure as files have it.
struct Value {
  enum class Kind : std::uint8_t { blank, text, whole, percent, rate, span, money, moment, symbol };
  Kind kind = Kind::blank;
  std::string text;  ///< plain: 1234 · 97.5 · seconds · pounds · RFC 3339
  double number = 0; ///< the same; a percentage as it is, a span in seconds, money in pounds, a moment in
                     ///< seconds since 1970
};

/// Two for both ends of a range, else one. `wide`: the cell stands in a column of ranges.
[[nodiscard]] std::vector<Value> values_of(const Cell& cell, bool wide);

/// One past the last where no column has that name.
[[nodiscard]] std::size_t column_of(const Table& table, const std::string& name);

/// Whether a column has ranges, and so takes up two in a file.
[[nodiscard]] bool ranged(const Table& table, std::size_t column);

/// As people read it: 1,234 · 97.5 % · 3 min 12 s · £12.30 · * · –.
[[nodiscard]] std::string words_of(const Cell& cell);
[[nodiscard]] std::string span_words(Duration span);

/// For a drawing: percent, minutes, pounds or a count. Nothing for words and what is hidden.
[[nodiscard]] std::optional<double> drawn(const Cell& cell);

[[nodiscard]] std::string symbol_of(Hidden hidden);
/// What the symbol tells a reader.
[[nodiscard]] std::string hidden_words(Hidden::Why why);
[[nodiscard]] bool is_figure(const Cell& cell);
[[nodiscard]] bool has_hidden(const Table& table, Hidden::Why why);
/// Whether a table has figures that people stand behind, and so were protected.
[[nodiscard]] bool counts_people(const Table& table);

/// A number as a decimal without a double: 1234 thousandths are 1.234.
[[nodiscard]] std::string decimal(std::int64_t thousandths);
[[nodiscard]] std::string percent_of(std::uint64_t met, std::uint64_t n);
[[nodiscard]] std::string rate_of(std::uint64_t n, std::uint64_t served);

} // namespace turnout::report
