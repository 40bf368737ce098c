#include "figures.hpp"
#include "turnout/record/json.hpp"

#include <array>

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
  table.shares_of_all("share", "incidents");
  table.first_row_sums();
  return table.take();
}

Table referrals(const Facts& facts) {
  TableBuilder table("referrals", "Referrals",
                     "What was set in motion for afterwards, and what became of it.");
  table.column("referral", "Referral", "To what.")
      .column("made", "Made", "One incident may have several; each counts once an incident.", "referrals")
      .column("followed_up", "Followed up", "Somebody has said what became of it.", "referrals.followed")
      .column("share", "Followed up, %", "Of those made.");
  constexpr std::array results = {FollowUpResult::done, FollowUpResult::declined, FollowUpResult::not_reached,
                                  FollowUpResult::not_needed};
  for (const auto result : results) {
    const std::string name(record::name_of(result));
    std::string title = words(name);
    title.front() = static_cast<char>(title.front() - 'a' + 'A');
    table.column(name, title, "As whoever followed it up said.", "referrals." + name);
  }
  table.column("p50_s", "Median to the last word", "From the closing of the incident to the last word.");
  const auto row = [&](std::string scope, std::string title, const std::vector<care::Referred>& all) {
    std::map<FollowUpResult, std::uint64_t> found;
    std::vector<Duration> spans;
    for (const auto& one : all) {
      if (!one.followed) continue;
      ++found[one.followed->result];
      spans.push_back(one.followed->at - one.made_at);
    }
    std::vector<Cell> cells = {std::move(title), Count{all.size()}, Count{spans.size()},
                               Share{spans.size(), all.size()}};
    for (const auto result : results)
      cells.emplace_back(Count{found[result]});
    cells.push_back(spread(spans, 50));
    table.row(std::move(scope), std::move(cells));
  };
  const auto all = care::referred(facts.incidents, facts.follow_ups);
  row("", "all", all);
  std::map<Referral, std::vector<care::Referred>> kinds;
  for (const auto& one : all)
    kinds[one.referral].push_back(one);
  for (const auto& [referral, some] : kinds)
    row("referral=" + std::string(record::name_of(referral)), words(record::name_of(referral)), some);
  table.figures_of({"share"}, "referrals.followed", "referrals");
  table.figures_of({"p50_s"}, "", "referrals.followed");
  return table.first_row_sums().sums("followed_up", {"done", "declined", "not_reached", "not_needed"}).take();
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
