// The figures on hand-made incidents, against approved files a commissioner could check with a pencil.
#include "cells.hpp"
#include "turnout/report/report.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace turnout;

namespace {

const WallTime start = *parse_rfc3339("2026-11-01T08:00:00.000Z");

Incident base(const std::string& id, Duration after) {
  Incident incident;
  incident.id = IncidentId(id);
  incident.type = AlarmType::fall;
  incident.area = AreaId("cotswold");
  incident.first_signal_at = start + after;
  return incident;
}

Assignment visit(const std::string& responder, WallTime accepted, Duration arrives) {
  Assignment went;
  went.responder = ResponderId(responder);
  went.assigned_at = accepted;
  went.en_route_at = accepted + 2min;
  went.on_scene_at = accepted + arrives;
  went.with_person_at = accepted + arrives + 3min;
  went.clear_at = accepted + arrives + 40min;
  return went;
}

/// All went well: answered in 30 s, somebody there in 20 min.
Incident good() {
  auto incident = base("I1", 0s);
  const WallTime at = incident.first_signal_at;
  incident.answered_at = at + 30s;
  incident.answered_by = OperatorId("alice");
  incident.decided_at = at + 70s;
  incident.first_offer_at = at + 70s;
  incident.offers.resize(2);
  incident.assignments = {visit("R1", at + 100s, 20min)};
  incident.with_person_at = incident.assignments[0].with_person_at;
  incident.findings = {Outcome::no_injury_helped_up};
  incident.referrals = {Referral::safe_and_well, Referral::falls_service};
  incident.outcome = Outcome::no_injury_helped_up;
  incident.closed_at = at + 2h;
  incident.closed_by = OperatorId("alice");
  return incident;
}

/// Answered late, arrived late, ambulance silent and then there.
Incident late() {
  auto incident = base("I2", 1h);
  const WallTime at = incident.first_signal_at;
  incident.answered_at = at + 200s;
  incident.answered_by = OperatorId("bob");
  incident.decided_at = at + 60s;
  incident.first_offer_at = at + 61s;
  incident.assignments = {visit("R2", at + 5min, 50min)};
  incident.assignments[0].with_person_at = at + 65min;
  incident.with_person_at = at + 65min;
  incident.needs = {Need::ambulance};
  incident.rungs = {{"offers", RungResult::done, at + 60s}, {"care_forecast", RungResult::empty, at + 10min}};
  PartnerRequest request;
  request.id = RequestId("Q1");
  request.partner = PartnerId("swast");
  request.service = Service::ambulance;
  request.state = RequestState::arrived;
  request.silent = true;
  request.reason = "forecast past 60 min, \"red flag\"";
  request.reference = "=1+1";
  request.asked_at = at + 11min;
  request.acknowledge_by = at + 12min;
  request.acknowledged_at = at + 13min;
  request.arrived_at = at + 70min;
  incident.requests = {request};
  return incident;
}

/// Open, its clocks still running when the report is made.
Incident running() {
  return base("I3", 5h - 20s);
}

/// A call by telephone is no alarm answered.
Incident call() {
  auto incident = base("I4", 2h);
  incident.opened_by = OperatorId("alice");
  incident.answered_at = incident.first_signal_at;
  incident.answered_by = OperatorId("alice");
  incident.closed_at = incident.first_signal_at + 4min;
  incident.closed_by = OperatorId("alice");
  incident.outcome = Outcome::false_alarm;
  return incident;
}

Incident technical() {
  auto incident = base("I5", 3h);
  incident.cls = AlarmClass::technical;
  incident.type = AlarmType::mains_fail;
  return incident;
}

const report::Period period{start, start + 24h, start + 5h};

void check_approved(const std::string& told, const std::string& name) {
  std::ifstream in(std::string(TURNOUT_SOURCE_DIR) + "/tests/unit/report/" + name);
  std::stringstream approved;
  approved << in.rdbuf();
  if (told != approved.str())
    std::ofstream(std::filesystem::temp_directory_path() / (name + ".received")) << told;
  INFO(name);
  CHECK(told == approved.str());
}

} // namespace

