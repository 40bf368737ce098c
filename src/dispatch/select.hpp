// Who could go, and who would be there first: eligibility, estimated arrival, and a line for each choice.
// Pure; called from the deciding thread. An empty selection says why in its explanation.
#pragma once

#include "deciding.hpp"

namespace turnout::dispatch {

/// Somebody who may be offered the job.
struct Pick {
  Roster* who = nullptr;
  Duration eta{};    ///< turnout and travel, from now
  Duration cost{};   ///< what ranks: the same, and what the odds of a no are worth
  Distance distance; ///< by the way travelled
  bool preferred = false;
};

struct Selection {
  std::vector<Pick> picks;  ///< the person's own responders first where the plan says so, then by arrival
  std::size_t eligible = 0; ///< who may go, named here or not
  SelectionMade explained;
};

/// How many people a selection names at most, and how many it explains although they were passed over.
inline constexpr std::size_t picks_max = 8;
inline constexpr std::size_t passed_over_max = 8;

[[nodiscard]] Selection select(Deciding& deciding, const Incident& incident, std::string reason);

/// Nothing stands against asking them for this now.
[[nodiscard]] bool may_go(State& state, const Incident& incident, const Roster& who, WallTime now);

/// Turnout and travel from where this responder is now; nullopt if either place is unknown.
[[nodiscard]] std::optional<Pick> estimate(const State& state, const Travel& travel, const Incident& incident,
                                           Roster& who, WallTime now);

/// So many yes of so many answers.
struct Odds {
  std::int64_t yes = 0;
  std::int64_t all = 1;
};

/// By their own answers, shrunk to those of their kind.
[[nodiscard]] Odds odds_of_yes(const PlanBook& book, const Roster& who);

/// What the odds of a no add when ranking: the plan's failure cost by their own answers, shrunk to those of
/// their kind; whoever has had enough offers this night comes after all others.
[[nodiscard]] Duration reluctance(const PlanBook& book, const OfferPolicy& policy, const Roster& who,
                                  WallTime now);

/// Offers of the night that is on, 22:00 to 06:00 local time; by day, none.
[[nodiscard]] int asked_tonight(const PlanBook& book, const ResponderFacts& facts, WallTime now);

/// Time from accepting to moving off, by kind.
[[nodiscard]] Duration turnout_time(const State& state, const Roster& who);
[[nodiscard]] Duration turnout_time(const PlanBook& book, const Roster& who);
/// The same from now: whoever was called back on the way is still in their car.
[[nodiscard]] Duration turnout_time(const State& state, const Roster& who, WallTime now);

/// Where this responder would start from: a fresh position, else base or home.
[[nodiscard]] std::optional<GeoPoint> starting_place(const Roster& who, const RuleSettings& rules,
                                                     WallTime now);

} // namespace turnout::dispatch
