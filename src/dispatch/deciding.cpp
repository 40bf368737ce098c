#include "deciding.hpp"

#include <turnout/record/json.hpp>

#include <algorithm>

namespace turnout::dispatch {

namespace {

/// Decisions that integrators and wallboards hear of.
bool is_transition(const Decision& decision) {
  return std::visit(
      []<class D>(const D&) {
        return std::is_same_v<D, IncidentOpened> || std::is_same_v<D, AlarmJoined> ||
               std::is_same_v<D, Raised> || std::is_same_v<D, OfferMade> || std::is_same_v<D, OfferClosed> ||
               std::is_same_v<D, Assigned> || std::is_same_v<D, Released> || std::is_same_v<D, Reinstated> ||
               std::is_same_v<D, Progressed> || std::is_same_v<D, RungReached> ||
               std::is_same_v<D, PartnerAsked> || std::is_same_v<D, PartnerMoved> ||
               std::is_same_v<D, Answered> || std::is_same_v<D, ResponseDecided> ||
               std::is_same_v<D, ResponseStopped> || std::is_same_v<D, Closed>;
      },
      decision);
}

std::optional<ResponderId> responder_of(const Incident& incident, const Decision& decision) {
  return std::visit(
      [&]<class D>(const D& d) -> std::optional<ResponderId> {
        if constexpr (requires {
                        { d.responder } -> std::same_as<const ResponderId&>;
                      }) {
          return d.responder;
        } else if constexpr (requires {
                               { d.offer } -> std::same_as<const OfferId&>;
                             }) {
          const auto offer = std::find_if(incident.offers.begin(), incident.offers.end(),
                                          [&](const Offer& o) { return o.id == d.offer; });
          if (offer != incident.offers.end()) return offer->responder;
        }
        return std::nullopt;
      },
      decision);
}

} // namespace

void Deciding::conclude(Decision decision) {
  decisions_.push_back(std::move(decision));
  evolve(state_, context_.stamp, decisions_.back());
  note_freed(decisions_.back());
  if (!is_transition(decisions_.back())) return;
  const IncidentId* id = incident_of(decisions_.back());
  const Incident* now_open = id != nullptr ? incident(*id) : nullptr;
  if (now_open == nullptr) return;
  owe(SendTransition{.incident = now_open->id,
                     .cls = now_open->cls,
                     .state = std::string(record::name_of(phase_of(*now_open))),
                     .what = std::string(record::kind_of(decisions_.back())),
                     .at = now(),
                     .responder = responder_of(*now_open, decisions_.back())});
}

void Deciding::note_freed(const Decision& decision) {
  const auto* ended = std::get_if<OfferClosed>(&decision);
  const auto* released = std::get_if<Released>(&decision);
  const bool for_another = (ended != nullptr && ended->end == OfferEnd::superseded) ||
                           (released != nullptr && released->why == ReleaseWhy::replaced);
  if (!for_another) return;
  const Incident* of = incident(*incident_of(decision));
  if (auto who = of == nullptr ? std::nullopt : responder_of(*of, decision))
    freed_.push_back(std::move(*who));
}

void Deciding::owe(Effect effect) {
  const auto& stamp = context_.stamp;
  decisions_.emplace_back(
      EffectOwed{EffectKey(std::to_string(stamp.epoch) + "-" + std::to_string(stamp.sequence) + "." +
                           std::to_string(++effects_)),
                 std::move(effect)});
}

const Incident* Deciding::incident(const IncidentId& id) const {
  const auto found = state_.facts.open.find(id);
  return found == state_.facts.open.end() ? nullptr : &found->second;
}

void Deciding::set_timer(const IncidentId& id, TimerKind kind, std::string ref, WallTime due_at) {
  conclude(TimerSet{id, kind, std::move(ref), due_at});
}

void Deciding::clear_timer(const IncidentId& id, TimerKind kind, const std::string& ref) {
  const Incident* found = incident(id);
  if (found == nullptr) return;
  const bool armed = std::any_of(found->timers.begin(), found->timers.end(),
                                 [&](const Timer& t) { return t.kind == kind && t.ref == ref; });
  if (armed) conclude(TimerCleared{id, kind, ref});
}

void Deciding::alert(const std::optional<IncidentId>& id, HumanRole role, std::string code, std::string text,
                     std::string ring) {
  const std::vector<OpenAlert>* open = &state_.facts.system.alerts;
  if (id) {
    const Incident* found = incident(*id);
    if (found == nullptr) return;
    open = &found->alerts;
  }
  const auto same = std::find_if(open->begin(), open->end(),
                                 [&](const OpenAlert& a) { return a.code == code && a.role == role; });
  const AlertId alert_id = same != open->end() ? same->id : AlertId(derived("A"));
  if (same == open->end()) conclude(AlertRaised{alert_id, id, role, code, text, ring});
  owe(SendAlert{alert_id, id, role, std::move(code), std::move(text), std::move(ring), now()});
}

void Deciding::clear_alert(const IncidentId& id, const std::string& code) {
  const auto& alerts = incident(id)->alerts;
  const auto open =
      std::find_if(alerts.begin(), alerts.end(), [&](const OpenAlert& alert) { return alert.code == code; });
  if (open != alerts.end()) conclude(AlertCleared{open->id, id, std::nullopt});
}

std::string Deciding::derived(std::string_view prefix) {
  const auto& stamp = context_.stamp;
  std::string id(prefix);
  id += std::to_string(stamp.epoch) + "-" + std::to_string(stamp.sequence);
  if (++ids_ > 1) id += "-" + std::to_string(ids_);
  return id;
}

} // namespace turnout::dispatch
