// Decisions about who is asked and who goes; see decision.hpp.
#pragma once

#include "turnout/domain/effect.hpp"

namespace turnout {

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
  ResponderKind kind = ResponderKind::volunteer; ///< as the register had them then: what is owed hangs on it
  std::string organisation;
  BaseId base;

  friend bool operator==(const OfferMade&, const OfferMade&) = default;
};
BOOST_DESCRIBE_STRUCT(OfferMade, (),
                      (incident, offer, responder, fence, expires_at, eta, distance, reason, kind,
                       organisation, base))

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

/// unreached: clear, and nobody has been with the person.
BOOST_DEFINE_ENUM_CLASS(ReleaseWhy, stood_down, withdrawn, recalled, replaced, closed, unreached)

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

} // namespace turnout
