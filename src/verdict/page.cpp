#include "turnout/verdict/page.hpp"

#include "charts.hpp"
#include "turnout/story/story.hpp"

namespace turnout::verdict {
namespace {

using statistics::decimal_text;
using statistics::minutes_text;
using statistics::percent_text;

std::string tile(const std::string& name, const std::string& value, const std::string& more) {
  return element(
      "div", "",
      element("dt", "", escaped(name)) +
          element("dd", "", escaped(value) + (more.empty() ? "" : "<small>" + escaped(more) + "</small>")));
}

std::string interval(statistics::Interval<statistics::Ratio> ends, bool with_sign) {
  return "95 %: " + percent_text(ends.low, with_sign) + " to " + percent_text(ends.high, with_sign);
}

std::string key_figures(const Page& page) {
  const Judged* const runs[] = {&page.judged};
  const auto all = summarise(alarms_of(runs));
  const auto gap = gap_to_bound(runs);
  return element(
      "dl", "class=\"figures\"",
      tile("Mean response", minutes_text(all.mean) + " min", "decision to door") +
          tile("90 % within", minutes_text(all.p90) + " min", "99 %: " + minutes_text(all.p99) + " min") +
          tile("Over 30 minutes", percent_text(all.over_30min.ratio()),
               interval(statistics::wilson(all.over_30min), false)) +
          tile("Above the bound", percent_text(gap.gap, true), interval(gap.interval, true)) +
          tile("Offers per alarm", decimal_text(all.offers_per_alarm.of_one(), 2),
               decimal_text(all.displaced_per_alarm.of_one(), 2) + " displaced starts per alarm") +
          tile("Nobody came", std::to_string(all.unreached.count),
               "of " + std::to_string(all.alarms) + " alarms"));
}

std::string moment(WallTime at, const ZoneTable& zone) {
  return story::local_date(at, zone) + " " + story::local_clock(at, zone);
}

std::string opening(const Page& page) {
  const auto& run = page.run;
  const std::string title = run.scenario + " under " + run.policy;
  return element("h1", "", escaped("Simulated county: " + title)) +
         paragraph("From " + moment(run.from, page.zone) + " to " + moment(run.until, page.zone) + ", seed " +
                   std::to_string(run.seed) + ": " + std::to_string(run.figures.alarms) + " signals, " +
                   std::to_string(run.figures.incidents) + " incidents, " +
                   std::to_string(page.judged.alarms.size()) + " alarms that somebody had to go to, " +
                   std::to_string(run.responders.size()) +
                   " responders. Only the map is real; no person, hub or crew is.");
}

/// What makes the figures mean less than they say.
std::string cautions(const Page& page) {
  const auto& judged = page.judged;
  std::string list;
  const auto item = [&](std::size_t count, const std::string& text) {
    if (count > 0) list += element("li", "", escaped(std::to_string(count) + " " + text));
  };
  item(judged.nobody_would_come, "alarms that nobody would have come to: in the means, not in the gap.");
  item(judged.cut_off, "alarms still waiting when the run ended: left out.");
  item(judged.below_bound, "stretches better than the bound: a premise of the bound did not hold there.");
  if (judged.bound == BoundKind::storm_assignment)
    item(judged.second_jobs, "second jobs of one responder, which the storm assignment does not allow.");
  return list.empty() ? "" : element("ul", "", list);
}

std::string checks(const Page& page) {
  const auto& run = page.run;
  std::string text =
      paragraph(run.breaches.empty() ? "Every promise that was checked held, after every step."
                                     : std::to_string(run.breaches.size()) + " promises did not hold:");
  if (!run.breaches.empty()) {
    std::vector<std::vector<std::string>> rows;
    for (const auto& breach : run.breaches)
      rows.push_back({breach.checker, moment(breach.at, page.zone), breach.what});
    text += table("Promises that did not hold", {"promise", "at", "what"}, rows);
  }
  const auto& figures = run.figures;
  text += table("What the run went through", {"what", "count"},
                {{"records committed", std::to_string(figures.records)},
                 {"messages in", std::to_string(figures.messages_in)},
                 {"messages out", std::to_string(figures.messages_out)},
                 {"deaths of the process", std::to_string(figures.deaths)},
                 {"writes refused by the disk", std::to_string(figures.refused_writes)},
                 {"losses of the broker", std::to_string(figures.broker_losses)},
                 {"faults", std::to_string(figures.faults)},
                 {"closed by voice", std::to_string(figures.by_voice)},
                 {"open at the end", std::to_string(figures.open_at_end)}});
  return text;
}

std::string section(const std::string& heading, const std::string& content) {
  return element("section", "", element("h2", "", escaped(heading)) + content);
}

} // namespace

std::string page_html(const Page& page) {
  const std::string body =
      opening(page) + key_figures(page) + cautions(page) + section("Where", map_of(page)) +
      section("How long, by district", responses_by_district(page)) +
      section("In time", shares_in_time(page)) + section("How many were asked", offers_per_alarm(page)) +
      section("Against the bound", against_bound(page)) +
      section("The longest waits", worst_incidents(page)) + section("What was checked", checks(page)) +
      section("To make it again", element("p", "", element("code", "", escaped(page.command))) +
                                      paragraph("Digest of the results: " + page.run.figures.digest));
  return page::document(page.run.scenario + " under " + page.run.policy + " – simulated county", map_style(),
                        body);
}

Status write_page(const Page& page, const std::string& path) {
  return page::save(page_html(page), path);
}

} // namespace turnout::verdict
