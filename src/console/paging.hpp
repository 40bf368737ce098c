// Numbers in a query, and how long a page may be. Pure, any thread; what is no number is refused.
#pragma once

#include <charconv>
#include <cstddef>
#include <string_view>

namespace turnout::console {

inline constexpr std::size_t page_max = 500;

/// The whole text is a number, which `number` then is.
template <class Number>
[[nodiscard]] bool read_number(std::string_view text, Number& number) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc{} && end == text.data() + text.size() && !text.empty();
}

} // namespace turnout::console
