// Names of enumerators and of types as text, made while compiling.
#pragma once

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <array>
#include <cstddef>
#include <string_view>

namespace turnout::record {

constexpr std::string_view without_trailing_underscore(std::string_view name) {
  if (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

/// Names by value; an enumeration that does not count from 0 without a gap does not compile.
template <class E>
inline constexpr auto enum_names = [] {
  using Enumerators = boost::describe::describe_enumerators<E>;
  std::array<std::string_view, boost::mp11::mp_size<Enumerators>::value> names{};
  boost::mp11::mp_for_each<Enumerators>([&names](auto enumerator) {
    names[static_cast<std::size_t>(enumerator.value)] = without_trailing_underscore(enumerator.name);
  });
  return names;
}();

template <class T>
constexpr std::string_view pretty_function() {
  return __PRETTY_FUNCTION__;
}

/// "IncidentOpened" for turnout::IncidentOpened. gcc and clang both print `T = turnout::IncidentOpened`.
template <class T>
inline constexpr std::string_view type_name = [] {
  std::string_view text = pretty_function<T>();
  constexpr std::string_view mark = "T = ";
  text.remove_prefix(text.find(mark) + mark.size());
  text = text.substr(0, text.find_first_of(";]"));
  return text.substr(text.rfind(':') + 1);
}();

} // namespace turnout::record
