// The ladder of an incident's plan: rungs by time, by forecast, by need; and the partner services they ask.
// All of it concludes through a Deciding, on the deciding thread. A rung that can reach nobody falls through
// at once, and the last step is always a human.
#pragma once

#include "deciding.hpp"

namespace turnout::dispatch {

// ladder.cpp
/// Sets the clocks of all timed rungs not yet reached, and takes those already due.
void arm_ladder(Deciding& deciding, const IncidentId& id);
void reach_rung(Deciding& deciding, const IncidentId& id, const std::string& rung, const std::string& reason);
/// The next timed rung comes now.
void fall_through(Deciding& deciding, const IncidentId& id, const std::string& after,
                  const std::string& reason);
/// Rungs that the person's own risk flags call for.
void reach_flag_rungs(Deciding& deciding, const IncidentId& id);
/// Takes the rungs whose clock the forecast arrival will miss, or sets the time at which it will.
void weigh_forecast(Deciding& deciding, const IncidentId& id);
/// Somebody on the spot asked for this.
void meet_need(Deciding& deciding, const IncidentId& id, Need need);
/// ... and says so again: a phone repeats its list, so nothing is doubled; but who has nobody coming any more
/// is helped.
void meet_need_again(Deciding& deciding, const IncidentId& id, Need need);
void review_due(Deciding& deciding, const IncidentId& id);

// partners.cpp
/// The number to ring, or empty where the plan names none.
[[nodiscard]] std::string ring_of(const State& state, const Incident& incident, const PartnerId& id);
/// Asks the first partner of that service that is open and covers the area; false if there is none.
[[nodiscard]] bool ask_partner(Deciding& deciding, const IncidentId& id, Service service,
                               const std::string& reason);
/// True while a request to that service is under way.
[[nodiscard]] bool asked(const Incident& incident, Service service) noexcept;
void partner_ack_due(Deciding& deciding, const IncidentId& id, const RequestId& request);
void partner_arrival_due(Deciding& deciding, const IncidentId& id, const RequestId& request);
/// Calls off what has not arrived.
void cancel_requests(Deciding& deciding, const IncidentId& id);
void say_request(Deciding& deciding, const Incident& incident, const PartnerRequest& request,
                 RequestState state);
/// Somebody who may be relied on to act rejected or kept silent: another partner, the ladder, a human.
void partner_failed(Deciding& deciding, const IncidentId& id, const RequestId& request,
                    const std::string& what);

} // namespace turnout::dispatch
