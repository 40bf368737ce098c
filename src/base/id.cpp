#include <turnout/base/id.hpp>

#include <algorithm>

namespace turnout {

bool valid_id(std::string_view text) noexcept {
  constexpr std::size_t id_length_max = 64;
  const auto fit = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == ':' || c == '-';
  };
  return !text.empty() && text.size() <= id_length_max && std::all_of(text.begin(), text.end(), fit);
}

} // namespace turnout
