#include "turnout/story/story.hpp"

#include <catch2/catch.hpp>

using namespace turnout;

namespace {

const WallTime start = *parse_rfc3339("2026-06-30T23:58:00.000Z");

Incident fall() {
  Incident incident;
  incident.id = IncidentId("I1");
  incident.type = AlarmType::fall;
  incident.first_signal_at = start;
  return incident;
}

Assignment owner(const std::string& responder, WallTime forecast) {
  Assignment assignment;
  assignment.responder = ResponderId(responder);
  assignment.forecast_at = forecast;
  return assignment;
}

} // namespace

TEST_CASE("an unanswered incident shows both clocks running") {
  CHECK(story::summary(fall(), start + 75s) ==
        "fall: waiting · NOT ANSWERED for 01:15 · nobody with them for 01:15");
}

TEST_CASE("the arrival forecast of whoever is first, and how late it is") {
  auto incident = fall();
  incident.answered_at = start + 40s;
  incident.decided_at = start + 60s;
  incident.assignments = {owner("R1", start + 20min), owner("R2", start + 9min)};
  CHECK(story::summary(incident, start + 3min) ==
        "fall: travelling · answered in 00:40 · R2 in 6 min · nobody with them for 03:00");
  incident.assignments[1].doubtful = true;
  CHECK(story::summary(incident, start + 12min) ==
        "fall: travelling · answered in 00:40 · R2 overdue by 3 min, silent · nobody with them for 12:00");
}

TEST_CASE("partners and alerts that are open are named") {
  auto incident = fall();
  incident.unverified = true;
  incident.requests.push_back({.id = RequestId("Q1"), .service = Service::ambulance, .silent = true});
  incident.alerts.resize(2);
  CHECK(story::summary(incident, start) ==
        "fall, unverified: waiting · NOT ANSWERED for 00:00 · nobody with them "
        "for 00:00 · ambulance SILENT · 2 alerts");
}

TEST_CASE("a closed incident keeps its final clocks") {
  auto incident = fall();
  incident.answered_at = start + 30s;
  incident.with_person_at = start + 18min;
  incident.closed_at = start + 1h;
  incident.closed_by = OperatorId("alice");
  incident.outcome = Outcome::no_injury_helped_up;
  CHECK(story::summary(incident, start + 24h) ==
        "fall: closed · answered in 00:30 · with the person after 18:00 · "
        "no injury helped up by alice");
}

TEST_CASE("a technical incident has no long lie") {
  auto incident = fall();
  incident.cls = AlarmClass::technical;
  incident.type = AlarmType::mains_fail;
  incident.folded = true;
  const auto said = [&](const char* hub, AlarmType type, int repeats = 0) {
    incident.alarms.push_back({HubId(hub), {}, type, start, repeats});
  };
  said("H1", AlarmType::mains_fail);
  said("H2", AlarmType::mains_fail, 1);
  CHECK(story::summary(incident, start + 5s) == "mains fail x2: waiting · NOT ANSWERED for 00:05");
  said("H1", AlarmType::mains_restored);
  said("H2", AlarmType::mains_restored);
  said("H9", AlarmType::mains_restored); // its failure is in another incident
  CHECK(story::summary(incident, start + 5s) ==
        "mains fail x2, 1 restored: waiting · NOT ANSWERED for 00:05");
  ++incident.alarms[3].repeats;
  CHECK(story::summary(incident, start + 5s) ==
        "mains fail x2, all restored: waiting · NOT ANSWERED for 00:05");
}

TEST_CASE("a parked incident says how much longer, a joined one with which it is one") {
  auto incident = fall();
  incident.answered_at = start + 30s;
  incident.parked_until = start + 20min;
  CHECK(story::summary(incident, start + 10min) ==
        "fall: answered · answered in 00:30 · nobody with them for 10:00 · parked for 10 min more");
  incident.parked_until.reset();
  incident.joined_into = IncidentId("I2");
  incident.closed_at = start + 11min;
  incident.closed_by = OperatorId("ann");
  CHECK(story::summary(incident, start + 1h) == "fall: closed · answered in 00:30 · one with I2 by ann");
}
