#include "figures.hpp"
#include "turnout/record/json.hpp"

#include <algorithm>

namespace turnout::report {
namespace {

Table canaries(const Facts& facts) {
  TableBuilder table("canary", "Test alarms down each path",
                     "A canary says a test alarm down the path that hubs use. Between two that were heard "
                     "nobody can know whether a cry would have been: the longest gap is the longest time the "
                     "service may have been deaf.");
  table.column("path", "Path", "Which route the test alarm took.")
      .column("heard", "Heard", "Test alarms that arrived.")
      .column("longest_gap_s", "Longest gap",
              "Between two that were heard, and from the ends of the period, or of the journal where it ends "
              "sooner.");
  std::map<AlarmPath, std::vector<WallTime>> heard;
  for (const auto& one : facts.canaries)
    heard[one.path].push_back(one.at);
  const WallTime end = std::min(facts.period.to, std::max(facts.period.as_of, facts.period.from));
  for (const auto& [path, times] : heard) {
    Duration longest{};
    WallTime last = facts.period.from;
    for (const auto at : times) {
      longest = std::max<Duration>(longest, at - last);
      last = at;
    }
    longest = std::max<Duration>(longest, end - last);
    table.row("path=" + std::string(record::name_of(path)),
              {words(record::name_of(path)), Tally{times.size()}, longest});
  }
  if (heard.empty())
    table.row("path=none", {"no canary was heard in this period", Tally{0}, std::monostate{}});
  return table.take();
}

Table starts(const Facts& facts) {
  TableBuilder table("availability", "The service itself", "From its own journal.");
  table.column("figure", "Figure", "What was counted.").column("value", "Value", "Moments are UTC.");
  Duration longest{};
  std::optional<WallTime> longest_at;
  std::uint64_t after_another = 0;
  for (const auto& start : facts.starts) {
    if (!start.last_before) continue;
    ++after_another;
    if (start.at - *start.last_before < longest) continue;
    longest = start.at - *start.last_before;
    longest_at = start.at;
  }
  Duration refused{};
  std::uint64_t refusals = 0;
  std::optional<WallTime> since;
  for (const auto& disk : facts.disk) {
    if (!disk.durable) {
      ++refusals;
      since = disk.at;
    } else if (since) {
      refused += disk.at - *since;
      since.reset();
    }
  }
  const auto when = [](const std::optional<WallTime>& at) {
    return at ? Cell(*at) : Cell(std::string("none"));
  };
  table.row("", {"starts after an earlier run: restarts, failovers and drills", Tally{after_another}})
      .row("",
           {"longest time between the last record before a start and the start: it was away for no longer",
            longest_at ? Cell(longest) : Cell(std::string("none"))})
      .row("", {"that start", when(longest_at)})
      .row("", {"times the disk refused", Tally{refusals}})
      .row("", {"time with the disk refusing, as the journal knows it", refused});
  return table.take();
}

} // namespace

Section service(const Facts& facts) {
  return {"Availability",
          "Whether the service was there at all. How long it was away cannot be known from within; what is "
          "given is what it cannot have exceeded.",
          {canaries(facts), starts(facts)}};
}

} // namespace turnout::report
