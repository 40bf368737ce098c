#include "decide.hpp"
#include "ladder.hpp"
#include "response.hpp"

#include <turnout/record/json.hpp>

#include <algorithm>

namespace turnout::dispatch {

namespace {

void refuse(Deciding& deciding, const PartnerReplied& event, std::string reason) {
  deciding.owe(SendError{.to = SenderKind::partner,
                         .id = event.partner.str(),
                         .message = event.id,
                         .reason = std::move(reason),
                         .member = "request"});
}

/// They believe that something is owed which is not: they are told, and so is a human who can ring them.
void after_the_end(Deciding& deciding, const IncidentId& id, const PartnerRequest& request,
                   const PartnerReplied& event) {
  if (event.state == request.state) return;
  refuse(deciding, event,
         "This request has ended: " + std::string(record::name_of(request.state)) + ". Do not come for it.");
  const bool still_comes = event.state == RequestState::accepted || event.state == RequestState::arrived;
  if (!still_comes || request.state == RequestState::complete) return;
  deciding.alert(id, HumanRole::operator_, "partner_after_" + request.id.str(),
                 request.partner.str() + " says " + std::string(record::name_of(event.state)) +
                     " to a request that has ended. Ring them.",
                 ring_of(deciding.state(), *deciding.incident(id), request.partner));
}

} // namespace

void on(Deciding& deciding, const PartnerReplied& event) {
  const auto& index = deciding.state().by_request;
  const auto known = index.find(event.request);
  if (known == index.end()) return refuse(deciding, event, "This request is not open.");
  const IncidentId id = known->second;
  const auto& requests = deciding.incident(id)->requests;
  const auto request = std::find_if(requests.begin(), requests.end(),
                                    [&](const PartnerRequest& r) { return r.id == event.request; });
  if (request->partner != event.partner)
    return refuse(deciding, event, "This request was made to another partner.");
  if (seen_before(deciding, SenderKind::partner, event.partner.str(), event.id)) return;
  const bool ended = request->state == RequestState::cancelled || request->state == RequestState::rejected ||
                     request->state == RequestState::complete;
  // Only the partner's own states, and never backwards: a late acknowledgement does not undo an arrival.
  const bool forward = event.state > request->state && event.state != RequestState::cancelled;
  const bool refuses_late = event.state == RequestState::rejected && request->state >= RequestState::arrived;
  const bool news = event.reference || event.eta_at;
  if (ended) return after_the_end(deciding, id, *request, event);
  if (refuses_late || (!forward && !news)) return;
  const RequestState state = forward ? event.state : request->state;
  const WallTime arrives = event.eta_at.value_or(request->eta_at.value_or(request->arrive_by));
  deciding.conclude(PartnerMoved{id, event.request, state, event.reference, event.eta_at, event.reason});
  deciding.clear_timer(id, TimerKind::partner_ack, event.request.str());
  if (state != RequestState::rejected) deciding.clear_alert(id, "partner_" + event.request.str());
  switch (state) {
  case RequestState::acknowledged:
  case RequestState::accepted:
    if (arrives > request->arrive_by) {
      deciding.alert(id, HumanRole::operator_, "partner_eta_" + event.request.str(),
                     event.partner.str() + " will come later than agreed. Ring them.",
                     ring_of(deciding.state(), *deciding.incident(id), event.partner));
    } else {
      deciding.clear_alert(id, "partner_eta_" + event.request.str());
    }
    return deciding.set_timer(id, TimerKind::partner_arrival, event.request.str(), arrives);
  case RequestState::rejected:
    return partner_failed(deciding, id, event.request, "has rejected the request");
  case RequestState::arrived:
  case RequestState::complete:
    deciding.clear_timer(id, TimerKind::partner_arrival, event.request.str());
    deciding.clear_alert(id, "partner_late_" + event.request.str());
    deciding.clear_alert(id, "partner_eta_" + event.request.str());
    if (attended(*deciding.incident(id))) deciding.clear_alert(id, "left_alone");
    say_when_all_are_clear(deciding, id);
    return weigh_forecast(deciding, id);
  case RequestState::requested:
  case RequestState::cancelled:
    return;
  }
}

} // namespace turnout::dispatch
