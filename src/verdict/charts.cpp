#include "charts.hpp"

#include <algorithm>
#include <array>

namespace turnout::verdict {
namespace {

using statistics::decimal_text;
using statistics::minutes_text;
using statistics::percent_text;
using statistics::Share;

constexpr double left = 150;
constexpr double right = 620;

/// Everything, and then each district.
struct Group {
  std::string name;
  std::vector<const JudgedAlarm*> alarms;
};

std::vector<Group> groups(const Page& page) {
  const Judged* const runs[] = {&page.judged};
  std::vector<Group> all{{"Whole county", alarms_of(runs)}};
  for (const auto& district : districts_of(runs))
    all.push_back({district, alarms_in(runs, district)});
  return all;
}

double across(double part_of_one) {
  return left + part_of_one * (right - left);
}

std::string interval_text(Share share) {
  const auto interval = statistics::wilson(share);
  return percent_text(interval.low) + " to " + percent_text(interval.high);
}

constexpr int minutes_shown = 60;
constexpr std::size_t bins = 24; ///< of two and a half minutes, and one more for the rest

std::array<std::size_t, bins + 1> binned(const Group& group) {
  std::array<std::size_t, bins + 1> counts{};
  for (const auto* alarm : group.alarms) {
    const auto bin = static_cast<std::size_t>(alarm->response / (Duration(1min) * minutes_shown / bins));
    ++counts[alarm->reached ? std::min(bin, bins) : bins];
  }
  return counts;
}

void draw_minutes(Svg& svg, double top, double bottom) {
  for (int minutes = 0; minutes <= minutes_shown; minutes += 15) {
    const double x = across(static_cast<double>(minutes) / minutes_shown);
    svg.line(x, top, x, bottom, minutes == 30 ? "mark" : "grid");
    svg.text(x, bottom + 16, std::to_string(minutes), "t", Anchor::middle);
  }
  svg.text(right + 34, bottom + 16, "more", "t", Anchor::middle);
  svg.text(across(0.5), bottom + 34, "minutes from decision to door (dashed: 30)", "t", Anchor::middle);
}

} // namespace

std::string responses_by_district(const Page& page) {
  const auto all = groups(page);
  constexpr double row_height = 58;
  const double bottom = 10 + row_height * static_cast<double>(all.size());
  Svg svg("responses", page_width, bottom + 44, "Response times by district",
          "A histogram of response times for the whole county and each district. The table below has its "
          "figures.");
  draw_minutes(svg, 10, bottom);
  std::vector<std::vector<std::string>> rows;
  double base = 10;
  for (const auto& group : all) {
    base += row_height;
    const auto counts = binned(group);
    const double most =
        static_cast<double>(std::max<std::size_t>(*std::max_element(counts.begin(), counts.end()), 1));
    for (std::size_t bin = 0; bin <= bins; ++bin) {
      if (counts[bin] == 0) continue;
      const double high = std::max((row_height - 14) * static_cast<double>(counts[bin]) / most, 1.5);
      const double x = bin < bins ? across(static_cast<double>(bin) / bins) + 1 : right + 25;
      svg.box(x, base - high, bin < bins ? (right - left) / bins - 2 : 18, high,
              bin < bins / 2 ? "bar" : "bar late");
    }
    svg.line(left, base, right + 50, base, "axis");
    const auto summary = summarise(group.alarms);
    svg.text(left - 10, base - 8, group.name, "t strong", Anchor::end);
    svg.text(right + 62, base - 8, "mean " + minutes_text(summary.mean));
    rows.push_back({group.name, std::to_string(summary.alarms), minutes_text(summary.mean),
                    minutes_text(summary.median), minutes_text(summary.p90), minutes_text(summary.p99)});
  }
  return figure(svg.str(), "Each row has its own height. What stands right of the dashed line took over 30 "
                           "minutes; the last bar is for "
                           "more than an hour, or nobody.") +
         table("Response times, minutes from decision to door",
               {"district", "alarms", "mean", "median", "90 % within", "99 % within"}, rows);
}

std::string shares_in_time(const Page& page) {
  const auto all = groups(page);
  constexpr double row_height = 34;
  const double bottom = 26 + row_height * static_cast<double>(all.size());
  Svg svg("shares", page_width, bottom + 40, "Share reached in time",
          "Share of alarms reached within 30 and within 45 minutes, with 95 % intervals. The table below has "
          "its figures.");
  double lowest = 1;
  for (const auto& group : all)
    lowest = std::min(lowest, 1 - statistics::wilson(summarise(group.alarms).over_30min).high.of_one());
  const double from = lowest > 0.8 ? 0.8 : lowest > 0.5 ? 0.5 : 0;
  const auto x_of = [&](double share) { return across((std::max(share, from) - from) / (1 - from)); };
  for (int tick = 0; tick <= 4; ++tick) {
    const double share = from + (1 - from) * tick / 4;
    svg.line(x_of(share), 10, x_of(share), bottom, "grid");
    svg.text(x_of(share), bottom + 16, decimal_text(share * 100, 0) + " %", "t", Anchor::middle);
  }
  std::vector<std::vector<std::string>> rows;
  double y = 4;
  for (const auto& group : all) {
    y += row_height;
    const auto summary = summarise(group.alarms);
    const auto in_time = [](Share over) { return Share{over.of - over.count, over.of}; };
    const auto draw = [&](Share share, double at, bool square) {
      const auto interval = statistics::wilson(share);
      svg.line(x_of(interval.low.of_one()), at, x_of(interval.high.of_one()), at,
               square ? "whisker b" : "whisker");
      const double x = x_of(share.ratio().of_one());
      if (square)
        svg.box(x - 4, at - 4, 8, 8, "dot b");
      else
        svg.circle(x, at, 4.5, "dot");
    };
    const Share soon = in_time(summary.over_30min);
    const Share later = in_time(summary.over_45min);
    draw(soon, y - 5, false);
    draw(later, y + 7, true);
    svg.text(left - 10, y + 4, group.name, "t strong", Anchor::end);
    svg.text(right + 16, y + 4, percent_text(soon.ratio()) + " / " + percent_text(later.ratio()));
    rows.push_back({group.name, std::to_string(soon.of), percent_text(soon.ratio()), interval_text(soon),
                    percent_text(later.ratio()), interval_text(later)});
  }
  svg.circle(left, bottom + 34, 4.5, "dot").text(left + 10, bottom + 38, "within 30 min");
  svg.box(left + 116, bottom + 30, 8, 8, "dot b").text(left + 130, bottom + 38, "within 45 min");
  svg.text(left + 240, bottom + 38, "lines: 95 % (Wilson)");
  return figure(
             svg.str(),
             "Share of alarms with a responder at the door in time, counted from the decision. Where nobody "
             "came, it was not in time.") +
         table("Share reached in time",
               {"district", "alarms", "within 30 min", "95 % interval", "within 45 min", "95 % interval"},
               rows);
}

std::string offers_per_alarm(const Page& page) {
  constexpr std::size_t most_shown = 10;
  std::array<std::size_t, most_shown + 1> counts{};
  for (const auto& alarm : page.judged.alarms)
    ++counts[std::min(alarm.offers, most_shown)];
  const double most =
      static_cast<double>(std::max<std::size_t>(*std::max_element(counts.begin(), counts.end()), 1));
  constexpr double base = 190;
  constexpr double step = 55;
  Svg svg("offers", page_width, 236, "Offers per alarm",
          "How many people were asked for each alarm. The table below has its figures.");
  std::vector<std::vector<std::string>> rows;
  for (std::size_t offers = 0; offers <= most_shown; ++offers) {
    const double x = left + step * static_cast<double>(offers) - 60;
    const double high = 150 * static_cast<double>(counts[offers]) / most;
    const std::string name = std::to_string(offers) + (offers == most_shown ? " or more" : "");
    if (counts[offers] > 0) svg.box(x, base - high, step - 10, high, "bar");
    svg.text(x + (step - 10) / 2, base - high - 6, std::to_string(counts[offers]), "t", Anchor::middle);
    svg.text(x + (step - 10) / 2, base + 18, name, "t", Anchor::middle);
    const Share share{counts[offers], page.judged.alarms.size()};
    rows.push_back({name, std::to_string(counts[offers]), percent_text(share.ratio())});
  }
  svg.line(left - 66, base, left - 60 + step * (most_shown + 1), base, "axis");
  svg.text(page_width / 2, base + 40, "people asked", "t", Anchor::middle);
  const Judged* const runs[] = {&page.judged};
  const auto summary = summarise(alarms_of(runs));
  return figure(svg.str(), "On average " + decimal_text(summary.offers_per_alarm.of_one(), 2) +
                               " people were asked for an alarm, and " +
                               decimal_text(summary.displaced_per_alarm.of_one(), 2) +
                               " had set off and were stood down for somebody nearer. Jobs are spread among "
                               "the responders with a Gini of " +
                               decimal_text(page.judged.jobs_gini.of_one(), 2) +
                               " (0: all have the same, 1: one has all).") +
         table("Offers per alarm", {"people asked", "alarms", "share"}, rows);
}

std::string against_bound(const Page& page) {
  std::vector<const Judged*> shown;
  for (const auto& one : page.all)
    if (one.scenario == page.run.scenario && one.seed == page.run.seed) shown.push_back(&one);
  if (shown.empty()) shown.push_back(&page.judged);

  struct Row {
    std::string name;
    Duration mean{};
    Duration bound{};
    Gap gap;
  };
  std::vector<Row> list;
  Duration longest = 1min;
  for (const auto* one : shown) {
    statistics::Pair sum{{}, {}, 0};
    for (const auto& pair : one->against_bound) {
      sum.one += pair.one;
      sum.other += pair.other;
      sum.count += pair.count;
    }
    const auto count = static_cast<std::int64_t>(std::max<std::size_t>(sum.count, 1));
    const Judged* const alone[] = {one};
    list.push_back({one->policy, sum.one / count, sum.other / count, gap_to_bound(alone)});
    longest = std::max({longest, list.back().mean, list.back().bound});
  }
  constexpr double row_height = 46;
  const double bottom = 10 + row_height * static_cast<double>(list.size());
  Svg svg("bound", page_width, bottom + 30, "Policies against the bound",
          "Mean response of each policy beside the mean that "
          "nobody could beat. The table below has its figures.");
  std::vector<std::vector<std::string>> rows;
  double y = 4;
  const auto x_of = [&](Duration span) {
    return across(static_cast<double>(span.count()) / static_cast<double>(longest.count()));
  };
  for (const auto& row : list) {
    const bool own = row.name == page.run.policy;
    svg.box(left, y + 8, x_of(row.mean) - left, 24, own ? "bar" : "bar other");
    svg.line(x_of(row.bound), y + 2, x_of(row.bound), y + 38, "limit");
    svg.text(left - 10, y + 24, row.name, own ? "t strong" : "t", Anchor::end);
    svg.text(right + 10, y + 24, minutes_text(row.mean) + " min, " + percent_text(row.gap.gap, true));
    rows.push_back(
        {row.name, minutes_text(row.mean), minutes_text(row.bound), percent_text(row.gap.gap, true),
         percent_text(row.gap.interval.low, true) + " to " + percent_text(row.gap.interval.high, true)});
    y += row_height;
  }
  svg.line(left, bottom + 16, left, bottom + 26, "limit");
  svg.text(left + 10, bottom + 24, "the bound: " + words(page.judged.bound));
  return figure(svg.str(), "Mean minutes from decision to door, over the alarms that somebody would have "
                           "gone to. The upright "
                           "line is what nobody could beat, even knowing the future; it is no promise that "
                           "it can be reached.") +
         table("Policies against the bound (" + words(page.judged.bound) + ")",
               {"policy", "mean, min", "bound, min", "above the bound", "95 % interval"}, rows);
}

} // namespace turnout::verdict
