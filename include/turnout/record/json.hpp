// Described values to JSON text and back: the byte form of events, decisions and rows. Writing is canonical
// (members in the order described, no spaces), so equal values give equal bytes. Reading ignores unknown
// members and leaves missing ones at their default: an old journal stays readable for ever. Pure functions,
// any thread. Writing cannot fail; reading yields an Error that names the member.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/domain/incident.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace turnout::record {

/// Instantiated for: Event, Decision, std::vector<Decision>, Effect, Record, Candidate,
/// std::vector<Candidate>, Incident, HubFacts, ResponderFacts, PartnerFacts, SystemFacts, Person,
/// PersonDetails, Responder, ResponderDetails, Base, PlanBook.
template <class T>
[[nodiscard]] std::string to_json(const T& value);

template <class T>
[[nodiscard]] Result<T> from_json(std::string_view text);

/// The described name of an enumerator without its trailing underscore: "operator" for HumanRole::operator_.
template <class E>
[[nodiscard]] std::string_view name_of(E value) noexcept;

/// The enumerator of that name, or nullopt.
template <class E>
[[nodiscard]] std::optional<E> enum_of(std::string_view name) noexcept;

/// "IncidentOpened": the kind of an event, decision or effect.
[[nodiscard]] std::string_view kind_of(const Event& event) noexcept;
[[nodiscard]] std::string_view kind_of(const Decision& decision) noexcept;
[[nodiscard]] std::string_view kind_of(const Effect& effect) noexcept;

} // namespace turnout::record
