// Everything Turnout can conclude. Decisions are recorded facts: `evolve` folds them and must read every
// journal ever written, so members are only ever added, with a default that means "as before". Values, any
// thread, no failure.
#pragma once

#include "turnout/domain/effect.hpp"

namespace turnout {

// ---- the incident and its alarms ----

struct IncidentOpened {
  IncidentId incident;
  AlarmClass cls = AlarmClass::life_person;
  AlarmType type = AlarmType::help;
  std::optional<PersonId> person;
  std::optional<HubId> hub;
  AreaId area;
  std::optional<GeoPoint> position;
  bool unverified = false;
  bool folded = false; ///< technical signals of one area
  PlanRevision plan_revision;
  std::string plan_path;
  int people_needed = 1;
  std::optional<OperatorId> by; ///< opened by hand

  friend bool operator==(const IncidentOpened&, const IncidentOpened&) = default;
};
BOOST_DESCRIBE_STRUCT(IncidentOpened, (),
                      (incident, cls, type, person, hub, area, position, unverified, folded, plan_revision,
                       plan_path, people_needed, by))

/// An alarm belongs to this incident, as its first or as one more.
struct AlarmJoined {
  IncidentId incident;
  HubId hub;
  std::optional<AlarmId> alarm;
  AlarmType type = AlarmType::unknown;
  Doubt doubt = Doubt::none;
  bool late = false;   ///< the sender's time lies well back
  bool future = false; ///< ... or ahead
  std::optional<TextId> text;
  std::optional<TextId> raw;

  friend bool operator==(const AlarmJoined&, const AlarmJoined&) = default;
};
BOOST_DESCRIBE_STRUCT(AlarmJoined, (), (incident, hub, alarm, type, doubt, late, future, text, raw))

/// A worse alarm joined: the incident moves to the plan of the worse class.
struct Raised {
  IncidentId incident;
  AlarmClass cls = AlarmClass::life_person;
  AlarmType type = AlarmType::help;
  std::string plan_path;
  int people_needed = 1;

  friend bool operator==(const Raised&, const Raised&) = default;
};
BOOST_DESCRIBE_STRUCT(Raised, (), (incident, cls, type, plan_path, people_needed))

/// What was answered to an alarm, so that its repeat gets the same answer.
struct AlarmRemembered {
  HubId hub;
  AlarmId alarm;
  AckStatus status = AckStatus::accepted;
  std::optional<IncidentId> incident;

  friend bool operator==(const AlarmRemembered&, const AlarmRemembered&) = default;
};
BOOST_DESCRIBE_STRUCT(AlarmRemembered, (), (hub, alarm, status, incident))

/// A responder's or partner's message was dealt with; its repeat changes nothing.
struct MessageRemembered {
  SenderKind from = SenderKind::responder;
  std::string sender;
  MessageId id;

  friend bool operator==(const MessageRemembered&, const MessageRemembered&) = default;
};
BOOST_DESCRIBE_STRUCT(MessageRemembered, (), (from, sender, id))

/// presence_confirmed, assistance, intervention_complete, cancel, reset, fall_exit: seen, never an ending.
struct EvidenceSeen {
  IncidentId incident;
  AlarmType type = AlarmType::reset;

  friend bool operator==(const EvidenceSeen&, const EvidenceSeen&) = default;
};
BOOST_DESCRIBE_STRUCT(EvidenceSeen, (), (incident, type))

// ---- selection and offers ----

/// One person considered. `reason` is the line a human reads.
struct Candidate {
  ResponderId responder;
  bool eligible = false;
  std::optional<Duration> eta; ///< turnout and travel, from now
  std::string reason;

  friend bool operator==(const Candidate&, const Candidate&) = default;
};
BOOST_DESCRIBE_STRUCT(Candidate, (), (responder, eligible, eta, reason))

struct SelectionMade {
  IncidentId incident;
  std::vector<Candidate> ranked; ///< best first, then those passed over
  int considered = 0;
  std::string reason;

