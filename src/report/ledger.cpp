#include "ledger.hpp"

#include <algorithm>

namespace turnout::report {
namespace {

std::size_t find(const std::map<std::string, std::size_t>& known, const std::string& key) {
  const auto found = known.find(key);
  return found == known.end() ? no_number : found->second;
}

} // namespace

/// A row of a table that is being read.
struct Ledger::Place {
  const Table& table;
  const Row& row;
  std::string label; ///< tells rows apart where no scope does
  const CalendarPeriod& period;
  bool ours;
};

std::uint64_t Ledger::rounded(std::uint64_t value) const {
  const std::uint64_t step = std::max<std::uint64_t>(settings_.round_to, 1);
  if (value == 0) return 0;
  return std::max((value + step / 2) / step * step, step);
}

Feasible Ledger::base_of(const Number& number) const {
  const auto least = static_cast<std::int64_t>(settings_.hide_up_to) + 1;
  const auto step = static_cast<std::int64_t>(std::max<std::uint64_t>(settings_.round_to, 1));
  switch (number.shown) {
  case Number::Shown::exact:
    return {static_cast<std::int64_t>(number.value), static_cast<std::int64_t>(number.value)};
  case Number::Shown::small:
    return {1, least - 1};
  case Number::Shown::rounded: {
    const auto shown = static_cast<std::int64_t>(rounded(number.value));
    return {shown == step ? least : std::max(least, shown - step / 2), shown + (step - 1) / 2};
  }
  case Number::Shown::derived:
  case Number::Shown::unprinted:
    break;
  }
  return {};
}

std::string Ledger::key_of(const Place& place, std::size_t column, const std::string& fact) const {
  const auto same = std::find_if(place.row.same.begin(), place.row.same.end(),
                                 [&](const Same& one) { return one.column == column; });
  if (same != place.row.same.end()) return same->fact + "\n" + same->scope;
  if (!fact.empty()) return fact + "\n" + place.row.scope;
  return "\n" + place.table.name + "\n" + place.table.columns[column].name + "\n" + place.row.scope + "\n" +
         place.label;
}

std::size_t Ledger::number(const Place& place, const std::string& key, std::uint64_t value) {
  auto& known = known_.at(place.period);
  const std::size_t there = find(known, key);
  if (there != no_number && numbers_[there].value == value) {
    ++numbers_[there].cells;
    return there;
  }
  if (there != no_number && place.ours) {
    // One fact cannot have two numbers: these are taken for two.
    clashes_.push_back(place.table.name + ", row " + place.label + ": " + key.substr(0, key.find('\n')) +
                       " is " + std::to_string(value) + " here and " + std::to_string(numbers_[there].value) +
                       " elsewhere");
    return number(place, key + "\n" + place.table.name + "\n" + place.label, value);
  }
  if (there != no_number) return there;
  Number made{.value = value, .ours = place.ours, .of_all = place.row.scope.empty(), .cells = 1};
  made.shown = value == 0                                    ? Number::Shown::exact
               : place.ours && value <= settings_.hide_up_to ? Number::Shown::small
                                                             : Number::Shown::rounded;
  made.base = base_of(made);
  known.emplace(key, numbers_.size());
  numbers_.push_back(made);
  sums_with_.emplace_back();
  return numbers_.size() - 1;
}

/// Of a pack that is out already.
std::size_t Ledger::hidden_number(const Place& place, const std::string& key, Hidden::Why why) {
  auto& known = known_.at(place.period);
  if (const std::size_t there = find(known, key); there != no_number) return there;
  Number made{.of_all = place.row.scope.empty(), .cells = 1};
  made.shown = why == Hidden::Why::small ? Number::Shown::small : Number::Shown::derived;
  made.base = base_of(made);
  known.emplace(key, numbers_.size());
  numbers_.push_back(made);
  sums_with_.emplace_back();
  return numbers_.size() - 1;
}

/// The key of a number that a column does not name: of a Count beside it that is the same, if there is one.
std::string Ledger::linked(const Place& place, const std::string& fact, std::uint64_t value) const {
  for (std::size_t i = 0; i < place.row.cells.size() && i < place.table.columns.size(); ++i) {
    const auto* count = std::get_if<Count>(&place.row.cells[i]);
    if (count != nullptr && count->n == value) return key_of(place, i, place.table.columns[i].fact);
  }
  return "\n" + place.table.name + "\n" + fact + "\n" + place.row.scope + "\n" + place.label;
}

/// What is left of a share: nobody prints it, everybody can tell.
void Ledger::add_rest(const Place& place, CellNumbers share) {
  const std::string key = "\nrest\n" + std::to_string(share.of) + "\n" + std::to_string(share.count);
  auto& known = known_.at(place.period);
  if (share.of == share.count || find(known, key) != no_number) return;
  Number rest{.ours = place.ours};
  if (place.ours && numbers_[share.of].value >= numbers_[share.count].value)
    rest.value = numbers_[share.of].value - numbers_[share.count].value;
  rest.base = base_of(rest);
  known.emplace(key, numbers_.size());
  numbers_.push_back(rest);
  sums_with_.emplace_back();
  add_sum(share.of, {share.count, numbers_.size() - 1});
}

CellNumbers Ledger::numbers_of(const Place& place, const Cell& cell) {
  const auto column = static_cast<std::size_t>(&cell - place.row.cells.data());
  const Column& head = place.table.columns[column];
  const auto one = [&](const std::string& fact, const char* part, std::uint64_t value) {
    const std::string key =
        fact.empty() ? linked(place, head.name + part, value) : key_of(place, column, fact);
    return number(place, key, value);
  };
  const auto share_of = [&](std::uint64_t met, std::uint64_t n) {
    const CellNumbers both{one(head.fact, "\nmet", met), one(head.of, "\nn", n)};
    add_rest(place, both);
    return both;
  };
  if (const auto* count = std::get_if<Count>(&cell))
    return {number(place, key_of(place, column, head.fact), count->n), no_number};
  if (const auto* share = std::get_if<Share>(&cell)) return share_of(share->met, share->n);
  if (const auto* range = std::get_if<ShareRange>(&cell)) return share_of(range->met, range->n);
  if (const auto* rate = std::get_if<PerThousand>(&cell))
    return {one(head.fact, "\nn", rate->n), one(head.of, "\nserved", rate->served)};
  if (const auto* spread = std::get_if<Spread>(&cell)) return {no_number, one(head.of, "\nn", spread->n)};
  if (const auto* total = std::get_if<Total>(&cell)) return {no_number, one(head.of, "\nn", total->n)};
  if (const auto* spent = std::get_if<Spent>(&cell)) return {no_number, one(head.of, "\nn", spent->n)};
  if (const auto* hidden = std::get_if<Hidden>(&cell); hidden != nullptr && !place.ours) {
    if (hidden->figure == Hidden::Figure::count)
      return {hidden_number(place, key_of(place, column, head.fact), hidden->why), no_number};
    if (hidden->figure >= Hidden::Figure::spread && !head.of.empty())
      return {no_number, hidden_number(place, key_of(place, column, head.of), hidden->why)};
  }
  return {};
}

void Ledger::add_sum(std::size_t whole, std::vector<std::size_t> parts) {
  Sum sum{whole, std::move(parts)};
  sums_with_[whole].push_back(sums_.size());
  for (const std::size_t part : sum.parts)
    sums_with_[part].push_back(sums_.size());
  sums_.push_back(std::move(sum));
}

/// A declared sum that does not add up is no knowledge.
bool Ledger::can_hold(const Sum& sum) const {
  std::int64_t low = 0;
  std::int64_t high = 0;
  const auto known = [this](std::size_t number) {
    const Number& one = numbers_[number];
    const auto value = static_cast<std::int64_t>(one.value);
    return one.ours ? Feasible{value, value} : one.base;
  };
  for (const std::size_t part : sum.parts) {
    low += known(part).low;
    high = std::min(unbounded, high + known(part).high);
  }
  return known(sum.whole).low <= high && low <= known(sum.whole).high;
}

void Ledger::add_table_sums(const Place& place, const std::vector<std::vector<CellNumbers>>& cells) {
  const Table& table = place.table;
  const auto counted = [&](std::size_t row, std::size_t column) {
    if (row >= cells.size() || column >= cells[row].size()) return no_number;
    const auto& numbers = cells[row][column];
    return numbers.of == no_number ? numbers.count : no_number;
  };
  const auto add_if_whole = [&](std::size_t whole, std::vector<std::size_t> parts, const std::string& where) {
    if (whole == no_number || std::count(parts.begin(), parts.end(), no_number) > 0) return;
    if (can_hold({whole, parts}))
      add_sum(whole, std::move(parts));
    else if (place.ours)
      clashes_.push_back(table.name + ", " + where + ": the parts do not add up to the whole");
  };
  for (const auto& sum : table.row_sums) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      std::vector<std::size_t> parts;
      for (const std::size_t row : sum.parts)
        parts.push_back(counted(row, column));
      add_if_whole(counted(sum.whole, column), std::move(parts), "column " + table.columns[column].name);
    }
  }
  for (const auto& sum : table.column_sums) {
    for (std::size_t row = 0; row < cells.size(); ++row) {
      std::vector<std::size_t> parts;
      for (const std::size_t column : sum.parts)
        parts.push_back(counted(row, column));
      add_if_whole(counted(row, sum.whole), std::move(parts), "row " + std::to_string(row + 1));
    }
  }
}

