#include <turnout/engine/speaker.hpp>

namespace turnout::engine {

namespace {

std::optional<PersonId> person_in(const Effect& effect) {
  if (const auto* assignment = std::get_if<SendAssignment>(&effect)) {
    return assignment->state == AssignmentState::assigned ? assignment->person : std::nullopt;
  }
  const auto* request = std::get_if<SendRequest>(&effect);
  return request != nullptr && request->state == RequestState::requested ? request->person : std::nullopt;
}

struct Whereabouts {
  std::optional<TextId> place;
  std::optional<TextId> callback;
};
Whereabouts whereabouts_in(const Effect& effect) {
  if (const auto* assignment = std::get_if<SendAssignment>(&effect))
    return {assignment->place, assignment->callback};
  const auto* request = std::get_if<SendRequest>(&effect);
  if (request == nullptr || request->state != RequestState::requested) return {};
  return {request->place, request->callback};
}

std::optional<ResponderId> responder_in(const Effect& effect) {
  const auto* feedback = std::get_if<SendFeedback>(&effect);
  return feedback == nullptr ? std::nullopt : feedback->responder;
}

} // namespace

void Speaker::send(const OwedEffect& owed, std::function<void()> taken) {
  wire::Entitled entitled;
  if (const auto person = person_in(owed.effect)) {
    entitled.person = deps_.registry.person(*person);
    if (const Person* row = deps_.known(*person)) {
      entitled.risks = row->risk_flags;
      entitled.home = row->home;
    }
  }
  const auto [place, callback] = whereabouts_in(owed.effect);
  if (place) entitled.place = deps_.text(*place);
  if (callback) entitled.callback = deps_.text(*callback);
  if (const auto responder = responder_in(owed.effect))
    entitled.responder = deps_.registry.responder(*responder);
  auto message = wire::encode(deps_.topic_root, owed.key, owed.effect, deps_.clock.now(), entitled);
  refused_ = false;
  if (!message) return taken();
  refused_ = !deps_.publish(std::move(*message), std::move(taken));
}

} // namespace turnout::engine