TEST_CASE("each file is as approved, and the same bytes twice") {
  const std::vector<Incident> incidents = {good(), late(), call(), technical(), running()};
  const auto once = report::tables(incidents, period, {});
  const auto twice = report::tables(incidents, period, {});
  REQUIRE(once.size() == 8);
  for (std::size_t i = 0; i < once.size(); ++i) {
    check_approved(report::csv(once[i]), once[i].name);
    CHECK(report::csv(once[i]) == report::csv(twice[i]));
  }
}

TEST_CASE("what was joined counts in the incident that went on, and nowhere else") {
  auto joined = good();
  joined.joined_into = IncidentId("I9");
  for (const auto& table : report::tables({joined}, period, {}))
    CHECK(report::csv(table).find("I1") == std::string::npos);
}

TEST_CASE("calls by what became of them, and how many were resolved with nobody sent") {
  auto advised = call();
  advised.first_contact = FirstContact::resolved_by_advice;
  auto sent_after_all = good();
  sent_after_all.opened_by = OperatorId("alice");
  sent_after_all.first_contact = FirstContact::resolved_by_referral;
  auto passed = call();
  passed.first_contact = FirstContact::passed_on;
  const auto table = report::first_contact({advised, sent_after_all, passed, call(), late()});
  const auto count_of = [&](const std::string& what) {
    for (const auto& row : table.rows) {
      if (row[0] == what) return row[1] + " " + row[2];
    }
    return std::string("no row");
  };
  CHECK(count_of("resolved_by_advice") == "1 0.2500");
  CHECK(count_of("resolved_by_referral") == "1 0.2500");
  CHECK(count_of("passed_on") == "1 0.2500");
  CHECK(count_of("dispatched") == "0 0.0000");
  CHECK(count_of("not_said") == "1 0.2500");
  CHECK(count_of("resolved_and_nobody_sent") == "1 0.2500");
}

TEST_CASE("a month without incidents has headers, empty shares and no division by nothing") {
  for (const auto& table : report::tables({}, period, {})) {
    INFO(table.name);
    CHECK_FALSE(report::csv(table).empty());
    for (const auto& row : table.rows)
      CHECK(row.size() == table.header.size());
  }
}

TEST_CASE("every row is as wide as its header") {
  for (const auto& table : report::tables({good(), late(), call(), technical(), running()}, period, {})) {
    INFO(table.name);
    for (const auto& row : table.rows)
      CHECK(row.size() == table.header.size());
  }
}

TEST_CASE("Wilson's interval agrees with published values") {
  const auto half = report::wilson(5, 10);
  CHECK(report::share_cell(half.low) == "0.2366");
  CHECK(report::share_cell(half.high) == "0.7634");
  CHECK(report::share_cell(report::wilson(0, 10).low) == "0.0000");
  CHECK(report::share_cell(report::wilson(0, 10).high) == "0.2775");
  CHECK(report::wilson(0, 0).high == 1);
}

TEST_CASE("percentiles are of the nearest rank") {
  const std::vector<Duration> waits = {1s, 2s, 3s, 4s, 5s, 6s, 7s, 8s, 9s, 10s};
  CHECK(report::percentile(waits, 50) == 5s);
  CHECK(report::percentile(waits, 90) == 9s);
  CHECK(report::percentile(waits, 95) == 10s);
  CHECK(report::percentile(waits, 100) == 10s);
  CHECK(report::percentile({7s}, 50) == 7s);
}

TEST_CASE("a clock that was stopped or has not run out is not judged") {
  auto closed_early = base("I6", 1h);
  closed_early.closed_at = closed_early.first_signal_at + 10s;
  const auto levels = report::service_levels({closed_early, running()}, period, {});
  for (const auto& row : levels.rows)
    CHECK(row[3] == "0");
  auto forgotten = base("I7", 1h);
  const auto missed = report::service_levels({forgotten}, period, {});
  CHECK(missed.rows[0][3] == "1");
  CHECK(missed.rows[0][4] == "0");
}
