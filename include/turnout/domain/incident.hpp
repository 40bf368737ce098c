// One person's episode as the facts have made it: a fold of decisions, written as a row with every commit.
// Values, any thread, no failure.
#pragma once

#include "turnout/domain/decision.hpp"

#include <map>

namespace turnout {

/// waiting: nobody answered yet · answered: an operator has it · offering: somebody is being looked for ·
/// travelling · on_scene · with_person · cleared: everybody is clear, a human must close · closed.
BOOST_DEFINE_ENUM_CLASS(Phase, waiting, answered, offering, travelling, on_scene, with_person, cleared,
                        closed)

/// open → accepted, declined, expired, withdrawn or superseded; the times of the six moments beside it.
BOOST_DEFINE_ENUM_CLASS(OfferState, open, accepted, declined, expired, withdrawn, superseded)

struct Offer {
  OfferId id;
  ResponderId responder;
  int fence = 0;
  OfferState state = OfferState::open;
  bool unreached = false;
  WallTime made_at;
  WallTime expires_at;
  Duration eta{};
  Distance distance;
  std::optional<WallTime> told_at;
  std::optional<WallTime> received_at;
  std::optional<WallTime> seen_at;
  std::optional<WallTime> answered_at;
  ResponderKind kind = ResponderKind::volunteer;
  std::string organisation;
  BaseId base;

  friend bool operator==(const Offer&, const Offer&) = default;
};
BOOST_DESCRIBE_STRUCT(Offer, (),
                      (id, responder, fence, state, unreached, made_at, expires_at, eta, distance, told_at,
                       received_at, seen_at, answered_at, kind, organisation, base))

/// owner: holds a place · relieving: keeps going until the one who took over moves · released: no longer on
/// it.
BOOST_DEFINE_ENUM_CLASS(Hold, owner, relieving, released)

struct Assignment {
  OfferId offer;
  ResponderId responder;
  int place = 0;
  Hold hold = Hold::owner;
  Stage stage = Stage::assigned;
  std::optional<OfferId> relieves; ///< whom this one took over from, until it moves
  std::optional<ReleaseWhy> released_why;
  bool doubtful = false;
  int chased = 0;
  WallTime assigned_at;
  WallTime forecast_at;
  WallTime first_forecast_at;
  WallTime heard_at; ///< last sign of life
  std::optional<WallTime> en_route_at;
  std::optional<WallTime> on_scene_at;
  std::optional<WallTime> with_person_at;
  std::optional<WallTime> clear_at;
  std::optional<WallTime> released_at;

  friend bool operator==(const Assignment&, const Assignment&) = default;
};
BOOST_DESCRIBE_STRUCT(Assignment, (),
                      (offer, responder, place, hold, stage, relieves, released_why, doubtful, chased,
                       assigned_at, forecast_at, first_forecast_at, heard_at, en_route_at, on_scene_at,
                       with_person_at, clear_at, released_at))

struct PartnerRequest {
  RequestId id;
  PartnerId partner;
  Service service = Service::rapid_home_care;
  RequestState state = RequestState::requested;
  bool silent = false;
  std::string reason;
  std::string reference;
  WallTime asked_at;
  WallTime acknowledge_by;
  WallTime arrive_by;
  std::optional<WallTime> acknowledged_at;
  std::optional<WallTime> eta_at;
  std::optional<WallTime> arrived_at;
  std::optional<WallTime> ended_at; ///< rejected, complete or called off

  friend bool operator==(const PartnerRequest&, const PartnerRequest&) = default;
};
BOOST_DESCRIBE_STRUCT(PartnerRequest, (),
                      (id, partner, service, state, silent, reason, reference, asked_at, acknowledge_by,
                       arrive_by, acknowledged_at, eta_at, arrived_at, ended_at))

struct OpenAlert {
  AlertId id;
  HumanRole role = HumanRole::operator_;
  std::string code;
  WallTime at;

  friend bool operator==(const OpenAlert&, const OpenAlert&) = default;
};
BOOST_DESCRIBE_STRUCT(OpenAlert, (), (id, role, code, at))

struct Timer {
  TimerKind kind = TimerKind::review;
  std::string ref;
  WallTime due_at;

  friend bool operator==(const Timer&, const Timer&) = default;
};
BOOST_DESCRIBE_STRUCT(Timer, (), (kind, ref, due_at))

struct ReachedRung {
  std::string name;
  RungResult result = RungResult::done;
  WallTime at;

  friend bool operator==(const ReachedRung&, const ReachedRung&) = default;
};
BOOST_DESCRIBE_STRUCT(ReachedRung, (), (name, result, at))

struct Incident {
  IncidentId id;
  AlarmClass cls = AlarmClass::life_person;
  AlarmType type = AlarmType::help;
  std::optional<PersonId> person;
  std::optional<HubId> hub;
  AreaId area;
  std::optional<GeoPoint> position;
  bool unverified = false;
  bool folded = false;
  PlanRevision plan_revision;
  std::string plan_path;
  int people_needed = 1;
  int fence = 0; ///< of the last offer

  WallTime first_signal_at;
  std::optional<OperatorId> opened_by;
  std::optional<WallTime> answered_at;
  std::optional<OperatorId> answered_by;
  std::optional<WallTime> decided_at; ///< when the response was started
  std::optional<OperatorId> decided_by;
  std::optional<WallTime>
      stopped_at; ///< when a human stood everybody down, until the response is decided anew
  std::optional<WallTime> first_offer_at;
  std::optional<WallTime> first_accept_at;
  std::optional<WallTime> with_person_at;
  std::optional<WallTime> closed_at;
  std::optional<OperatorId> closed_by;
  std::optional<Outcome> outcome;
  std::vector<Outcome> findings; ///< what those on the spot said
  std::vector<Referral> referrals;
  std::set<Need> needs;
  std::set<AlarmType> evidence;

