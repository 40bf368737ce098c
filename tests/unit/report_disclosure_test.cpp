// What may leave the house. Whether it can be undone is tried by tests/disclosure.
#include "support/made_up_packs.hpp"
#include "turnout/report/disclosure.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::report;

namespace {

const auto october = CalendarPeriod::month(2026, 10);

Pack one_table(Table table) {
  return {"T", "October 2026", {{"S", "", {std::move(table)}}}};
}

Table row_of(std::vector<Column> columns, std::vector<Cell> cells) {
  Table table;
  table.name = "t";
  table.columns = std::move(columns);
  table.rows = {{"", std::move(cells)}};
  return table;
}

Column count_of(const std::string& fact) {
  return {fact, fact, "", fact, ""};
}

std::vector<Cell> first_row(const Pack& pack) {
  return pack.sections.at(0).tables.at(0).rows.at(0).cells;
}

const Hidden small_count{Hidden::Why::small, Hidden::Figure::count};

std::vector<std::string> column_shown(const Pack& pack, std::size_t column) {
  std::vector<std::string> texts;
  for (const auto& row : pack.sections.at(0).tables.at(0).rows) {
    if (const auto* count = std::get_if<Count>(&row.cells[column]))
      texts.push_back(std::to_string(count->n));
    else
      texts.push_back(std::get<Hidden>(row.cells[column]).why == Hidden::Why::small ? "*" : "c");
  }
  return texts;
}

} // namespace

TEST_CASE("none is shown, few are hidden, others are rounded") {
  for (const auto& [n, shown] : std::vector<std::pair<std::uint64_t, Cell>>{{0, Count{0}},
                                                                            {1, small_count},
                                                                            {7, small_count},
                                                                            {8, Count{10}},
                                                                            {12, Count{10}},
                                                                            {13, Count{15}},
                                                                            {1002, Count{1000}}}) {
    INFO(n);
    CHECK(first_row(disclosed(one_table(row_of({count_of("calls")}, {Count{n}})), october, {}, {}))[0] ==
          shown);
  }
  const Disclosure other{.hide_up_to = 4, .round_to = 10, .values_min = 1};
  const auto at = [&](std::uint64_t n) {
    return first_row(disclosed(one_table(row_of({count_of("calls")}, {Count{n}})), october, {}, other))[0];
  };
  CHECK(at(4) == Cell(small_count));
  CHECK(at(5) == Cell(Count{10}));
  CHECK(at(15) == Cell(Count{20}));
}

