// What one simulated run leaves behind: each alarm that led to a response, with what was decided, what came
// of it, and what everybody who might have gone would have done, drawn whether or not they were asked. Enough
// for reports, pictures and bounds that know the future. Values, any thread, no failure.
#pragma once

#include "turnout/domain/decision.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace turnout::county {

/// Index into RunResults::responders.
using ResponderIndex = std::uint32_t;

struct ResponderFact {
  ResponderId id;
  ResponderKind kind = ResponderKind::volunteer;
  bool wholetime = false;
  BaseId base;
  GeoPoint home; ///< where they start when nothing better is known: their base, else their home
  std::uint64_t offers = 0;
  std::uint64_t night_offers = 0; ///< told between 22:00 and 06:00, local time
  std::uint64_t jobs = 0;         ///< set off
};

/// Somebody whom the plan may send to this alarm, on shift and available when the response was decided.
/// What they would do is drawn from (seed, responder, alarm) alone: the same under every policy. Family
/// members of other people are left out. A bound that ignores contention takes the least reply + turnout +
/// travel among all who accept and are `above_minimum`, which no policy's own doings change; one that
/// respects it leaves out `busy` as well.
struct CandidateTruth {
  ResponderIndex responder = 0;
  bool preferred = false; ///< one of the person's own
  bool accepts = false;
  bool busy = false; ///< already on another incident
  bool above_minimum =
      true;           ///< the station could spare one if nobody of it were asked or sent by the dispatcher
  GeoPoint from;      ///< where they really are
  Duration reply{};   ///< offer to answer, if they answer
  Duration turnout{}; ///< accept to moving
  Duration travel{};  ///< as it would really take
  std::optional<Duration> answers_within; ///< offer to an answer, be it no; none: silent
  Duration travel_from_home{};            ///< as it would really take from their own place
  Duration travel_expected{}; ///< by the law alone, round the barriers: without noise, hour and weather
  Duration way_expected{}; ///< accept to door on an average day: this hour and weather, no luck of their own

  /// From an offer to the door.
  [[nodiscard]] Duration whole() const noexcept { return reply + turnout + travel; }
};

struct OfferResult {
  ResponderIndex responder = 0;
  WallTime made_at;
  Duration eta{}; ///< as the dispatcher saw it
  Distance distance;
  std::optional<OfferEnd> end; ///< none while it is open, and none when it was accepted
  std::optional<WallTime> accepted_at;
  std::optional<WallTime> moving_at;
  std::optional<WallTime> arrived_at; ///< really at the door, whether or not anybody heard of it
  std::optional<ReleaseWhy> released;
  bool replaced_moving = false; ///< set off, and was then stood down for somebody nearer
};

/// One alarm whose incident came to a response. Instants are the world's own, not a device's.
struct AlarmResult {
  std::uint64_t key = 0; ///< of all draws about this alarm; the same under every policy
  HubId hub;
  AlarmType type = AlarmType::help;
  AlarmClass cls = AlarmClass::life_person; ///< of the incident, at its worst
  GeoPoint place;
  std::string district;
  bool needs_person = false; ///< truth: somebody had to come
  int people_needed = 1;
  Duration on_scene{}; ///< drawn: from the door to free again, for whoever is first; zero: not drawn
  std::optional<IncidentId> incident; ///< none: never understood (a fault)
  WallTime pressed_at;
  std::optional<WallTime> acked_at; ///< the hub had its answer
  std::optional<WallTime> answered_at;
  std::optional<WallTime> decided_at; ///< the response was started
  bool decided_by_human = false;
  std::optional<WallTime> first_accept_at;
  std::optional<ResponderIndex> accepter;    ///< of the first accept that was assigned
  std::optional<ResponderIndex> attended_by; ///< the first at the door
  std::optional<WallTime> arrived_at;        ///< of a responder at the door
  std::optional<WallTime> beside_at;         ///< with the person, as reported
  std::optional<WallTime> partner_at;        ///< a partner service beside them
  std::optional<WallTime> closed_at;
  std::optional<Outcome> outcome;
  int escalations = 0; ///< partner services asked
  int alerts = 0;      ///< raised to humans
  Duration
      others_after{}; ///< the plan asks the person's own alone first: nobody else can be asked before this
  std::vector<OfferResult> offers;
  std::vector<CandidateTruth> candidates; ///< by responder index; at most Scenario::candidates_kept, nearest

  /// First signal to somebody at the door.
  [[nodiscard]] std::optional<Duration> response() const noexcept {
    if (!arrived_at) return std::nullopt;
    return *arrived_at - pressed_at;
  }
  /// Decision to the door: the part that dispatching governs.
  [[nodiscard]] std::optional<Duration> dispatched_response() const noexcept {
    if (!arrived_at || !decided_at) return std::nullopt;
    return *arrived_at - *decided_at;
  }
};

/// An incident to be told in words, by room story.
struct KeptStory {
  std::size_t alarm = 0; ///< index into RunResults::alarms
  std::vector<Record> records;
};

/// A promise that did not hold, and where.
struct Breach {
  std::string checker;
  WallTime at;
  std::string what;
};

struct RunFigures {
  std::uint64_t alarms = 0; ///< pressed or sensed, technical and test ones included
  std::uint64_t incidents = 0;
  std::uint64_t closed = 0;
  std::uint64_t by_voice = 0; ///< closed without anybody being sent
  std::uint64_t records = 0;
  std::uint64_t messages_in = 0; ///< delivered to the dispatcher
  std::uint64_t messages_out = 0;
  std::uint64_t deaths = 0; ///< of the process
  std::uint64_t refused_writes = 0;
  std::uint64_t broker_losses = 0;
  std::uint64_t faults = 0; ///< messages doubled, delayed, lost; clock steps; dead phones; storms
  std::uint64_t open_at_end = 0;
  std::uint64_t poisoned = 0;     ///< deaths by what was being decided or said
  std::uint64_t car_moves = 0;    ///< advised and made
  std::uint64_t lost_by_lies = 0; ///< alarms that were answered, and that a lying disk then lost
  std::map<std::string, std::uint64_t> held_most; ///< high-water marks of what is kept in memory
  Duration virtual_time{};
  double cpu_seconds = 0; ///< set by whoever has a real clock: the one figure that is not repeatable
  std::string digest;     ///< of the whole journal, the state at the end and all results
};

struct RunResults {
  std::string scenario;
  std::string policy;
  std::uint64_t seed = 0;
  WallTime from;
  WallTime until;
  std::vector<ResponderFact> responders;
  std::vector<AlarmResult> alarms; ///< those that came to a response, in order of pressing
  std::vector<KeptStory> worst;    ///< the longest responses, longest first, at most ten
  std::vector<Breach> breaches;
  std::map<std::string, std::uint64_t>
      branches; ///< named branches and how often they were taken; zero: never
  RunFigures figures;
};

} // namespace turnout::county
