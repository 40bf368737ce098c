// A glance at a payload that nobody has parsed, or may parse. Pure; nothing fails.
#pragma once

#include <string_view>

namespace turnout::engine {

/// The text of the member near the front of a JSON object, without parsing the whole; empty if not found.
/// `quoted` is the member's name between its quotation marks.
[[nodiscard]] inline std::string_view peek(std::string_view payload, std::string_view quoted) {
  auto at = payload.find(quoted);
  if (at == std::string_view::npos) return {};
  payload.remove_prefix(at + quoted.size());
  at = payload.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos || payload[at] != ':') return {};
  payload.remove_prefix(at + 1);
  at = payload.find_first_not_of(" \t\r\n");
  if (at == std::string_view::npos || payload[at] != '"') return {};
  payload.remove_prefix(at + 1);
  return payload.substr(0, payload.find('"'));
}

} // namespace turnout::engine
