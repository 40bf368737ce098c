#include "turnout/verdict/judged.hpp"

#include "turnout/bounds/assignment.hpp"
#include "turnout/bounds/clairvoyant.hpp"

#include <algorithm>
#include <map>

namespace turnout::verdict {
namespace {

using county::AlarmResult;
using county::CandidateTruth;
using county::RunResults;

/// Nobody drives faster than this as the crow flies, so it is a least time that keeps the triangle
/// inequality.
Duration least_travel(GeoPoint from, GeoPoint to) {
  constexpr std::int64_t crow_metres_per_hour = 100'000;
  return Duration(crow_distance(from, to).metres() * Duration(1h).count() / crow_metres_per_hour);
}

std::vector<const CandidateTruth*> would_come(const AlarmResult& alarm) {
  std::vector<const CandidateTruth*> all;
  for (const auto& one : alarm.candidates)
    if (one.accepts && one.above_minimum) all.push_back(&one);
  return all;
}

/// One on another job is somewhere on account of the policy; without it they may have been at home. Where the
/// plan has the person's own asked alone first, it has so under every policy, and the bound waits as they do.
bounds::Answer answer_of(const RunResults& run, const AlarmResult& alarm, const CandidateTruth& one) {
  bounds::Answer answer{one.reply + (one.preferred ? Duration(0) : alarm.others_after), one.turnout,
                        one.travel};
  if (one.busy)
    answer.travel = std::min(answer.travel, least_travel(run.responders.at(one.responder).home, alarm.place));
  return answer;
}

/// With one job each, whoever is busy is so on account of the policy: without it they start from their own
/// place.
Duration storm_response(const AlarmResult& alarm, const CandidateTruth& one) {
  return one.reply + (one.preferred ? Duration(0) : alarm.others_after) + one.turnout + one.travel_from_home;
}

/// Alarms that hang together.
using Stretch = std::vector<const JudgedAlarm*>;

/// By day, by silence long enough for everybody to be home, or the whole run.
std::vector<Stretch> stretches(const Judged& judged, const JudgeRules& rules) {
  std::vector<Stretch> all;
  const JudgedAlarm* last = nullptr;
  for (const auto& alarm : judged.alarms) {
    if (!alarm.bound) continue;
    bool apart = last == nullptr;
    if (last && rules.bound == BoundKind::clairvoyant)
      apart = std::chrono::floor<std::chrono::days>(last->decided_at) !=
              std::chrono::floor<std::chrono::days>(alarm.decided_at);
    if (last && rules.bound == BoundKind::whole_day)
      apart = alarm.decided_at - last->decided_at >= rules.settled_within;
    if (apart) all.emplace_back();
    all.back().push_back(&alarm);
    last = &alarm;
  }
  return all;
}

Duration clairvoyant_total(const Stretch& stretch) {
  Duration total{};
  for (const auto* alarm : stretch)
    total += *alarm->bound;
  return total;
}

Duration foreseen_total(const Stretch& stretch) {
  Duration total{};
  for (const auto* alarm : stretch)
    total += alarm->foreseen.value_or(*alarm->bound);
  return total;
}

Duration storm_total(const RunResults& run, const Stretch& stretch, const JudgeRules& rules) {
  bounds::ResponseMatrix responses(stretch.size(), run.responders.size());
  for (std::size_t row = 0; row < stretch.size(); ++row) {
    const AlarmResult& alarm = run.alarms[stretch[row]->index];
    for (const auto* one : would_come(alarm))
      responses.at(row, one->responder) = storm_response(alarm, *one);
  }
  return bounds::least_total(responses, rules.unreached).total;
}

Duration day_total(const RunResults& run, const Stretch& stretch, const JudgeRules& rules) {
  std::vector<bounds::DayAlarm> alarms;
  for (const auto* judged : stretch) {
    const AlarmResult& alarm = run.alarms[judged->index];
    bounds::DayAlarm day{judged->decided_at, alarm.on_scene, {}};
    for (const auto* one : would_come(alarm))
      day.answers.push_back({one->responder, answer_of(run, alarm, *one)});
    alarms.push_back(std::move(day));
  }
  const auto between = [&](std::size_t from, std::size_t to) {
    return least_travel(run.alarms[stretch[from]->index].place, run.alarms[stretch[to]->index].place);
  };
  return bounds::least_total_of_day(alarms,
                                    {rules.unreached, rules.settled_within, rules.whereabouts, between});
}

Duration bound_total(const RunResults& run, const Stretch& stretch, const JudgeRules& rules) {
  switch (rules.bound) {
  case BoundKind::storm_assignment:
    return storm_total(run, stretch, rules);
  case BoundKind::whole_day:
    return day_total(run, stretch, rules);
  case BoundKind::clairvoyant:
    break;
  }
  return clairvoyant_total(stretch);
}

/// What can be known before somebody has set off is who comes and when they say so; the rest is as it falls.
std::optional<Duration> foreseen(const RunResults& run, const AlarmResult& alarm, const JudgeRules& rules) {
  const auto expected = [&](const CandidateTruth* one) {
    return one->reply + one->way_expected + (one->preferred ? Duration(0) : alarm.others_after);
  };
  const auto all = would_come(alarm);
  const auto sent = std::min_element(all.begin(), all.end(),
                                     [&](const auto* a, const auto* b) { return expected(a) < expected(b); });
  if (sent == all.end() || rules.bound == BoundKind::storm_assignment) return std::nullopt;
  return std::min(answer_of(run, alarm, **sent).response(), rules.unreached);
}

/// Copies of a county stand side by side as k0-, k1- and so on: a district counts with all its copies.
std::string district_of(const std::string& area) {
  const auto after = area.find_first_not_of("0123456789", 1);
  const bool copy =
      area.size() > 2 && area[0] == 'k' && after > 1 && after != area.npos && area[after] == '-';
  return copy ? area.substr(after + 1) : area;
}

JudgedAlarm judge_alarm(const RunResults& run, std::size_t index, const JudgeRules& rules) {
  const AlarmResult& alarm = run.alarms[index];
  JudgedAlarm judged{.index = index,
                     .key = alarm.key,
                     .district = district_of(alarm.district),
                     .decided_at = *alarm.decided_at};
  const auto response = alarm.dispatched_response();
  judged.reached = response.has_value();
  judged.response = std::min(response.value_or(rules.unreached), rules.unreached);
  std::vector<bounds::Answer> answers;
  for (const auto* one : would_come(alarm))
    answers.push_back(answer_of(run, alarm, *one));
  if (const auto bound = bounds::clairvoyant(answers)) judged.bound = std::min(*bound, rules.unreached);
  judged.foreseen = foreseen(run, alarm, rules);
  judged.offers = alarm.offers.size();
  for (const auto& offer : alarm.offers)
    judged.displaced += offer.replaced_moving ? 1U : 0U;
  return judged;
}

std::size_t second_jobs(const RunResults& run) {
  std::map<county::ResponderIndex, std::size_t> jobs;
  for (const auto& alarm : run.alarms)
    if (alarm.attended_by) ++jobs[*alarm.attended_by];
  std::size_t second = 0;
  for (const auto& [who, count] : jobs)
    second += count - 1;
  return second;
}

} // namespace

std::string words(BoundKind kind) {
  switch (kind) {
  case BoundKind::clairvoyant:
    return "clairvoyant, each alarm for itself";
  case BoundKind::storm_assignment:
    return "omniscient assignment, one job each";
  case BoundKind::whole_day:
    return "whole-day flow, several jobs each from their own places";
  }
  return {};
}

Judged judge(const RunResults& run, const JudgeRules& rules) {
  Judged judged{.scenario = run.scenario, .policy = run.policy, .seed = run.seed, .bound = rules.bound};
  for (std::size_t index = 0; index < run.alarms.size(); ++index) {
    const AlarmResult& alarm = run.alarms[index];
    if (!alarm.decided_at || (!alarm.needs_person && !alarm.arrived_at)) continue;
    if (*alarm.decided_at < rules.from || *alarm.decided_at >= rules.until) continue;
    if (!alarm.arrived_at && run.until - *alarm.decided_at < rules.unreached) {
      ++judged.cut_off;
      continue;
    }
    judged.alarms.push_back(judge_alarm(run, index, rules));
    if (!judged.alarms.back().bound) ++judged.nobody_would_come;
  }
  std::stable_sort(judged.alarms.begin(), judged.alarms.end(),
                   [](const JudgedAlarm& a, const JudgedAlarm& b) { return a.decided_at < b.decided_at; });
  for (const auto& stretch : stretches(judged, rules)) {
    statistics::Pair pair{Duration(0), bound_total(run, stretch, rules), stretch.size()};
    for (const auto* alarm : stretch)
      pair.one += alarm->response;
    if (pair.one < pair.other) ++judged.below_bound;
    judged.against_bound.push_back(pair);
    if (rules.bound == BoundKind::storm_assignment) continue;
    const Duration known = foreseen_total(stretch);
    judged.against_foreseen.push_back({pair.one, known, stretch.size()});
    if (rules.bound == BoundKind::clairvoyant)
      judged.foreseen_against_bound.push_back({known, pair.other, stretch.size()});
  }
  judged.second_jobs = second_jobs(run);
  std::vector<std::uint64_t> jobs;
  for (const auto& one : run.responders)
    jobs.push_back(one.jobs);
  judged.jobs_gini = statistics::gini(jobs);
  return judged;
}

} // namespace turnout::verdict
