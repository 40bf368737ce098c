// From where somebody would start, and when they would be there.
#include "select.hpp"

namespace turnout::dispatch {

Duration turnout_time(const State& state, const Roster& who) {
  return turnout_time(current_book(state), who);
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
  if (!from || !incident.position) return std::nullopt;
  const Journey journey = travel.journey_at(*from, *incident.position, now);
  return Pick{.who = &who, .eta = turnout_time(state, who) + journey.travel, .distance = journey.distance};
}

} // namespace turnout::dispatch
