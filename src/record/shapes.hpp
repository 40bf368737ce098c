// What kind of thing a type is, as far as the codec treats it differently.
#pragma once

#include <turnout/base/id.hpp>
#include <turnout/base/time.hpp>
#include <turnout/base/units.hpp>

#include <optional>
#include <set>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace turnout::record {

template <class T>
inline constexpr bool is_id = false;
template <class Tag>
inline constexpr bool is_id<Id<Tag>> = true;

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

template <class T>
inline constexpr bool is_set = false;
template <class T>
inline constexpr bool is_set<std::set<T>> = true;

template <class T>
inline constexpr bool is_list = is_vector<T> || is_set<T>;

template <class T>
inline constexpr bool is_pair = false;
template <class A, class B>
inline constexpr bool is_pair<std::pair<A, B>> = true;

/// Event, Decision and Effect.
template <class T>
inline constexpr bool is_variant = requires {
  typename T::Kinds;
};

} // namespace turnout::record
