#include "figures.hpp"
#include "turnout/record/json.hpp"

namespace turnout::report {
namespace {

Table endings(const Facts& facts) {
  TableBuilder table("outcomes", "How incidents ended", "As the human who closed it said.");
  table.column("outcome", "Outcome", "Of the incident, at its closing.")
      .column("n", "Incidents", "About a person.", "incidents")
      .column("share", "Share, %", "Of all of them.")
      .chart({Drawing::bars, "outcome", "share", "", 0});
  std::map<std::string, std::uint64_t> found;
  std::uint64_t all = 0;
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident)) continue;
    ++all;
    ++found[!incident.closed_at ? "still_open"
            : incident.outcome  ? std::string(record::name_of(*incident.outcome))
                                : "none_said"];
  }
  table.row("", {"all", Count{all}, Share{all, all}});
  for (const auto& [outcome, n] : found)
    table.row("outcome=" + outcome, {words(outcome), Count{n}, Share{n, all}});
  table.first_row_sums();
  return table.take();
}

Table referrals(const Facts& facts) {
  TableBuilder table("referrals", "Referrals", "What was set in motion for afterwards.");
  table.column("referral", "Referral", "To what.")
      .column("n", "Made", "One incident may have several; each counts once an incident.", "referrals");
  std::map<Referral, std::uint64_t> found;
  std::uint64_t all = 0;
  for (const auto& incident : facts.incidents) {
    const std::set<Referral> made(incident.referrals.begin(), incident.referrals.end());
    for (const auto referral : made) {
      ++found[referral];
      ++all;
    }
  }
  table.row("", {"all", Count{all}});
  for (const auto& [referral, n] : found)
    table.row("referral=" + std::string(record::name_of(referral)),
              {words(record::name_of(referral)), Count{n}});
  table.first_row_sums();
  return table.take();
}

Table found_and_needed(const Facts& facts) {
  TableBuilder table("needs", "What those on the spot asked for", "One incident may have several.");
  table.column("need", "Need", "As the responder said it.")
      .column("n", "Incidents", "In which it was said.", "needs");
  std::map<Need, std::uint64_t> found;
  for (const auto& incident : facts.incidents) {
    for (const auto need : incident.needs)
      ++found[need];
  }
  for (const auto& [need, n] : found)
    table.row("need=" + std::string(record::name_of(need)), {words(record::name_of(need)), Count{n}});
  return table.take();
}

} // namespace

Section outcomes(const Facts& facts) {
  return {"Outcomes",
          "What was found, and what was left behind for prevention.",
          {endings(facts), found_and_needed(facts), referrals(facts)}};
}

} // namespace turnout::report
