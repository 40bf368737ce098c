#include "figures.hpp"

namespace turnout::report {

Section fire_cover(const Facts& facts) {
  TableBuilder table(
      "fire_cover", "Firefighters on calls",
      "What the service asked of the fire stations. By the rules an offer of ours must not take a station "
      "below its minimum crew, and a fire call takes a firefighter back at once.");
  table.column("organisation", "Organisation", "As the register had it when they were asked.")
      .column(
          "jobs", "Jobs",
          "Accepted by a firefighter, also where they were stood down on the way: under Who came stand those "
          "alone who were beside the person first.",
          "jobs.fire")
      .column("hours", "Time on jobs", "From the yes until clear or released, together.")
      .column("p50_s", "Median", "Of one job.")
      .column("recalled", "Taken back", "By the fire service, for a fire call.", "jobs.fire.recalled");
  struct Line {
    std::vector<Duration> spans;
    std::uint64_t jobs = 0;
    std::uint64_t recalled = 0;
  };
  std::map<std::string, Line> found;
  Line all;
  for (const auto& incident : facts.incidents) {
    for (const auto& job : incident.assignments) {
      const Offer* offer = offer_of(incident, job.offer);
      if (offer == nullptr || offer->kind != ResponderKind::firefighter) continue;
      const auto until = job.clear_at ? job.clear_at : job.released_at;
      for (Line* line : {&all, &found[offer->organisation]}) {
        ++line->jobs;
        if (job.released_why == ReleaseWhy::recalled) ++line->recalled;
        if (until) line->spans.push_back(*until - job.assigned_at);
      }
    }
  }
  const auto row = [&](std::string scope, std::string title, const Line& line) {
    Duration together{};
    for (const auto span : line.spans)
      together += span;
    table.row(std::move(scope), {std::move(title), Count{line.jobs}, Total{together, line.spans.size()},
                                 spread(line.spans, 50), Count{line.recalled}});
  };
  row("", "all", all);
  for (const auto& [organisation, line] : found)
    row("organisation=" + organisation, organisation.empty() ? "not known" : organisation, line);
  table.figures_of({"hours", "p50_s"}, "", "jobs.fire.ended");
  table.first_row_sums();
  return {"Fire cover", "Firefighters and their hours.", {table.take()}};
}

} // namespace turnout::report
