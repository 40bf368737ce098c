#include "ladder.hpp"

#include <algorithm>

namespace turnout::dispatch {

namespace {

bool under_way(RequestState state) {
  return state == RequestState::requested || state == RequestState::acknowledged ||
         state == RequestState::accepted;
}

const PartnerRequest* find_request(const Incident& incident, const RequestId& id) {
  const auto found = std::find_if(incident.requests.begin(), incident.requests.end(),
                                  [&](const PartnerRequest& request) { return request.id == id; });
  return found == incident.requests.end() ? nullptr : &*found;
}

const Partner* partner_row(const State& state, const Incident& incident, const PartnerId& id) {
  const auto& partners = book_of(state, incident.plan_revision).partners;
  const auto found = std::find_if(partners.begin(), partners.end(),
                                  [&](const Partner& partner) { return partner.id == id; });
  return found == partners.end() ? nullptr : &*found;
}

/// Open now, covers the area, and has not been asked in vain.
const Partner* choose(const State& state, const Incident& incident, Service service, WallTime now) {
  const PlanBook& book = book_of(state, incident.plan_revision);
  const LocalMoment local = local_moment(now, book.zone);
  for (const auto& partner : book.partners) {
    if (partner.service != service || !covers(partner.hours, local)) continue;
    if (!partner.areas.empty() && !partner.areas.contains(incident.area)) continue;
    const bool tried =
        std::any_of(incident.requests.begin(), incident.requests.end(), [&](const PartnerRequest& r) {
          return r.partner == partner.id && r.state != RequestState::complete &&
                 r.state != RequestState::cancelled;
        });
    if (!tried) return &partner;
  }
  return nullptr;
}

std::vector<std::string> done_so_far(const Incident& incident) {
  std::vector<std::string> lines;
  for (const auto& assignment : incident.assignments) {
    lines.push_back(format_rfc3339(assignment.assigned_at) + " " + assignment.responder.str() + " accepted");
    if (assignment.on_scene_at) {
      lines.push_back(format_rfc3339(*assignment.on_scene_at) + " " + assignment.responder.str() +
                      " on scene");
    }
    if (assignment.with_person_at) {
      lines.push_back(format_rfc3339(*assignment.with_person_at) + " " + assignment.responder.str() +
                      " with the person");
    }
  }
  for (const auto& request : incident.requests) {
    lines.push_back(format_rfc3339(request.asked_at) + " " + request.partner.str() + " asked");
  }
  return lines;
}

} // namespace

std::string ring_of(const State& state, const Incident& incident, const PartnerId& id) {
  const Partner* partner = partner_row(state, incident, id);
  return partner == nullptr ? std::string() : partner->ring;
}

bool asked(const Incident& incident, Service service) noexcept {
  return std::any_of(incident.requests.begin(), incident.requests.end(), [&](const PartnerRequest& request) {
    const bool unheard = request.silent && request.state == RequestState::requested;
    return request.service == service && !unheard &&
           (under_way(request.state) || request.state == RequestState::arrived);
  });
}

bool ask_partner(Deciding& deciding, const IncidentId& id, Service service, const std::string& reason) {
  const Incident* incident = deciding.incident(id);
  const Partner* partner = choose(deciding.state(), *incident, service, deciding.now());
  if (partner == nullptr) return false;
  const RequestId request = deciding.new_request_id();
  deciding.conclude(PartnerAsked{.incident = id,
                                 .request = request,
                                 .partner = partner->id,
                                 .service = service,
                                 .reason = reason,
                                 .acknowledge_by = deciding.now() + partner->acknowledge_within,
                                 .arrive_by = deciding.now() + partner->arrive_within});
  deciding.set_timer(id, TimerKind::partner_ack, request.str(), deciding.now() + partner->acknowledge_within);
  incident = deciding.incident(id);
  say_request(deciding, *incident, *find_request(*incident, request), RequestState::requested);
  return true;
}

void say_request(Deciding& deciding, const Incident& incident, const PartnerRequest& request,
                 RequestState state) {
  deciding.owe(SendRequest{
      .partner = request.partner,
      .request = request.id,
      .incident = incident.id,
      .service = request.service,
      .state = state,
      .priority = plan_of(deciding.state(), incident).priority,
      .reason = request.reason,
      .person = incident.person,
      .position = incident.position,
      .acknowledge_by = request.acknowledge_by,
      .arrive_by = request.arrive_by,
      .handover = {incident.type, incident.first_signal_at, incident.with_person_at, done_so_far(incident)},
      .place = incident.place,
      .callback = incident.callback});
}

void partner_failed(Deciding& deciding, const IncidentId& id, const RequestId& request_id,
                    const std::string& what) {
  const Incident& incident = *deciding.incident(id);
  const PartnerRequest& request = *find_request(incident, request_id);
  const Service service = request.service;
  const PartnerId partner = request.partner;
  const std::string said = partner.str() + " " + what;
  deciding.alert(id, HumanRole::operator_, "partner_" + request_id.str(), said + ". Ring them now.",
                 ring_of(deciding.state(), incident, partner));
  if (!ask_partner(deciding, id, service, said)) fall_through(deciding, id, "", said);
}

void partner_ack_due(Deciding& deciding, const IncidentId& id, const RequestId& request_id) {
  const PartnerRequest* request = find_request(*deciding.incident(id), request_id);
  if (request == nullptr || request->state != RequestState::requested) return;
  deciding.conclude(PartnerSilent{id, request_id});
  partner_failed(deciding, id, request_id, "has not acknowledged the request");
}

void partner_arrival_due(Deciding& deciding, const IncidentId& id, const RequestId& request_id) {
  const Incident& incident = *deciding.incident(id);
  const PartnerRequest* request = find_request(incident, request_id);
  if (request == nullptr || !under_way(request->state)) return;
  deciding.alert(id, HumanRole::operator_, "partner_late_" + request_id.str(),
                 request->partner.str() + " has not arrived by the time it gave. Ring them.",
                 ring_of(deciding.state(), incident, request->partner));
}

void cancel_requests(Deciding& deciding, const IncidentId& id) {
  std::vector<RequestId> going;
  for (const auto& request : deciding.incident(id)->requests) {
    if (under_way(request.state)) going.push_back(request.id);
  }
  for (const auto& request_id : going) {
    deciding.conclude(PartnerMoved{.incident = id, .request = request_id, .state = RequestState::cancelled});
    deciding.clear_timer(id, TimerKind::partner_ack, request_id.str());
    deciding.clear_timer(id, TimerKind::partner_arrival, request_id.str());
    const Incident& incident = *deciding.incident(id);
    say_request(deciding, incident, *find_request(incident, request_id), RequestState::cancelled);
  }
}

} // namespace turnout::dispatch
