// Decisions about an incident and the alarms that make it; see decision.hpp.
#pragma once

#include "turnout/domain/effect.hpp"

namespace turnout {

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
  std::optional<TextId> place;  ///< of somebody not in the register, as the caller said it
  std::optional<TextId> callback;
  std::string gp_practice; ///< the person's: which team they belong to

  friend bool operator==(const IncidentOpened&, const IncidentOpened&) = default;
};
BOOST_DESCRIBE_STRUCT(IncidentOpened, (),
                      (incident, cls, type, person, hub, area, position, unverified, folded, plan_revision,
                       plan_path, people_needed, by, place, callback, gp_practice))

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
  std::optional<GeoPoint> position; ///< the newest place of a device that moves

  friend bool operator==(const AlarmJoined&, const AlarmJoined&) = default;
};
BOOST_DESCRIBE_STRUCT(AlarmJoined, (), (incident, hub, alarm, type, doubt, late, future, text, raw, position))

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
  AlarmType type = AlarmType::unknown;
  std::optional<WallTime> said_at;

  friend bool operator==(const AlarmRemembered&, const AlarmRemembered&) = default;
};
BOOST_DESCRIBE_STRUCT(AlarmRemembered, (), (hub, alarm, status, incident, type, said_at))

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

/// An alarm among those that make an incident.
struct JoinedAlarm {
  HubId hub;
  std::optional<AlarmId> alarm;
  AlarmType type = AlarmType::unknown;
  WallTime at;
  int repeats = 0; ///< further ones of the same hub and type

  friend bool operator==(const JoinedAlarm&, const JoinedAlarm&) = default;
};
BOOST_DESCRIBE_STRUCT(JoinedAlarm, (), (hub, alarm, type, at, repeats))

/// A human found that two incidents are one. `from` ends by this very record; all it knew counts here.
struct IncidentJoined {
  IncidentId incident; ///< goes on
  IncidentId from;
  OperatorId by;
  WallTime first_signal_at; ///< the earlier of the two
  std::optional<WallTime> answered_at;
  std::optional<OperatorId> answered_by;
  std::optional<GeoPoint> position; ///< where the one that goes on had none
  int people_needed = 1;            ///< the larger of the two
  std::vector<JoinedAlarm> alarms;  ///< of `from`
  std::vector<AlarmType> evidence;

  friend bool operator==(const IncidentJoined&, const IncidentJoined&) = default;
};
BOOST_DESCRIBE_STRUCT(IncidentJoined, (),
                      (incident, from, by, first_signal_at, answered_at, answered_by, position, people_needed,
                       alarms, evidence))

} // namespace turnout
