#include "values.hpp"

#include "turnout/statistics/statistics.hpp"

#include <algorithm>

namespace turnout::report {
namespace {

using statistics::decimal_text;

template <class... Ts>
struct Either : Ts... {
  using Ts::operator()...;
};
template <class... Ts>
Either(Ts...) -> Either<Ts...>;

constexpr const char* nothing = "–";

/// 18,000
std::string grouped(std::uint64_t number) {
  std::string text = std::to_string(number);
  for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > 0; at -= 3)
    text.insert(static_cast<std::size_t>(at), 1, ',');
  return text;
}

std::string padded(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

/// In tenths, rounded half up.
std::string tenths(std::uint64_t times, std::uint64_t by) {
  const std::uint64_t all = (times * 10 + by / 2) / by;
  return std::to_string(all / 10) + "." + std::to_string(all % 10);
}

std::string pounds(std::int64_t pence) {
  const std::int64_t size = pence < 0 ? -pence : pence;
  return (pence < 0 ? "-" : "") + std::to_string(size / 100) + "." + padded(size % 100);
}

std::string pounds_words(std::int64_t pence) {
  const auto size = static_cast<std::uint64_t>(pence < 0 ? -pence : pence);
  return (pence < 0 ? "−£" : "£") + grouped(size / 100) + "." + padded(static_cast<std::int64_t>(size % 100));
}

statistics::Interval<statistics::Ratio> ends(const ShareRange& range) {
  return statistics::wilson({range.met, range.n});
}

Value number(Value::Kind kind, std::string text, double worth) {
  return {kind, std::move(text), worth};
}

Value span(Duration length) {
  return number(Value::Kind::span, decimal(length.count()), static_cast<double>(length.count()) / 1000);
}

Value money(std::int64_t pence) {
  return number(Value::Kind::money, pounds(pence), static_cast<double>(pence) / 100);
}

Value whole(std::uint64_t n) {
  return number(Value::Kind::whole, std::to_string(n), static_cast<double>(n));
}

Value percent_end(statistics::Ratio end) {
  return number(Value::Kind::percent, decimal_text(end.of_one() * 100, 1), end.of_one() * 100);
}

std::string moment_words(WallTime at) {
  const std::string text = format_rfc3339(at);
  return text.substr(0, 10) + " " + text.substr(11, 5) + " UTC";
}

} // namespace

std::string decimal(std::int64_t thousandths) {
  const std::int64_t size = thousandths < 0 ? -thousandths : thousandths;
  std::string text = (thousandths < 0 ? "-" : "") + std::to_string(size / 1000);
  if (size % 1000 == 0) return text;
  std::string part = std::to_string(1000 + size % 1000).substr(1);
  part.resize(part.find_last_not_of('0') + 1);
  return text + "." + part;
}

std::string percent_of(std::uint64_t met, std::uint64_t n) {
  return n == 0 ? std::string() : tenths(met * 100, n);
}

std::string rate_of(std::uint64_t n, std::uint64_t served) {
  return served == 0 ? std::string() : tenths(n * 1000, served);
}

std::string symbol_of(Hidden hidden) {
  return hidden.why == Hidden::Why::small ? "*" : "c";
}

std::string hidden_words(Hidden::Why why) {
  return why == Hidden::Why::small
             ? "A few, too few to be shown, or a figure that would tell of so few, as a time that only a few "
               "exceeded. Beside large counts it does not mean all: a few were missed, or there were only a "
               "few."
             : "Hidden because a small count could be worked out from it. It may be any number.";
}

bool counts_people(const Table& table) {
  return std::any_of(table.rows.begin(), table.rows.end(), [](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [](const Cell& cell) {
      return is_figure(cell) && !std::holds_alternative<Duration>(cell) &&
             !std::holds_alternative<Tally>(cell) && !std::holds_alternative<Pence>(cell);
    });
  });
}

bool has_hidden(const Table& table, Hidden::Why why) {
  return std::any_of(table.rows.begin(), table.rows.end(), [why](const Row& row) {
    return std::any_of(row.cells.begin(), row.cells.end(), [why](const Cell& cell) {
      const auto* hidden = std::get_if<Hidden>(&cell);
      return hidden != nullptr && hidden->why == why;
    });
  });
}

bool is_figure(const Cell& cell) {
  return !std::holds_alternative<std::monostate>(cell) && !std::holds_alternative<std::string>(cell) &&
         !std::holds_alternative<WallTime>(cell);
}

std::size_t column_of(const Table& table, const std::string& name) {
  const auto found = std::find_if(table.columns.begin(), table.columns.end(),
                                  [&](const Column& column) { return column.name == name; });
  return static_cast<std::size_t>(found - table.columns.begin());
}

