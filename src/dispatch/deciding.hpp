// One event being decided: collects what is concluded and folds it into the state at once, so that a later
// conclusion sees the earlier ones. Lives for one call of decide, on the deciding thread.
#pragma once

#include <turnout/dispatch/dispatcher.hpp>

namespace turnout::dispatch {

class Deciding {
public:
  Deciding(State& state, const Context& context) : state_(state), context_(context) {}

  [[nodiscard]] State& state() noexcept { return state_; }
  [[nodiscard]] const Travel& travel() const noexcept { return *context_.travel; }
  [[nodiscard]] WallTime now() const noexcept { return context_.stamp.at; }
  [[nodiscard]] std::vector<Decision> take() { return std::move(decisions_); }

  /// A use for them is looked for once all else is decided.
  void freed(ResponderId who) { freed_.push_back(std::move(who)); }
  /// Who has become free in this record without saying no, and was not yet looked at.
  [[nodiscard]] std::vector<ResponderId> take_freed() { return std::exchange(freed_, {}); }

  /// Records the decision, folds it, and tells integrators where it moved an incident.
  void conclude(Decision decision);

  /// A message to the outside, under a key made from this record.
  void owe(Effect effect);

  /// The open incident (one closed by this very record included), or nullptr.
  [[nodiscard]] const Incident* incident(const IncidentId& id) const;

  void set_timer(const IncidentId& id, TimerKind kind, std::string ref, WallTime due_at);
  void clear_timer(const IncidentId& id, TimerKind kind, const std::string& ref);

  /// Tells a human. One open alert per incident and code: a second one is said again, not doubled.
  void alert(const std::optional<IncidentId>& id, HumanRole role, std::string code, std::string text,
             std::string ring = {});

  /// What the alert was about has mended itself.
  void clear_alert(const IncidentId& id, const std::string& code);

  /// Ids derive from the record's place in the journal, so they hold across machines and restarts.
  [[nodiscard]] IncidentId new_incident_id() { return IncidentId(derived("I")); }
  [[nodiscard]] OfferId new_offer_id() { return OfferId(derived("O")); }
  [[nodiscard]] RequestId new_request_id() { return RequestId(derived("Q")); }

private:
  [[nodiscard]] std::string derived(std::string_view prefix);
  void note_freed(const Decision& decision);

  State& state_;
  const Context& context_;
  std::vector<Decision> decisions_;
  std::vector<ResponderId> freed_;
  int ids_ = 0;
  int effects_ = 0;
};

} // namespace turnout::dispatch
