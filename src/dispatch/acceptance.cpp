// Who is likely to say yes, from their own answers and those of their kind, and who has been asked enough for
// one night.
#include "select.hpp"

#include <algorithm>

namespace turnout::dispatch {

namespace {

bool in_the_night(LocalMoment moment) {
  constexpr int night_from_min = 22 * 60;
  constexpr int night_to_min = 6 * 60;
  return moment.minute >= night_from_min || moment.minute < night_to_min;
}

int usual_acceptance(const RuleSettings& rules, const Roster& who) {
  switch (who.kind) {
  case ResponderKind::firefighter:
    return who.wholetime ? rules.accept_firefighter_wholetime : rules.accept_firefighter_on_call;
  case ResponderKind::carer:
    return rules.accept_carer;
  case ResponderKind::family:
    return rules.accept_family;
  case ResponderKind::volunteer:
    return rules.accept_volunteer;
  }
  return rules.accept_volunteer;
}

} // namespace

int asked_tonight(const PlanBook& book, const ResponderFacts& facts, WallTime now) {
  constexpr Duration a_night = 8h;
  if (facts.asked_at.empty() || now - facts.asked_at.back() >= a_night) return 0;
  if (!in_the_night(local_moment(now, book.zone))) return 0;
  return static_cast<int>(std::count_if(facts.asked_at.begin(), facts.asked_at.end(), [&](WallTime at) {
    return now - at < a_night && in_the_night(local_moment(at, book.zone));
  }));
}

Odds odds_of_yes(const PlanBook& book, const Roster& who) {
  constexpr std::int64_t hundred = 100;
  constexpr std::int64_t floor_one_in = 20; // nobody is written off
  const ResponderFacts& facts = *who.facts;
  const std::int64_t weight = book.rules.accept_weight;
  const std::int64_t all = (facts.said_yes + facts.said_no + weight) * hundred;
  return {std::max(all / floor_one_in, facts.said_yes * hundred + weight * usual_acceptance(book.rules, who)),
          all};
}

Duration reluctance(const PlanBook& book, const OfferPolicy& policy, const Roster& who, WallTime now) {
  constexpr Duration after_all_others = 24h;
  const ResponderFacts& facts = *who.facts;
  const Odds odds = odds_of_yes(book, who);
  const Duration cost = policy.failure_cost * (odds.all - odds.yes) / odds.yes;
  return asked_tonight(book, facts, now) < book.rules.night_offers_max ? cost : cost + after_all_others;
}

} // namespace turnout::dispatch
