// What Turnout owes the world: messages to hubs, phones, partners and screens. Effects carry ids; names and
// addresses are filled in from the registry when the message is written, for the entitled alone. Values, any
// thread, no failure. Each is delivered at least once, always under the same key and the same inner ids.
#pragma once

#include "turnout/domain/event.hpp"

namespace turnout {

/// To …/hub/{hub}/ack
struct SendAck {
  HubId hub;
  std::optional<AlarmId> alarm;
  AckStatus status = AckStatus::accepted;
  std::optional<IncidentId> incident;
  std::string reason;

  friend bool operator==(const SendAck&, const SendAck&) = default;
};
BOOST_DESCRIBE_STRUCT(SendAck, (), (hub, alarm, status, incident, reason))

BOOST_DEFINE_ENUM_CLASS(FeedbackStage, heard, coming, near, delayed)

/// To …/hub/{hub}/feedback
struct SendFeedback {
  HubId hub;
  IncidentId incident;
  FeedbackStage stage = FeedbackStage::heard;
  std::optional<ResponderId> responder;
  std::optional<Duration> eta;

  friend bool operator==(const SendFeedback&, const SendFeedback&) = default;
};
BOOST_DESCRIBE_STRUCT(SendFeedback, (), (hub, incident, stage, responder, eta))

/// To …/responder/{responder}/offer
struct SendOffer {
  ResponderId responder;
  OfferId offer;
  IncidentId incident;
  WallTime sent_at;
  WallTime expires_at;
  int priority = 3;
  AlarmType type = AlarmType::help;
  AlarmClass cls = AlarmClass::life_person;
  AreaId locality;
  Distance distance;
  Duration eta{};
  std::set<std::string> skills;
  int people_needed = 1;

  friend bool operator==(const SendOffer&, const SendOffer&) = default;
};
BOOST_DESCRIBE_STRUCT(SendOffer, (),
                      (responder, offer, incident, sent_at, expires_at, priority, type, cls, locality,
                       distance, eta, skills, people_needed))

BOOST_DEFINE_ENUM_CLASS(AssignmentState, assigned, not_assigned, stood_down, complete)

/// To …/responder/{responder}/assignment. `person` present: the message carries that person's details;
/// `place` and `callback`: what the caller said of somebody not in the register.
struct SendAssignment {
  ResponderId responder;
  IncidentId incident;
  OfferId offer;
  AssignmentState state = AssignmentState::assigned;
  std::string reason;
  std::optional<WallTime> arrive_by;
  std::optional<PersonId> person;
  std::optional<GeoPoint> position;
  std::optional<TextId> place; ///< of somebody not in the register
  std::optional<TextId> callback;

  friend bool operator==(const SendAssignment&, const SendAssignment&) = default;
};
BOOST_DESCRIBE_STRUCT(SendAssignment, (),
                      (responder, incident, offer, state, reason, arrive_by, person, position, place,
                       callback))

/// What a partner is told of the story so far; ids and times, the names are filled in.
struct Handover {
  AlarmType type = AlarmType::help;
  WallTime first_signal;
  std::optional<WallTime> with_person_at;
  std::vector<std::string> done; ///< our own plain words, with times

  friend bool operator==(const Handover&, const Handover&) = default;
};
BOOST_DESCRIBE_STRUCT(Handover, (), (type, first_signal, with_person_at, done))

/// To …/partner/{partner}/request
struct SendRequest {
  PartnerId partner;
  RequestId request;
  IncidentId incident;
  Service service = Service::rapid_home_care;
  RequestState state = RequestState::requested; ///< requested or cancelled
  int priority = 3;
  std::string reason;
  std::optional<PersonId> person;
  std::optional<GeoPoint> position;
  WallTime acknowledge_by;
  WallTime arrive_by;
  Handover handover;
  std::optional<TextId> place; ///< of somebody not in the register
  std::optional<TextId> callback;

  friend bool operator==(const SendRequest&, const SendRequest&) = default;
};
BOOST_DESCRIBE_STRUCT(SendRequest, (),
                      (partner, request, incident, service, state, priority, reason, person, position,
                       acknowledge_by, arrive_by, handover, place, callback))

/// To …/{hub|responder|partner}/{id}/error
struct SendError {
  SenderKind to = SenderKind::hub;
  std::string id;
  std::optional<MessageId> message;
  std::string reason;
  std::string member;

  friend bool operator==(const SendError&, const SendError&) = default;
};
BOOST_DESCRIBE_STRUCT(SendError, (), (to, id, message, reason, member))

/// To …/centre/incident/{incident}: ids, class, state, times.
struct SendTransition {
  IncidentId incident;
  AlarmClass cls = AlarmClass::life_person;
  std::string state; ///< the incident's phase, see incident.hpp
  std::string what;  ///< the kind of the decision that moved it
  WallTime at;
  std::optional<ResponderId> responder;

  friend bool operator==(const SendTransition&, const SendTransition&) = default;
};
BOOST_DESCRIBE_STRUCT(SendTransition, (), (incident, cls, state, what, at, responder))

/// To …/centre/alert: what a human must look at now.
struct SendAlert {
  AlertId alert;
  std::optional<IncidentId> incident;
  HumanRole role = HumanRole::operator_;
  std::string code; ///< for example partner_silent, nobody_available, lone_worker
  std::string text; ///< plain words, no personal data
  std::string ring; ///< number of an organisation to ring, or empty
  WallTime at;

  friend bool operator==(const SendAlert&, const SendAlert&) = default;
};
BOOST_DESCRIBE_STRUCT(SendAlert, (), (alert, incident, role, code, text, ring, at))

/// To owntracks/{responder}/{device}/cmd: asks a still phone for a fix when an offer goes out.
struct AskPosition {
  ResponderId responder;
  std::string device;

  friend bool operator==(const AskPosition&, const AskPosition&) = default;
};
BOOST_DESCRIBE_STRUCT(AskPosition, (), (responder, device))

using EffectKinds = std::variant<SendAck, SendFeedback, SendOffer, SendAssignment, SendRequest, SendError,
                                 SendTransition, SendAlert, AskPosition>;

/// One of them; see Event.
class Effect : public EffectKinds {
public:
  using Kinds = EffectKinds;
  using Kinds::Kinds;

  Effect();
  Effect(const Effect& other);
  Effect(Effect&& other) noexcept;
  Effect& operator=(const Effect& other);
  Effect& operator=(Effect&& other) noexcept;
  ~Effect();

  friend bool operator==(const Effect& a, const Effect& b);
};

/// True for what must be said until the broker has taken it; false for what is worth nothing a moment later.
[[nodiscard]] bool must_arrive(const Effect& effect) noexcept;

} // namespace turnout
