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

bool Ledger::many_beyond(std::size_t number, std::uint64_t percent) const {
  constexpr std::uint64_t hundred = 100;
  const auto least = static_cast<std::uint64_t>(
      base_of({.shown = Number::Shown::rounded, .value = numbers_[number].value}).low);
  return least * (hundred - std::min(percent, hundred)) / hundred > settings_.hide_up_to;
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
  if (there != no_number && numbers_[there].shown == Number::Shown::unprinted && !place.ours) {
    numbers_[there].value = value;
    numbers_[there].shown = value == 0 ? Number::Shown::exact : Number::Shown::rounded;
    numbers_[there].base = base_of(numbers_[there]);
  }
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
  multiples_with_.emplace_back();
  return numbers_.size() - 1;
}

/// Of a pack that is out already.
std::size_t Ledger::hidden_number(const Place& place, const std::string& key, Number::Shown shown) {
  auto& known = known_.at(place.period);
  if (const std::size_t there = find(known, key); there != no_number) {
    if (numbers_[there].shown == Number::Shown::unprinted) {
      numbers_[there].shown = shown;
      numbers_[there].base = base_of(numbers_[there]);
    }
    return there;
  }
  Number made{.shown = shown, .of_all = place.row.scope.empty(), .cells = 1};
  made.base = base_of(made);
  known.emplace(key, numbers_.size());
  numbers_.push_back(made);
  sums_with_.emplace_back();
  multiples_with_.emplace_back();
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

/// Of a number behind a figure: of the Count beside it that counts the same, which may stand in other tables
/// too.
std::string Ledger::named(const Place& place, const std::string& fact) const {
  for (std::size_t i = 0; i < place.row.cells.size() && i < place.table.columns.size(); ++i) {
    const Cell& cell = place.row.cells[i];
    const auto* hidden = std::get_if<Hidden>(&cell);
    const bool counts =
        std::holds_alternative<Count>(cell) || (hidden != nullptr && hidden->figure == Hidden::Figure::count);
    if (counts && place.table.columns[i].fact == fact) return key_of(place, i, fact);
  }
  return fact + "\n" + place.row.scope;
}

/// What a figure is of, where that is not of its own row.
std::string Ledger::named_whole(const Place& place, std::size_t column, const std::string& fact) const {
  const bool said = std::any_of(place.row.same.begin(), place.row.same.end(),
                                [&](const Same& one) { return one.column == column; });
  return said ? key_of(place, column, fact) : named(place, fact);
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
  multiples_with_.emplace_back();
  add_sum(share.of, {share.count, numbers_.size() - 1});
}

CellNumbers Ledger::numbers_of(const Place& place, const Cell& cell) {
  const auto column = static_cast<std::size_t>(&cell - place.row.cells.data());
  const Column& head = place.table.columns[column];
  const auto some = [&](std::uint64_t value) {
    return number(place,
                  head.fact.empty() ? linked(place, head.name + "\nmet", value) : named(place, head.fact),
                  value);
  };
  const auto all = [&](std::uint64_t value) {
    return number(place,
                  head.of.empty() ? linked(place, head.name + "\nn", value)
                                  : named_whole(place, column, head.of),
                  value);
  };
  const auto share_of = [&](std::uint64_t met, std::uint64_t n) {
    const CellNumbers both{some(met), all(n)};
    add_rest(place, both);
    return both;
  };
  if (const auto* count = std::get_if<Count>(&cell))
    return {number(place, key_of(place, column, head.fact), count->n), no_number};
  if (const auto* share = std::get_if<Share>(&cell)) return share_of(share->met, share->n);
  if (const auto* range = std::get_if<ShareRange>(&cell)) return share_of(range->met, range->n);
  if (const auto* rate = std::get_if<PerThousand>(&cell)) return {some(rate->n), all(rate->served)};
  if (const auto* spread = std::get_if<Spread>(&cell)) return {no_number, all(spread->n)};
  if (const auto* total = std::get_if<Total>(&cell)) return {no_number, all(total->n)};
  if (const auto* spent = std::get_if<Spent>(&cell)) return {no_number, all(spent->n)};
  if (const auto* hidden = std::get_if<Hidden>(&cell); hidden != nullptr && !place.ours) {
    if (hidden->figure == Hidden::Figure::count) {
      const bool small = hidden->why == Hidden::Why::small;
      return {hidden_number(place, key_of(place, column, head.fact),
                            small ? Number::Shown::small : Number::Shown::derived),
              no_number};
    }
    // Which of the numbers behind a figure it was hidden for, nobody can tell.
    CellNumbers both;
    if (hidden->figure < Hidden::Figure::spread && !head.fact.empty())
      both.count = hidden_number(place, named(place, head.fact), Number::Shown::unprinted);
    if (!head.of.empty())
      both.of = hidden_number(place, named_whole(place, column, head.of), Number::Shown::unprinted);
    // Of none at all there would be no figure.
    if (both.of != no_number && hidden->why == Hidden::Why::small)
      numbers_[both.of].base.low = std::max<std::int64_t>(numbers_[both.of].base.low, 1);
    const bool share =
        hidden->figure == Hidden::Figure::share || hidden->figure == Hidden::Figure::share_range;
    if (share && both.count != no_number && both.of != no_number) add_rest(place, both);
    return both;
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

/// What is known of it without anything beside it: all, of what is ours.
Feasible Ledger::alone(std::size_t number) const {
  const Number& one = numbers_[number];
  const auto value = static_cast<std::int64_t>(one.value);
  return one.ours ? Feasible{value, value} : one.base;
}

/// One that the figures break is no knowledge.
void Ledger::add_multiples(const Place& place, const std::vector<CellNumbers>& cells) {
  const auto bounded = [](std::optional<std::uint64_t> n) {
    return n && *n < static_cast<std::uint64_t>(unbounded) ? static_cast<std::int64_t>(*n) : unbounded;
  };
  for (const auto& each : place.row.each) {
    if (each.one >= cells.size() || each.many >= cells.size()) continue;
    const Multiple made{cells[each.one].count, cells[each.many].count, bounded(each.least),
                        bounded(each.most)};
    if (made.one == no_number || made.many == no_number || made.one == made.many) continue;
    const Feasible one = alone(made.one);
    const Feasible many = alone(made.many);
    if (product(one.low, made.least) > many.high || product(one.high, made.most) < many.low) {
      if (place.ours)
        clashes_.push_back(place.table.name + ", row " + place.label +
                           ": more or fewer than each can stand for");
      continue;
    }
    multiples_with_[made.one].push_back(multiples_.size());
    multiples_with_[made.many].push_back(multiples_.size());
    multiples_.push_back(made);
  }
}

/// A declared sum that does not add up is no knowledge.
bool Ledger::can_hold(const Sum& sum) const {
  std::int64_t low = 0;
  std::int64_t high = 0;
  for (const std::size_t part : sum.parts) {
    low += alone(part).low;
    high = std::min(unbounded, high + alone(part).high);
  }
  return alone(sum.whole).low <= high && low <= alone(sum.whole).high;
}

void Ledger::add_table_sums(const Place& place, const std::vector<std::vector<CellNumbers>>& cells) {
  const Table& table = place.table;
  const auto behind = [&](std::size_t row, std::size_t column, std::size_t CellNumbers::*which) {
    return row < cells.size() && column < cells[row].size() ? cells[row][column].*which : no_number;
  };
  const auto is_blank = [&](std::size_t row, std::size_t column) {
    return row < cells.size() && column < table.rows[row].cells.size() &&
           std::holds_alternative<std::monostate>(table.rows[row].cells[column]);
  };
  const auto add_if_whole = [&](std::size_t whole, std::vector<std::size_t> parts, const std::string& where,
                                bool must) {
    if (whole == no_number || std::count(parts.begin(), parts.end(), no_number) > 0 ||
        std::count(parts.begin(), parts.end(), whole) > 0)
      return;
    if (std::any_of(sums_with_[whole].begin(), sums_with_[whole].end(),
                    [&](std::size_t at) { return sums_[at].whole == whole && sums_[at].parts == parts; }))
      return; // said before, of another column
    if (can_hold({whole, parts}))
      add_sum(whole, std::move(parts));
    else if (place.ours && must)
      clashes_.push_back(table.name + ", " + where + ": the parts do not add up to the whole");
  };
  for (const auto& sum : table.row_sums) {
    for (std::size_t column = 0; column < table.columns.size(); ++column) {
      for (const auto which : {&CellNumbers::count, &CellNumbers::of}) {
        std::vector<std::size_t> parts;
        for (const std::size_t row : sum.parts) {
          // No time at all is the time of nobody.
          if (!is_blank(row, column)) parts.push_back(behind(row, column, which));
        }
        if (parts.empty()) continue;
        // Shares may all be of the same whole.
        add_if_whole(behind(sum.whole, column, which), std::move(parts),
                     "column " + table.columns[column].name, which == &CellNumbers::count);
      }
    }
  }
  for (const auto& sum : table.column_sums) {
    for (std::size_t row = 0; row < cells.size(); ++row) {
      std::vector<std::size_t> parts;
      for (const std::size_t column : sum.parts)
        parts.push_back(behind(row, column, &CellNumbers::count));
      add_if_whole(behind(row, sum.whole, &CellNumbers::count), std::move(parts),
                   "row " + std::to_string(row + 1), true);
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
        add_multiples(place, cells.back());
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