TEST_CASE("shares, rates and totals come from rounded counts, and go where their counts go") {
  const std::vector<Column> columns{count_of("calls"),
                                    count_of("met"),
                                    {"share", "", "", "met", "calls"},
                                    {"range", "", "", "met", "calls"},
                                    {"rate", "", "", "calls", "served"},
                                    {"p95_s", "", "", "", "calls"},
                                    {"total_s", "", "", "", "calls"},
                                    {"cost_gbp", "", "", "", "calls"},
                                    {"hubs", "", "", "", ""},
                                    {"tariff_gbp", "", "", "", ""}};
  const auto cells = [](std::uint64_t n, std::uint64_t met) {
    return std::vector<Cell>{Count{n},
                             Count{met},
                             Share{met, n},
                             ShareRange{met, n},
                             PerThousand{n, 1001},
                             Spread{7s, n},
                             Total{Duration(60'000 * static_cast<std::int64_t>(n)), n},
                             Spent{1000 * static_cast<std::int64_t>(n), n},
                             Tally{3},
                             Pence{1}};
  };
  const auto shown = first_row(disclosed(one_table(row_of(columns, cells(103, 88))), october, {}, {}));
  CHECK(shown[2] == Cell(Share{90, 105}));
  CHECK(shown[3] == Cell(ShareRange{90, 105}));
  CHECK(shown[4] == Cell(PerThousand{105, 1000}));
  CHECK(shown[5] == Cell(Spread{7s, 105}));
  CHECK(shown[6] == Cell(Total{105min, 105}));
  CHECK(shown[7] == Cell(Spent{105'000, 105}));
  CHECK(shown[8] == Cell(Tally{3}));
  CHECK(shown[9] == Cell(Pence{1}));
  // Of three visits nothing is told, neither how long they took nor what they cost.
  const auto few = first_row(disclosed(one_table(row_of(columns, cells(3, 0))), october, {}, {}));
  for (std::size_t i = 2; i < 8; ++i) {
    INFO(i);
    REQUIRE(std::holds_alternative<Hidden>(few[i]));
    CHECK(std::get<Hidden>(few[i]).why == Hidden::Why::small);
  }
  CHECK(few[1] == Cell(Count{0}));
  const auto few_met = first_row(disclosed(one_table(row_of(columns, cells(103, 2))), october, {}, {}));
  CHECK(few_met[1] == Cell(small_count));
  CHECK(std::holds_alternative<Hidden>(few_met[2]));
  CHECK(few_met[0] == Cell(Count{105}));
}

TEST_CASE("a promise that was broken for a few does not read as always kept") {
  const auto shown = [](std::uint64_t met) {
    Column share{"share", "share", "", "kept", "judged"};
    return first_row(disclosed(one_table(row_of({share}, {Share{met, 116}})), october, {}, {}))[0];
  };
  CHECK(shown(116) == Cell(Share{115, 115}));
  CHECK(shown(114) == Cell(Hidden{Hidden::Why::small, Hidden::Figure::share}));
  CHECK(shown(100) == Cell(Share{100, 115}));
}

TEST_CASE("a time goes out where more than a few took longer, whatever the rounded number may be") {
  const auto shown = [](std::uint64_t n, std::uint64_t percent, const Disclosure& settings = {}) {
    Column time{"time", "", "", "", "visits"};
    return first_row(
        disclosed(one_table(row_of({time}, {Spread{7s, n, percent}})), october, {}, settings))[0];
  };
  const Cell few = Hidden{Hidden::Why::small, Hidden::Figure::spread};
  for (const auto& [percent, n] :
       std::vector<std::pair<std::uint64_t, std::uint64_t>>{{50, 18}, {90, 83}, {95, 163}, {99, 803}}) {
    INFO(percent);
    CHECK(shown(n, percent) == Cell(Spread{7s, (n + 2) / 5 * 5, percent}));
    CHECK(shown(n - 1, percent) == few);
  }
  CHECK(shown(100'000, 100) == few); // the longest is one person's
  CHECK(shown(20, 75, {.hide_up_to = 3}) == Cell(Spread{7s, 20, 75}));
}

TEST_CASE("of a group that is too small nothing is told by the longest time of all") {
  std::vector<Column> columns{count_of("calls"), {"longest_s", "", "", "", "calls"}};
  Table table = row_of(columns, {Count{25}, Spread{55min, 25, 100}});
  table.rows.push_back({"class=a", {Count{22}, Spread{2min, 22, 100}}});
  table.rows.push_back({"class=b", {Count{3}, Spread{55min, 3, 100}}});
  table.row_sums = {{0, {1, 2}}};
  const auto pack = disclosed(one_table(table), october, {}, {});
  for (const auto& row : pack.sections[0].tables[0].rows)
    CHECK(std::holds_alternative<Hidden>(row.cells[1]));
}

TEST_CASE("what is only behind shares adds up as counts do, and is hidden as they are") {
  const auto shown = disclosed(testing::shares_of({{8, 1, 1, 1, 1}}).at(october), october, {}, {});
  const auto& rows = shown.sections[0].tables[0].rows;
  CHECK(rows[0].cells[1] == Cell(Hidden{Hidden::Why::derived, Hidden::Figure::share}));
  CHECK(rows[1].cells[1] == Cell(Hidden{Hidden::Why::small, Hidden::Figure::share}));
  CHECK(rows[5].cells[1] == Cell(Share{10, 10}));
}

TEST_CASE("where a count is hidden for another's sake, no figure beside it says that it is not small") {
  auto pack = testing::quarter_of({{40, 1, 1, 1, 1}}).at(october);
  auto& table = pack.sections[0].tables[0];
  table.columns.push_back({"share", "", "", "kept", "judged"});
  table.columns.push_back({"p50_s", "", "", "", "beside"});
  for (auto& row : table.rows)
    row.cells.insert(row.cells.end(), {Cell(Share{0, 0}), Cell()});
  table.rows[0].cells[2] = Share{20, 30};
  table.rows[0].cells[3] = Spread{9min, 30};
  const Disclosure strict{.values_min = 7};
  const auto cells = [&](const Disclosure& settings) {
    return disclosed(pack, october, {}, settings).sections[0].tables[0].rows[0].cells;
  };
  CHECK(cells({.values_min = 1})[2] == Cell(Share{20, 30}));
  REQUIRE(cells(strict)[1] == Cell(Hidden{Hidden::Why::derived, Hidden::Figure::count}));
  CHECK(cells(strict)[2] == Cell(Hidden{Hidden::Why::derived, Hidden::Figure::share}));
  CHECK(cells(strict)[3] == Cell(Hidden{Hidden::Why::derived, Hidden::Figure::spread}));
}

TEST_CASE("how many calls each of some people made does not say how many people it was") {
  const auto pack = testing::callers_of({{60, 20, 9, 8, 1}}).at(october);
  const auto shown = disclosed(pack, october, {}, {});
  CHECK(column_shown(shown, 1) == std::vector<std::string>{"60", "20", "10", "10", "*"});
  CHECK(column_shown(shown, 2) == std::vector<std::string>{"60", "40", "25", "40", "c"});
  CHECK(column_shown(disclosed(pack, october, {}, {.values_min = 1}), 2)[4] == "10");
  // With their sums, more of the calls are hidden, and of the people still nobody else.
  auto summed = pack;
  auto& table = summed.sections[0].tables[0];
  table.rows.push_back({"", {std::string("all"), Count{98}, Count{60 + 40 + 27 + 40 + 12}}});
  table.row_sums = {{5, {0, 1, 2, 3, 4}}};
  CHECK(column_shown(disclosed(summed, october, {}, {}), 1) ==
        std::vector<std::string>{"60", "20", "10", "10", "*", "100"});
  auto wrong = pack;
  wrong.sections[0].tables[0].rows[1].cells[2] = Count{41};
  REQUIRE(contradictions(wrong).size() == 1);
  CHECK(contradictions(wrong)[0].find("stand for") != std::string::npos);
}

TEST_CASE("a share that names no facts is hidden with the count beside it") {
  const auto table = row_of({count_of("calls"), {"share", "", "", "", ""}}, {Count{5}, Share{0, 5}});
  const auto shown = first_row(disclosed(one_table(table), october, {}, {}));
  CHECK(std::holds_alternative<Hidden>(shown[1]));
}

TEST_CASE("a total that pins its parts hides a part as well, and only where it must") {
  const auto pinned = testing::quarter_of({{8, 1, 1, 1, 1}}).at(october);
  CHECK(column_shown(disclosed(pinned, october, {}, {}), 1) ==
        std::vector<std::string>{"c", "*", "*", "*", "*", "10"});
  CHECK(column_shown(disclosed(pinned, october, {}, {.values_min = 1}), 1) ==
        std::vector<std::string>{"10", "*", "*", "*", "*", "10"});
  const auto roomy = testing::quarter_of({{50, 3, 40}}).at(october);
  CHECK(column_shown(disclosed(roomy, october, {}, {}), 1) ==
        std::vector<std::string>{"50", "*", "40", "95"});
}

TEST_CASE("a figure hidden in one table is hidden in every other") {
  auto pack = testing::quarter_of({{8, 1, 1, 1, 1}}).at(october);
  Table again;
  again.name = "again";
  again.columns = {{"calls", "", "", "calls", ""}, {"share", "", "", "met", "calls"}};
  again.rows = {{"part=0", {Count{8}, Share{8, 8}}}};
  pack.sections[0].tables.push_back(again);
  const auto shown = disclosed(pack, october, {}, {});
  const auto& cells = shown.sections[0].tables[1].rows[0].cells;
  for (const auto& cell : cells) {
    REQUIRE(std::holds_alternative<Hidden>(cell));
    CHECK(std::get<Hidden>(cell).why == Hidden::Why::derived);
  }
}

TEST_CASE("a number that is said again under another name is hidden there too") {
  auto pack = testing::quarter_of({{8, 1, 1, 1, 1}}).at(october);
  testing::say_again(pack);
  const auto shown = disclosed(pack, october, {}, {});
  const auto& tables = shown.sections[0].tables;
  CHECK(std::get<Hidden>(tables[1].rows[0].cells[1]).why == Hidden::Why::derived);
  CHECK(tables[1].rows[1].cells[1] == tables[0].rows.back().cells[1]);
}

TEST_CASE("a quarter does not give its months away") {
  // One in October, none later: the quarter would be 1 too, which is small. Seven in each: 13 to 14 at most.
  const auto packs = testing::quarter_of({{7, 0}, {7, 0}, {0, 30}});
  const ExactPack exact = [&](const CalendarPeriod& period) -> Result<Pack> { return packs.at(period); };
  const auto quarter = published(CalendarPeriod::quarter(2026, 4), exact, {});
  REQUIRE(quarter.ok());
  CHECK(column_shown(quarter.value(), 1)[0] == "c");
  const auto alone =
      disclosed(packs.at(CalendarPeriod::quarter(2026, 4)), CalendarPeriod::quarter(2026, 4), {}, {});
  CHECK(column_shown(alone, 1)[0] == "15");
}

TEST_CASE("a month is published the same whether it is asked for alone or inside its quarter") {
  const auto packs = testing::random_quarter(3);
  std::vector<std::string> asked;
  const ExactPack exact = [&](const CalendarPeriod& period) -> Result<Pack> {
    asked.push_back(period.name());
    return packs.at(period);
  };
  REQUIRE(published(CalendarPeriod::quarter(2026, 4), exact, {}).ok());
  CHECK(asked == std::vector<std::string>{"2026-10", "2026-11", "2026-12", "2026-Q4"});
  const auto failing =
      published(october, [](const CalendarPeriod&) -> Result<Pack> { return Error{"no journal"}; }, {});
  REQUIRE(!failing.ok());
  CHECK(failing.error() == "no journal");
}

TEST_CASE("lines about single incidents stay in the service, the settings are printed") {
  const auto shown = disclosed(testing::county_month(1), october, {}, {});
  std::vector<std::string> names;
  for (const auto& section : shown.sections) {
    for (const auto& table : section.tables)
      names.push_back(table.name);
  }
  CHECK(names == std::vector<std::string>{"answer_by_district", "answer_by_hour", "response_split", "causes",
                                          "settings", "disclosure"});
  CHECK(std::get<std::string>(shown.sections.back().tables.back().rows[0].cells[1]).find("1 to 7") !=
        std::string::npos);
}

TEST_CASE("an area's pack is cut out of the whole") {
  const auto whole = disclosed(testing::county_month(1), october, {}, {});
  const auto cut = of_area(whole, "Stroud");
  REQUIRE(cut.sections.size() == 2);
  const auto& table = cut.sections[0].tables.at(0);
  REQUIRE(table.rows.size() == 1);
  CHECK(table.rows[0].cells == whole.sections[0].tables[0].rows[4].cells);
  CHECK(cut.sections[1].tables.size() == 2); // settings and disclosure
}

TEST_CASE("an exact pack that contradicts itself is told of") {
  CHECK(contradictions(testing::county_month(1)).empty());
  CHECK(contradictions(testing::random_quarter(1).at(october)).empty());
  auto pack = testing::quarter_of({{8, 1}}).at(october);
  pack.sections[0].tables[0].rows[2].cells[1] = Count{10};
  REQUIRE(contradictions(pack).size() == 1);
  CHECK(contradictions(pack)[0].find("do not add up") != std::string::npos);
  pack.sections[0].tables[0].rows[1].scope = "part=0";
  CHECK(contradictions(pack).size() == 2);
}
