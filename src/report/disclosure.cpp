#include "turnout/report/disclosure.hpp"

#include "ledger.hpp"
#include "values.hpp"

#include <algorithm>

namespace turnout::report {
namespace {

using Figure = Hidden::Figure;

/// One figure as it goes out.
class Writer {
public:
  explicit Writer(const Ledger& ledger) : ledger_(ledger) {}

  /// Has a count that is hidden for another's sake. What else the row says may be part of what that counts,
  /// and so a floor under it.
  template <class Numbers>
  [[nodiscard]] bool is_guarded(const Row& row, Numbers of) const {
    return std::any_of(row.cells.begin(), row.cells.end(), [&](const Cell& cell) {
      const CellNumbers numbers = *of++;
      return std::holds_alternative<Count>(cell) && ledger_.at(numbers.count).shown == Number::Shown::derived;
    });
  }

  [[nodiscard]] Cell out(const Cell& cell, CellNumbers of, bool guarded) const {
    const Cell alone = out_alone(cell, of);
    if (!guarded || of.of == no_number || ledger_.at(of.of).value == 0) return alone;
    return std::holds_alternative<Hidden>(alone) ? alone
                                                 : Cell(Hidden{Hidden::Why::derived, figure_of(cell)});
  }

private:
  [[nodiscard]] static Figure figure_of(const Cell& cell) {
    if (std::holds_alternative<Share>(cell)) return Figure::share;
    if (std::holds_alternative<ShareRange>(cell)) return Figure::share_range;
    if (std::holds_alternative<PerThousand>(cell)) return Figure::per_thousand;
    if (std::holds_alternative<Spread>(cell)) return Figure::spread;
    if (std::holds_alternative<Total>(cell)) return Figure::total;
    return std::holds_alternative<Spent>(cell) ? Figure::spent : Figure::count;
  }

