#include "decide.hpp"

namespace turnout::dispatch {

namespace {

std::string why_not(Deciding& deciding, const PersonErased& event) {
  if (event.by.empty()) return "whoever erases a person is named";
  const auto& open = deciding.state().by_person;
  if (const auto ids = open.find(event.person); ids != open.end() && !ids->second.empty())
    return event.person.str() + " is in the open incident " + ids->second.begin()->str() + ": close it first";
  if (find_person(deciding, event.person) == nullptr && event.texts.empty())
    return event.person.str() + " is not in the register, and nothing is written about them";
  return {};
}

} // namespace

// Their incidents keep their id: the figures of past months stay what they were.
void on(Deciding& deciding, const PersonErased& event) {
  auto no = why_not(deciding, event);
  if (no.empty() && find_person(deciding, event.person) != nullptr) {
    forget_person(deciding.state(), event.person);
    deciding.conclude(RegistryLoaded{.census = census(deciding.state())});
  }
  deciding.conclude(CommandAnswered{event.id, no.empty(), std::move(no), std::nullopt});
}

void on(Deciding& deciding, const RetentionApplied& event) {
  std::string no = event.by.empty() ? "whoever applies the retention rules is named" : "";
  deciding.conclude(CommandAnswered{event.id, no.empty(), std::move(no), std::nullopt});
}

} // namespace turnout::dispatch
