// The words of an enumeration as they stand in files: the enumerator without its trailing underscore.
// Pure, any thread, no failure.
#pragma once

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace turnout::config {

[[nodiscard]] constexpr std::string_view without_underscore(std::string_view name) {
  if (name.ends_with('_')) name.remove_suffix(1);
  return name;
}

template <class E>
[[nodiscard]] std::span<const std::string_view> words_of() {
  static const std::vector<std::string_view> words = [] {
    std::vector<std::string_view> made;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>(
        [&](auto d) { made.push_back(without_underscore(d.name)); });
    return made;
  }();
  return words;
}

template <class E>
[[nodiscard]] std::optional<E> enum_named(std::string_view word) {
  std::optional<E> found;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (without_underscore(d.name) == word) found = d.value;
  });
  return found;
}

template <class E>
[[nodiscard]] std::string_view word_of(E value) {
  std::string_view word;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<E>>([&](auto d) {
    if (d.value == value) word = without_underscore(d.name);
  });
  return word;
}

} // namespace turnout::config
