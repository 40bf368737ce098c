// What can still be read of a JSON object that is cut off or damaged.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace turnout::wire {

/// The string members `id` and `type` of the outermost object, as far as it can be followed. Escapes are not
/// undone: an id and a type have none.
struct Salvaged {
  std::optional<std::string> id;
  std::optional<std::string> type;
};

[[nodiscard]] Salvaged salvage(std::string_view damaged);

} // namespace turnout::wire
