// The promises, each a named function that says what is broken, or nothing. Pure: they look at what they are
// given, so a test can give them something broken. Any thread.
#pragma once

#include "turnout/dispatch/dispatcher.hpp"
#include "turnout/engine/ports.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace turnout::county::checks {

using Broken = std::optional<std::string>;

/// The mark in every personal detail of a simulated world.
inline constexpr std::string_view planted = "PLANTED";

/// An incident that is open has a deadline that the index of deadlines knows.
[[nodiscard]] Broken next_deadline(const dispatch::State& state, const Incident& incident);

/// A place has one owner at most, and who relieves somebody relieves an owner.
[[nodiscard]] Broken one_owner(const Incident& incident);

/// Once somebody accepted, and neither they nor a human gave it back, somebody holds the place.
[[nodiscard]] Broken somebody_travels(const Incident& incident);

/// A person holds one place of one incident at most, and the facts about them know it.
[[nodiscard]] Broken one_job(const dispatch::State& state, const Incident& incident);

/// What was due is done: nothing is left with a deadline that has passed.
[[nodiscard]] Broken nothing_overdue(const dispatch::State& state, WallTime engine_now);

/// A deadline came when it was due, or was kept back by something that `excused_until` covers.
[[nodiscard]] Broken on_time(const TimerFired& fired, WallTime at, WallTime excused_until,
                             Duration tolerance);

/// Closed by a command that names its human.
[[nodiscard]] Broken closed_by_human(const Record& record, const Closed& closed);

/// What the journal folds to is what the dispatcher holds.
[[nodiscard]] Broken same_state(const dispatch::Facts& held, const dispatch::Facts& folded);

/// An alarm that was acknowledged is in the journal, with the incident that the hub was told, and that
/// incident is open or was closed. `remembered` is what the journal says was answered to it; null: nothing.
[[nodiscard]] Broken kept(const std::optional<IncidentId>* remembered, const dispatch::Facts& folded,
                          const SendAck& ack, bool incident_closed);

/// No planted mark where none may be.
[[nodiscard]] Broken nothing_personal(std::string_view text, std::string_view where);

/// Only an assignment to whoever has the job, and a request to a partner, carry personal details.
[[nodiscard]] Broken need_to_know(std::string_view topic, std::string_view payload);

/// Taking this responder left the station its minimum of those on shift.
[[nodiscard]] Broken cover_held(const dispatch::State& state, const ResponderId& assigned, LocalMoment local);

/// Counts of what is held, each with its limit.
[[nodiscard]] Broken bounded(const std::map<std::string, std::uint64_t>& held,
                             const std::map<std::string, std::uint64_t>& limits);

/// A record follows the one before it: the next in order, under no older epoch.
[[nodiscard]] Broken follows(const Stamp& before, const Stamp& record);

/// Ids of effects derive from the stamp: none comes twice, though the disk had forgotten the first.
[[nodiscard]] Broken never_before(const Stamp& latest, const Stamp& record);

/// Nothing kills the process more often than the guard allows.
[[nodiscard]] Broken survives(std::uint32_t deaths_of_one_thing);

/// What was set aside unread is before a human: an alarm as an unverified incident, a deadline off the clock
/// and another on it. `folded` is after the record.
[[nodiscard]] Broken set_aside(const Record& record, const dispatch::Facts& folded);

/// The same seed gave the same twice.
[[nodiscard]] Broken same_twice(std::string_view once, std::string_view again);

} // namespace turnout::county::checks
