#include <turnout/domain/decision.hpp>

namespace turnout {

Event::Event() = default;
Event::Event(const Event& other) = default;
Event::Event(Event&& other) noexcept = default;
Event& Event::operator=(const Event& other) = default;
Event& Event::operator=(Event&& other) noexcept = default;
Event::~Event() = default;

bool operator==(const Event& a, const Event& b) {
  return static_cast<const Event::Kinds&>(a) == static_cast<const Event::Kinds&>(b);
}

Effect::Effect() = default;
Effect::Effect(const Effect& other) = default;
Effect::Effect(Effect&& other) noexcept = default;
Effect& Effect::operator=(const Effect& other) = default;
Effect& Effect::operator=(Effect&& other) noexcept = default;
Effect::~Effect() = default;

bool operator==(const Effect& a, const Effect& b) {
  return static_cast<const Effect::Kinds&>(a) == static_cast<const Effect::Kinds&>(b);
}

Decision::Decision() = default;
Decision::Decision(const Decision& other) = default;
Decision::Decision(Decision&& other) noexcept = default;
Decision& Decision::operator=(const Decision& other) = default;
Decision& Decision::operator=(Decision&& other) noexcept = default;
Decision::~Decision() = default;

bool operator==(const Decision& a, const Decision& b) {
  return static_cast<const Decision::Kinds&>(a) == static_cast<const Decision::Kinds&>(b);
}

bool journalled(const Event& event) noexcept {
  return !std::holds_alternative<HeartbeatReceived>(event) &&
         !std::holds_alternative<PositionReceived>(event) && !std::holds_alternative<RegistryChanged>(event);
}

Event as_kept(const Event& event) {
  if (journalled(event)) return event;
  return std::visit([]<class E>(const E&) { return Event(E{}); }, event);
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