  friend bool operator==(const SelectionMade&, const SelectionMade&) = default;
};
BOOST_DESCRIBE_STRUCT(SelectionMade, (), (incident, ranked, considered, reason))

struct OfferMade {
  IncidentId incident;
  OfferId offer;
  ResponderId responder;
  int fence = 0; ///< grows with every offer of the incident
  WallTime expires_at;
  Duration eta{}; ///< as estimated when offered
  Distance distance;
  std::string reason;

  friend bool operator==(const OfferMade&, const OfferMade&) = default;
};
BOOST_DESCRIBE_STRUCT(OfferMade, (), (incident, offer, responder, fence, expires_at, eta, distance, reason))

/// The moments of an offer before it is answered.
BOOST_DEFINE_ENUM_CLASS(OfferMoment, told, received, seen)

struct OfferReached {
  IncidentId incident;
  OfferId offer;
  OfferMoment moment = OfferMoment::told;

  friend bool operator==(const OfferReached&, const OfferReached&) = default;
};
BOOST_DESCRIBE_STRUCT(OfferReached, (), (incident, offer, moment))

/// unreached: the app did not say `received` in time; the offer stays open and the next is brought in as
/// well.
BOOST_DEFINE_ENUM_CLASS(OfferEnd, declined, expired, withdrawn, superseded)

struct OfferClosed {
  IncidentId incident;
  OfferId offer;
  OfferEnd end = OfferEnd::expired;
  std::optional<TextId> reason;

  friend bool operator==(const OfferClosed&, const OfferClosed&) = default;
};
BOOST_DESCRIBE_STRUCT(OfferClosed, (), (incident, offer, end, reason))

/// The app did not say `received` in time: the slot counts as free for the next, the offer itself stays open.
struct OfferUnreached {
  IncidentId incident;
  OfferId offer;

  friend bool operator==(const OfferUnreached&, const OfferUnreached&) = default;
};
BOOST_DESCRIBE_STRUCT(OfferUnreached, (), (incident, offer))

// ---- who goes ----

/// This responder owns a place from now on. With `over`, the responder of that offer keeps going until this
/// one moves.
struct Assigned {
  IncidentId incident;
  OfferId offer;
  ResponderId responder;
  int place = 0;
  WallTime forecast_at;
  std::optional<OfferId> over;

  friend bool operator==(const Assigned&, const Assigned&) = default;
};
BOOST_DESCRIBE_STRUCT(Assigned, (), (incident, offer, responder, place, forecast_at, over))

BOOST_DEFINE_ENUM_CLASS(ReleaseWhy, stood_down, withdrawn, recalled, replaced, closed)

/// This responder is no longer on the incident.
struct Released {
  IncidentId incident;
  OfferId offer;
  ReleaseWhy why = ReleaseWhy::stood_down;

  friend bool operator==(const Released&, const Released&) = default;
};
BOOST_DESCRIBE_STRUCT(Released, (), (incident, offer, why))

/// The place went back to an earlier responder, who was still travelling.
struct Reinstated {
  IncidentId incident;
  OfferId offer;
  int place = 0;

  friend bool operator==(const Reinstated&, const Reinstated&) = default;
};
BOOST_DESCRIBE_STRUCT(Reinstated, (), (incident, offer, place))

struct Progressed {
  IncidentId incident;
  OfferId offer;
  Stage stage = Stage::en_route;

  friend bool operator==(const Progressed&, const Progressed&) = default;
};
BOOST_DESCRIBE_STRUCT(Progressed, (), (incident, offer, stage))

struct ForecastMade {
  IncidentId incident;
  OfferId offer;
  WallTime arrival_at;

  friend bool operator==(const ForecastMade&, const ForecastMade&) = default;
};
BOOST_DESCRIBE_STRUCT(ForecastMade, (), (incident, offer, arrival_at))

/// No sign of life when one was due: the assignment is said again and a human told.
struct Chased {
  IncidentId incident;
  OfferId offer;

