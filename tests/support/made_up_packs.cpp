#include "made_up_packs.hpp"

#include <random>

namespace turnout::testing {
namespace {

using namespace report;

class Dice {
public:
  explicit Dice(std::uint64_t seed) : engine_(seed) {}
  std::uint64_t below(std::uint64_t end) { return engine_() % end; }
  /// Mostly few, often none, sometimes many.
  std::uint64_t count() {
    const auto kind = below(10);
    return kind < 3 ? 0 : kind < 7 ? 1 + below(7) : kind < 9 ? 8 + below(20) : below(300);
  }

private:
  std::mt19937_64 engine_;
};

const std::vector<std::string> areas{"cheltenham", "cotswold", "forest", "stroud"};
const std::vector<std::string> causes{"fall", "smoke", "unwell"};

/// Of the calls, some are judged by another clock, and to some of them somebody came.
struct Leaf {
  std::uint64_t met = 0;
  std::uint64_t missed = 0;
  std::uint64_t judged = 0;
  std::uint64_t kept = 0;
  std::uint64_t beside = 0;

  Leaf& operator+=(const Leaf& other) {
    met += other.met;
    missed += other.missed;
    judged += other.judged;
    kept += other.kept;
    beside += other.beside;
    return *this;
  }
};

/// By area and by cause.
struct Grid {
  std::map<std::pair<std::size_t, std::size_t>, Leaf> cells;

  [[nodiscard]] Leaf sum(std::size_t area, std::size_t cause) const {
    Leaf total;
    for (const auto& [place, leaf] : cells) {
      const bool in =
          (area == areas.size() || place.first == area) && (cause == causes.size() || place.second == cause);
      if (in) total += leaf;
    }
    return total;
  }
};

std::string scope_of(std::size_t area, std::size_t cause) {
  std::string scope = area < areas.size() ? "area=" + areas[area] : "";
  if (cause < causes.size()) scope += (scope.empty() ? "" : ";") + ("cause=" + causes[cause]);
  return scope;
}

Row row_of(const Grid& grid, const std::string& label, std::size_t area, std::size_t cause) {
  const Leaf leaf = grid.sum(area, cause);
  const std::uint64_t n = leaf.met + leaf.missed;
  const Cell median = leaf.beside > 0 ? Cell(Spread{9min, leaf.beside}) : Cell();
  return {scope_of(area, cause),
          {label, Count{n}, Count{leaf.met}, Count{leaf.missed}, Share{leaf.met, n}, ShareRange{leaf.met, n},
           Share{leaf.kept, leaf.judged}, median}};
}

Table blank_table(const std::string& name) {
  Table table;
  table.name = name;
  table.title = name;
  table.columns = {{"what", "What", "", "", ""},
                   {"calls", "Calls", "Calls.", "calls", ""},
                   {"in_time", "In time", "Those in time.", "in_time", ""},
                   {"late", "Late", "The others.", "late", ""},
                   {"share", "Share", "In time.", "in_time", "calls"},
                   {"share_95", "95 %", "Of the share.", "in_time", "calls"},
                   {"share_latest", "At the latest", "Of those judged.", "kept", "judged"},
                   {"p50_s", "Median", "To the person.", "", "beside"}};
  table.column_sums = {{1, {2, 3}}};
  return table;
}

Pack pack_of(const Grid& grid) {
  Table by_area = blank_table("by_area");
  Table by_cause = blank_table("by_cause");
  Table by_both = blank_table("by_both");
  RowSum all_areas{areas.size(), {}};
  for (std::size_t area = 0; area <= areas.size(); ++area) {
    by_area.rows.push_back(row_of(grid, area < areas.size() ? areas[area] : "all", area, causes.size()));
    if (area == areas.size()) continue;
    all_areas.parts.push_back(area);
    RowSum of_area{by_both.rows.size() + causes.size(), {}};
    for (std::size_t cause = 0; cause <= causes.size(); ++cause) {
      if (cause < causes.size()) of_area.parts.push_back(by_both.rows.size());
      by_both.rows.push_back(row_of(grid, areas[area], area, cause));
    }
    by_both.row_sums.push_back(of_area);
  }
  by_area.row_sums = {all_areas};
  RowSum all_causes{causes.size(), {}};
  for (std::size_t cause = 0; cause <= causes.size(); ++cause) {
    by_cause.rows.push_back(row_of(grid, cause < causes.size() ? causes[cause] : "all", areas.size(), cause));
    if (cause == causes.size()) continue;
    all_causes.parts.push_back(cause);
    // The causes of each area add up to the cause.
    RowSum of_cause{by_both.rows.size(), {}};
    by_both.rows.push_back(row_of(grid, causes[cause], areas.size(), cause));
    for (std::size_t area = 0; area < areas.size(); ++area)
      of_cause.parts.push_back(area * (causes.size() + 1) + cause);
    by_both.row_sums.push_back(of_cause);
  }
  by_cause.row_sums = {all_causes};
  return {"Random", "", {{"All", "", {by_area, by_cause, by_both}}}};
}

Pack parts_pack(const std::vector<std::uint64_t>& parts) {
  Table table;
  table.name = "parts";
  table.columns = {{"what", "What", "", "", ""}, {"calls", "Calls", "Calls.", "calls", ""}};
  std::uint64_t whole = 0;
  RowSum sum{parts.size(), {}};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const std::string label = "part " + std::to_string(i);
    table.rows.push_back({"part=" + std::to_string(i), {label, Count{parts[i]}}});
    sum.parts.push_back(i);
    whole += parts[i];
  }
  table.rows.push_back({"", {"all", Count{whole}}});
  table.row_sums = {sum};
  return {"Parts", "", {{"All", "", {table}}}};
}

Pack shares_pack(const std::vector<std::uint64_t>& parts) {
  Pack pack = parts_pack(parts);
  Table& table = pack.sections[0].tables[0];
  table.columns = {table.columns[0],
                   {"share", "Kept, %", "Of those judged.", "kept", "judged"},
                   {"p50_s", "Median", "To the person.", "", "beside"}};
  for (auto& row : table.rows) {
    const std::uint64_t n = std::get<Count>(row.cells[1]).n;
    row.cells[1] = Share{n, n};
    row.cells.push_back(n > 0 ? Cell(Spread{9min, n}) : Cell());
  }
  return pack;
}

Pack callers_pack(const std::vector<std::uint64_t>& people) {
  struct Band {
    std::uint64_t least;
    std::optional<std::uint64_t> most;
  };
  const std::vector<Band> bands{{1, 1}, {2, 2}, {3, 4}, {5, 9}, {10, {}}};
  Table table;
  table.name = "callers";
  table.columns = {{"band", "Calls each", "", "", ""},
                   {"people", "People", "With so many.", "people", ""},
                   {"calls", "Calls", "Of theirs.", "calls", ""}};
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const std::uint64_t each = bands[i].least + (bands[i].most ? 0 : 2);
    table.rows.push_back({"band=" + std::to_string(i),
                          {std::to_string(i), Count{people[i]}, Count{people[i] * each}},
                          {},
                          {{1, 2, bands[i].least, bands[i].most}}});
  }
  return {"Callers", "", {{"All", "", {table}}}};
}

