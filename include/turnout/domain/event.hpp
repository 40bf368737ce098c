// Everything that can happen to Turnout. An event is a stamped fact from outside: it says what was received,
// never what to do about it. Texts written by people are not in it: they stand beside the journal under a
// TextId. Values, any thread, no failure.
#pragma once

#include "turnout/domain/alarm.hpp"
#include "turnout/domain/event_after.hpp"
#include "turnout/domain/ids.hpp"
#include "turnout/domain/outcome.hpp"
#include "turnout/domain/plan.hpp"
#include "turnout/domain/registry.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace turnout {

/// Where and when an event stands in the journal. Ids of incidents, offers and effects derive from it.
struct Stamp {
  std::uint64_t epoch = 0;    ///< of the process that owns the journal; grows with every start
  std::uint64_t sequence = 0; ///< of the record, from 1
  WallTime at;                ///< by Turnout's own clock, at receipt

  friend bool operator==(const Stamp&, const Stamp&) = default;
};
BOOST_DESCRIBE_STRUCT(Stamp, (), (epoch, sequence, at))

// ---- from hubs ----

struct AlarmReceived {
  HubId hub;
  std::optional<AlarmId> alarm; ///< none where none could be read
  AlarmType type = AlarmType::unknown;
  std::optional<WallTime> said_at;
  std::optional<TextId> sensor; ///< which sensor and which room, in the words of whoever fitted the hub
  std::optional<TextId> zone;
  std::optional<GeoPoint> position;
  std::optional<int> battery_pct;
  std::optional<int> signal_dbm;
  std::optional<AlarmId> cancels;
  AlarmPath path = AlarmPath::unsaid;
  std::optional<TextId> text; ///< the hub's free text
  Doubt doubt = Doubt::none;
  std::optional<TextId> raw; ///< the bytes as they came, when in doubt

  friend bool operator==(const AlarmReceived&, const AlarmReceived&) = default;
};
BOOST_DESCRIBE_STRUCT(AlarmReceived, (),
                      (hub, alarm, type, said_at, sensor, zone, position, battery_pct, signal_dbm, cancels,
                       path, text, doubt, raw))

/// Telemetry: not journalled. What follows from it is.
struct HeartbeatReceived {
  HubId hub;
  std::optional<Duration> interval;
  std::optional<bool> mains;
  std::optional<int> battery_pct;

  friend bool operator==(const HeartbeatReceived&, const HeartbeatReceived&) = default;
};
BOOST_DESCRIBE_STRUCT(HeartbeatReceived, (), (hub, interval, mains, battery_pct))

// ---- from responders ----

BOOST_DEFINE_ENUM_CLASS(DutyState, unavailable, available, off_duty)
BOOST_DEFINE_ENUM_CLASS(LinkState, unsaid, up, down)
BOOST_DEFINE_ENUM_CLASS(ReplyAnswer, received, seen, accept, decline, withdraw)
BOOST_DEFINE_ENUM_CLASS(Stage, assigned, en_route, on_scene, with_person, clear)

struct DutySaid {
  ResponderId responder;
  DutyState state = DutyState::unavailable;
  bool retained = false; ///< kept by the broker: said some time before

  friend bool operator==(const DutySaid&, const DutySaid&) = default;
};
BOOST_DESCRIBE_STRUCT(DutySaid, (), (responder, state, retained))

struct LinkSaid {
  ResponderId responder;
  LinkState state = LinkState::unsaid;

  friend bool operator==(const LinkSaid&, const LinkSaid&) = default;
};
BOOST_DESCRIBE_STRUCT(LinkSaid, (), (responder, state))

/// Telemetry: not journalled; the latest place wins, by the time of the fix.
struct PositionReceived {
  ResponderId responder;
  GeoPoint place;
  WallTime fixed_at; ///< when the place was measured, never later than receipt
  std::optional<int> accuracy_m;
  std::optional<int> battery_pct;
  std::string device;    ///< of an OwnTracks phone, which can be asked for a fix
  bool retained = false; ///< kept by the broker: a place, but no sign of life

  friend bool operator==(const PositionReceived&, const PositionReceived&) = default;
};
BOOST_DESCRIBE_STRUCT(PositionReceived, (),
                      (responder, place, fixed_at, accuracy_m, battery_pct, device, retained))

struct ReplyReceived {
  ResponderId responder;
  MessageId id;
  OfferId offer;
  ReplyAnswer answer = ReplyAnswer::seen;
  std::optional<TextId> reason;

