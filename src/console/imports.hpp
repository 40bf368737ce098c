// Registry files and plans, live: read whole, stored whole, then told to the rules; or refused whole with
// every problem. Called on the importing thread; the lanes may make it wait. Never throws for any bytes.
#pragma once

#include "desk.hpp"
#include "turnout/store/registry.hpp"

namespace turnout::console {

enum class RegistryKind : std::uint8_t { people, responders, bases };

/// people, responders or bases.
[[nodiscard]] std::string_view file_of(RegistryKind kind) noexcept;

struct ImportDeps {
  store::SqliteRegistry& registry;
  const std::function<Result<PlanBook>()>& load_plans;
  Desk& desk;
};

/// What a file names must be known already: bases before responders, responders and plans before people.
[[nodiscard]] Answer import_rows(RegistryKind kind, std::string_view csv, const ImportDeps& deps);
/// One person entered by hand: stored and told to the rules, or the answer that says why not. `key_safe` left
/// out keeps the code that is there. Fills in whom `edited` is about.
[[nodiscard]] std::optional<Answer> import_person(std::map<std::string, std::string> members,
                                                  const ImportDeps& deps, PersonEdited& edited);
[[nodiscard]] Answer reload_plans(const std::function<Result<PlanBook>()>& load, Desk& desk);

} // namespace turnout::console
