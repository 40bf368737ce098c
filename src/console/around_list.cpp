#include "incidents.hpp"
#include "shelf.hpp"
#include "turnout/record/json.hpp"

namespace turnout::console {
namespace {

boost::json::object alert_item(const OpenAlert& alert, const IncidentId* incident) {
  boost::json::object item{{"id", alert.id.str()},
                           {"role", record::name_of(alert.role)},
                           {"code", alert.code},
                           {"at", format_rfc3339(alert.at)}};
  if (incident != nullptr) item["incident"] = incident->str();
  return item;
}

/// The words of the incident's alerts and the numbers to ring, from the records that raised them.
std::map<AlertId, AlertRaised> raised_on(Latest& latest, const IncidentId& id) {
  std::map<AlertId, AlertRaised> raised;
  const auto records = latest.records_of(id);
  if (!records) return raised;
  for (const auto& record : records.value()) {
    for (const auto& decision : record.decisions) {
      if (const auto* alert = std::get_if<AlertRaised>(&decision)) raised[alert->alert] = *alert;
    }
  }
  return raised;
}

} // namespace

Answer responder_list(Latest& latest) {
  const auto facts = latest.responder_facts();
  if (!facts) return cannot_read(facts.error());
  boost::json::object body;
  say_unstored(body, latest);
  auto& items = body["items"].emplace_array();
  for (const auto& responder : facts.value()) {
    boost::json::object item{{"id", responder.id.str()},
                             {"duty", record::name_of(responder.duty)},
                             {"link", record::name_of(responder.link)},
                             {"open_offers", responder.open_offers}};
    if (responder.on_incident) item["incident"] = responder.on_incident->str();
    if (responder.last_clear_at) item["last_clear_at"] = format_rfc3339(*responder.last_clear_at);
    items.push_back(std::move(item));
  }
  return json_answer(body);
}

Answer alert_list(Latest& latest) {
  const auto incidents = latest.open_incidents();
  if (!incidents) return cannot_read(incidents.error());
  const auto system = latest.system_facts();
  if (!system) return cannot_read(system.error());
  boost::json::object body;
  say_unstored(body, latest);
  auto& items = body["items"].emplace_array();
  if (system.value()) {
    for (const auto& alert : system.value()->alerts)
      items.push_back(alert_item(alert, nullptr));
  }
  for (const auto& incident : incidents.value()) {
    if (incident.alerts.empty()) continue;
    const auto raised = raised_on(latest, incident.id);
    for (const auto& alert : incident.alerts) {
      auto item = alert_item(alert, &incident.id);
      if (const auto found = raised.find(alert.id); found != raised.end()) {
        item["text"] = found->second.text;
        if (!found->second.ring.empty()) item["ring"] = found->second.ring;
      }
      items.push_back(std::move(item));
    }
  }
  return json_answer(body);
}

} // namespace turnout::console