  friend bool operator==(const Chased&, const Chased&) = default;
};
BOOST_DESCRIBE_STRUCT(Chased, (), (incident, offer))

/// Still silent: somebody else is looked for, while this one may yet arrive.
struct Doubted {
  IncidentId incident;
  OfferId offer;
  bool doubtful = true; ///< false: heard from again

  friend bool operator==(const Doubted&, const Doubted&) = default;
};
BOOST_DESCRIBE_STRUCT(Doubted, (), (incident, offer, doubtful))

struct NeedsSaid {
  IncidentId incident;
  std::vector<Need> needs;

  friend bool operator==(const NeedsSaid&, const NeedsSaid&) = default;
};
BOOST_DESCRIBE_STRUCT(NeedsSaid, (), (incident, needs))

struct PeopleNeeded {
  IncidentId incident;
  int people = 1;

  friend bool operator==(const PeopleNeeded&, const PeopleNeeded&) = default;
};
BOOST_DESCRIBE_STRUCT(PeopleNeeded, (), (incident, people))

struct OutcomeSaid {
  IncidentId incident;
  std::optional<OfferId> offer; ///< whose finding; none: the operator's
  std::optional<Outcome> outcome;
  std::vector<Referral> referrals;
  std::optional<TextId> notes;

  friend bool operator==(const OutcomeSaid&, const OutcomeSaid&) = default;
};
BOOST_DESCRIBE_STRUCT(OutcomeSaid, (), (incident, offer, outcome, referrals, notes))

// ---- ladder, partners, people ----

/// A rung's turn came. `passed`: its `unless` held. `empty`: it could reach nobody and the next came at once.
BOOST_DEFINE_ENUM_CLASS(RungResult, done, passed, empty)

struct RungReached {
  IncidentId incident;
  std::string rung;
  RungResult result = RungResult::done;
  std::string reason;

  friend bool operator==(const RungReached&, const RungReached&) = default;
};
BOOST_DESCRIBE_STRUCT(RungReached, (), (incident, rung, result, reason))

/// The response started: by a human, or by a rung when `by` is empty.
struct ResponseDecided {
  IncidentId incident;
  std::optional<OperatorId> by;

  friend bool operator==(const ResponseDecided&, const ResponseDecided&) = default;
};
BOOST_DESCRIBE_STRUCT(ResponseDecided, (), (incident, by))

/// A human stood everybody down: no more automatic offers until the response is decided anew.
struct ResponseStopped {
  IncidentId incident;
  OperatorId by;

  friend bool operator==(const ResponseStopped&, const ResponseStopped&) = default;
};
BOOST_DESCRIBE_STRUCT(ResponseStopped, (), (incident, by))

/// The person who pressed was told something through the hub.
struct PersonTold {
  IncidentId incident;
  FeedbackStage stage = FeedbackStage::heard;
  std::optional<WallTime> arrival_at;

  friend bool operator==(const PersonTold&, const PersonTold&) = default;
};
BOOST_DESCRIBE_STRUCT(PersonTold, (), (incident, stage, arrival_at))

struct PartnerAsked {
  IncidentId incident;
  RequestId request;
  PartnerId partner;
  Service service = Service::rapid_home_care;
  std::string reason;
  WallTime acknowledge_by;
  WallTime arrive_by;

  friend bool operator==(const PartnerAsked&, const PartnerAsked&) = default;
};
BOOST_DESCRIBE_STRUCT(PartnerAsked, (),
                      (incident, request, partner, service, reason, acknowledge_by, arrive_by))

struct PartnerMoved {
  IncidentId incident;
  RequestId request;
  RequestState state = RequestState::acknowledged;
  std::optional<std::string> reference;
  std::optional<WallTime> eta_at;
  std::optional<TextId> reason;

  friend bool operator==(const PartnerMoved&, const PartnerMoved&) = default;
};
BOOST_DESCRIBE_STRUCT(PartnerMoved, (), (incident, request, state, reference, eta_at, reason))

/// No acknowledgement in time.
struct PartnerSilent {
  IncidentId incident;
  RequestId request;

