#include "turnout/care/referrals.hpp"

#include <set>

namespace turnout::care {

void add_follow_ups(FollowUps& follow_ups, const Record& record) {
  for (const auto& decision : record.decisions) {
    if (const auto* said = std::get_if<FollowedUp>(&decision))
      follow_ups[{said->incident, said->referral}] = {said->result, record.stamp.at, said->by};
  }
}

std::vector<Referred> referred(const std::vector<Incident>& incidents, const FollowUps& follow_ups) {
  std::vector<Referred> all;
  for (const auto& incident : incidents) {
    if (incident.joined_into) continue;
    const std::set<Referral> made(incident.referrals.begin(), incident.referrals.end());
    for (const auto referral : made) {
      Referred one{incident.id, referral, incident.closed_at.value_or(incident.first_signal_at), {}};
      if (const auto found = follow_ups.find({incident.id, referral}); found != follow_ups.end())
        one.followed = found->second;
      all.push_back(std::move(one));
    }
  }
  return all;
}

} // namespace turnout::care
