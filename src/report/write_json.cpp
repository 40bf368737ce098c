#include "turnout/report/write.hpp"
#include "values.hpp"

#include <boost/json.hpp>

namespace turnout::report {
namespace {

namespace bj = boost::json;

const char* name_of(Hidden::Figure figure) {
  switch (figure) {
  case Hidden::Figure::count:
    return "count";
  case Hidden::Figure::share:
    return "share";
  case Hidden::Figure::share_range:
    return "share_range";
  case Hidden::Figure::per_thousand:
    return "per_thousand";
  case Hidden::Figure::spread:
    return "spread";
  case Hidden::Figure::total:
    return "total";
  case Hidden::Figure::spent:
    break;
  }
  return "spent";
}

/// No number has a point: shares and rates are texts, so that every reader sees the same digits.
struct ToJson {
  bj::value operator()(std::monostate) const { return nullptr; }
  bj::value operator()(const std::string& text) const { return bj::string(text); }
  bj::value operator()(WallTime at) const { return {{"at", format_rfc3339(at)}}; }
  bj::value operator()(Duration span) const { return {{"ms", span.count()}}; }
  bj::value operator()(const Count& count) const { return {{"count", count.n}}; }
  bj::value operator()(const Tally& tally) const { return {{"tally", tally.n}}; }
  bj::value operator()(const Share& share) const {
    return {{"met", share.met}, {"n", share.n}, {"percent", percent_of(share.met, share.n)}};
  }
  bj::value operator()(const ShareRange& range) const {
    const auto ends = values_of(range, true);
    return {{"met", range.met},
            {"n", range.n},
            {"low_percent", ends.front().text},
            {"high_percent", ends.back().text}};
  }
  bj::value operator()(const PerThousand& rate) const {
    return {{"n", rate.n}, {"served", rate.served}, {"per_thousand", rate_of(rate.n, rate.served)}};
  }
  bj::value operator()(const Spread& spread) const { return {{"ms", spread.value.count()}, {"n", spread.n}}; }
  bj::value operator()(const Total& total) const {
    return {{"total_ms", total.value.count()}, {"n", total.n}};
  }
  bj::value operator()(const Spent& spent) const { return {{"total_pence", spent.pence}, {"n", spent.n}}; }
  bj::value operator()(const Pence& pence) const { return {{"pence", pence.n}}; }
  bj::value operator()(const Hidden& hidden) const {
    return {{"hidden", symbol_of(hidden)}, {"figure", name_of(hidden.figure)}};
  }
};

template <class List, class Make>
bj::array each(const List& list, Make make) {
  bj::array all;
  for (const auto& one : list)
    all.push_back(make(one));
  return all;
}

template <class Sums>
bj::array sums_json(const Sums& sums) {
  return each(sums, [](const auto& sum) {
    return bj::object{{"whole", sum.whole}, {"parts", bj::array(sum.parts.begin(), sum.parts.end())}};
  });
}

bj::object row_json(const Row& row) {
  bj::object made{{"scope", row.scope},
                  {"cells", each(row.cells, [](const Cell& cell) { return std::visit(ToJson{}, cell); })}};
  if (!row.same.empty()) {
    made["same"] = each(row.same, [](const Same& one) {
      return bj::object{{"column", one.column}, {"fact", one.fact}, {"scope", one.scope}};
    });
  }
  if (!row.each.empty()) {
    made["each"] = each(row.each, [](const Each& one) {
      return bj::object{{"one", one.one},
                        {"many", one.many},
                        {"least", one.least},
                        {"most", one.most ? bj::value(*one.most) : bj::value(nullptr)}};
    });
  }
  return made;
}

bj::object table_json(const Table& table) {
  const auto text = [](const std::string& said) { return bj::string(said); };
  return {{"name", table.name},
          {"title", table.title},
          {"about", table.about},
          {"exclusions", each(table.exclusions, text)},
          {"columns", each(table.columns,
                           [](const Column& column) {
                             return bj::object{{"name", column.name},
                                               {"title", column.title},
                                               {"meaning", column.meaning},
                                               {"fact", column.fact},
                                               {"of", column.of}};
                           })},
          {"rows", each(table.rows, row_json)},
          {"row_sums", sums_json(table.row_sums)},
          {"column_sums", sums_json(table.column_sums)}};
}

} // namespace

std::string json(const Pack& pack) {
  const auto text = [](const std::string& said) { return bj::string(said); };
  const bj::object whole{{"format", "turnout-report-1"},
                         {"title", pack.title},
                         {"period", pack.period},
                         {"front", each(pack.front,
                                        [](const FrontLine& line) {
                                          return bj::object{{"name", line.name}, {"value", line.value}};
                                        })},
                         {"reading", each(pack.reading, text)},
                         {"sections", each(pack.sections, [](const Section& section) {
                            return bj::object{{"title", section.title},
                                              {"about", section.about},
                                              {"tables", each(section.tables, table_json)}};
                          })}};
  return bj::serialize(whole) + "\n";
}

} // namespace turnout::report
