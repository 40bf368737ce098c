// From where somebody would start, and when they would be there.
#include "select.hpp"

#include <algorithm>

namespace turnout::dispatch {

Duration turnout_time(const State& state, const Roster& who) {
  return turnout_time(current_book(state), who);
}

namespace {

/// On the way, since another went instead: they are still in their car.
bool called_back(const State& state, const ResponderId& who, WallTime now, Duration in_car_for) {
  const auto there = [&](const Assignment& one) {
    return one.responder == who && one.released_why == ReleaseWhy::replaced && one.stage == Stage::en_route &&
           now - *one.released_at < in_car_for;
  };
  const auto from = state.replaced.find(who);
  return from != state.replaced.end() &&
         std::any_of(from->second.begin(), from->second.end(), [&](const IncidentId& id) {
           const auto& on_it = state.facts.open.at(id).assignments;
           return std::any_of(on_it.begin(), on_it.end(), there);
         });
}

} // namespace

Duration turnout_time(const State& state, const Roster& who, WallTime now) {
  const PlanBook& book = current_book(state);
  const Duration turns_round = book.rules.turns_round;
  constexpr Duration asked_within = 2h; // before they were called back: a glance that spares most the search
  const Duration usual = turnout_time(book, who);
  const auto& asked = who.facts->asked_at;
  const bool may_be = !asked.empty() && now - asked.back() < asked_within && usual > turns_round;
  return may_be && called_back(state, who.row->id, now, book.rules.still_in_car) ? turns_round : usual;
}

Duration turnout_time(const PlanBook& book, const Roster& who) {
  switch (who.kind) {
  case ResponderKind::firefighter:
    return who.wholetime ? book.travel.turnout_firefighter_wholetime
                         : book.travel.turnout_firefighter_on_call;
  case ResponderKind::carer:
    return book.travel.turnout_carer;
  case ResponderKind::family:
    return book.travel.turnout_family;
  case ResponderKind::volunteer:
    return book.travel.turnout_volunteer;
  }
  return book.travel.turnout_volunteer;
}

std::optional<GeoPoint> starting_place(const Roster& who, const RuleSettings& rules, WallTime now) {
  if (who.position && now - who.position->fixed_at <= rules.position_fresh) return who.position->place;
  return who.start;
}

std::optional<Pick> estimate(const State& state, const Travel& travel, const Incident& incident, Roster& who,
                             WallTime now) {
  const auto from = starting_place(who, current_book(state).rules, now);
  const auto to = place_of(state, incident);
  if (!from || !to) return std::nullopt;
  const Journey journey = travel.journey_at(*from, *to, now);
  return Pick{
      .who = &who, .eta = turnout_time(state, who, now) + journey.travel, .distance = journey.distance};
}

} // namespace turnout::dispatch