  [[nodiscard]] Cell out_alone(const Cell& cell, CellNumbers of) const {
    const auto n = [&] { return shown(of.of); };
    if (std::holds_alternative<Count>(cell))
      return hidden(of, Figure::count, [&] { return Count{shown(of.count)}; });
    if (std::holds_alternative<Share>(cell))
      return hidden(of, Figure::share, [&] { return share(of, Figure::share, Share{shown(of.count), n()}); });
    if (std::holds_alternative<ShareRange>(cell))
      return hidden(of, Figure::share_range, [&] {
        return share(of, Figure::share_range, ShareRange{shown(of.count), n()});
      });
    if (std::holds_alternative<PerThousand>(cell))
      return hidden(of, Figure::per_thousand, [&] { return PerThousand{shown(of.count), n()}; });
    if (const auto* spread = std::get_if<Spread>(&cell)) {
      // To the second: nobody needs more, and it is somebody's own time.
      const Duration value = std::chrono::round<std::chrono::seconds>(spread->value);
      return hidden(of, Figure::spread, [&]() -> Cell {
        if (!ledger_.many_beyond(of.of, spread->percent)) return Hidden{Hidden::Why::small, Figure::spread};
        return Spread{value, n(), spread->percent};
      });
    }
    if (const auto* total = std::get_if<Total>(&cell)) {
      return hidden(of, Figure::total, [&] {
        return Total{Duration(scaled(total->value.count(), total->n, n(), 60'000)), n()};
      });
    }
    if (const auto* spent = std::get_if<Spent>(&cell))
      return hidden(of, Figure::spent, [&] { return Spent{scaled(spent->pence, spent->n, n(), 100), n()}; });
    return cell;
  }

  [[nodiscard]] std::uint64_t shown(std::size_t number) const {
    return ledger_.rounded(ledger_.at(number).value);
  }

  /// All but a few of many would round to all of them: nobody is to read that a promise was always kept.
  template <class Part>
  [[nodiscard]] Cell share(CellNumbers of, Figure figure, Part part) const {
    const bool all_but_few = ledger_.at(of.count).value < ledger_.at(of.of).value;
    if (all_but_few && part.met >= part.n) return Hidden{Hidden::Why::small, figure};
    return part;
  }

  /// What `n` of them come to where `exact` of them come to `sum`, to the nearest `step`.
  static std::int64_t scaled(std::int64_t sum, std::uint64_t exact, std::uint64_t n, std::int64_t step) {
    if (exact == 0) return 0;
    const auto by = static_cast<std::int64_t>(exact) * step;
    const std::int64_t times = sum * static_cast<std::int64_t>(n);
    return (times + (times < 0 ? -by : by) / 2) / by * step;
  }

  template <class Make>
  [[nodiscard]] Cell hidden(CellNumbers of, Figure figure, Make make) const {
    bool derived = false;
    for (const std::size_t number : {of.count, of.of}) {
      if (number == no_number) continue;
      if (ledger_.at(number).shown == Number::Shown::small) return Hidden{Hidden::Why::small, figure};
      derived = derived || ledger_.at(number).shown == Number::Shown::derived;
    }
    if (derived) return Hidden{Hidden::Why::derived, figure};
    return make();
  }

  const Ledger& ledger_;
};

Table settings_table(const Disclosure& settings) {
  const auto text = [](std::uint64_t number) { return std::to_string(number); };
  Table table;
  table.name = "disclosure";
  table.title = "How people are protected";
  table.about = "What was done to the figures of this report before it left the service, so that nobody can "
                "be told from them.";
  table.columns = {{"rule", "Rule", "What is done.", {}, {}}, {"setting", "Setting", "How.", {}, {}}};
  const auto row = [&](std::string rule, std::string setting) {
    table.rows.push_back({{}, {std::move(rule), std::move(setting)}});
  };
  row("Small counts",
      "counts from 1 to " + text(settings.hide_up_to) + ", and figures made of so few, are shown as *");
  row("Other counts", "rounded to the nearest " + text(settings.round_to) + "; none at all is shown as 0");
  row("Shares and rates", "reckoned from the rounded counts, their intervals too; a share that would round "
                          "to all of them while a few were left out is shown as *");
  row("Percentiles", "to the second, and only where more than " + text(settings.hide_up_to) +
                         " for certain took longer; others, and the longest, are shown as *");
  row("Totals", "reckoned as the mean times the rounded count, to the minute or the pound");
  row("Figures that would give a small count away",
      "shown as c, until each hidden count can have at least " + text(settings.values_min) +
          " values for somebody who knows every published table, month, quarter and year, and these rules; "
          "then also every share, rate and time of its row");
  row("Single incidents", "lines about one incident or one visit are not in a published report");
  row("Figures nobody stands behind", "devices, hours and settings are shown as they are");
  return table;
}

} // namespace

Pack disclosed(const Pack& exact, const CalendarPeriod& period, const std::vector<Published>& within,
               const Disclosure& settings) {
  Ledger ledger(settings);
  for (const auto& one : within)
    ledger.add(one.pack, one.period, false);
  const auto numbers = ledger.add(exact, period, true);
  ledger.add_sums_in_time();
  ledger.protect();

  const Writer writer(ledger);
  Pack pack = exact;
  auto of = numbers.begin();
  for (auto& section : pack.sections) {
    std::erase_if(section.tables, [](const Table& table) { return table.audience == Audience::service; });
    for (auto& table : section.tables) {
      for (auto& row : table.rows) {
        const auto first = of;
        of += static_cast<std::ptrdiff_t>(row.cells.size());
        const bool guarded = writer.is_guarded(row, first);
        auto numbers_of = first;
        for (auto& cell : row.cells)
          cell = writer.out(cell, *numbers_of++, guarded);
      }
    }
  }
  std::erase_if(pack.sections, [](const Section& section) { return section.tables.empty(); });
  if (pack.sections.empty()) pack.sections.emplace_back();
  pack.sections.back().tables.push_back(settings_table(settings));
  return pack;
}

Result<Pack> published(const CalendarPeriod& period, const ExactPack& exact, const Disclosure& settings) {
  std::vector<Published> out;
  auto order = period.inside();
  order.push_back(period);
  for (const auto& one : order) {
    auto pack = exact(one);
    if (!pack) return pack;
    std::vector<Published> within;
    std::copy_if(out.begin(), out.end(), std::back_inserter(within),
                 [&](const Published& earlier) { return one.holds(earlier.period); });
    out.push_back({one, disclosed(pack.value(), one, within, settings)});
  }
  return std::move(out.back().pack);
}

Pack of_area(const Pack& published, const std::string& area) {
  const std::string wanted = "area=" + area;
  const auto of_people = [](const Cell& cell) {
    return is_figure(cell) && !std::holds_alternative<Duration>(cell) &&
           !std::holds_alternative<Tally>(cell) && !std::holds_alternative<Pence>(cell);
  };
  const auto counts = [&](const Table& table) {
    return std::any_of(table.rows.begin(), table.rows.end(), [&](const Row& row) {
      return std::any_of(row.cells.begin(), row.cells.end(), of_people);
    });
  };
  const auto of_it = [&](const Row& row) {
    return row.scope == wanted || row.scope.starts_with(wanted + ";");
  };
  Pack pack = published;
  pack.title += ": " + area;
  for (auto& section : pack.sections) {
    std::erase_if(section.tables, [&](const Table& table) {
      return counts(table) && std::none_of(table.rows.begin(), table.rows.end(), of_it);
    });
    for (auto& table : section.tables) {
      if (!counts(table)) continue; // settings and definitions
      std::erase_if(table.rows, [&](const Row& row) { return !of_it(row); });
      table.row_sums.clear();
    }
  }
  std::erase_if(pack.sections, [](const Section& section) { return section.tables.empty(); });
  return pack;
}

std::vector<std::string> contradictions(const Pack& exact) {
  Ledger ledger{Disclosure{}};
  ledger.add(exact, CalendarPeriod::year(2000), true);
  return ledger.clashes();
}

} // namespace turnout::report