  std::vector<JoinedAlarm> alarms;
  std::vector<Offer> offers;
  std::vector<Assignment> assignments;
  std::vector<PartnerRequest> requests;
  std::vector<OpenAlert> alerts;
  std::vector<ReachedRung> rungs;
  std::vector<Timer> timers; ///< ordered by due time, kind, ref; never empty while open
  std::optional<FeedbackStage> told_person;
  std::optional<WallTime> told_person_eta_at; ///< the arrival last told to the person
  std::optional<WallTime> parked_until;       ///< an operator has looked and comes back then
  std::optional<OperatorId> parked_by;
  std::optional<IncidentId> joined_into; ///< ended because it is the same as that one
  std::optional<FirstContact> first_contact;
  std::optional<TextId> place; ///< of somebody not in the register, as the caller said it
  std::optional<TextId> callback;
  std::string gp_practice;                  ///< the person's when it opened: their team's
  std::optional<WallTime> first_decided_at; ///< whatever was stood down and decided anew later

  friend bool operator==(const Incident&, const Incident&) = default;
};
BOOST_DESCRIBE_STRUCT(Incident, (),
                      (id, cls, type, person, hub, area, position, unverified, folded, plan_revision,
                       plan_path, people_needed, fence, first_signal_at, opened_by, answered_at, answered_by,
                       decided_at, decided_by, stopped_at, first_offer_at, first_accept_at, with_person_at,
                       closed_at, closed_by, outcome, findings, referrals, needs, evidence, alarms, offers,
                       assignments, requests, alerts, rungs, timers, told_person, told_person_eta_at,
                       parked_until, parked_by, joined_into, first_contact, place, callback, gp_practice,
                       first_decided_at))

[[nodiscard]] Phase phase_of(const Incident& incident) noexcept;

/// Somebody is beside the person, or was and left of their own accord. Somebody called away from beside them
/// leaves them alone again.
[[nodiscard]] bool attended(const Incident& incident) noexcept;

/// What the rules remember of a hub: its promise, and the last answers it was given.
struct HubFacts {
  HubId id;
  Duration interval{}; ///< zero: it never sent a heartbeat
  bool silent = false;
  struct Answer {
    AlarmId alarm;
    AckStatus status = AckStatus::accepted;
    std::optional<IncidentId> incident;
    AlarmType type = AlarmType::unknown;
    std::optional<WallTime> said_at;
    WallTime at;

    friend bool operator==(const Answer&, const Answer&) = default;
  };
  std::vector<Answer> answers; ///< newest last, bounded

  friend bool operator==(const HubFacts&, const HubFacts&) = default;
};
BOOST_DESCRIBE_STRUCT(HubFacts::Answer, (), (alarm, status, incident, type, said_at, at))
BOOST_DESCRIBE_STRUCT(HubFacts, (), (id, interval, silent, answers))

/// ... of a responder: duty, link and what they are doing.
struct ResponderFacts {
  ResponderId id;
  DutyState duty = DutyState::unavailable;
  bool duty_said = false;
  bool recalled = false; ///< by the fire service: only they themselves, live, can be available again
  LinkState link = LinkState::unsaid;
  std::optional<IncidentId> on_incident; ///< owner or relieving there, not clear
  int open_offers = 0;
  std::optional<WallTime> last_clear_at;
  std::vector<MessageId> messages;   ///< dealt with, newest last, bounded
  std::optional<OperatorId> duty_by; ///< who set the duty for them; none: they themselves
  int said_yes = 0; ///< offers accepted; both counts are halved when they are many, old habits fade
  int said_no = 0;  ///< declined, or left without an answer
  std::vector<WallTime> asked_at; ///< the last few offers, newest last

  friend bool operator==(const ResponderFacts&, const ResponderFacts&) = default;
};
BOOST_DESCRIBE_STRUCT(ResponderFacts, (),
                      (id, duty, duty_said, recalled, link, on_incident, open_offers, last_clear_at, messages,
                       duty_by, said_yes, said_no, asked_at))

struct PartnerFacts {
  PartnerId id;
  std::vector<MessageId> messages;

  friend bool operator==(const PartnerFacts&, const PartnerFacts&) = default;
};
BOOST_DESCRIBE_STRUCT(PartnerFacts, (), (id, messages))

/// A command that was carried out, and the incident it was about or opened.
struct AnsweredCommand {
  MessageId id;
  std::optional<IncidentId> incident;

  friend bool operator==(const AnsweredCommand&, const AnsweredCommand&) = default;
};
BOOST_DESCRIBE_STRUCT(AnsweredCommand, (), (id, incident))

/// The last shift handover.
struct Handed {
  WallTime at;
  OperatorId from;
  OperatorId to;
  std::vector<HandoverItem> items;

  friend bool operator==(const Handed&, const Handed&) = default;
};
BOOST_DESCRIBE_STRUCT(Handed, (), (at, from, to, items))

/// A fact that belongs to no incident: an alert of the system itself.
struct SystemFacts {
  bool durable = true;
  std::vector<OpenAlert> alerts;
  std::vector<AnsweredCommand> answered; ///< newest last, bounded
  PlanRevision plans;                    ///< the current book, among those that open incidents have pinned
  std::optional<Handed> handover;

  friend bool operator==(const SystemFacts&, const SystemFacts&) = default;
};
BOOST_DESCRIBE_STRUCT(SystemFacts, (), (durable, alerts, answered, plans, handover))

} // namespace turnout
