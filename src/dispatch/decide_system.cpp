#include "decide.hpp"
#include "ladder.hpp"
#include "response.hpp"

#include <turnout/record/json.hpp>

#include <algorithm>
#include <map>
#include <utility>

namespace turnout::dispatch {

std::vector<CensusLine> census(const State& state) {
  std::map<std::pair<AreaId, std::string>, CensusLine> lines;
  for (const auto& [id, person] : state.reference.people) {
    CensusLine& line = lines[{person.area, person.gp_practice}];
    ++line.people;
    if (person.lives_alone) ++line.living_alone;
  }
  std::vector<CensusLine> all;
  all.reserve(lines.size());
  for (auto& [key, line] : lines) {
    line.area = key.first;
    line.gp_practice = key.second;
    all.push_back(std::move(line));
  }
  return all;
}

namespace {

bool never_left(const Offer& offer) {
  return offer.state == OfferState::expired && !offer.told_at;
}

} // namespace

void on(Deciding& deciding, const BrokerBack&) {
  deciding.state().telemetry.broker_back_at = deciding.now();
  std::vector<IncidentId> open;
  for (const auto& entry : deciding.state().facts.open)
    open.push_back(entry.first);
  for (const auto& id : open) {
    const Incident& incident = *deciding.incident(id);
    for (const auto& offer : incident.offers) {
      if (offer.state == OfferState::open && offer.expires_at > deciding.now())
        say_offer(deciding, incident, offer);
    }
    for (const auto& assignment : incident.assignments) {
      if (assignment.hold != Hold::released && assignment.stage == Stage::assigned) {
        say_assignment(deciding, incident, assignment.responder, assignment.offer, AssignmentState::assigned,
                       "");
      }
    }
    for (const auto& request : incident.requests) {
      if (request.state == RequestState::requested) {
        say_request(deciding, incident, request, RequestState::requested);
      }
    }
  }
  const auto waiting = deciding.state().starving;
  for (const auto& id : waiting) {
    const auto& offers = deciding.incident(id)->offers;
    if (std::any_of(offers.begin(), offers.end(), never_left))
      top_up(deciding, id, "phones can be reached again");
  }
}

void on(Deciding& deciding, const Unusable& event) {
  deciding.owe(SendError{event.from, event.sender, event.id, event.reason, event.member});
}

void on(Deciding& deciding, const RegistryChanged& event) {
  const auto before = census(deciding.state());
  take_registry(deciding.state(), event);
  auto now = census(deciding.state());
  RegistryLoaded loaded{.people = static_cast<int>(event.people.size()),
                        .responders = static_cast<int>(event.responders.size()),
                        .bases = static_cast<int>(event.bases.size()),
                        .whole = event.whole,
                        .census = {}};
  if (now != before) loaded.census = std::move(now);
  deciding.conclude(std::move(loaded));
}

void on(Deciding& deciding, const PlansChanged& event) {
  if (current_book(deciding.state()) == event.book) return;
  deciding.conclude(PlansLoaded{event.book});
}

void on(Deciding& deciding, const Quarantined& event) {
  const auto kind = record::enum_of<TimerKind>(event.timer);
  if (event.incident && kind && deciding.incident(*event.incident) != nullptr) {
    const Plan& plan = plan_of(deciding.state(), *deciding.incident(*event.incident));
    deciding.conclude(TimerFired{*event.incident, *kind, event.ref, Duration(0)});
    if (*kind == TimerKind::parked) end_parking(deciding, *event.incident);
    deciding.set_timer(*event.incident, TimerKind::review, "", deciding.now() + plan.review_every);
    return deciding.alert(
        event.incident, HumanRole::supervisor, "quarantined",
        "A step of this incident stopped the service twice and was set aside. Act by hand.");
  }
  if (event.topic == "hub silence") {
    // Off the clock until it is heard again: nobody else would look.
    deciding.conclude(HubSilent{HubId(event.ref), true});
    return deciding.alert(
        std::nullopt, HumanRole::supervisor, "quarantined_" + event.ref,
        "Hub " + event.ref +
            " is silent, and noticing that stopped the service twice. Look after it by hand.");
  }
  deciding.alert(std::nullopt, HumanRole::supervisor, "quarantined_" + event.raw.str().substr(0, 12),
                 "A message that stopped the service twice was set aside on " + event.topic +
                     ". Look at it.");
}

void on(Deciding& deciding, const StorageChanged& event) {
  if (deciding.state().facts.system.durable == event.durable) return;
  deciding.conclude(StorageSet{event.durable});
  if (!event.durable) {
    return deciding.alert(
        std::nullopt, HumanRole::supervisor, "storage",
        "The journal cannot be written. Dispatching goes on; hubs are told to use their other route.");
  }
  const auto alerts = deciding.state().facts.system.alerts;
  for (const auto& alert : alerts) {
    if (alert.code == "storage") deciding.conclude(AlertCleared{alert.id, std::nullopt, std::nullopt});
  }
}

} // namespace turnout::dispatch