std::vector<CellNumbers> Ledger::add(const Pack& pack, const CalendarPeriod& period, bool ours) {
  known_[period];
  std::vector<CellNumbers> all;
  for (const auto& section : pack.sections) {
    for (const auto& table : section.tables) {
      if (table.audience == Audience::service) continue;
      std::vector<std::vector<CellNumbers>> cells;
      for (const auto& row : table.rows) {
        Place place{table, row, {}, period, ours};
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
          if (const auto* words = std::get_if<std::string>(&row.cells[i])) place.label += *words + " ";
        }
        cells.emplace_back();
        for (const auto& cell : row.cells) {
          const bool named = &cell < row.cells.data() + table.columns.size();
          cells.back().push_back(named ? numbers_of(place, cell) : CellNumbers{});
          all.push_back(cells.back().back());
        }
      }
      const Row none;
      add_table_sums({table, none, {}, period, ours}, cells);
    }
  }
  return all;
}

void Ledger::add_sums_of(const CalendarPeriod& whole, const std::vector<CalendarPeriod>& parts) {
  const bool all_here =
      std::all_of(parts.begin(), parts.end(), [this](const auto& one) { return known_.contains(one); });
  if (parts.size() < 2 || !all_here) return;
  const auto numbers = known_.at(whole);
  for (const auto& [key, number] : numbers) {
    if (numbers_[number].shown == Number::Shown::unprinted) continue;
    Sum sum{number, {}};
    for (const auto& one : parts) {
      // A row that a month does not have counted nobody in it.
      if (const std::size_t part = find(known_.at(one), key); part != no_number) sum.parts.push_back(part);
    }
    if (!sum.parts.empty() && can_hold(sum)) add_sum(sum.whole, std::move(sum.parts));
  }
}

void Ledger::add_sums_in_time() {
  std::vector<CalendarPeriod> periods;
  for (const auto& [period, numbers] : known_)
    periods.push_back(period);
  for (const auto& period : periods) {
    const auto months = period.months();
    add_sums_of(period, months);
    std::vector<CalendarPeriod> quarters;
    for (const auto& one : period.inside()) {
      if (one.months().size() > 1) quarters.push_back(one);
    }
    add_sums_of(period, quarters);
  }
}

} // namespace turnout::report
