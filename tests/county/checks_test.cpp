// Each checker is shown a thing that is whole and the same thing broken.
#include "checks.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::county;

namespace {

constexpr WallTime noon{std::chrono::milliseconds(1'795'370'928'000)};

Assignment going(const char* who, Hold hold, int place = 0) {
  Assignment made;
  made.offer = OfferId(std::string("O-") + who);
  made.responder = ResponderId(who);
  made.hold = hold;
  made.place = place;
  return made;
}

Incident incident_with(std::vector<Assignment> assignments) {
  Incident made;
  made.id = IncidentId("I1-1");
  made.assignments = std::move(assignments);
  return made;
}

} // namespace

TEST_CASE("checker: one next deadline", "[county]") {
  dispatch::State state;
  Incident incident = incident_with({});
  CHECK(checks::next_deadline(state, incident));
  incident.timers.push_back({TimerKind::review, "", noon});
  CHECK(checks::next_deadline(state, incident));
  state.deadlines.insert({noon, incident.id, TimerKind::review, ""});
  CHECK_FALSE(checks::next_deadline(state, incident));
}

TEST_CASE("checker: one owner a place", "[county]") {
  CHECK_FALSE(checks::one_owner(incident_with({going("a", Hold::relieving), going("b", Hold::owner)})));
  CHECK(checks::one_owner(incident_with({going("a", Hold::owner), going("b", Hold::owner)})));
  CHECK(checks::one_owner(incident_with({going("a", Hold::relieving)})));
  CHECK(checks::one_owner(incident_with({going("a", Hold::owner, 1)})));
}

TEST_CASE("checker: somebody travels after an accept", "[county]") {
  Assignment gone = going("a", Hold::released);
  gone.released_at = noon;
  gone.released_why = ReleaseWhy::withdrawn;
  CHECK_FALSE(checks::somebody_travels(incident_with({gone})));
  gone.released_why = ReleaseWhy::replaced;
  CHECK(checks::somebody_travels(incident_with({gone})));
  CHECK_FALSE(checks::somebody_travels(incident_with({gone, going("b", Hold::owner)})));
}

TEST_CASE("checker: one job each", "[county]") {
  dispatch::State state;
  const Incident incident = incident_with({going("a", Hold::owner)});
  ResponderFacts facts;
  facts.on_incident = incident.id;
  state.facts.responders[ResponderId("a")] = facts;
  CHECK_FALSE(checks::one_job(state, incident));
  state.facts.responders[ResponderId("a")].on_incident = IncidentId("I1-2");
  CHECK(checks::one_job(state, incident));
}

TEST_CASE("checker: every deadline when due", "[county]") {
  dispatch::State state;
  state.deadlines.insert({noon, IncidentId("I1-1"), TimerKind::review, ""});
  CHECK_FALSE(checks::nothing_overdue(state, noon - 1ms));
  CHECK(checks::nothing_overdue(state, noon));
  const TimerFired late{.incident = IncidentId("I1-1"), .kind = TimerKind::rung, .ref = "x", .late = 2s};
  CHECK(checks::on_time(late, noon, noon - 3s, Duration(0)));
  CHECK_FALSE(checks::on_time(late, noon, noon - 1s, Duration(0)));
  CHECK_FALSE(checks::on_time(late, noon, noon - 3s, 2s));
}

TEST_CASE("checker: no close without a human", "[county]") {
  Record record;
  const Closed closed{.incident = IncidentId("I1-1"), .by = OperatorId("ann")};
  record.event = TimeReached{};
  CHECK(checks::closed_by_human(record, closed));
  record.event = CommandGiven{.id = MessageId("c1"), .by = OperatorId("ann")};
  CHECK_FALSE(checks::closed_by_human(record, closed));
  CHECK(checks::closed_by_human(record, Closed{.incident = IncidentId("I1-1")}));
}

TEST_CASE("checker: state equals replayed journal", "[county]") {
  dispatch::Facts held;
  dispatch::Facts folded;
  CHECK_FALSE(checks::same_state(held, folded));
  held.system.durable = false;
  CHECK(checks::same_state(held, folded));
}

TEST_CASE("checker: no acknowledged alarm lost", "[county]") {
  dispatch::Facts folded;
  const SendAck ack{.hub = HubId("H1"), .alarm = AlarmId("a1"), .incident = IncidentId("I1-1")};
  const std::optional<IncidentId> remembered = IncidentId("I1-1");
  const std::optional<IncidentId> another = IncidentId("I1-2");
  CHECK(checks::kept(nullptr, folded, ack, false));
  CHECK(checks::kept(&remembered, folded, ack, false));
  CHECK_FALSE(checks::kept(&remembered, folded, ack, true));
  folded.open[IncidentId("I1-1")] = incident_with({});
  CHECK_FALSE(checks::kept(&remembered, folded, ack, false));
  CHECK(checks::kept(&another, folded, ack, false));
  SendAck refused = ack;
  refused.status = AckStatus::not_stored;
  CHECK_FALSE(checks::kept(nullptr, dispatch::Facts{}, refused, false));
}

TEST_CASE("checker: no personal data", "[county]") {
  CHECK_FALSE(checks::nothing_personal("I1-1 opened", "the journal"));
  CHECK(checks::nothing_personal("PLANTED-name-p1", "the journal"));
  CHECK(checks::need_to_know("turnout/v1/responder/r/offer", "PLANTED"));
  CHECK(checks::need_to_know("turnout/v1/responder/r/assignment", R"({"state":"stood_down","x":"PLANTED"})"));
  CHECK_FALSE(
      checks::need_to_know("turnout/v1/responder/r/assignment", R"({"state":"assigned","x":"PLANTED"})"));
  CHECK_FALSE(checks::need_to_know("turnout/v1/partner/p/request", "PLANTED"));
}

TEST_CASE("checker: minimum crew held", "[county]") {
  dispatch::State state;
  RegistryChanged rows;
  rows.bases.push_back({.id = BaseId("B1"), .name = "Northleach", .minimum_crew = 1});
  for (const char* who : {"F1", "F2"})
    rows.responders.push_back({.id = ResponderId(who), .base = BaseId("B1")});
  rows.whole = true;
  dispatch::take_registry(state, rows);
  for (auto& [id, facts] : state.facts.responders)
    facts.duty = DutyState::available;
  state.facts.responders[ResponderId("F1")].on_incident = IncidentId("I1-1");
  CHECK_FALSE(checks::cover_held(state, ResponderId("F1"), {}));
  state.facts.responders[ResponderId("F2")].duty = DutyState::off_duty;
  CHECK(checks::cover_held(state, ResponderId("F1"), {}));
  CHECK(checks::cover_held(state, ResponderId("nobody"), {}));
}

TEST_CASE("checker: bounded memory, and the same seed twice", "[county]") {
  CHECK_FALSE(checks::bounded({{"offers", 3}}, {{"offers", 3}}));
  CHECK(checks::bounded({{"offers", 4}}, {{"offers", 3}}));
  CHECK_FALSE(checks::same_twice("ab", "ab"));
  CHECK(checks::same_twice("ab", "ac"));
}
