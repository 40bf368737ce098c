// What somebody knows who has every published figure and the rules: for each number the values it can have,
// and the sums that hold between numbers. One thread; no failure.
#pragma once

#include "turnout/report/disclosure.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <vector>

namespace turnout::report {

inline constexpr std::size_t no_number = std::numeric_limits<std::size_t>::max();
inline constexpr std::int64_t unbounded = std::numeric_limits<std::int64_t>::max() / 4;

/// From `low` to `high`, both possible.
struct Feasible {
  std::int64_t low = 0;
  std::int64_t high = unbounded;

  [[nodiscard]] std::int64_t values() const {
    return high >= unbounded ? unbounded : high < low ? 0 : high - low + 1;
  }
};

struct Number {
  enum class Shown : std::uint8_t { exact, rounded, small, derived, unprinted };
  Shown shown = Shown::unprinted;
  std::uint64_t value = 0; ///< exact where it is ours, else as published
  bool ours = false;       ///< may still be hidden
  bool of_all = true;      ///< of everybody: missed most
  std::size_t cells = 0;   ///< that show it
  Feasible base;           ///< by itself
  Feasible already;        ///< with all sums, but nothing of what is ours
  Feasible now;            ///< with all sums
};

struct Sum {
  std::size_t whole = 0;
  std::vector<std::size_t> parts;
};

/// Each of `one` stands for `least` to `most` of `many`.
struct Multiple {
  std::size_t one = 0;
  std::size_t many = 0;
  std::int64_t least = 1;
  std::int64_t most = unbounded;
};

/// Endless where either is, unless none of it.
[[nodiscard]] constexpr std::int64_t product(std::int64_t n, std::int64_t times) {
  if (n == 0 || times == 0) return 0;
  return n >= unbounded / times ? unbounded : n * times;
}

/// The numbers behind one cell.
struct CellNumbers {
  std::size_t count = no_number; ///< of a Count, the `met` of a share, the `n` of a rate
  std::size_t of = no_number;    ///< the `n` of a share, spread or total, the `served` of a rate
};

class Ledger {
public:
  explicit Ledger(const Disclosure& settings) : settings_(settings) {}

  /// Everything a pack prints, or is to print where it is `ours`; for the cells of ours, in the order of
  /// tables, rows and cells, their numbers.
  std::vector<CellNumbers> add(const Pack& pack, const CalendarPeriod& period, bool ours);

  /// What holds between a stretch and those inside it, once all are added.
  void add_sums_in_time();

  /// Hides until nothing hidden can be told too closely.
  void protect();

  [[nodiscard]] const Number& at(std::size_t number) const { return numbers_[number]; }
  [[nodiscard]] std::uint64_t rounded(std::uint64_t value) const;
  /// Whether more than a few are beyond so many in a hundred, by what everybody can tell from the rounded
  /// number.
  [[nodiscard]] bool many_beyond(std::size_t number, std::uint64_t percent) const;
  [[nodiscard]] std::vector<std::string> clashes() const { return clashes_; }

private:
  struct Place;
  CellNumbers numbers_of(const Place& place, const Cell& cell);
  std::string key_of(const Place& place, std::size_t column, const std::string& fact) const;
  std::size_t number(const Place& place, const std::string& key, std::uint64_t value);
  std::size_t hidden_number(const Place& place, const std::string& key, Number::Shown shown);
  std::string named(const Place& place, const std::string& fact) const;
  std::string named_whole(const Place& place, std::size_t column, const std::string& fact) const;
  std::string linked(const Place& place, const std::string& fact, std::uint64_t value) const;
  void add_rest(const Place& place, CellNumbers share);
  void add_table_sums(const Place& place, const std::vector<std::vector<CellNumbers>>& cells);
  void add_multiples(const Place& place, const std::vector<CellNumbers>& cells);
  void add_sum(std::size_t whole, std::vector<std::size_t> parts);
  void add_sums_of(const CalendarPeriod& whole, const std::vector<CalendarPeriod>& parts);
  [[nodiscard]] Feasible alone(std::size_t number) const;
  [[nodiscard]] bool can_hold(const Sum& sum) const;
  [[nodiscard]] Feasible base_of(const Number& number) const;

  void tell_what_is_out();
  void narrow_all();
  void narrow(const Sum& sum, std::vector<std::size_t>& changed);
  void narrow(const Multiple& multiple, std::vector<std::size_t>& changed);
  void tighten(std::size_t number, Feasible said, std::vector<std::size_t>& changed);
  [[nodiscard]] bool given_away(const Number& number) const;
  void find_in_sums(std::size_t number, std::vector<std::size_t>& candidates) const;
  [[nodiscard]] std::size_t to_hide_for(std::size_t number) const;
  [[nodiscard]] bool loosens(const Sum& sum, std::size_t number, std::size_t other) const;
  [[nodiscard]] Feasible told(const Sum& sum, std::size_t number) const;
  [[nodiscard]] Feasible told(const Multiple& multiple, std::size_t number) const;
  [[nodiscard]] std::vector<std::size_t> beside(std::size_t number) const;
  [[nodiscard]] bool is_nought_by(const Sum& sum, std::size_t number) const;
  [[nodiscard]] bool can_be_hidden(std::size_t number) const;
  [[nodiscard]] bool binds(const Feasible& said, std::size_t number) const;
  [[nodiscard]] std::size_t cheapest(const std::vector<std::size_t>& candidates) const;

  Disclosure settings_;
  std::vector<Number> numbers_;
  std::vector<Sum> sums_;
  std::vector<std::vector<std::size_t>> sums_with_; ///< for each number
  std::vector<Multiple> multiples_;
  std::vector<std::vector<std::size_t>> multiples_with_; ///< for each number
  /// By period, then by what is counted and of whom.
  std::map<CalendarPeriod, std::map<std::string, std::size_t>> known_;
  std::vector<std::string> clashes_;
};

} // namespace turnout::report
