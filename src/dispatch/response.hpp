// The response to one incident: offers, places, takeovers, releases, and what the person is told.
// All of it concludes through a Deciding, on the deciding thread. Each keeps the two promises: at no instant
// two owners of one place, and at no instant nobody travelling after somebody accepted and did not give it
// back.
#pragma once

#include "deciding.hpp"
#include "select.hpp"

namespace turnout::dispatch {

/// How the places of an incident stand.
struct Standing {
  int vacant = 0;                         ///< places without an owner who can be relied on
  std::vector<int> free_places;           ///< places nobody owns
  const Assignment* doubtful = nullptr;   ///< an owner who went silent
  const Assignment* improvable = nullptr; ///< the latest to arrive of those still on their way
};

[[nodiscard]] Standing standing(const State& state, const Incident& incident);

/// The plan sends this kind.
[[nodiscard]] bool sends(const OfferPolicy& policy, ResponderKind kind);

/// Arriving then would be early enough to take over from that owner, by the plan's margin.
[[nodiscard]] bool beats(WallTime arrival, const Assignment& owner, const OfferPolicy& policy, WallTime now);

[[nodiscard]] const Offer* find_offer(const Incident& incident, const OfferId& id) noexcept;
[[nodiscard]] const Assignment* find_assignment(const Incident& incident, const OfferId& id) noexcept;
/// The assignment by which this responder is on the incident now, or nullptr.
[[nodiscard]] const Assignment* holding(const Incident& incident, const ResponderId& responder) noexcept;

// offers.cpp
/// The response is wanted from now on; what the person's risk flags call for follows at once.
void decide_response(Deciding& deciding, const IncidentId& id, std::optional<OperatorId> by);
/// Starts the response, by a human or by a rung.
void start_response(Deciding& deciding, const IncidentId& id, std::optional<OperatorId> by,
                    const std::string& reason);
/// Keeps as many offers open as the plan says, to those who can still be the best. Says it where nobody can
/// be asked.
void top_up(Deciding& deciding, const IncidentId& id, const std::string& reason);
/// Phones that ring for it now; one that was never reached rings nowhere.
[[nodiscard]] int ringing(const Incident& incident);
/// The person's own responders are asked alone, before all others; who was silent once holds nobody back
/// again.
void hold_back_others(const State& state, const Incident& incident, std::vector<Pick>& picks);
void make_offer(Deciding& deciding, const IncidentId& id, const Pick& pick, std::string reason);
void close_offer(Deciding& deciding, const IncidentId& id, const OfferId& offer, OfferEnd end,
                 std::optional<TextId> reason = std::nullopt);
/// Ends the open offers of an incident that can no longer win, and tells their phones.
void end_hopeless_offers(Deciding& deciding, const IncidentId& id);
/// Where this phone rings now.
[[nodiscard]] std::vector<std::pair<IncidentId, OfferId>> ringing_at(const State& state,
                                                                     const ResponderId& responder);
/// The offers open to this responder end, and the next is asked at once.
void take_back_offers(Deciding& deciding, const ResponderId& responder, const std::string& told);
/// All open offers of an incident end.
void withdraw_offers(Deciding& deciding, const IncidentId& id, const std::string& told);
void say_offer(Deciding& deciding, const Incident& incident, const Offer& offer);
/// The incident has become another: phones that ring for it are told what it is now, or that they need not
/// go, and those it needs are asked.
void offer_anew(Deciding& deciding, const IncidentId& id, const std::string& reason);

// places.cpp
/// Somebody accepted: gives them a place, lets them take over, or thanks them.
void accept(Deciding& deciding, const IncidentId& id, const OfferId& offer);
/// Takes a responder off the incident, and puts who was still travelling back into the place, or looks for
/// another.
void release(Deciding& deciding, const IncidentId& id, const OfferId& offer, ReleaseWhy why,
             const std::string& told);
/// The incident ends here: everybody still on it is released, and nobody is looked for.
void send_home(Deciding& deciding, const IncidentId& id, const std::string& told);
/// Those relieved on this place may stop: the new owner moves.
void release_relieved(Deciding& deciding, const IncidentId& id, const OfferId& owner);
/// One who kept going got there first, or is needed again: back in the place, the other released.
void reinstate(Deciding& deciding, const IncidentId& id, const OfferId& offer);
void say_assignment(Deciding& deciding, const Incident& incident, const ResponderId& responder,
                    const OfferId& offer, AssignmentState state, std::string reason);
/// What this responder's part in the incident is now; the person's details only while they are on it.
void say_standing(Deciding& deciding, const Incident& incident, const Assignment& assignment,
                  std::string reason);
/// Something has changed for those who are still to arrive.
void tell_those_sent(Deciding& deciding, const IncidentId& id, const std::string& what);

// watch.cpp
/// The last of those who came has gone: a human is asked to close.
void say_when_all_are_clear(Deciding& deciding, const IncidentId& id);
/// Sets the clocks for somebody who has just been assigned.
void watch_turnout(Deciding& deciding, const IncidentId& id, const OfferId& offer);
void progress(Deciding& deciding, const IncidentId& id, const OfferId& offer, Stage stage);
/// A new place or a passed deadline: recomputes the forecast where it changed by enough to matter.
void forecast(Deciding& deciding, const IncidentId& id, const OfferId& offer);
/// The person is elsewhere now: everybody on the way is expected there, from where they are.
void forecast_anew(Deciding& deciding, const IncidentId& id);
/// A message of theirs: whoever was chased or doubted is watched anew from here.
void heard_again(Deciding& deciding, const IncidentId& id, const OfferId& offer);
void turnout_due(Deciding& deciding, const IncidentId& id, const OfferId& offer);
void silence_due(Deciding& deciding, const IncidentId& id, const OfferId& offer);
void arrival_due(Deciding& deciding, const IncidentId& id, const OfferId& offer);
void entry_due(Deciding& deciding, const IncidentId& id, const OfferId& offer);
void lone_worker_due(Deciding& deciding, const IncidentId& id, const OfferId& offer);
void clear_watch(Deciding& deciding, const IncidentId& id, const OfferId& offer);
/// Of those who may be relied on, the one who will be there first; nullptr if there is none.
[[nodiscard]] const Assignment* soonest(const Incident& incident) noexcept;
/// The person was told of somebody who does not come now, or not so soon.
void tell_setback(Deciding& deciding, const IncidentId& id);
/// Tells the person who pressed, once for each change.
void tell_person(Deciding& deciding, const IncidentId& id, FeedbackStage stage,
                 std::optional<ResponderId> responder = std::nullopt,
                 std::optional<WallTime> arrival = std::nullopt);

} // namespace turnout::dispatch
