#include "figures.hpp"
#include "values.hpp"

namespace turnout::report {
namespace {

using Moment = std::optional<WallTime>;

struct Stage {
  std::string name;
  std::string title;
  std::string meaning;
  std::vector<Duration> spans;

  void take(const Moment& from, const Moment& to) {
    if (from && to && *to >= *from) spans.push_back(*to - *from);
  }
};

std::vector<Stage> stages(const Facts& facts) {
  std::vector<Stage> all = {{"decision", "First signal to decision", "first signal → response started", {}},
                            {"offer", "Decision to offer", "response started → first phone rung", {}},
                            {"accept", "Offer to accept", "first offer → the yes of whoever came", {}},
                            {"turnout", "Turnout", "yes → moving", {}},
                            {"travel", "Travel", "moving → at the door", {}},
                            {"entry", "Entry", "at the door → beside the person", {}},
                            {"on_scene", "On scene", "beside the person → clear", {}},
                            {"closing", "Closing", "last one clear → closed by a human", {}},
                            {"door", "Decision to arrival", "response started → at the door", {}},
                            {"beside", "First signal to person", "first signal → beside the person", {}}};
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident) || !incident.first_decided_at) continue;
    const Assignment* went = first_response(incident);
    Moment clear;
    for (const auto& one : incident.assignments) {
      if (one.clear_at && (!clear || *clear < *one.clear_at)) clear = one.clear_at;
    }
    all[0].take(incident.first_signal_at, incident.first_decided_at);
    all[1].take(incident.first_decided_at, incident.first_offer_at);
    all[7].take(clear, incident.closed_at);
    all[9].take(incident.first_signal_at, incident.with_person_at);
    if (went == nullptr) continue;
    all[2].take(incident.first_offer_at, went->assigned_at);
    all[3].take(went->assigned_at, went->en_route_at);
    all[4].take(went->en_route_at, went->on_scene_at);
    all[5].take(went->on_scene_at, went->with_person_at);
    all[6].take(went->with_person_at, went->clear_at);
    all[8].take(incident.first_decided_at, went->on_scene_at);
  }
  return all;
}

Table split(const Facts& facts) {
  TableBuilder table(
      "response_stages", "Where the time goes",
      "Each stage of a response, of whoever was beside the person first, else at the door first, "
      "else first to accept.");
  table.column("stage", "Stage", "Its name.")
      .column("span", "Runs", "From what to what.")
      .column("n", "Responses", "In which both moments are known.", "responses.stage")
      .column("p50_s", "Median", "Half took no longer.")
      .column("p90_s", "90 % within", "Nine in ten took no longer.")
      .column("p95_s", "95 % within", "19 in 20 took no longer.")
      .column("longest_s", "Longest", "The longest.")
      .leaving_out(
          "Incidents in which nobody was sent for; technical signals; a stage of which one moment is "
          "not known, as one that was never finished. So a stage can look better here than under Service "
          "levels, where a clock that ran out counts as missed though nobody ever got that far.")
      .chart({Drawing::bars, "stage", "p50_s", "", 0});
  for (auto& stage : stages(facts)) {
    const auto n = stage.spans.size();
    table.row("stage=" + stage.name,
              {stage.title, stage.meaning, Count{n}, spread(stage.spans, 50), spread(stage.spans, 90),
               spread(stage.spans, 95), spread(stage.spans, 100)});
  }
  table.figures_of({"p50_s", "p90_s", "p95_s", "longest_s"}, "", "responses.stage");
  return table.take();
}

Table long_lie(const Facts& facts) {
  TableBuilder table("long_lie", "First signal to somebody beside them",
                     "Time alone after a fall or a cry for help, from the first signal. Over an hour on the "
                     "floor is what harms. The clock is " +
                         span_words(facts.settings.levels.long_lie_max) + ".");
  table.column("which", "Class", "Of the incident; they are explained under Settings.")
      .column("n", "Judged", "Somebody was sent for, and the clock was met or ran out.", "lies")
      .column("over", "Over the clock", "Nobody beside them within it.", "lies.over")
      .column("share_over", "Over, %", "Of those judged.")
      .column("range", "95 % range", "Wilson's interval of the share.")
      .column("p50_s", "Median", "Of those somebody came to.")
      .column("p90_s", "90 % within", "Of those somebody came to.")
      .column("longest_s", "Longest", "Of those somebody came to.")
      .leaving_out("Incidents settled by voice.")
      .leaving_out(
          "Classes below person at risk, where nobody is thought to be in danger. Where the time goes "
          "has them too, so its longest time may be longer than here.");
  for (const auto& group : by_class(facts)) {
    Tried tried;
    std::vector<Duration> spans;
    for (const auto& incident : facts.incidents) {
      if (!group.holds(incident)) continue;
      const Judged one = beside_them_in(facts, incident, facts.settings.levels.long_lie_max);
      tried.take(one);
      if (one && incident.with_person_at)
        spans.push_back(*incident.with_person_at - incident.first_signal_at);
    }
    if (tried.n == 0 && !group.scope.empty()) continue;
    const auto over = tried.n - tried.met;
    table.row(group.scope,
              {words(group.title), Count{tried.n}, Count{over}, Share{over, tried.n},
               ShareRange{over, tried.n}, spread(spans, 50), spread(spans, 90), spread(spans, 100)});
  }
  table.figures_of({"share_over", "range"}, "lies.over", "lies");
  table.figures_of({"p50_s", "p90_s", "longest_s"}, "", "lies.reached");
  table.first_row_sums();
  return table.take();
}

} // namespace

Section responding(const Facts& facts) {
  return {"Responding",
          "From the decision to send somebody until they are beside the person, and until they are clear.",
          {split(facts), long_lie(facts)}};
}

} // namespace turnout::report
