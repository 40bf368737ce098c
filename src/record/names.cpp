#include "names.hpp"

#include <turnout/record/json.hpp>

namespace turnout::record {

namespace {

template <class Variant>
std::string_view kind(const Variant& value) noexcept {
  return std::visit([](const auto& held) { return type_name<std::remove_cvref_t<decltype(held)>>; }, value);
}

} // namespace

template <class E>
std::string_view name_of(E value) noexcept {
  const auto index = static_cast<std::size_t>(value);
  return index < enum_names<E>.size() ? enum_names<E>[index] : std::string_view();
}

template <class E>
std::optional<E> enum_of(std::string_view name) noexcept {
  for (std::size_t i = 0; i < enum_names<E>.size(); ++i) {
    if (enum_names<E>[i] == name) return static_cast<E>(i);
  }
  return std::nullopt;
}

std::string_view kind_of(const Event& event) noexcept {
  return kind(event);
}

std::string_view kind_of(const Decision& decision) noexcept {
  return kind(decision);
}

std::string_view kind_of(const Effect& effect) noexcept {
  return kind(effect);
}

#define TURNOUT_ENUM_NAMES(E)                                                                                \
  template std::string_view name_of(E) noexcept;                                                             \
  template std::optional<E> enum_of(std::string_view) noexcept;

TURNOUT_ENUM_NAMES(AlarmClass)
TURNOUT_ENUM_NAMES(AlarmType)
TURNOUT_ENUM_NAMES(Doubt)
TURNOUT_ENUM_NAMES(AckStatus)
TURNOUT_ENUM_NAMES(AlarmPath)
TURNOUT_ENUM_NAMES(ResponderKind)
TURNOUT_ENUM_NAMES(Service)
TURNOUT_ENUM_NAMES(Need)
TURNOUT_ENUM_NAMES(Action)
TURNOUT_ENUM_NAMES(Unless)
TURNOUT_ENUM_NAMES(HumanRole)
TURNOUT_ENUM_NAMES(DutyState)
TURNOUT_ENUM_NAMES(LinkState)
TURNOUT_ENUM_NAMES(ReplyAnswer)
TURNOUT_ENUM_NAMES(Stage)
TURNOUT_ENUM_NAMES(Outcome)
TURNOUT_ENUM_NAMES(Referral)
TURNOUT_ENUM_NAMES(RequestState)
TURNOUT_ENUM_NAMES(CommandKind)
TURNOUT_ENUM_NAMES(FirstContact)
TURNOUT_ENUM_NAMES(FollowUpResult)
TURNOUT_ENUM_NAMES(DisputeStep)
TURNOUT_ENUM_NAMES(RecordPart)
TURNOUT_ENUM_NAMES(ViewReason)
TURNOUT_ENUM_NAMES(ErasureReason)
TURNOUT_ENUM_NAMES(SenderKind)
TURNOUT_ENUM_NAMES(FeedbackStage)
TURNOUT_ENUM_NAMES(AssignmentState)
TURNOUT_ENUM_NAMES(OfferMoment)
TURNOUT_ENUM_NAMES(OfferEnd)
TURNOUT_ENUM_NAMES(ReleaseWhy)
TURNOUT_ENUM_NAMES(RungResult)
TURNOUT_ENUM_NAMES(TimerKind)
TURNOUT_ENUM_NAMES(Phase)
TURNOUT_ENUM_NAMES(OfferState)
TURNOUT_ENUM_NAMES(Hold)

#undef TURNOUT_ENUM_NAMES

} // namespace turnout::record
