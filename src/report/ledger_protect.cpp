// Narrowing what each number can be, and hiding until that is wide enough.
#include "ledger.hpp"

#include <algorithm>
#include <deque>
#include <tuple>

namespace turnout::report {
namespace {

/// Sums of bounds, of which some may be endless.
struct Bounds {
  std::int64_t low = 0;
  std::int64_t high = 0; ///< of those that end
  std::size_t endless = 0;

  void add(const Feasible& one) {
    low += one.low;
    if (one.high >= unbounded)
      ++endless;
    else
      high += one.high;
  }
  /// Of all but this one.
  [[nodiscard]] std::int64_t high_without(const Feasible& one) const {
    if (one.high >= unbounded) return endless > 1 ? unbounded : high;
    return endless > 0 ? unbounded : high - one.high;
  }
};

} // namespace

void Ledger::tighten(std::size_t number, Feasible said, std::vector<std::size_t>& changed) {
  Feasible& now = numbers_[number].now;
  if (now.low > now.high || (said.low <= now.low && said.high >= now.high)) return;
  now = {std::max(now.low, said.low), std::min(now.high, said.high)};
  changed.push_back(number);
}

/// One sum alone.
void Ledger::narrow(const Sum& sum, std::vector<std::size_t>& changed) {
  Bounds all;
  for (const std::size_t part : sum.parts)
    all.add(numbers_[part].now);
  tighten(sum.whole, {all.low, all.endless > 0 ? unbounded : all.high}, changed);
  const Feasible whole = numbers_[sum.whole].now;
  for (const std::size_t part : sum.parts) {
    const Feasible one = numbers_[part].now;
    const std::int64_t others = all.high_without(one);
    tighten(part,
            {others >= unbounded ? 0 : whole.low - others,
             whole.high >= unbounded ? unbounded : whole.high - (all.low - one.low)},
            changed);
  }
}

void Ledger::narrow(const Multiple& multiple, std::vector<std::size_t>& changed) {
  for (const std::size_t number : {multiple.one, multiple.many})
    tighten(number, told(multiple, number), changed);
}

void Ledger::narrow_all() {
  for (auto& number : numbers_)
    number.now = number.base;
  // The sums, and after them the multiples.
  std::deque<std::size_t> waiting;
  std::vector<bool> waits(sums_.size() + multiples_.size(), true);
  for (std::size_t i = 0; i < waits.size(); ++i)
    waiting.push_back(i);
  std::vector<std::size_t> changed;
  const auto look_again = [&](std::size_t at) {
    if (waits[at]) return;
    waits[at] = true;
    waiting.push_back(at);
  };
  while (!waiting.empty()) {
    const std::size_t at = waiting.front();
    waiting.pop_front();
    waits[at] = false;
    changed.clear();
    if (at < sums_.size())
      narrow(sums_[at], changed);
    else
      narrow(multiples_[at - sums_.size()], changed);
    for (const std::size_t number : changed) {
      for (const std::size_t with : sums_with_[number])
        look_again(with);
      for (const std::size_t with : multiples_with_[number])
        look_again(sums_.size() + with);
    }
  }
}

bool Ledger::given_away(const Number& number) const {
  if (number.now.values() >= static_cast<std::int64_t>(settings_.values_min)) return false;
  if (number.now.values() >= number.already.values()) return false; // nothing that is ours says more
  switch (number.shown) {
  case Number::Shown::small:
  case Number::Shown::derived:
    return true;
  case Number::Shown::unprinted:
    if (number.ours) return number.value > 0 && number.value <= settings_.hide_up_to;
    return number.now.low > 0 && number.now.high <= static_cast<std::int64_t>(settings_.hide_up_to);
  case Number::Shown::exact:
  case Number::Shown::rounded:
    break;
  }
  return false;
}

/// What this sum alone says of one of its numbers.
Feasible Ledger::told(const Sum& sum, std::size_t number) const {
  Bounds all;
  for (const std::size_t part : sum.parts)
    all.add(numbers_[part].now);
  if (sum.whole == number) return {all.low, all.endless > 0 ? unbounded : all.high};
  const Feasible& one = numbers_[number].now;
  const Feasible& whole = numbers_[sum.whole].now;
  const std::int64_t others = all.high_without(one);
  return {others >= unbounded ? 0 : whole.low - others,
          whole.high >= unbounded ? unbounded : whole.high - (all.low - one.low)};
}

Feasible Ledger::told(const Multiple& multiple, std::size_t number) const {
  const Feasible& one = numbers_[multiple.one].now;
  const Feasible& many = numbers_[multiple.many].now;
  if (number == multiple.many) return {product(one.low, multiple.least), product(one.high, multiple.most)};
  Feasible said;
  if (multiple.most < unbounded && multiple.most > 0)
    said.low = (many.low + multiple.most - 1) / multiple.most;
  else
    said.low = many.low > 0 ? 1 : 0;
  if (multiple.least > 0 && many.high < unbounded) said.high = many.high / multiple.least;
  return said;
}

/// Does what something says of this number hold it where it is?
bool Ledger::binds(const Feasible& said, std::size_t number) const {
  const Number& one = numbers_[number];
  return (one.now.low > one.base.low && said.low >= one.now.low) ||
         (one.now.high < one.base.high && said.high <= one.now.high);
}

/// Whether the figures that a sum shows beside this one leave it nothing but nought.
bool Ledger::is_nought_by(const Sum& sum, std::size_t number) const {
  const auto is_nought = [this](std::size_t other) { return numbers_[other].base.high <= 0; };
  if (sum.whole != number) return is_nought(sum.whole);
  return std::all_of(sum.parts.begin(), sum.parts.end(), is_nought);
}

/// Hiding says nothing of what every reader can tell from the months, nor of a nought with a whole of nought.
bool Ledger::can_be_hidden(std::size_t number) const {
  const Number& one = numbers_[number];
  if (!one.ours || one.shown == Number::Shown::derived || one.shown == Number::Shown::unprinted) return false;
  if (one.already.values() < static_cast<std::int64_t>(settings_.values_min)) return false;
  const auto& with = sums_with_[number];
  return one.value > 0 || std::none_of(with.begin(), with.end(),
                                       [&](std::size_t sum) { return is_nought_by(sums_[sum], number); });
}

/// Would hiding `other` give `number` room on a side where it is held?
bool Ledger::loosens(const Sum& sum, std::size_t number, std::size_t other) const {
  const Number& one = numbers_[number];
  const Feasible& by = numbers_[other].now;
  const bool from_above = one.now.high < one.base.high || one.now.low > one.now.high;
  const bool from_below = one.now.low > one.base.low;
  const bool against = sum.whole != number && other != sum.whole; // two parts of one whole
  return (from_above && (against ? by.low > 0 : by.high < unbounded)) ||
         (from_below && (against ? by.high < unbounded : by.low > 0));
}

/// Every number of the sums and multiples that this one is in.
std::vector<std::size_t> Ledger::beside(std::size_t number) const {
  std::vector<std::size_t> others;
  for (const std::size_t with : sums_with_[number]) {
    others.push_back(sums_[with].whole);
    others.insert(others.end(), sums_[with].parts.begin(), sums_[with].parts.end());
  }
  for (const std::size_t with : multiples_with_[number])
    others.insert(others.end(), {multiples_[with].one, multiples_[with].many});
  return others;
}

std::size_t Ledger::cheapest(const std::vector<std::size_t>& candidates) const {
  const auto cost = [this](std::size_t number) {
    const Number& one = numbers_[number];
    // Small ones are hidden already: that they may be larger helps last. Then those that tell most are kept.
    const int kind = one.shown == Number::Shown::rounded ? 0 : one.shown == Number::Shown::exact ? 1 : 2;
    return std::tuple(kind, one.of_all, one.cells, one.value, number);
  };
  std::size_t best = no_number;
  for (const std::size_t one : candidates) {
    if (best == no_number || cost(one) < cost(best)) best = one;
  }
  return best;
}

/// In the sums that hold it.
void Ledger::find_in_sums(std::size_t number, std::vector<std::size_t>& candidates) const {
  const auto consider = [&](const Sum& sum, std::size_t other) {
    if (other != number && can_be_hidden(other) && loosens(sum, number, other)) candidates.push_back(other);
  };
  for (const std::size_t with : sums_with_[number]) {
    const Sum& sum = sums_[with];
    if (!binds(told(sum, number), number)) continue;
    consider(sum, sum.whole);
    for (const std::size_t part : sum.parts)
      consider(sum, part);
  }
}

/// In a sum or a multiple that holds it, and else in ever wider circles round it.
std::size_t Ledger::to_hide_for(std::size_t number) const {
  std::vector<std::size_t> candidates;
  find_in_sums(number, candidates);
  for (const std::size_t with : multiples_with_[number]) {
    const Multiple& multiple = multiples_[with];
    const std::size_t other = multiple.one == number ? multiple.many : multiple.one;
    if (!binds(told(multiple, number), number)) continue;
    if (can_be_hidden(other))
      candidates.push_back(other);
    else
      find_in_sums(other, candidates); // hidden already, and held itself
  }
  std::vector<bool> seen(numbers_.size(), false);
  std::vector<std::size_t> circle{number};
  seen[number] = true;
  while (candidates.empty() && !circle.empty()) {
    std::vector<std::size_t> wider;
    const auto reach = [&](std::size_t one) {
      if (seen[one]) return;
      seen[one] = true;
      wider.push_back(one);
      if (can_be_hidden(one)) candidates.push_back(one);
    };
    for (const std::size_t one : circle) {
      for (const std::size_t other : beside(one))
        reach(other);
    }
    circle = std::move(wider);
  }
  return cheapest(candidates);
}

/// What is known before anything of ours goes out.
void Ledger::tell_what_is_out() {
  const auto as_it_is = numbers_;
  for (auto& number : numbers_) {
    if (number.ours) number.base = {};
  }
  narrow_all();
  for (std::size_t i = 0; i < numbers_.size(); ++i) {
    numbers_[i].already = numbers_[i].now;
    numbers_[i].base = as_it_is[i].base;
  }
}

void Ledger::protect() {
  tell_what_is_out();
  for (bool again = true; again;) {
    again = false;
    narrow_all();
    std::vector<bool> touched(sums_.size() + multiples_.size(), false);
    for (std::size_t i = 0; i < numbers_.size(); ++i) {
      if (!given_away(numbers_[i])) continue;
      const auto& with = sums_with_[i];
      const auto& each = multiples_with_[i];
      // What was hidden a moment ago may have been enough.
      if (std::any_of(with.begin(), with.end(), [&](std::size_t sum) { return touched[sum]; }) ||
          std::any_of(each.begin(), each.end(), [&](std::size_t at) { return touched[sums_.size() + at]; }))
        continue;
      const std::size_t other = to_hide_for(i);
      if (other == no_number) continue;
      numbers_[other].shown = Number::Shown::derived;
      numbers_[other].base = base_of(numbers_[other]);
      for (const std::size_t sum : sums_with_[other])
        touched[sum] = true;
      for (const std::size_t at : multiples_with_[other])
        touched[sums_.size() + at] = true;
      again = true;
    }
  }
}

} // namespace turnout::report