  friend bool operator==(const PartnerSilent&, const PartnerSilent&) = default;
};
BOOST_DESCRIBE_STRUCT(PartnerSilent, (), (incident, request))

struct AlertRaised {
  AlertId alert;
  std::optional<IncidentId> incident;
  HumanRole role = HumanRole::operator_;
  std::string code;
  std::string text;
  std::string ring;

  friend bool operator==(const AlertRaised&, const AlertRaised&) = default;
};
BOOST_DESCRIBE_STRUCT(AlertRaised, (), (alert, incident, role, code, text, ring))

struct AlertCleared {
  AlertId alert;
  std::optional<IncidentId> incident;
  std::optional<OperatorId> by;

  friend bool operator==(const AlertCleared&, const AlertCleared&) = default;
};
BOOST_DESCRIBE_STRUCT(AlertCleared, (), (alert, incident, by))

struct Answered {
  IncidentId incident;
  OperatorId by;

  friend bool operator==(const Answered&, const Answered&) = default;
};
BOOST_DESCRIBE_STRUCT(Answered, (), (incident, by))

struct Noted {
  IncidentId incident;
  OperatorId by;
  TextId note;

  friend bool operator==(const Noted&, const Noted&) = default;
};
BOOST_DESCRIBE_STRUCT(Noted, (), (incident, by, note))

struct Closed {
  IncidentId incident;
  OperatorId by; ///< never empty
  Outcome outcome = Outcome::other;
  std::vector<Referral> referrals;
  std::optional<TextId> note;

  friend bool operator==(const Closed&, const Closed&) = default;
};
BOOST_DESCRIBE_STRUCT(Closed, (), (incident, by, outcome, referrals, note))

/// What the human who gave a command is told.
struct CommandAnswered {
  MessageId id;
  bool done = false;
  std::string reason; ///< why not, or empty
  std::optional<IncidentId> incident;

  friend bool operator==(const CommandAnswered&, const CommandAnswered&) = default;
};
BOOST_DESCRIBE_STRUCT(CommandAnswered, (), (id, done, reason, incident))

// ---- time ----

/// What a deadline is for. `ref` in TimerSet says of which offer, request or rung.
BOOST_DEFINE_ENUM_CLASS(TimerKind, rung, offer_expiry, offer_received, turnout, silence, arrival, entry,
                        lone_worker, forecast, partner_ack, partner_arrival, retry, review)

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
  bool recalled = false; ///< by the fire service, not by themselves

  friend bool operator==(const DutySet&, const DutySet&) = default;
};
BOOST_DESCRIBE_STRUCT(DutySet, (), (responder, state, recalled))

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

struct RegistryLoaded {
  int people = 0;
  int responders = 0;
  int bases = 0;
  bool whole = false;

  friend bool operator==(const RegistryLoaded&, const RegistryLoaded&) = default;
};
BOOST_DESCRIBE_STRUCT(RegistryLoaded, (), (people, responders, bases, whole))

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

using Decision =
    std::variant<IncidentOpened, AlarmJoined, Raised, AlarmRemembered, MessageRemembered, EvidenceSeen,
                 SelectionMade, OfferMade, OfferReached, OfferClosed, OfferUnreached, Assigned, Released,
                 Reinstated, Progressed, ForecastMade, Chased, Doubted, NeedsSaid, PeopleNeeded, OutcomeSaid,
                 RungReached, ResponseDecided, ResponseStopped, PersonTold, PartnerAsked, PartnerMoved,
                 PartnerSilent, AlertRaised, AlertCleared, Answered, Noted, Closed, CommandAnswered, TimerSet,
                 TimerCleared, TimerFired, HubWatched, HubSilent, DutySet, LinkSet, PlansLoaded,
                 RegistryLoaded, StorageSet, DefectFound, EffectOwed>;

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
