#include "readiness.hpp"

#include <algorithm>

namespace turnout::dispatch {

bool ready(const Roster& who, LocalMoment local) {
  const auto& facts = *who.facts;
  return facts.duty == DutyState::available && facts.link != LinkState::down && !facts.on_incident &&
         facts.open_offers == 0 && on_shift(who, local);
}

int crew_ready(const State& state, int base, LocalMoment local) {
  const auto& crew = state.reference.crews[static_cast<std::size_t>(base)];
  return static_cast<int>(std::count_if(crew.begin(), crew.end(), [&](std::uint32_t place) {
    return ready(state.reference.roster[place], local);
  }));
}

std::string called_away(const Roster& who) {
  return who.kind == ResponderKind::firefighter ? "You are called to a fire."
                                                : "Your own service needs you elsewhere.";
}

std::string refusal(const State& state, const Incident& incident, const Roster& who, WallTime now) {
  const PlanBook& book = current_book(state);
  const LocalMoment local = local_moment(now, book.zone);
  const Plan& plan = plan_of(state, incident);
  if (who.facts->on_incident && *who.facts->on_incident != incident.id) return "You are on another job.";
  if (who.facts->recalled) return called_away(who);
  if (plan.offers.personal_care && who.row->kind == ResponderKind::firefighter) {
    return "This job needs personal care, which firefighters do not give.";
  }
  if (who.base_index < 0 || who.base->minimum_crew == 0) return {};
  // Somebody with an open offer is not counted among those still ready.
  const int staying = crew_ready(state, who.base_index, local) - (ready(who, local) ? 1 : 0);
  if (staying >= who.base->minimum_crew) return {};
  return "Going would leave " + who.base->name + " below its crew of " +
         std::to_string(who.base->minimum_crew) + ".";
}

} // namespace turnout::dispatch
