// Referrals chased until done: what was made when, what became of it and how long that took. From the
// journal's records. Pure, any thread, no failure.
#pragma once

#include "turnout/domain/incident.hpp"

#include <map>

namespace turnout::care {

struct Followed {
  FollowUpResult result = FollowUpResult::done;
  WallTime at;
  OperatorId by;
};

/// Of each referral of each incident the last word.
using FollowUps = std::map<std::pair<IncidentId, Referral>, Followed>;

/// Takes in what a record says; records are given in order.
void add_follow_ups(FollowUps& follow_ups, const Record& record);

/// One referral; `made_at` is when its incident was closed, or where it is open its first signal.
struct Referred {
  IncidentId incident;
  Referral referral = Referral::gp;
  WallTime made_at;
  std::optional<Followed> followed;
};

/// A referral made twice in an incident is one. Those of joined incidents count where they went on.
[[nodiscard]] std::vector<Referred> referred(const std::vector<Incident>& incidents,
                                             const FollowUps& follow_ups);

/// What a report counts, for each kind of referral that was made.
struct ReferralCount {
  Referral referral = Referral::gp;
  std::uint64_t made = 0;
  std::uint64_t followed_up = 0;
  std::map<FollowUpResult, std::uint64_t> by_result;
  std::vector<std::int64_t> days; ///< whole days until the last word, sorted; one for each followed up
};
[[nodiscard]] std::vector<ReferralCount> referral_counts(const std::vector<Referred>& all);

} // namespace turnout::care
