#include "turnout/care/referrals.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::care;

namespace {

const WallTime closed_on = *parse_rfc3339("2026-11-01T08:00:00.000Z");

Incident closed(const char* id, std::vector<Referral> referrals) {
  Incident one;
  one.id = IncidentId(id);
  one.first_signal_at = closed_on - 2h;
  one.closed_at = closed_on;
  one.referrals = std::move(referrals);
  return one;
}

Record said(const char* id, Referral referral, FollowUpResult result, Duration after) {
  return {{1, 1, closed_on + after},
          TimeReached{},
          {FollowedUp{IncidentId(id), OperatorId("cat"), referral, result, std::nullopt}}};
}

} // namespace

TEST_CASE("each referral counts once, with the last word on it") {
  FollowUps follow_ups;
  using enum FollowUpResult;
  for (const auto& record : {said("I1", Referral::gp, not_reached, 24h), said("I1", Referral::gp, done, 73h),
                             said("I2", Referral::gp, declined, 1h), said("I3", Referral::gp, done, 1h),
                             said("I9", Referral::housing, done, 1h)})
    add_follow_ups(follow_ups, record);
  auto joined = closed("I3", {Referral::gp});
  joined.joined_into = IncidentId("I1");
  const auto all = referred(
      {closed("I1", {Referral::gp, Referral::gp, Referral::housing}), closed("I2", {Referral::gp}), joined},
      follow_ups);
  REQUIRE(all.size() == 3);
  CHECK(all[0].followed->result == done);
  CHECK(all[0].followed->at == closed_on + 73h);
  CHECK(all[1].referral == Referral::housing);
  CHECK_FALSE(all[1].followed);
  CHECK(all[2].followed->result == declined);
}