  friend bool operator==(const ReplyReceived&, const ReplyReceived&) = default;
};
BOOST_DESCRIBE_STRUCT(ReplyReceived, (), (responder, id, offer, answer, reason))

struct ProgressReceived {
  ResponderId responder;
  MessageId id;
  IncidentId incident;
  Stage stage = Stage::en_route;
  std::vector<Need> needs;
  std::optional<Outcome> outcome;
  std::vector<Referral> referrals;
  std::optional<TextId> notes;
  std::optional<GeoPoint> position;

  friend bool operator==(const ProgressReceived&, const ProgressReceived&) = default;
};
BOOST_DESCRIBE_STRUCT(ProgressReceived, (),
                      (responder, id, incident, stage, needs, outcome, referrals, notes, position))

struct SyncAsked {
  ResponderId responder;
  MessageId id;

  friend bool operator==(const SyncAsked&, const SyncAsked&) = default;
};
BOOST_DESCRIBE_STRUCT(SyncAsked, (), (responder, id))

// ---- from partners ----

BOOST_DEFINE_ENUM_CLASS(RequestState, requested, acknowledged, accepted, rejected, arrived, complete,
                        cancelled)

struct PartnerReplied {
  PartnerId partner;
  MessageId id;
  RequestId request;
  RequestState state = RequestState::acknowledged;
  std::optional<std::string> reference; ///< the partner's own number, an id
  std::optional<WallTime> eta_at;
  std::optional<TextId> reason;

  friend bool operator==(const PartnerReplied&, const PartnerReplied&) = default;
};
BOOST_DESCRIBE_STRUCT(PartnerReplied, (), (partner, id, request, state, reference, eta_at, reason))

// ---- from people at the centre ----

/// answer: took the call · dispatch: start offers now, or offer to `responder` next · escalate: ask `service`
/// now · stand_down: release `responder`, or everybody · recall: the fire service takes `responder` back ·
/// acknowledge: seen an alert · close: ends the incident, with its outcome · park: looked at, will come back
/// to it · join: `into` goes on for both · duty: a responder has said by telephone whether they are
/// available.
BOOST_DEFINE_ENUM_CLASS(CommandKind, answer, note, dispatch, escalate, stand_down, recall, acknowledge, close,
                        open, park, join, duty)

/// What became of a telephone call at the first contact.
BOOST_DEFINE_ENUM_CLASS(FirstContact, resolved_by_advice, resolved_by_referral, call_back_arranged, passed_on,
                        dispatched, wrong_number)
[[nodiscard]] constexpr bool resolved_at_once(FirstContact outcome) noexcept {
  return outcome == FirstContact::resolved_by_advice || outcome == FirstContact::resolved_by_referral;
}

/// An incident is parked for no longer than this at a time.
inline constexpr Duration parked_max = 30min;

/// Every command names the human who gives it.
struct CommandGiven {
  MessageId id;
  OperatorId by;
  CommandKind kind = CommandKind::note;
  std::optional<IncidentId> incident; ///< all but `open` and `recall`
  std::optional<ResponderId> responder;
  std::optional<Service> service;
  std::optional<AlertId> alert;
  std::optional<Outcome> outcome;
  std::vector<Referral> referrals;
  std::optional<TextId> note;
  std::optional<PersonId> person; ///< for `open`: a telephone call about somebody in the registry
  AlarmType type = AlarmType::help;
  std::optional<Duration> park_for;
  std::optional<IncidentId> into;            ///< for `join`
  std::optional<FirstContact> first_contact; ///< for `open` and `close`
  std::optional<DutyState> duty;
  // For `open` about somebody who is not in the register:
  std::optional<TextId> place;      ///< where they are, as the caller says it
  std::optional<TextId> callback;   ///< the number to ring them back
  std::optional<GeoPoint> position; ///< as near as the operator could find it
  std::optional<AreaId> area;

  friend bool operator==(const CommandGiven&, const CommandGiven&) = default;
};
BOOST_DESCRIBE_STRUCT(CommandGiven, (),
                      (id, by, kind, incident, responder, service, alert, outcome, referrals, note, person,
                       type, park_for, into, first_contact, duty, place, callback, position, area))

struct HandoverItem {
  IncidentId incident;
  std::optional<TextId> note;

  friend bool operator==(const HandoverItem&, const HandoverItem&) = default;
};
BOOST_DESCRIBE_STRUCT(HandoverItem, (), (incident, note))

/// One operator leaves the desk to another.
struct HandoverGiven {
  MessageId id;
  OperatorId by;
  OperatorId to;
  std::vector<HandoverItem> items;

