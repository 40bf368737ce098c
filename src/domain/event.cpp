#include <turnout/domain/decision.hpp>

namespace turnout {

bool journalled(const Event& event) noexcept {
  return !std::holds_alternative<HeartbeatReceived>(event) &&
         !std::holds_alternative<PositionReceived>(event) && !std::holds_alternative<RegistryChanged>(event);
}

const MessageId* asked_by_hand(const Event& event) noexcept {
  return std::visit(
      []<class E>(const E& e) -> const MessageId* {
        if constexpr (requires {
                        { e.id } -> std::same_as<const MessageId&>;
                        { e.by } -> std::same_as<const OperatorId&>;
                      }) {
          return &e.id;
        } else {
          return nullptr;
        }
      },
      event);
}

bool must_arrive(const Effect& effect) noexcept {
  return !std::holds_alternative<SendTransition>(effect) && !std::holds_alternative<AskPosition>(effect);
}

const IncidentId* incident_of(const Decision& decision) noexcept {
  return std::visit(
      [](const auto& d) -> const IncidentId* {
        if constexpr (requires {
                        { d.incident } -> std::same_as<const IncidentId&>;
                      }) {
          return &d.incident;
        } else if constexpr (requires {
                               { d.incident } -> std::same_as<const std::optional<IncidentId>&>;
                             }) {
          return d.incident ? &*d.incident : nullptr;
        } else {
          return nullptr;
        }
      },
      decision);
}

} // namespace turnout
