#include <turnout/domain/decision.hpp>

#include <catch2/catch.hpp>

using namespace turnout;

TEST_CASE("an alarm type nobody knows is the worst a person can be in") {
  CHECK(default_class(AlarmType::unknown) == AlarmClass::life_person);
}

TEST_CASE("the contract's classes order their types") {
  CHECK(default_class(AlarmType::smoke) == AlarmClass::life_fire);
  CHECK(default_class(AlarmType::man_down) == AlarmClass::life_person);
  CHECK(default_class(AlarmType::bath) == AlarmClass::person_at_risk);
  CHECK(default_class(AlarmType::duress) == AlarmClass::security);
  CHECK(default_class(AlarmType::flood) == AlarmClass::environment);
  CHECK(default_class(AlarmType::enuresis) == AlarmClass::care);
  CHECK(default_class(AlarmType::not_reporting) == AlarmClass::technical);
  CHECK(default_class(AlarmType::cancel) == AlarmClass::evidence);
  CHECK(default_class(AlarmType::test) == AlarmClass::test);
  CHECK(AlarmClass::life_fire < AlarmClass::life_person);
  CHECK(AlarmClass::evidence < AlarmClass::test);
}

TEST_CASE("telemetry and registry rows stay out of the journal") {
  CHECK_FALSE(journalled(HeartbeatReceived{}));
  CHECK_FALSE(journalled(PositionReceived{}));
  CHECK_FALSE(journalled(RegistryChanged{}));
  CHECK(journalled(AlarmReceived{}));
  CHECK(journalled(Unusable{}));
}

TEST_CASE("a decision names its incident, if it has one") {
  OfferMade offer;
  offer.incident = IncidentId("I1");
  const Decision made = offer;
  REQUIRE(incident_of(made) != nullptr);
  CHECK(incident_of(made)->str() == "I1");
  CHECK(incident_of(Decision(DutySet{})) == nullptr);
  CHECK(incident_of(Decision(AlertRaised{})) == nullptr);
  AlertRaised alert;
  alert.incident = IncidentId("I2");
  const Decision raised = alert;
  CHECK(incident_of(raised)->str() == "I2");
}