bool ranged(const Table& table, std::size_t column) {
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const Row& row) {
    if (column >= row.cells.size()) return false;
    const auto* hidden = std::get_if<Hidden>(&row.cells[column]);
    return std::holds_alternative<ShareRange>(row.cells[column]) ||
           (hidden != nullptr && hidden->figure == Hidden::Figure::share_range);
  });
}

std::vector<Value> values_of(const Cell& cell, bool wide) {
  const auto one = [](const Cell& of) -> Value {
    return std::visit(
        Either{[](std::monostate) { return Value{}; },
               [](const std::string& text) { return number(Value::Kind::text, text, 0); },
               [](WallTime at) {
                 return number(Value::Kind::moment, format_rfc3339(at),
                               static_cast<double>(at.time_since_epoch().count()) / 1000);
               },
               [](Duration length) { return span(length); },
               [](const Count& count) { return whole(count.n); },
               [](const Tally& tally) { return whole(tally.n); },
               [](const Share& share) {
                 if (share.n == 0) return Value{};
                 return number(Value::Kind::percent, percent_of(share.met, share.n),
                               100 * static_cast<double>(share.met) / static_cast<double>(share.n));
               },
               [](const ShareRange& range) { return range.n == 0 ? Value{} : percent_end(ends(range).low); },
               [](const PerThousand& rate) {
                 if (rate.served == 0) return Value{};
                 return number(Value::Kind::rate, rate_of(rate.n, rate.served),
                               1000 * static_cast<double>(rate.n) / static_cast<double>(rate.served));
               },
               [](const Spread& spread) { return spread.n == 0 ? Value{} : span(spread.value); },
               [](const Total& total) { return span(total.value); },
               [](const Spent& spent) { return money(spent.pence); },
               [](const Pence& pence) { return money(pence.n); },
               [](const Hidden& hidden) { return number(Value::Kind::symbol, symbol_of(hidden), 0); }},
        of);
  };
  std::vector<Value> values{one(cell)};
  if (!wide) return values;
  values.push_back(values.front());
  const auto* range = std::get_if<ShareRange>(&cell);
  if (range != nullptr && range->n > 0) values.back() = percent_end(ends(*range).high);
  return values;
}

std::string span_words(Duration span) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(span + Duration(500)).count();
  if (seconds < 60) return std::to_string(seconds) + " s";
  if (seconds < 3600) return std::to_string(seconds / 60) + " min " + padded(seconds % 60) + " s";
  const auto minutes = (seconds + 30) / 60;
  return grouped(static_cast<std::uint64_t>(minutes / 60)) + " h " + padded(minutes % 60) + " min";
}

std::string words_of(const Cell& cell) {
  return std::visit(
      Either{[](std::monostate) { return std::string(); }, [](const std::string& text) { return text; },
             [](WallTime at) { return moment_words(at); }, [](Duration span) { return span_words(span); },
             [](const Count& count) { return grouped(count.n); },
             [](const Tally& tally) { return grouped(tally.n); },
             [](const Share& share) {
               return share.n == 0 ? std::string(nothing) : percent_of(share.met, share.n) + " %";
             },
             [](const ShareRange& range) {
               if (range.n == 0) return std::string(nothing);
               return decimal_text(ends(range).low.of_one() * 100, 1) + " to " +
                      decimal_text(ends(range).high.of_one() * 100, 1) + " %";
             },
             [](const PerThousand& rate) {
               // On paper whole: of rounded counts the tenths mean nothing.
               return rate.served == 0 ? std::string(nothing)
                                       : grouped((rate.n * 1000 + rate.served / 2) / rate.served);
             },
             [](const Spread& spread) {
               return spread.n == 0 ? std::string(nothing) : span_words(spread.value);
             },
             [](const Total& total) { return span_words(total.value); },
             [](const Spent& spent) { return pounds_words(spent.pence); },
             [](const Pence& pence) { return pounds_words(pence.n); },
             [](const Hidden& hidden) { return symbol_of(hidden); }},
      cell);
}

std::optional<double> drawn(const Cell& cell) {
  const auto value = values_of(cell, false).front();
  switch (value.kind) {
  case Value::Kind::span:
    return value.number / 60;
  case Value::Kind::whole:
  case Value::Kind::percent:
  case Value::Kind::rate:
  case Value::Kind::money:
    return value.number;
  case Value::Kind::blank:
  case Value::Kind::text:
  case Value::Kind::moment:
  case Value::Kind::symbol:
    break;
  }
  return std::nullopt;
}

} // namespace turnout::report
