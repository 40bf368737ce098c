// Referrals chased until done: what was made when, and what became of it. From the journal's records. Pure,
// any thread, no failure.
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

} // namespace turnout::care
