// What a report says, before anybody writes it down: tables whose cells know what they are, so that
// disclosure control protects people in one place and every writer shows the same figures. Values, any
// thread, no failure.
#pragma once

#include "turnout/base/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace turnout::report {

/// How many people, calls or visits. A small one could name somebody.
struct Count {
  std::uint64_t n = 0;

  friend bool operator==(const Count&, const Count&) = default;
};

/// How many devices, hours or settings: nobody stands behind one, it is shown as it is.
struct Tally {
  std::uint64_t n = 0;

  friend bool operator==(const Tally&, const Tally&) = default;
};

/// `met` of `n`, shown in per cent.
struct Share {
  std::uint64_t met = 0;
  std::uint64_t n = 0;

  friend bool operator==(const Share&, const Share&) = default;
};

/// Both ends of a share's 95 % interval (Wilson), in per cent.
struct ShareRange {
  std::uint64_t met = 0;
  std::uint64_t n = 0;

  friend bool operator==(const ShareRange&, const ShareRange&) = default;
};

/// `n` for each thousand of `served`.
struct PerThousand {
  std::uint64_t n = 0;
  std::uint64_t served = 0;

  friend bool operator==(const PerThousand&, const PerThousand&) = default;
};

/// That so many in a hundred of `n` spans are no longer (nearest rank); of 100, the longest.
struct Spread {
  Duration value{};
  std::uint64_t n = 0;
  std::uint64_t percent = 50;

  friend bool operator==(const Spread&, const Spread&) = default;
};

/// What `n` spans add up to. Goes out reckoned from the rounded `n`, so that one total less another tells
/// nothing of the few between them.
struct Total {
  Duration value{};
  std::uint64_t n = 0;

  friend bool operator==(const Total&, const Total&) = default;
};

/// What `n` visits cost together, in pence; goes out as a Total does.
struct Spent {
  std::int64_t pence = 0;
  std::uint64_t n = 0;

  friend bool operator==(const Spent&, const Spent&) = default;
};

/// Money that nobody stands behind, as a tariff, in pence.
struct Pence {
  std::int64_t n = 0;

  friend bool operator==(const Pence&, const Pence&) = default;
};

/// What disclosure control left of a figure. small: 1 to 7 of them, or a figure made of so few · derived: it
/// would give a small one away by subtraction.
struct Hidden {
  enum class Why : std::uint8_t { small, derived };
  enum class Figure : std::uint8_t { count, share, share_range, per_thousand, spread, total, spent };
  Why why = Why::small;
  Figure figure = Figure::count; ///< what stood here

  friend bool operator==(const Hidden&, const Hidden&) = default;
};

/// Empty, words, a moment, a span that stands for itself, or a figure.
using Cell = std::variant<std::monostate, std::string, WallTime, Duration, Count, Tally, Share, ShareRange,
                          PerThousand, Spread, Total, Spent, Pence, Hidden>;

struct Column {
  std::string name;    ///< in files: lower_case, with its unit, as `p50_s`
  std::string title;   ///< on paper
  std::string meaning; ///< one sentence: what is counted, from when to when
  /// What a Count of this column counts, as `calls`, or the `met` of its shares, or the `n` of its rates: two
  /// cells with one fact and one scope are the same number, in whatever table.
  std::string fact;
  /// The same for the `n` of shares, spreads and totals and the `served` of rates. Where either is left
  /// empty, a Count of the same row that is the same number is taken for it.
  std::string of;
};

/// The Count of this column, or what its share is of, is a number of another place too: the one with that
/// fact for that scope.
struct Same {
  std::size_t column = 0;
  std::string fact;
  std::string scope;
};

/// Each that the Count of column `one` counts stands for `least` to `most` of those that the Count of column
/// `many` counts: a reader knows either from the other.
struct Each {
  std::size_t one = 0;
  std::size_t many = 0;
  std::uint64_t least = 1;
  std::optional<std::uint64_t> most = {}; ///< none: no end
};

struct Row {
  std::string scope; ///< whom the counts are of, as `area=stroud`; empty: everybody
  std::vector<Cell> cells;
  std::vector<Same> same = {};
  std::vector<Each> each = {};
};

/// In every column of counts the row `whole` is the sum of the rows `parts`: what a reader could subtract.
struct RowSum {
  std::size_t whole = 0;
  std::vector<std::size_t> parts;
};

/// In every row the column `whole` is the sum of the columns `parts`.
struct ColumnSum {
  std::size_t whole = 0;
  std::vector<std::size_t> parts;
};

/// published: goes out under disclosure control · service: one line for each incident or visit, for those who
/// run the service and those who audit it.
enum class Audience : std::uint8_t { published, service };

/// bars: each row's value, with its interval where one is named · line: the rows in order.
enum class Drawing : std::uint8_t { none, bars, line };

/// How a table is drawn beside its figures; columns by name.
struct Chart {
  Drawing drawing = Drawing::none;
  std::string label;
  std::string value;
  std::string range;        ///< a ShareRange, or empty
  double target = 0;        ///< in the value's unit, drawn across; 0: none
  std::string targets = {}; ///< a column of words with each row's own target in per cent, or empty
};

struct Table {
  std::string name; ///< of its files, without an ending
  std::string title;
  std::string about;                   ///< what it answers, in a sentence or two
  std::vector<std::string> exclusions; ///< what is left out, and why
  Audience audience = Audience::published;
  std::vector<Column> columns;
  std::vector<Row> rows;
  std::vector<RowSum> row_sums;
  std::vector<ColumnSum> column_sums;
  Chart chart;
};

struct Section {
  std::string title;
  std::string about;
  std::vector<Table> tables;
};

/// One line of the front page, as whose report it is.
struct FrontLine {
  std::string name;
  std::string value;
};

/// A whole report. Its last section holds the settings and the definitions it stands on.
struct Pack {
  std::string title;
  std::string period; ///< in words, as `October 2026`
  std::vector<Section> sections;
  std::vector<FrontLine> front = {};
  std::vector<std::string> reading = {}; ///< how its figures are to be read, for the front page
  std::string beside = {};               ///< what is said again under every table of counts
};

} // namespace turnout::report
