#include "cells.hpp"
#include "turnout/record/json.hpp"

namespace turnout::report {
namespace {

template <class Values>
std::string joined(const Values& values) {
  std::string text;
  for (const auto& value : values)
    text += (text.empty() ? "" : ";") + std::string(record::name_of(value));
  return text;
}

std::vector<std::string> who_and_what(const Incident& incident) {
  return {incident.id.str(), std::string(record::name_of(incident.cls)),
          std::string(record::name_of(incident.type)), incident.area.str(),
          time_cell(incident.first_signal_at)};
}

} // namespace

Table response_split(const std::vector<Incident>& incidents) {
  Table table{"response_split.csv",
              {"incident", "class", "type", "area", "first_signal_at", "responder", "signal_to_decision_s",
               "decision_to_offer_s", "offer_to_accept_s", "accept_to_en_route_s", "en_route_to_on_scene_s",
               "on_scene_to_with_person_s", "with_person_to_clear_s", "decision_to_on_scene_s", "long_lie_s",
               "offers"},
              {}};
  for (const auto& incident : incidents) {
    if (!about_a_person(incident) || !incident.decided_at) continue;
    const Assignment* first = first_response(incident);
    const Assignment none;
    const Assignment& went = first != nullptr ? *first : none;
    auto row = who_and_what(incident);
    const std::optional<WallTime> accepted =
        first != nullptr ? std::optional(went.assigned_at) : std::nullopt;
    for (auto cell :
         {went.responder.str(), seconds_cell(incident.first_signal_at, incident.decided_at),
          seconds_cell(incident.decided_at, incident.first_offer_at),
          seconds_cell(incident.first_offer_at, accepted), seconds_cell(accepted, went.en_route_at),
          seconds_cell(went.en_route_at, went.on_scene_at),
          seconds_cell(went.on_scene_at, went.with_person_at),
          seconds_cell(went.with_person_at, went.clear_at),
          seconds_cell(incident.decided_at, went.on_scene_at),
          seconds_cell(incident.first_signal_at, incident.with_person_at),
          std::to_string(incident.offers.size())}) {
      row.push_back(std::move(cell));
    }
    table.rows.push_back(std::move(row));
  }
  return table;
}

Table escalations(const std::vector<Incident>& incidents) {
  Table table{"escalations.csv",
              {"incident", "class", "type", "area", "first_signal_at", "what", "name", "result", "at",
               "since_signal_s", "partner", "reference", "acknowledged_s", "arrived_s", "silent", "reason"},
              {}};
  for (const auto& incident : incidents) {
    for (const auto& rung : incident.rungs) {
      auto row = who_and_what(incident);
      row.insert(row.end(), {"step", rung.name, std::string(record::name_of(rung.result)), time_cell(rung.at),
                             seconds_cell(rung.at - incident.first_signal_at), "", "", "", "", "", ""});
      table.rows.push_back(std::move(row));
    }
    for (const auto& request : incident.requests) {
      auto row = who_and_what(incident);
      row.insert(row.end(), {"request", std::string(record::name_of(request.service)),
                             std::string(record::name_of(request.state)), time_cell(request.asked_at),
                             seconds_cell(request.asked_at - incident.first_signal_at), request.partner.str(),
                             request.reference, seconds_cell(request.asked_at, request.acknowledged_at),
                             seconds_cell(request.asked_at, request.arrived_at),
                             request.silent ? "yes" : "no", request.reason});
      table.rows.push_back(std::move(row));
    }
  }
  return table;
}

Table outcomes(const std::vector<Incident>& incidents) {
  Table table{"outcomes.csv",
              {"incident", "class", "type", "area", "first_signal_at", "closed_at", "closed_by", "outcome",
               "findings", "needs", "referrals", "evidence"},
              {}};
  for (const auto& incident : incidents) {
    auto row = who_and_what(incident);
    row.insert(row.end(), {time_cell(incident.closed_at), incident.closed_by ? incident.closed_by->str() : "",
                           incident.outcome ? std::string(record::name_of(*incident.outcome)) : "",
                           joined(incident.findings), joined(incident.needs), joined(incident.referrals),
                           joined(incident.evidence)});
    table.rows.push_back(std::move(row));
  }
  return table;
}

} // namespace turnout::report
