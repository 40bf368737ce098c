// Decisions about the ladder, partner services and the humans at the centre; see decision.hpp.
#pragma once

#include "turnout/domain/effect.hpp"

namespace turnout {

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
  std::optional<IncidentId> joined_into; ///< no outcome of its own: it is the same as that one

  friend bool operator==(const Closed&, const Closed&) = default;
};
BOOST_DESCRIBE_STRUCT(Closed, (), (incident, by, outcome, referrals, note, joined_into))

/// An operator has looked and comes back at `until`. The ladder goes on meanwhile.
struct Parked {
  IncidentId incident;
  OperatorId by;
  WallTime until;
  std::optional<TextId> reason;

  friend bool operator==(const Parked&, const Parked&) = default;
};
BOOST_DESCRIBE_STRUCT(Parked, (), (incident, by, until, reason))

/// Back in the queue: its time came, or something happened that somebody must look at.
struct ParkingEnded {
  IncidentId incident;

  friend bool operator==(const ParkingEnded&, const ParkingEnded&) = default;
};
BOOST_DESCRIBE_STRUCT(ParkingEnded, (), (incident))

struct FirstContactSaid {
  IncidentId incident;
  OperatorId by;
  FirstContact outcome = FirstContact::passed_on;

  friend bool operator==(const FirstContactSaid&, const FirstContactSaid&) = default;
};
BOOST_DESCRIBE_STRUCT(FirstContactSaid, (), (incident, by, outcome))

/// A shift handover; it takes the place of the one before.
struct HandedOver {
  OperatorId from;
  OperatorId to;
  std::vector<HandoverItem> items;

  friend bool operator==(const HandedOver&, const HandedOver&) = default;
};
BOOST_DESCRIBE_STRUCT(HandedOver, (), (from, to, items))

/// Whether somebody may look at the records they asked for. Allowed ones are found again by person.
struct ViewAnswered {
  MessageId id;
  bool done = false;
  std::string reason; ///< why not, or empty
  std::vector<PersonId> people;

  friend bool operator==(const ViewAnswered&, const ViewAnswered&) = default;
};
BOOST_DESCRIBE_STRUCT(ViewAnswered, (), (id, done, reason, people))

/// What became of a referral, whether the incident is open or long closed.
struct FollowedUp {
  IncidentId incident;
  OperatorId by;
  Referral referral = Referral::gp;
  FollowUpResult result = FollowUpResult::done;
  std::optional<TextId> note;

  friend bool operator==(const FollowedUp&, const FollowedUp&) = default;
};
BOOST_DESCRIBE_STRUCT(FollowedUp, (), (incident, by, referral, result, note))

/// What is owed for an attendance is disputed, or settled.
struct DisputeMoved {
  IncidentId incident;
  OfferId offer;
  OperatorId by;
  DisputeStep step = DisputeStep::opened;
  std::optional<Money> settled_at;
  std::optional<TextId> reason;

  friend bool operator==(const DisputeMoved&, const DisputeMoved&) = default;
};
BOOST_DESCRIBE_STRUCT(DisputeMoved, (), (incident, offer, by, step, settled_at, reason))

/// What the human who gave a command is told.
struct CommandAnswered {
  MessageId id;
  bool done = false;
  std::string reason; ///< why not, or empty
  std::optional<IncidentId> incident;

  friend bool operator==(const CommandAnswered&, const CommandAnswered&) = default;
};
BOOST_DESCRIBE_STRUCT(CommandAnswered, (), (id, done, reason, incident))

} // namespace turnout
