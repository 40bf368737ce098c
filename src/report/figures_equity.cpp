#include "figures.hpp"
#include "values.hpp"

namespace turnout::report {
namespace {

Table compared(const Facts& facts, const std::string& name, const std::string& title,
               const std::string& about, const std::vector<Group>& groups) {
  TableBuilder table(name, title, about);
  table.column("group", title, "Where the person belongs.")
      .column("sent_for", "Sent for",
              "Incidents about a person for which somebody was sent for, those called off before anybody was "
              "there "
              "included.",
              "incidents.sent")
      .column(
          "judged", "Judged",
          "Of them, those with somebody at the door, or whose clock ran out. Most of the others were called "
          "off first: see Who came.",
          "sent.judged")
      .column("in_time", "In time",
              "Somebody at the door within " + span_words(facts.settings.levels.arrive_by) + ".",
              "sent.in_time")
      .column("share_in_time", "In time, %", "Of those judged.")
      .column("range", "95 % range", "Wilson's interval of the share.")
      .column("share_at_latest", "At the latest, %",
              "Within " + span_words(facts.settings.levels.arrive_latest) + ", of those judged.",
              "sent.at_latest", "sent.judged_latest")
      .column("p50_s", "Median to person", "From the first signal to somebody beside them.")
      .column("p90_s", "90 % within", "Nine in ten of them had somebody beside them within this.")
      .leaving_out("Incidents closed before the clock had run out, without anybody at the door: judged does "
                   "not count them.")
      .chart({Drawing::bars, "group", "share_in_time", "range", 90});
  for (const auto& group : groups) {
    std::uint64_t sent = 0;
    Tried first;
    Tried last;
    std::vector<Duration> spans;
    for (const auto& incident : facts.incidents) {
      if (!group.holds(incident) || !about_a_person(incident) || !incident.first_decided_at) continue;
      ++sent;
      first.take(arrived_in(facts, incident, facts.settings.levels.arrive_by));
      last.take(arrived_in(facts, incident, facts.settings.levels.arrive_latest));
      if (incident.with_person_at) spans.push_back(*incident.with_person_at - incident.first_signal_at);
    }
    if (sent == 0 && !group.scope.empty()) continue;
    table.row(group.scope, {group.title, Count{sent}, Count{first.n}, Count{first.met},
                            Share{first.met, first.n}, ShareRange{first.met, first.n},
                            Share{last.met, last.n}, spread(spans, 50), spread(spans, 90)});
  }
  table.figures_of({"share_in_time", "range"}, "sent.in_time", "sent.judged");
  table.figures_of({"p50_s", "p90_s"}, "", "sent.beside");
  table.first_row_sums();
  return table.take();
}

} // namespace

Section equity(const Facts& facts) {
  return {
      "Fairness",
      "Whether it is as good for one as for another. Where ranges overlap, no difference is shown.",
      {compared(facts, "by_area", "District", "The response by district.", by_area(facts)),
       compared(facts, "by_rurality", "Rurality",
                "The response in rural districts and in others; which is which stands under Settings. Where "
                "no district is known, neither is this.",
                by_rurality(facts)),
       compared(facts, "by_practice", "Practice team",
                "The response by the team of the person's practice when it happened.", by_practice(facts))}};
}

} // namespace turnout::report
