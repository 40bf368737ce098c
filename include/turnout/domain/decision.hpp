// Everything Turnout can conclude. Decisions are recorded facts: `evolve` folds them and must read every
// journal ever written, so members are only ever added, with a default that means "as before". Values, any
// thread, no failure.
#pragma once
#include "turnout/domain/decision_intake.hpp"
#include "turnout/domain/decision_ladder.hpp"
#include "turnout/domain/decision_response.hpp"

namespace turnout {

// ---- time ----

/// What a deadline is for. `ref` in TimerSet says of which offer, request or rung.
BOOST_DEFINE_ENUM_CLASS(TimerKind, rung, offer_expiry, offer_received, turnout, silence, arrival, entry,
                        lone_worker, forecast, partner_ack, partner_arrival, retry, review, parked)

struct TimerSet {
  IncidentId incident;
  TimerKind kind = TimerKind::review;
  std::string ref;
  WallTime due_at;

  friend bool operator==(const TimerSet&, const TimerSet&) = default;
};
BOOST_DESCRIBE_STRUCT(TimerSet, (), (incident, kind, ref, due_at))

struct TimerCleared {
  IncidentId incident;
  TimerKind kind = TimerKind::review;
  std::string ref;

  friend bool operator==(const TimerCleared&, const TimerCleared&) = default;
};
BOOST_DESCRIBE_STRUCT(TimerCleared, (), (incident, kind, ref))

/// A timer's time came. `late` is how long after it was due.
struct TimerFired {
  IncidentId incident;
  TimerKind kind = TimerKind::review;
  std::string ref;
  Duration late{};

  friend bool operator==(const TimerFired&, const TimerFired&) = default;
};
BOOST_DESCRIBE_STRUCT(TimerFired, (), (incident, kind, ref, late))

// ---- hubs, responders, reference data ----

/// The hub reports, and how often it has promised to.
struct HubWatched {
  HubId hub;
  Duration interval{};

  friend bool operator==(const HubWatched&, const HubWatched&) = default;
};
BOOST_DESCRIBE_STRUCT(HubWatched, (), (hub, interval))

struct HubSilent {
  HubId hub;
  bool silent = true; ///< false: heard again

  friend bool operator==(const HubSilent&, const HubSilent&) = default;
};
BOOST_DESCRIBE_STRUCT(HubSilent, (), (hub, silent))

struct DutySet {
  ResponderId responder;
  DutyState state = DutyState::unavailable;
  bool recalled = false;        ///< by the fire service, not by themselves
  std::optional<OperatorId> by; ///< who said it for them

  friend bool operator==(const DutySet&, const DutySet&) = default;
};
BOOST_DESCRIBE_STRUCT(DutySet, (), (responder, state, recalled, by))

struct LinkSet {
  ResponderId responder;
  LinkState state = LinkState::unsaid;

  friend bool operator==(const LinkSet&, const LinkSet&) = default;
};
BOOST_DESCRIBE_STRUCT(LinkSet, (), (responder, state))

struct PlansLoaded {
  PlanBook book;

  friend bool operator==(const PlansLoaded&, const PlansLoaded&) = default;
};
BOOST_DESCRIBE_STRUCT(PlansLoaded, (), (book))

/// How many people are served in one area under one practice. Rates stand on it, whoever is erased later.
struct CensusLine {
  AreaId area;
  std::string gp_practice;
  int people = 0;
  int living_alone = 0;

  friend bool operator==(const CensusLine&, const CensusLine&) = default;
};
BOOST_DESCRIBE_STRUCT(CensusLine, (), (area, gp_practice, people, living_alone))

struct RegistryLoaded {
  int people = 0;
  int responders = 0;
  int bases = 0;
  bool whole = false;
  std::optional<std::vector<CensusLine>> census; ///< none: as it was; ordered by area and practice

  friend bool operator==(const RegistryLoaded&, const RegistryLoaded&) = default;
};
BOOST_DESCRIBE_STRUCT(RegistryLoaded, (), (people, responders, bases, whole, census))

struct StorageSet {
  bool durable = true;

  friend bool operator==(const StorageSet&, const StorageSet&) = default;
};
BOOST_DESCRIBE_STRUCT(StorageSet, (), (durable))

/// A rule was broken inside; the safe branch was taken and a human is told.
struct DefectFound {
  std::optional<IncidentId> incident;
  std::string what;

  friend bool operator==(const DefectFound&, const DefectFound&) = default;
};
BOOST_DESCRIBE_STRUCT(DefectFound, (), (incident, what))

/// A message is owed to the outside. It leaves when its record is durable.
struct EffectOwed {
  EffectKey key;
  Effect effect;

  friend bool operator==(const EffectOwed&, const EffectOwed&) = default;
};
BOOST_DESCRIBE_STRUCT(EffectOwed, (), (key, effect))

using DecisionKinds =
    std::variant<IncidentOpened, AlarmJoined, Raised, AlarmRemembered, MessageRemembered, EvidenceSeen,
                 SelectionMade, OfferMade, OfferReached, OfferClosed, OfferUnreached, Assigned, Released,
                 Reinstated, Progressed, ForecastMade, Chased, Doubted, NeedsSaid, PeopleNeeded, OutcomeSaid,
                 RungReached, ResponseDecided, ResponseStopped, PersonTold, PartnerAsked, PartnerMoved,
                 PartnerSilent, AlertRaised, AlertCleared, Answered, Noted, Closed, CommandAnswered, TimerSet,
                 TimerCleared, TimerFired, HubWatched, HubSilent, DutySet, LinkSet, PlansLoaded,
                 RegistryLoaded, StorageSet, DefectFound, EffectOwed, IncidentJoined, Parked, ParkingEnded,
                 FirstContactSaid, HandedOver, ViewAnswered, FollowedUp, DisputeMoved>;

/// One of them; see Event.
class Decision : public DecisionKinds {
public:
  using Kinds = DecisionKinds;
  using Kinds::Kinds;

  Decision();
  Decision(const Decision& other);
  Decision(Decision&& other) noexcept;
  Decision& operator=(const Decision& other);
  Decision& operator=(Decision&& other) noexcept;
  ~Decision();

  friend bool operator==(const Decision& a, const Decision& b);
};

/// The incident a decision belongs to, or nothing.
[[nodiscard]] const IncidentId* incident_of(const Decision& decision) noexcept;

/// One line of the journal: what happened and all that was concluded from it.
struct Record {
  Stamp stamp;
  Event event;
  std::vector<Decision> decisions;

  friend bool operator==(const Record&, const Record&) = default;
};
BOOST_DESCRIBE_STRUCT(Record, (), (stamp, event, decisions))

} // namespace turnout
