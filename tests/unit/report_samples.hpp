// Hand-made incidents and what a table says of them, for the tests of figures.
#pragma once

#include "turnout/report/report.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace turnout::testing {

inline const WallTime start = *parse_rfc3339("2026-11-01T08:00:00.000Z");

inline Incident base(const std::string& id, Duration after) {
  Incident incident;
  incident.id = IncidentId(id);
  incident.type = AlarmType::fall;
  incident.area = AreaId("cotswold");
  incident.person = PersonId("P-" + id);
  incident.first_signal_at = start + after;
  return incident;
}

/// Adds an offer that was accepted, and the visit it led to.
inline void visited(Incident& incident, ResponderKind kind, WallTime accepted, Duration arrives) {
  Offer offer;
  offer.id = OfferId(incident.id.str() + "." + std::to_string(incident.offers.size() + 1));
  offer.state = OfferState::accepted;
  offer.kind = kind;
  offer.organisation = "county fire";
  offer.made_at = accepted - 30s;
  offer.answered_at = accepted;
  Assignment went;
  went.offer = offer.id;
  went.responder = ResponderId("R1");
  went.assigned_at = accepted;
  went.en_route_at = accepted + 2min;
  went.on_scene_at = accepted + arrives;
  went.with_person_at = accepted + arrives + 3min;
  went.clear_at = accepted + arrives + 40min;
  incident.offers.push_back(offer);
  incident.assignments.push_back(went);
  if (!incident.with_person_at) incident.with_person_at = went.with_person_at;
}

inline void close(Incident& incident, Duration after, Outcome outcome) {
  incident.closed_at = incident.first_signal_at + after;
  incident.closed_by = OperatorId("alice");
  incident.outcome = outcome;
}

/// All went well: answered in 30 s, somebody there in 20 min.
inline Incident good(const std::string& id = "I1", Duration after = 0s) {
  auto incident = base(id, after);
  const WallTime at = incident.first_signal_at;
  incident.answered_at = at + 30s;
  incident.answered_by = OperatorId("alice");
  incident.first_decided_at = at + 70s;
  incident.first_offer_at = at + 70s;
  visited(incident, ResponderKind::firefighter, at + 100s, 20min);
  incident.referrals = {Referral::safe_and_well, Referral::falls_service};
  close(incident, 2h, Outcome::no_injury_helped_up);
  return incident;
}

/// Answered late, arrived late, an ambulance asked before its clock had run out.
inline Incident late() {
  auto incident = base("I2", 1h);
  const WallTime at = incident.first_signal_at;
  incident.answered_at = at + 200s;
  incident.answered_by = OperatorId("bob");
  incident.first_decided_at = at + 60s;
  incident.first_offer_at = at + 61s;
  visited(incident, ResponderKind::carer, at + 5min, 50min);
  incident.assignments[0].with_person_at = at + 65min;
  incident.with_person_at = at + 65min;
  incident.needs = {Need::ambulance};
  incident.rungs = {{"offers", RungResult::done, at + 60s}, {"care_forecast", RungResult::empty, at + 10min}};
  PartnerRequest request;
  request.service = Service::ambulance;
  request.state = RequestState::arrived;
  request.silent = true;
  request.asked_at = at + 11min;
  request.acknowledge_by = at + 12min;
  request.acknowledged_at = at + 13min;
  request.arrived_at = at + 70min;
  incident.requests = {request};
  return incident;
}

inline report::Facts facts_of(std::vector<Incident> incidents) {
  report::Facts facts;
  facts.period = {start, start + 24h, start + 5h};
  facts.incidents = std::move(incidents);
  return facts;
}

inline report::Table table_of(const report::Facts& facts, const std::string& name) {
  for (const auto& section : report::exact_pack(facts, "a day").sections) {
    for (const auto& table : section.tables) {
      if (table.name == name) return table;
    }
  }
  FAIL("no table " + name);
  return {};
}

inline report::Cell cell(const report::Table& table, const std::string& scope, const std::string& column) {
  const auto at = std::find_if(table.columns.begin(), table.columns.end(),
                               [&](const report::Column& one) { return one.name == column; });
  REQUIRE(at != table.columns.end());
  for (const auto& row : table.rows) {
    if (row.scope == scope) return row.cells[static_cast<std::size_t>(at - table.columns.begin())];
  }
  FAIL("no row " + scope + " in " + table.name);
  return {};
}

} // namespace turnout::testing
