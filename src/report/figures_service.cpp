#include "figures.hpp"
#include "turnout/record/json.hpp"

#include <algorithm>

namespace turnout::report {
namespace {

WallTime end_of_knowledge(const Facts& facts) {
  return std::min(facts.period.to, std::max(facts.period.as_of, facts.period.from));
}

Table canaries(const Facts& facts) {
  TableBuilder table("canary", "Test alarms down each path",
                     "A canary says a test alarm down the path that hubs use. Between two that were heard "
                     "nobody can know whether a cry would have been: the longest gap is the longest time the "
                     "service may have been deaf.");
  table.column("path", "Path", "Which route the test alarm took.")
      .column("heard", "Heard", "Test alarms that arrived, on each path that ever carried one.")
      .column("longest_gap_s", "Longest gap",
              "Between two that were heard, and from the ends of the period, or of the journal where it ends "
              "sooner.");
  std::map<AlarmPath, std::vector<WallTime>> heard;
  for (const auto path : facts.canary_paths)
    heard[path] = {};
  for (const auto& one : facts.canaries)
    heard[one.path].push_back(one.at);
  const WallTime end = end_of_knowledge(facts);
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
    table.row("path=none", {"no test alarm was ever heard: nothing is known of this period", Tally{0},
                            Duration(end - facts.period.from)});
  return table.take();
}

struct Refused {
  std::uint64_t times = 0;
  Duration time{};
};

/// A refusal that began before the period, or goes on after it, counts with what of it lies within.
Refused refused_by_disk(const Facts& facts) {
  Refused refused;
  std::optional<WallTime> since;
  if (facts.disk_refused_before) since = facts.period.from;
  for (const auto& disk : facts.disk) {
    if (!disk.durable) {
      ++refused.times;
      since = since.value_or(disk.at);
    } else if (since) {
      refused.time += disk.at - *since;
      since.reset();
    }
  }
  if (since) refused.time += end_of_knowledge(facts) - *since;
  return refused;
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
  const Refused refused = refused_by_disk(facts);
  table.row("", {"starts after an earlier run: restarts, failovers and drills", Tally{after_another}});
  if (longest_at) {
    table
        .row("",
             {"longest time between the last record before a start and the start: it was away for no longer",
              longest})
        .row("", {"when that start was", *longest_at});
  }
  table.row("", {"times the disk refused", Tally{refused.times}})
      .row("", {"time with the disk refusing, as the journal knows it", refused.time});
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
