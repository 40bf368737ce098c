// One function for each kind of event; dispatcher.cpp routes to them. Called on the deciding thread.
#pragma once

#include "deciding.hpp"

namespace turnout::dispatch {

// decide_alarm.cpp
void on(Deciding& deciding, const AlarmReceived& event);
/// A hub that kept silent: the alarm is made here.
void hub_went_silent(Deciding& deciding, const HubId& hub);

// decide_manual.cpp
void open_by_hand(Deciding& deciding, const CommandGiven& command);

// decide_hub.cpp
void on(Deciding& deciding, const HeartbeatReceived& event);
void heard_from(Deciding& deciding, const HubId& hub);

// decide_responder.cpp
void on(Deciding& deciding, const DutySaid& event);
void on(Deciding& deciding, const LinkSaid& event);
void on(Deciding& deciding, const PositionReceived& event);
void on(Deciding& deciding, const SyncAsked& event);
/// `by`: said to an operator by telephone.
void set_duty(Deciding& deciding, const ResponderId& who, DutyState state, std::optional<OperatorId> by);

// decide_reply.cpp
void on(Deciding& deciding, const ReplyReceived& event);
void on(Deciding& deciding, const OfferTold& event);

// decide_progress.cpp
void on(Deciding& deciding, const ProgressReceived& event);

// decide_partner.cpp
void on(Deciding& deciding, const PartnerReplied& event);

// decide_command.cpp
void on(Deciding& deciding, const CommandGiven& event);
/// What was done under this id before, or nullptr: given again, it changes nothing and is told the same.
[[nodiscard]] const AnsweredCommand* answered_before(Deciding& deciding, const MessageId& id);

// decide_join.cpp
/// Two incidents are one; why not, or nothing when done.
[[nodiscard]] std::string join_into(Deciding& deciding, const CommandGiven& command);

// decide_desk.cpp
void on(Deciding& deciding, const HandoverGiven& event);
void on(Deciding& deciding, const RecordViewed& event);
void on(Deciding& deciding, const PersonEdited& event);
void on(Deciding& deciding, const FollowUpSaid& event);
void on(Deciding& deciding, const DisputeSaid& event);

// decide_erasure.cpp
void on(Deciding& deciding, const PersonErased& event);
void on(Deciding& deciding, const RetentionApplied& event);

// park.cpp
/// Why not, or nothing when done.
[[nodiscard]] std::string park(Deciding& deciding, const CommandGiven& command);
void parked_due(Deciding& deciding, const IncidentId& id);
/// Back in the queue before its time.
void end_parking(Deciding& deciding, const IncidentId& id);

// decide_time.cpp
void on(Deciding& deciding, const TimeReached& event);

// decide_system.cpp
void on(Deciding& deciding, const BrokerBack& event);
void on(Deciding& deciding, const Unusable& event);
void on(Deciding& deciding, const RegistryChanged& event);
void on(Deciding& deciding, const PlansChanged& event);
void on(Deciding& deciding, const Quarantined& event);
void on(Deciding& deciding, const StorageChanged& event);
/// How many people are served, by area and practice.
[[nodiscard]] std::vector<CensusLine> census(const State& state);

/// What opening an incident needs, whoever does it.
struct Opening {
  AlarmClass cls = AlarmClass::life_person;
  AlarmType type = AlarmType::help;
  std::optional<PersonId> person;
  std::optional<HubId> hub;
  AreaId area;
  std::optional<GeoPoint> position;
  bool unverified = false;
  std::optional<OperatorId> by;
  std::optional<TextId> place;
  std::optional<TextId> callback;
};

// open_incident.cpp
/// Matches the plan and opens the incident with its first clock; the ladder is armed apart, once its alarm
/// has joined.
[[nodiscard]] IncidentId open_incident(Deciding& deciding, const Opening& opening);
/// The plan for this class and type, from that book.
[[nodiscard]] const Plan& match_for(Deciding& deciding, const PlanBook& book, AlarmClass cls, AlarmType type,
                                    const AreaId& area, const std::optional<PersonId>& person);
[[nodiscard]] int people_needed(Deciding& deciding, const Plan& plan, const std::optional<PersonId>& person);
[[nodiscard]] const Person* find_person(Deciding& deciding, const std::optional<PersonId>& id);

/// The gravest open incident about the person that more help can still join. Security alarms join security
/// incidents alone.
[[nodiscard]] const Incident* open_about(Deciding& deciding, const std::optional<PersonId>& person,
                                         AlarmClass cls);
/// Of a graver class than the incident, or of a plan that the site ranks before its plan.
[[nodiscard]] bool graver(Deciding& deciding, const Incident& incident, AlarmClass cls, AlarmType type);
/// The incident goes on under the plan of the graver alarm, and those already sent hear of it.
void raise(Deciding& deciding, const IncidentId& id, AlarmClass cls, AlarmType type);

/// True if this message of that sender was dealt with before; otherwise it is remembered as of now.
[[nodiscard]] bool seen_before(Deciding& deciding, SenderKind from, const std::string& sender,
                               const MessageId& id);

} // namespace turnout::dispatch