template <class Make>
Quarter summed(const std::vector<std::vector<std::uint64_t>>& parts_by_month, Make make) {
  Quarter packs;
  std::vector<std::uint64_t> all(parts_by_month.front().size(), 0);
  unsigned month = 10;
  for (const auto& parts : parts_by_month) {
    for (std::size_t i = 0; i < parts.size(); ++i)
      all[i] += parts[i];
    packs.emplace(CalendarPeriod::month(2026, month++), make(parts));
  }
  packs.emplace(CalendarPeriod::quarter(2026, 4), make(all));
  return packs;
}

} // namespace

Quarter random_quarter(std::uint64_t seed) {
  Dice dice(seed);
  Quarter packs;
  Grid all;
  for (unsigned month = 10; month <= 12; ++month) {
    Grid grid;
    for (std::size_t area = 0; area < areas.size(); ++area) {
      for (std::size_t cause = 0; cause < causes.size(); ++cause) {
        Leaf leaf{.met = dice.count(), .missed = dice.below(3) == 0 ? dice.count() : 0};
        leaf.judged = leaf.met + leaf.missed - (leaf.met + leaf.missed > 0 ? dice.below(2) : 0);
        leaf.kept = leaf.judged - (leaf.judged > 0 ? dice.below(2) : 0);
        leaf.beside = leaf.met - (leaf.met > 0 ? dice.below(2) : 0);
        grid.cells[{area, cause}] = leaf;
        all.cells[{area, cause}] += leaf;
      }
    }
    packs.emplace(CalendarPeriod::month(2026, month), pack_of(grid));
  }
  packs.emplace(CalendarPeriod::quarter(2026, 4), pack_of(all));
  return packs;
}

void say_again(Pack& pack) {
  const Table& parts = pack.sections[0].tables[0];
  Table again;
  again.name = "again";
  again.columns = {{"what", "What", "", "", ""}, {"n", "Judged", "Judged.", "level", ""}};
  for (const auto& row : {parts.rows.front(), parts.rows.back()})
    again.rows.push_back({"level of " + row.scope, row.cells, {{1, "calls", row.scope}}});
  pack.sections[0].tables.push_back(std::move(again));
}

Quarter quarter_of(const std::vector<std::vector<std::uint64_t>>& parts_by_month) {
  return summed(parts_by_month, parts_pack);
}

Quarter shares_of(const std::vector<std::vector<std::uint64_t>>& parts_by_month) {
  return summed(parts_by_month, shares_pack);
}

Quarter callers_of(const std::vector<std::vector<std::uint64_t>>& people_by_month) {
  return summed(people_by_month, callers_pack);
}

} // namespace turnout::testing
