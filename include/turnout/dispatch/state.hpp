// The whole state of the rules, one value: facts (a fold of decisions, written with every commit), reference
// data and telemetry (both told by events, neither part of the digest). Owned by the thread that decides;
// nobody else may look. Reading cannot fail.
#pragma once

#include "turnout/dispatch/travel.hpp"
#include "turnout/domain/incident.hpp"

#include <memory>
#include <set>
#include <tuple>

namespace turnout::dispatch {

struct LatestPosition {
  GeoPoint place;
  WallTime fixed_at;
  WallTime heard_at;
  std::string device; ///< of an OwnTracks phone, or empty
};

/// When, whose, which: the order in which deadlines fall due.
using Deadline = std::tuple<WallTime, IncidentId, TimerKind, std::string>;

struct Facts {
  std::map<IncidentId, Incident> open; ///< closed incidents leave at the end of the record that closed them
  std::map<HubId, HubFacts> hubs;
  std::map<ResponderId, ResponderFacts> responders;
  std::map<PartnerId, PartnerFacts> partners;
  SystemFacts system;
  std::vector<PlanBook> books; ///< the current one last; before it those that open incidents have pinned
};

/// One responder with everything selection asks about, side by side: thousands are looked at for one alarm.
struct Roster {
  const Responder* row = nullptr;
  ResponderFacts* facts = nullptr; ///< never null; the map node is stable
  const Base* base = nullptr;
  int base_index = -1; ///< position of the base in Reference::bases, for counting crews
  // Copies of what is asked first, so that most are passed over without a look at their row.
  ResponderKind kind = ResponderKind::volunteer;
  bool wholetime = false;       ///< turns out from the station
  bool always_on = true;        ///< has no shifts
  mutable bool on_shift = true; ///< in the minute of the local week below: asked once for all alarms of it
  mutable int shift_minute = -1;
  std::uint64_t areas = ~0ULL;   ///< bit of Reference::area_bits; all set: anywhere
  std::optional<GeoPoint> start; ///< home or base
  std::optional<LatestPosition> position;
};

struct Reference {
  std::map<PersonId, Person> people;
  std::map<HubId, PersonId> person_by_hub;
  std::map<ResponderId, Responder> responders;
  std::map<BaseId, Base> bases;
  std::vector<Roster> roster; ///< ordered by responder id
  std::vector<std::vector<std::uint32_t>>
      crews; ///< places in the roster, by base index, where a minimum is to be kept
  std::map<AreaId, unsigned> area_bits; ///< areas beyond 64 share bits: a set bit is looked up in the row
};

struct Telemetry {
  std::map<HubId, WallTime> hub_due; ///< when its silence will be noticed
  std::set<std::pair<WallTime, HubId>> hub_deadlines;
  WallTime broker_back_at{}; ///< when this process last found the broker
};

/// What changed since rows were last written.
struct Touched {
  std::set<IncidentId> incidents;
  std::set<HubId> hubs;
  std::set<ResponderId> responders;
  std::set<PartnerId> partners;
  bool system = false;
  bool books = false;
  std::set<IncidentId> ending;  ///< closed by the record at hand; they leave when it settles
  std::vector<Incident> closed; ///< last state of those that left
};

struct State {
  State() = default;
  State(const State&) = delete; ///< the roster points into the facts
  State& operator=(const State&) = delete;

  Facts facts;
  Reference reference;
  Telemetry telemetry;
  std::set<Deadline> deadlines;                       ///< index over facts.open[*].timers
  std::map<PersonId, std::set<IncidentId>> by_person; ///< index over facts.open
  std::map<HubId, IncidentId> unverified_by_hub; ///< index: open unverified incident of an unknown source
  std::map<std::pair<AreaId, AlarmType>, IncidentId> folded; ///< index: open folded incidents
  std::map<OfferId, IncidentId> by_offer;                    ///< index: offers of open incidents
  std::map<ResponderId, std::set<OfferId>> ringing;          ///< index: open offers of open incidents
  std::set<IncidentId> starving;              ///< index: open incidents waiting for anybody to be free
  std::map<RequestId, IncidentId> by_request; ///< index: requests of open incidents
  /// Index: where somebody was sent home because another went, and the incident is open.
  std::map<ResponderId, std::set<IncidentId>> replaced;
  Touched touched;
};

/// SHA-256 of all facts in canonical JSON, in hex.
[[nodiscard]] std::string digest(const Facts& facts);

/// The earliest instant at which time alone changes something.
[[nodiscard]] std::optional<WallTime> next_deadline(const State& state);

/// The book an incident has pinned, and its plan there; the current root when the revision is gone.
[[nodiscard]] const PlanBook& book_of(const State& state, const PlanRevision& revision);
[[nodiscard]] const PlanBook& current_book(const State& state);
/// The roster entry of a responder, or nullptr for somebody who is not in the registry.
[[nodiscard]] Roster* roster_of(State& state, const ResponderId& id) noexcept;
[[nodiscard]] const Plan& plan_of(const State& state, const Incident& incident);

/// The person's row, or nullptr for somebody who is not in the register.
[[nodiscard]] const Person* known_person(const State& state, const PersonId& id) noexcept;

/// Where help must go: the place a device or a caller said, else the person's home as the register has it
/// now. No record and no row says where anybody lives.
[[nodiscard]] std::optional<GeoPoint> place_of(const State& state, const Incident& incident);

} // namespace turnout::dispatch
