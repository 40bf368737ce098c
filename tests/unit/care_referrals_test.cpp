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

TEST_CASE("each referral counts once, with the last word on it and the days until then") {
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
  const auto counts = referral_counts(all);
  REQUIRE(counts.size() == 2);
  CHECK(counts[0].referral == Referral::gp);
  CHECK(counts[0].made == 2);
  CHECK(counts[0].followed_up == 2);
  CHECK(counts[0].by_result.at(done) == 1);
  CHECK(counts[0].by_result.at(declined) == 1);
  CHECK(counts[0].days == std::vector<std::int64_t>{0, 3});
  CHECK(counts[1].referral == Referral::housing);
  CHECK(counts[1].made == 1);
  CHECK(counts[1].followed_up == 0);
}