  friend bool operator==(const HandoverGiven&, const HandoverGiven&) = default;
};
BOOST_DESCRIBE_STRUCT(HandoverGiven, (), (id, by, to, items))

// ---- from ourselves ----

/// A deadline may have passed. The engine sends it; the rules never read a clock.
struct TimeReached {
  friend bool operator==(const TimeReached&, const TimeReached&) = default;
};
BOOST_DESCRIBE_STRUCT(TimeReached, (), ())

/// The broker took an offer over (its PUBACK): it says nothing of the phone.
struct OfferTold {
  OfferId offer;

  friend bool operator==(const OfferTold&, const OfferTold&) = default;
};
BOOST_DESCRIBE_STRUCT(OfferTold, (), (offer))

/// Connected again: what is open is said again under the same ids.
struct BrokerBack {
  friend bool operator==(const BrokerBack&, const BrokerBack&) = default;
};
BOOST_DESCRIBE_STRUCT(BrokerBack, (), ())

BOOST_DEFINE_ENUM_CLASS(SenderKind, hub, responder, partner, operator_)

/// A message on one of our topics that could not be used and is not an alarm.
struct Unusable {
  SenderKind from = SenderKind::hub;
  std::string sender; ///< as the topic names it
  std::optional<MessageId> id;
  std::string reason; ///< ours, without the message's own words
  std::string member; ///< at fault, or empty

  friend bool operator==(const Unusable&, const Unusable&) = default;
};
BOOST_DESCRIBE_STRUCT(Unusable, (), (from, sender, id, reason, member))

/// Rows of the registry that came or changed, or at start all of them. Not in the journal: the journal keeps
/// `digest` and `rows`. With `whole` the rows replace all of their kind.
struct RegistryChanged {
  std::vector<Person> people;
  std::vector<Responder> responders;
  std::vector<Base> bases;
  bool whole = false;

  friend bool operator==(const RegistryChanged&, const RegistryChanged&) = default;
};
BOOST_DESCRIBE_STRUCT(RegistryChanged, (), (people, responders, bases, whole))

struct PlansChanged {
  PlanBook book;

  friend bool operator==(const PlansChanged&, const PlansChanged&) = default;
};
BOOST_DESCRIBE_STRUCT(PlansChanged, (), (book))

/// A message that ended the process twice was set aside unread; a human must look (architecture: poison
/// events).
/// A deadline can be poison too: then `incident`, `timer` and `ref` say which, and it is taken off the clock.
struct Quarantined {
  std::string topic;
  TextId raw;
  std::optional<IncidentId> incident;
  std::string timer;
  std::string ref;

  friend bool operator==(const Quarantined&, const Quarantined&) = default;
};
BOOST_DESCRIBE_STRUCT(Quarantined, (), (topic, raw, incident, timer, ref))

/// The disk refused or took writes again; the rules tell a human.
struct StorageChanged {
  bool durable = true;
  std::uint64_t undurable_records = 0;

  friend bool operator==(const StorageChanged&, const StorageChanged&) = default;
};
BOOST_DESCRIBE_STRUCT(StorageChanged, (), (durable, undurable_records))

using EventKinds = std::variant<AlarmReceived, HeartbeatReceived, DutySaid, LinkSaid, PositionReceived,
                                ReplyReceived, ProgressReceived, SyncAsked, PartnerReplied, CommandGiven,
                                TimeReached, OfferTold, BrokerBack, Unusable, RegistryChanged, PlansChanged,
                                Quarantined, StorageChanged, HandoverGiven, RecordViewed, PersonEdited,
                                FollowUpSaid, DisputeSaid, PersonErased, RetentionApplied>;

/// One of them. Copied, moved and compared in one place: a variant of so many kinds costs each file that does
/// it seconds to compile. std::visit, std::get_if and std::holds_alternative take it as the variant it is.
class Event : public EventKinds {
public:
  using Kinds = EventKinds;
  using Kinds::Kinds;

  Event();
  Event(const Event& other);
  Event(Event&& other) noexcept;
  Event& operator=(const Event& other);
  Event& operator=(Event&& other) noexcept;
  ~Event();

  friend bool operator==(const Event& a, const Event& b);
};

/// Telemetry and registry rows are not written to the journal as events; every other kind is.
[[nodiscard]] bool journalled(const Event& event) noexcept;

/// What a record keeps of an event: of one that is not journalled the kind alone.
[[nodiscard]] Event as_kept(const Event& event);

/// The id under which a human at the centre waits for an answer to this event, or nullptr.
[[nodiscard]] const MessageId* asked_by_hand(const Event& event) noexcept;

} // namespace turnout
