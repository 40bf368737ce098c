#include "turnout/verdict/judged.hpp"

#include <map>
#include <set>
#include <utility>

namespace turnout::verdict {
namespace {

/// The intervals of a published table are the same every time it is made.
constexpr std::uint64_t bootstrap_seed = 1;

} // namespace

Summary summarise(std::span<const JudgedAlarm* const> alarms) {
  Summary summary;
  summary.alarms = alarms.size();
  std::vector<Duration> responses;
  std::size_t offers = 0;
  std::size_t displaced = 0;
  for (const auto* alarm : alarms) {
    responses.push_back(alarm->response);
    summary.over_30min.count += !alarm->reached || alarm->response > 30min ? 1U : 0U;
    summary.over_45min.count += !alarm->reached || alarm->response > 45min ? 1U : 0U;
    summary.unreached.count += alarm->reached ? 0U : 1U;
    offers += alarm->offers;
    displaced += alarm->displaced;
  }
  summary.over_30min.of = summary.over_45min.of = summary.unreached.of = alarms.size();
  summary.mean = statistics::mean(responses);
  summary.median = statistics::percentile(responses, statistics::percent(50));
  summary.p90 = statistics::percentile(responses, statistics::percent(90));
  summary.p99 = statistics::percentile(responses, statistics::percent(99));
  summary.offers_per_alarm = statistics::Share{offers, alarms.size()}.ratio();
  summary.displaced_per_alarm = statistics::Share{displaced, alarms.size()}.ratio();
  return summary;
}

std::vector<const JudgedAlarm*> alarms_of(std::span<const Judged* const> runs) {
  std::vector<const JudgedAlarm*> all;
  for (const auto* run : runs)
    for (const auto& alarm : run->alarms)
      all.push_back(&alarm);
  return all;
}

std::vector<const JudgedAlarm*> alarms_in(std::span<const Judged* const> runs, const std::string& district) {
  auto all = alarms_of(runs);
  std::erase_if(all, [&](const JudgedAlarm* alarm) { return alarm->district != district; });
  return all;
}

std::vector<std::string> districts_of(std::span<const Judged* const> runs) {
  std::set<std::string> all;
  for (const auto* alarm : alarms_of(runs))
    all.insert(alarm->district);
  return {all.begin(), all.end()};
}

namespace {

using Pairs = std::vector<statistics::Pair>;

std::optional<Gap> gap_of(std::span<const Judged* const> runs, Pairs Judged::*which) {
  Pairs pairs;
  for (const auto* run : runs)
    pairs.insert(pairs.end(), (run->*which).begin(), (run->*which).end());
  if (pairs.empty()) return std::nullopt;
  return Gap{statistics::gap(pairs), statistics::gap_interval(pairs, bootstrap_seed)};
}

} // namespace

Gap gap_to_bound(std::span<const Judged* const> runs) {
  return gap_of(runs, &Judged::against_bound).value_or(Gap{});
}

std::optional<Gap> gap_to_foreseen(std::span<const Judged* const> runs) {
  return gap_of(runs, &Judged::against_foreseen);
}

std::optional<Gap> foreseen_to_bound(std::span<const Judged* const> runs) {
  return gap_of(runs, &Judged::foreseen_against_bound);
}

Difference difference(std::span<const Judged* const> runs, std::span<const Judged* const> baseline) {
  std::map<std::pair<std::uint64_t, std::uint64_t>, const JudgedAlarm*> known;
  for (const auto* run : baseline)
    for (const auto& alarm : run->alarms)
      known.emplace(std::pair(run->seed, alarm.key), &alarm);
  std::map<std::pair<std::uint64_t, std::chrono::sys_days>, statistics::Pair> days;
  Difference found;
  for (const auto* run : runs) {
    for (const auto& alarm : run->alarms) {
      const auto other = known.find({run->seed, alarm.key});
      if (other == known.end()) continue;
      const auto day = std::chrono::floor<std::chrono::days>(other->second->decided_at);
      auto& pair = days.try_emplace({run->seed, day}, statistics::Pair{{}, {}, 0}).first->second;
      pair.one += alarm.response;
      pair.other += other->second->response;
      ++pair.count;
      ++found.alarms;
    }
  }
  std::vector<statistics::Pair> pairs;
  pairs.reserve(days.size());
  for (const auto& [day, pair] : days)
    pairs.push_back(pair);
  found.mean = statistics::mean_difference(pairs);
  found.interval = statistics::mean_difference_interval(pairs, bootstrap_seed);
  return found;
}

} // namespace turnout::verdict
