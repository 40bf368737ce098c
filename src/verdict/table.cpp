#include "turnout/verdict/table.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>
#include <utility>

namespace turnout::verdict {
namespace {

using statistics::decimal_text;
using statistics::minutes_text;
using statistics::percent_text;
using statistics::Share;

using Runs = std::vector<const Judged*>;

struct Policy {
  std::string name;
  Runs runs;
};

struct Scenario {
  std::string name;
  std::vector<Policy> policies;
};

std::vector<Scenario> grouped(std::span<const Judged> runs) {
  std::vector<Scenario> scenarios;
  const auto named = [](auto& list, const std::string& name) -> auto& {
    const auto known =
        std::find_if(list.begin(), list.end(), [&](const auto& one) { return one.name == name; });
    if (known != list.end()) return *known;
    list.push_back({name, {}});
    return list.back();
  };
  for (const auto& run : runs)
    named(named(scenarios, run.scenario).policies, run.policy).runs.push_back(&run);
  return scenarios;
}

/// A name is the program's own; a bar in it would still break the table.
std::string cell(std::string text) {
  std::replace(text.begin(), text.end(), '|', '/');
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string signed_minutes(Duration span) {
  const std::string text = minutes_text(span);
  return (text[0] == '-' ? "" : "+") + text;
}

std::string with_interval(Share share) {
  const auto interval = statistics::wilson(share);
  return percent_text(share.ratio()) + " (" + percent_text(interval.low) + " to " +
         percent_text(interval.high) + ")";
}

std::string with_interval(const Gap& gap) {
  return percent_text(gap.gap, true) + " (" + percent_text(gap.interval.low, true) + " to " +
         percent_text(gap.interval.high, true) + ")";
}

std::string above_foreseen(const Policy& policy) {
  const auto gap = gap_to_foreseen(policy.runs);
  return gap ? with_interval(*gap) : "–";
}

std::string against(const Policy& policy, const Policy* baseline) {
  if (baseline == nullptr || baseline == &policy) return "–";
  const auto found = difference(policy.runs, baseline->runs);
  return signed_minutes(found.mean) + " (" + signed_minutes(found.interval.low) + " to " +
         signed_minutes(found.interval.high) + ")";
}

std::string policy_row(const Policy& policy, const Policy* baseline) {
  const auto all = summarise(alarms_of(policy.runs));
  const std::vector<std::string> cells{cell(policy.name),
                                       minutes_text(all.mean) + " / " + minutes_text(all.median) + " / " +
                                           minutes_text(all.p90) + " / " + minutes_text(all.p99),
                                       with_interval(gap_to_bound(policy.runs)),
                                       above_foreseen(policy),
                                       against(policy, baseline),
                                       with_interval(all.over_30min),
                                       percent_text(all.unreached.ratio()),
                                       decimal_text(all.offers_per_alarm.of_one(), 2),
                                       decimal_text(all.displaced_per_alarm.of_one(), 2)};
  std::string row = "|";
  for (const auto& one : cells)
    row += " " + one + " |";
  return row + "\n";
}

std::string facts(const Scenario& scenario) {
  const auto& first = scenario.policies.front();
  const auto count = std::to_string(alarms_of(first.runs).size());
  std::string seeds;
  for (const auto* run : first.runs)
    seeds += (seeds.empty() ? "" : ", ") + std::to_string(run->seed);
  std::string text = "Bound: " + words(first.runs.front()->bound) + ". " + count +
                     " alarms that somebody had to go to; " + (first.runs.size() == 1 ? "seed " : "seeds ") +
                     seeds + ".";
  if (const auto gap = foreseen_to_bound(scenario.policies.back().runs))
    text += " One who knew every answer beforehand, but not how long each would be, would stand " +
            with_interval(*gap) + " above it.";
  return text + "\n\n";
}

/// What would make a figure mean less than it says.
std::string notes(const Scenario& scenario) {
  std::string text;
  const auto note = [&](const Policy& policy, std::size_t count, const std::string& what) {
    if (count > 0) text += "- " + cell(policy.name) + ": " + std::to_string(count) + " " + what + "\n";
  };
  for (const auto& policy : scenario.policies) {
    std::size_t nobody = 0;
    std::size_t cut_off = 0;
    std::size_t below = 0;
    std::size_t second = 0;
    for (const auto* run : policy.runs) {
      nobody += run->nobody_would_come;
      cut_off += run->cut_off;
      below += run->below_bound;
      second += run->bound == BoundKind::storm_assignment ? run->second_jobs : 0;
    }
    note(policy, nobody, "alarms that nobody would have come to; they are in the means and not in the gap.");
    note(policy, cut_off, "alarms still waiting when the run ended; left out.");
    note(policy, below, "stretches better than the bound: a premise of the bound did not hold there.");
    note(policy, second, "second jobs of one responder, which the storm assignment does not allow.");
  }
  return text.empty() ? "" : text + "\n";
}

std::string district_table(const Scenario& scenario, const Policy* baseline) {
  if (baseline == nullptr || scenario.policies.size() < 2) return "";
  std::string head = "| over 30 min by district |";
  std::string rule = "|---|";
  for (const auto& policy : scenario.policies) {
    head += " " + cell(policy.name) + " |";
    rule += "---|";
  }
  std::string text = head + "\n" + rule + "\n";
  for (const auto& district : districts_of(baseline->runs)) {
    const Share before = summarise(alarms_in(baseline->runs, district)).over_30min;
    text += "| " + cell(district) + " |";
    for (const auto& policy : scenario.policies) {
      const Share share = summarise(alarms_in(policy.runs, district)).over_30min;
      text += " " + with_interval(share);
      if (&policy != baseline && before.count > 0)
        text += ", × " + decimal_text(share.ratio().of_one() / before.ratio().of_one(), 2);
      text += " |";
    }
    text += "\n";
  }
  return text + "\n";
}

} // namespace

std::string markdown_table(std::span<const Judged> runs, const std::string& baseline) {
  std::string text;
  for (const auto& scenario : grouped(runs)) {
    const auto found = std::find_if(scenario.policies.begin(), scenario.policies.end(),
                                    [&](const Policy& one) { return one.name == baseline; });
    const Policy* base = found == scenario.policies.end() ? nullptr : &*found;
    text += "### " + cell(scenario.name) + "\n\n" + facts(scenario);
    text += "| policy | min: mean / p50 / p90 / p99 | mean above the bound (95 % CI) | above one who knew "
            "every answer "
            "(95 % CI) | against " +
            cell(baseline) +
            ", min (95 % CI) | over 30 min (95 % CI) | nobody came | offers per alarm | starts displaced per "
            "alarm |\n";
    text += "|---|---|---|---|---|---|---|---|---|\n";
    for (const auto& policy : scenario.policies)
      text += policy_row(policy, base);
    text += "\n" + district_table(scenario, base) + notes(scenario);
  }
  return text;
}

Result<std::string> with_table(const std::string& paper, const std::string& table) {
  const auto begin = paper.find(table_begins);
  const auto end = paper.find(table_ends);
  if (begin == std::string::npos || end == std::string::npos || end < begin)
    return Error{"the paper needs a line " + std::string(table_begins) + " and after it a line " +
                 std::string(table_ends)};
  return paper.substr(0, begin + table_begins.size()) + "\n" + table + paper.substr(end);
}

Status rewrite_table(const std::string& path, const std::string& table) {
  std::ifstream in(path, std::ios::binary);
  std::stringstream paper;
  paper << in.rdbuf();
  if (!in) return Error{path + ": cannot be read"};
  const auto made = with_table(paper.str(), table);
  if (!made) return Error{path + ": " + made.error()};
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << made.value();
  out.close();
  if (!out) return Error{path + ": cannot be written; look at its owner and the room on the disk"};
  return ok_status();
}

} // namespace turnout::verdict
