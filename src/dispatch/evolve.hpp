// One fold for each kind of decision. A fold sets what the decision says and never argues; a decision about
// something unknown changes nothing. Called from the thread that owns the State.
#pragma once

#include "fold.hpp"

namespace turnout::dispatch {

// evolve_incident.cpp
void fold(State& state, const Stamp& stamp, const IncidentOpened& d);
void fold(State& state, const Stamp& stamp, const AlarmJoined& d);
void fold(State& state, const Stamp& stamp, const Raised& d);
void fold(State& state, const Stamp& stamp, const EvidenceSeen& d);
void fold(State& state, const Stamp& stamp, const NeedsSaid& d);
void fold(State& state, const Stamp& stamp, const PeopleNeeded& d);
void fold(State& state, const Stamp& stamp, const OutcomeSaid& d);
void fold(State& state, const Stamp& stamp, const Answered& d);
void fold(State& state, const Stamp& stamp, const Noted& d);
void fold(State& state, const Stamp& stamp, const ResponseDecided& d);
void fold(State& state, const Stamp& stamp, const ResponseStopped& d);
void fold(State& state, const Stamp& stamp, const PersonTold& d);
void fold(State& state, const Stamp& stamp, const RungReached& d);
void fold(State& state, const Stamp& stamp, const Closed& d);
void fold(State& state, const Stamp& stamp, const IncidentJoined& d);
void fold(State& state, const Stamp& stamp, const Parked& d);
void fold(State& state, const Stamp& stamp, const ParkingEnded& d);
void fold(State& state, const Stamp& stamp, const FirstContactSaid& d);

// evolve_offer.cpp
void fold(State& state, const Stamp& stamp, const SelectionMade& d);
void fold(State& state, const Stamp& stamp, const OfferMade& d);
void fold(State& state, const Stamp& stamp, const OfferReached& d);
void fold(State& state, const Stamp& stamp, const OfferClosed& d);
void fold(State& state, const Stamp& stamp, const OfferUnreached& d);
void fold(State& state, const Stamp& stamp, const Assigned& d);
void fold(State& state, const Stamp& stamp, const Released& d);
void fold(State& state, const Stamp& stamp, const Reinstated& d);
void fold(State& state, const Stamp& stamp, const Progressed& d);
void fold(State& state, const Stamp& stamp, const ForecastMade& d);
void fold(State& state, const Stamp& stamp, const Chased& d);
void fold(State& state, const Stamp& stamp, const Doubted& d);

// evolve_around.cpp: partners, alerts, timers, senders, reference
void fold(State& state, const Stamp& stamp, const PartnerAsked& d);
void fold(State& state, const Stamp& stamp, const PartnerMoved& d);
void fold(State& state, const Stamp& stamp, const PartnerSilent& d);
void fold(State& state, const Stamp& stamp, const AlertRaised& d);
void fold(State& state, const Stamp& stamp, const AlertCleared& d);
void fold(State& state, const Stamp& stamp, const TimerSet& d);
void fold(State& state, const Stamp& stamp, const TimerCleared& d);
void fold(State& state, const Stamp& stamp, const TimerFired& d);
void fold(State& state, const Stamp& stamp, const AlarmRemembered& d);
void fold(State& state, const Stamp& stamp, const MessageRemembered& d);
void fold(State& state, const Stamp& stamp, const CommandAnswered& d);
void fold(State& state, const Stamp& stamp, const HubWatched& d);
void fold(State& state, const Stamp& stamp, const HubSilent& d);
void fold(State& state, const Stamp& stamp, const DutySet& d);
void fold(State& state, const Stamp& stamp, const LinkSet& d);
void fold(State& state, const Stamp& stamp, const PlansLoaded& d);
void fold(State& state, const Stamp& stamp, const RegistryLoaded& d);
void fold(State& state, const Stamp& stamp, const StorageSet& d);
void fold(State& state, const Stamp& stamp, const HandedOver& d);
void fold(State& state, const Stamp& stamp, const ViewAnswered& d);
void fold(State& state, const Stamp& stamp, const FollowedUp& d);
void fold(State& state, const Stamp& stamp, const DisputeMoved& d);
void fold(State& state, const Stamp& stamp, const DefectFound& d);
void fold(State& state, const Stamp& stamp, const EffectOwed& d);

/// The open incident, marked as touched; nullptr if there is none of that id.
[[nodiscard]] Incident* touch(State& state, const IncidentId& id);
[[nodiscard]] Offer* offer_in(Incident& incident, const OfferId& id) noexcept;
[[nodiscard]] Assignment* assignment_in(Incident& incident, const OfferId& id) noexcept;
[[nodiscard]] ResponderFacts& touch(State& state, const ResponderId& id);

} // namespace turnout::dispatch
