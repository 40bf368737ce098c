#include "rebalance.hpp"

#include "ladder.hpp"
#include "response.hpp"

#include <algorithm>

namespace turnout::dispatch {

namespace {

/// Nobody ever takes over: whoever answers first goes, and that is what the plan wants.
bool is_a_race(const OfferPolicy& policy) {
  constexpr Duration beyond_any_gain = 2h;
  return policy.takeover_margin >= beyond_any_gain;
}

/// When somebody is expected there as things stand, or nothing when nobody is asked.
std::optional<WallTime> expected(const Incident& incident, const OfferPolicy& policy, WallTime now) {
  std::optional<WallTime> first;
  for (const auto& offer : incident.offers) {
    if (offer.state != OfferState::open || offer.unreached) continue;
    const WallTime then = std::max(now, offer.made_at + policy.reply_allowance) + offer.eta;
    if (!first || then < *first) first = then;
  }
  return first;
}

/// Even as the crow flies they would come too late to be worth asking; a journey costs more to reckon.
bool too_far(Deciding& deciding, const Incident& incident, const Roster& who, WallTime hoped) {
  const OfferPolicy& policy = plan_of(deciding.state(), incident).offers;
  const auto from = starting_place(who, current_book(deciding.state()).rules, deciding.now());
  const auto to = place_of(deciding.state(), incident);
  return !from || !to ||
         deciding.now() + policy.reply_allowance + soonest(crow_distance(*from, *to)) +
                 policy.takeover_margin >=
             hoped;
}

/// What the person there would gain from them, if it is enough to ask.
std::optional<Duration> gain(Deciding& deciding, const Incident& incident, Roster& who) {
  if (!incident.decided_at || incident.closed_at || !place_of(deciding.state(), incident)) return {};
  const OfferPolicy& policy = plan_of(deciding.state(), incident).offers;
  if (is_a_race(policy)) return {};
  const Standing places = standing(deciding.state(), incident);
  if (places.vacant == 0 && (places.improvable == nullptr || policy.open <= 1)) return {};
  if (ringing(incident) >= policy.open + std::max(0, places.vacant - 1)) return {};
  const auto otherwise = expected(incident, policy, deciding.now());
  if (policy.open <= 1 && otherwise) return {};
  if (places.vacant > 0 && !otherwise) return Duration::max();
  if (too_far(deciding, incident, who, places.vacant == 0 ? places.improvable->forecast_at : *otherwise))
    return {};
  const auto pick = estimate(deciding.state(), deciding.travel(), incident, who, deciding.now());
  if (!pick) return {};
  const WallTime arrival = deciding.now() + policy.reply_allowance + pick->eta;
  if (places.vacant == 0) {
    if (!beats(arrival, *places.improvable, policy, deciding.now())) return {};
    return places.improvable->forecast_at - arrival;
  }
  if (arrival + policy.takeover_margin >= *otherwise) return {};
  return *otherwise - arrival;
}

bool ask(Deciding& deciding, const IncidentId& id, const Roster& who) {
  const std::string reason = who.row->id.str() + " is free again and would be there sooner";
  Selection selection = select(deciding, *deciding.incident(id), reason);
  hold_back_others(deciding.state(), *deciding.incident(id), selection.picks);
  const auto found = std::find_if(selection.picks.begin(), selection.picks.end(),
                                  [&](const Pick& pick) { return pick.who == &who; });
  if (found == selection.picks.end()) return false;
  const Pick pick = *found;
  deciding.conclude(std::move(selection.explained));
  deciding.clear_timer(id, TimerKind::retry, "");
  make_offer(deciding, id, pick, reason);
  weigh_forecast(deciding, id);
  return true;
}

void find_use(Deciding& deciding, const ResponderId& id) {
  Roster* who = roster_of(deciding.state(), id);
  if (who == nullptr || who->facts->on_incident || who->facts->open_offers > 0) return;
  const PlanBook& book = current_book(deciding.state());
  if (asked_tonight(book, *who->facts, deciding.now()) >= book.rules.night_offers_max) return;
  using Use = std::tuple<AlarmClass, Duration, IncidentId>;
  std::vector<Use> uses;
  for (const auto& [incident_id, incident] : deciding.state().facts.open) {
    if (const auto gained = gain(deciding, incident, *who))
      uses.emplace_back(incident.cls, -*gained, incident_id);
  }
  std::sort(uses.begin(), uses.end());
  // Whoever may not go to the first few seldom may to the rest, and each is a selection.
  constexpr std::size_t tries = 3;
  if (uses.size() > tries) uses.resize(tries);
  for (const auto& [cls, lost, incident_id] : uses)
    if (ask(deciding, incident_id, *who)) return;
}

} // namespace

int share_of_phones(const State& state, const Incident& incident, const Selection& selection) {
  const RuleSettings& rules = current_book(state).rules;
  const auto several = static_cast<std::size_t>(rules.storm_from);
  const auto in_reserve = static_cast<std::size_t>(rules.storm_reserve);
  const OfferPolicy& policy = plan_of(state, incident).offers;
  const int least = incident.people_needed;
  const int open = policy.open + least - 1;
  const auto most = static_cast<std::size_t>(open) * in_reserve;
  const std::size_t all = state.facts.open.size();
  if (open <= least || is_a_race(policy) || all < several || selection.eligible >= most * all) return open;
  const auto least_each = static_cast<std::size_t>(least + 1) * in_reserve;
  std::size_t expecting = 0;
  std::size_t waiting = 0;
  for (const auto& [id, one] : state.facts.open) {
    if (!one.decided_at || one.closed_at || one.cls > incident.cls) continue;
    const Standing places = standing(state, one);
    if ((places.vacant == 0 && places.improvable == nullptr) || !place_of(state, one)) continue;
    ++expecting;
    if (places.vacant > 0) ++waiting;
    // However many more there are, the share can get no smaller: thousands may be open.
    if (expecting >= several && waiting >= 2 && selection.eligible < least_each * waiting) return least;
  }
  // Where nobody else waits, a phone spared helps nobody.
  if (expecting < several || waiting < 2) return open;
  const auto share = selection.eligible / (waiting * in_reserve);
  return std::min(open, std::max(least, static_cast<int>(share)));
}

void use_the_freed(Deciding& deciding) {
  for (const auto& id : deciding.take_freed())
    find_use(deciding, id);
}

} // namespace turnout::dispatch
