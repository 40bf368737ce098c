#include "figures.hpp"
#include "turnout/record/json.hpp"
#include "values.hpp"

#include <algorithm>
#include <array>

namespace turnout::report {
namespace {

/// The answer clocks of some of the calls.
struct Answers {
  Tried within;
  Tried latest;
  std::uint64_t unanswered = 0;
  std::vector<Duration> waits;

  void take(const Facts& facts, const Incident& incident) {
    within.take(answered_in(facts, incident, facts.settings.levels.answer_within));
    latest.take(answered_in(facts, incident, facts.settings.levels.answer_latest));
    if (incident.answered_at)
      waits.push_back(*incident.answered_at - incident.first_signal_at);
    else
      ++unanswered;
  }
  [[nodiscard]] std::uint64_t calls() const { return waits.size() + unanswered; }
};

Table summary(const Facts& facts) {
  TableBuilder table("answers", "Answering calls",
                     "From a signal about a person to an operator who takes it.");
  const std::string first = span_words(facts.settings.levels.answer_within);
  const std::string second = span_words(facts.settings.levels.answer_latest);
  table.column("which", "Class", "The gravest the incident had; they are explained under Settings.")
      .column("calls", "Calls", "Incidents about a person that a signal opened.", "calls")
      .column("answered", "Answered", "Taken by an operator.", "calls.answered")
      .column("unanswered", "Not answered", "Closed, or still open, without an operator's answer.",
              "calls.unanswered")
      .column("in_time", "In time", "Answered within " + first + ".", "calls.in_time")
      .column("share_in_time", "In time, %", "Within " + first + ", of those whose clock was met or ran out.",
              "calls.in_time", "calls.judged")
      .column("at_latest", "At the latest", "Answered within " + second + ".", "calls.at_latest")
      .column("share_at_latest", "At the latest, %",
              "Within " + second + ", of those whose clock was met or ran out.", "calls.at_latest",
              "calls.judged_latest")
      .column("p50_s", "Median", "Half were answered within this.")
      .column("p90_s", "90 % within", "Nine in ten were answered within this.")
      .column("p95_s", "95 % within", "19 in 20 were answered within this.")
      .column("p99_s", "99 % within", "99 in 100 were answered within this.")
      .column("longest_s", "Longest", "The longest wait for an answer.")
      .leaving_out("Calls that an operator opened by hand; technical signals; tests.")
      .sums("calls", {"answered", "unanswered"});
  for (const auto& group : by_class(facts)) {
    Answers answers;
    for (const auto& incident : facts.incidents) {
      if (counts_for_answer(incident) && group.holds(incident)) answers.take(facts, incident);
    }
    if (answers.calls() == 0 && !group.scope.empty()) continue;
    table.row(group.scope, {words(group.title), Count{answers.calls()}, Count{answers.waits.size()},
                            Count{answers.unanswered}, Count{answers.within.met},
                            Share{answers.within.met, answers.within.n}, Count{answers.latest.met},
                            Share{answers.latest.met, answers.latest.n}, spread(answers.waits, 50),
                            spread(answers.waits, 90), spread(answers.waits, 95), spread(answers.waits, 99),
                            spread(answers.waits, 100)});
  }
  table.figures_of({"p50_s", "p90_s", "p95_s", "p99_s", "longest_s"}, "", "calls.answered");
  table.first_row_sums();
  return table.take();
}

Table by_hour(const Facts& facts) {
  TableBuilder table("answers_by_hour", "Answering calls, by hour", "By the local hour of the first signal.");
  table.column("hour", "Hour", "Local time.")
      .column("calls", "Calls", "Incidents about a person that a signal opened.", "calls")
      .column("share_in_time", "In time, %",
              "Answered within " + span_words(facts.settings.levels.answer_within) +
                  ", of those whose clock was met or ran out.",
              "calls.in_time", "calls.judged")
      .column("p95_s", "95 % within", "19 in 20 were answered within this.")
      .chart({Drawing::line, "hour", "calls", "", 0});
  constexpr int hours = 24;
  constexpr int minutes = 60;
  std::array<Answers, hours> all{};
  Answers whole;
  for (const auto& incident : facts.incidents) {
    if (!counts_for_answer(incident)) continue;
    const auto hour = local_moment(incident.first_signal_at, facts.zone).minute / minutes;
    all[static_cast<std::size_t>(hour)].take(facts, incident);
    whole.take(facts, incident);
  }
  const auto row = [&](std::string scope, std::string title, const Answers& answers) {
    table.row(std::move(scope), {std::move(title), Count{answers.calls()},
                                 Share{answers.within.met, answers.within.n}, spread(answers.waits, 95)});
  };
  for (int hour = 0; hour < hours; ++hour) {
    const std::string name = (hour < 10 ? "0" : "") + std::to_string(hour);
    row("hour=" + name, name + ":00", all[static_cast<std::size_t>(hour)]);
  }
  row("", "all", whole);
  table.figures_of({"p95_s"}, "", "calls.answered");
  Table made = table.take();
  RowSum sum{static_cast<std::size_t>(hours), {}};
  for (std::size_t i = 0; i < hours; ++i)
    sum.parts.push_back(i);
  made.row_sums.push_back(std::move(sum));
  return made;
}

Table late(const Facts& facts) {
  TableBuilder table("answers_late", "Calls past the last clock",
                     "How long those waited that were not answered within " +
                         span_words(facts.settings.levels.answer_latest) +
                         ". Each has a line of its own in the service's copy of this report.");
  table.column("waited", "Waited", "From the first signal to the answer.")
      .column("calls", "Calls", "Of those not answered within that.", "calls.late");
  const Duration latest = facts.settings.levels.answer_latest;
  std::array<std::uint64_t, 4> counts{};
  for (const auto& incident : facts.incidents) {
    const Judged one = answered_in(facts, incident, latest);
    if (!one || *one) continue;
    if (!incident.answered_at) {
      ++counts[3];
      continue;
    }
    const Duration wait = *incident.answered_at - incident.first_signal_at;
    ++counts[wait <= 5min ? 0 : wait <= 10min ? 1 : 2];
  }
  const std::array<const char*, 4> titles = {"up to 5 min", "5 to 10 min", "over 10 min", "never answered"};
  table.row("", {"all", Count{counts[0] + counts[1] + counts[2] + counts[3]}});
  for (std::size_t i = 0; i < counts.size(); ++i)
    table.row("waited=" + std::to_string(i), {titles[i], Count{counts[i]}});
  table.first_row_sums();
  return table.take();
}

Table first_contact(const Facts& facts) {
  TableBuilder table("first_contact", "Telephone calls",
                     "Calls that an operator opened by hand, by what became of them at the first contact.");
  table.column("first_contact", "First contact", "As the operator said it.")
      .column("calls", "Calls", "Incidents opened by hand.", "phone_calls")
      .column("share", "Share, %", "Of all of them.")
      .column("nobody_sent", "Nobody sent", "No responder set off and no partner was asked.",
              "phone_calls.nobody_sent");
  struct Line {
    std::uint64_t calls = 0;
    std::uint64_t nobody_sent = 0;
  };
  std::map<std::string, Line> found;
  Line whole;
  for (const auto& incident : facts.incidents) {
    if (!incident.opened_by) continue;
    const std::string what =
        incident.first_contact ? std::string(record::name_of(*incident.first_contact)) : "not_said";
    const bool nobody =
        incident.requests.empty() &&
        std::none_of(incident.assignments.begin(), incident.assignments.end(), [](const Assignment& one) {
          return one.en_route_at || one.on_scene_at || one.with_person_at;
        });
    for (Line* line : {&whole, &found[what]}) {
      ++line->calls;
      if (nobody) ++line->nobody_sent;
    }
  }
  table.row("", {"all", Count{whole.calls}, Share{whole.calls, whole.calls}, Count{whole.nobody_sent}});
  for (const auto& [what, line] : found)
    table.row("first_contact=" + what,
              {words(what), Count{line.calls}, Share{line.calls, whole.calls}, Count{line.nobody_sent}});
  table.shares_of_all("share", "phone_calls");
  table.first_row_sums();
  return table.take();
}

} // namespace

Section answering(const Facts& facts) {
  return {"Answering",
          "How soon somebody was there to talk to.",
          {summary(facts), by_hour(facts), late(facts), first_contact(facts)}};
}

} // namespace turnout::report
