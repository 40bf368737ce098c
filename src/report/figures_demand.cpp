#include "figures.hpp"
#include "turnout/record/json.hpp"

#include <algorithm>
#include <array>

namespace turnout::report {
namespace {

Table by_place(const Facts& facts) {
  TableBuilder table("demand_by_area", "Demand by district",
                     "How many people the service is for, and how often it was called on.");
  table.column("area", "District", "Of the person, else of the signal.")
      .column("served", "People served", "In the register at the end of the period.", "served")
      .column("living_alone", "Living alone", "Of them.", "served.alone")
      .column("incidents", "Incidents", "About a person.", "incidents")
      .column("sent_for", "Somebody sent for", "Of them.", "incidents.sent")
      .column(
          "per_1000", "Incidents per 1,000",
          "In the whole period, for each thousand people served: whole numbers, as the counts are rounded.")
      .column("sent_per_1000", "Sent for per 1,000", "The same of those for whom somebody was sent for.")
      .chart({Drawing::bars, "area", "per_1000", "", 0});
  struct Line {
    std::uint64_t served = 0;
    std::uint64_t alone = 0;
    std::uint64_t incidents = 0;
    std::uint64_t sent = 0;
  };
  std::map<std::string, Line> found;
  Line all;
  for (const auto& one : facts.census) {
    for (Line* line : {&all, &found[one.area.str()]}) {
      line->served += static_cast<std::uint64_t>(one.people);
      line->alone += static_cast<std::uint64_t>(one.living_alone);
    }
  }
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident)) continue;
    for (Line* line : {&all, &found[incident.area.str()]}) {
      ++line->incidents;
      if (incident.first_decided_at) ++line->sent;
    }
  }
  const auto row = [&](std::string scope, std::string title, const Line& line) {
    table.row(std::move(scope),
              {std::move(title), Count{line.served}, Count{line.alone}, Count{line.incidents},
               Count{line.sent}, PerThousand{line.incidents, line.served},
               PerThousand{line.sent, line.served}});
  };
  row("", "all", all);
  for (const auto& [area, line] : found)
    row("area=" + area, area.empty() ? "not known" : area, line);
  table.figures_of({"per_1000"}, "incidents", "served");
  table.figures_of({"sent_per_1000"}, "incidents.sent", "served");
  table.first_row_sums();
  return table.take();
}

Table by_type(const Facts& facts) {
  TableBuilder table(
      "demand_by_type", "Signals, and false alarms by cause",
      "By the type of the gravest signal. A false alarm is what the human who closed it called "
      "one; a fault of the equipment is counted apart.");
  table.column("type", "Type", "Of signal.")
      .column("incidents", "Incidents", "About a person.", "incidents")
      .column("sent_for", "Somebody sent for", "Of them.", "incidents.sent")
      .column("false_alarm", "False alarms", "Closed as a false alarm.", "incidents.false")
      .column("share_false", "False, %", "Of those closed.")
      .column("equipment_fault", "Equipment faults", "Closed as a fault of the equipment.",
              "incidents.fault");
  struct Line {
    std::uint64_t incidents = 0;
    std::uint64_t sent = 0;
    std::uint64_t wrong = 0;
    std::uint64_t fault = 0;
    std::uint64_t closed = 0;
  };
  std::map<AlarmType, Line> found;
  Line all;
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident)) continue;
    for (Line* line : {&all, &found[incident.type]}) {
      ++line->incidents;
      if (incident.first_decided_at) ++line->sent;
      if (incident.closed_at) ++line->closed;
      if (incident.outcome == Outcome::false_alarm) ++line->wrong;
      if (incident.outcome == Outcome::equipment_fault) ++line->fault;
    }
  }
  const auto row = [&](std::string scope, std::string title, const Line& line) {
    table.row(std::move(scope), {std::move(title), Count{line.incidents}, Count{line.sent}, Count{line.wrong},
                                 Share{line.wrong, line.closed}, Count{line.fault}});
  };
  row("", "all", all);
  for (const auto& [type, line] : found)
    row("type=" + std::string(record::name_of(type)), words(record::name_of(type)), line);
  table.figures_of({"share_false"}, "incidents.false", "incidents.closed");
  table.first_row_sums();
  return table.take();
}

Table repeats(const Facts& facts) {
  TableBuilder table("repeat_users", "Who called how often",
                     "People by the number of their incidents in the period. Who they are stands on the care "
                     "team's review list alone.");
  table.column("incidents_each", "Incidents each", "In the period.")
      .column("people", "People", "With so many.", "callers")
      .column("incidents", "Incidents", "Of theirs, together.", "incidents.of_known")
      .column("share", "% of incidents", "Of all incidents of people in the register.")
      .leaving_out("Incidents of people who are not in the register.");
  std::map<PersonId, std::uint64_t> of;
  for (const auto& incident : facts.incidents) {
    if (about_a_person(incident) && incident.person) ++of[*incident.person];
  }
  struct Band {
    const char* name;
    std::uint64_t least;
    std::optional<std::uint64_t> most;
  };
  constexpr std::array bands = {Band{"1", 1, 1}, Band{"2", 2, 2}, Band{"3 to 4", 3, 4}, Band{"5 to 9", 5, 9},
                                Band{"10 or more", 10, {}}};
  std::array<std::uint64_t, bands.size()> people{};
  std::array<std::uint64_t, bands.size()> incidents{};
  std::uint64_t all_incidents = 0;
  for (const auto& [person, n] : of) {
    const auto band = static_cast<std::size_t>(
        std::find_if(bands.begin(), bands.end(),
                     [&n = n](const Band& one) { return !one.most || n <= *one.most; }) -
        bands.begin());
    ++people[band];
    incidents[band] += n;
    all_incidents += n;
  }
  constexpr std::size_t people_column = 1;
  constexpr std::size_t incidents_column = 2;
  table.row("", {"all", Count{of.size()}, Count{all_incidents}, Share{all_incidents, all_incidents}})
      .last_row_holds({people_column, incidents_column, 1, {}});
  for (std::size_t i = 0; i < bands.size(); ++i) {
    table
        .row("band=" + std::to_string(i),
             {bands[i].name, Count{people[i]}, Count{incidents[i]}, Share{incidents[i], all_incidents}})
        .last_row_holds({people_column, incidents_column, bands[i].least, bands[i].most});
  }
  table.shares_of_all("share", "incidents.of_known");
  table.first_row_sums();
  return table.take();
}

} // namespace

Section demand(const Facts& facts) {
  return {"Demand", "Who calls, how often, and why.", {by_place(facts), by_type(facts), repeats(facts)}};
}

} // namespace turnout::report
