#include "turnout/accounts/accounts.hpp"
#include "turnout/base/id.hpp"

#include <algorithm>
#include <array>

namespace turnout::accounts {
namespace {

constexpr std::array<std::string_view, 6> role_names = {"operator",     "supervisor", "administrator",
                                                        "commissioner", "wallboard",  "care_team"};

} // namespace

std::string_view name_of(Role role) noexcept {
  return role_names[static_cast<std::size_t>(role)];
}

std::optional<Role> role_of(std::string_view name) noexcept {
  const auto* const found = std::find(role_names.begin(), role_names.end(), name);
  if (found == role_names.end()) return std::nullopt;
  return static_cast<Role>(found - role_names.begin());
}

bool names_a_human(std::string_view name) noexcept {
  constexpr std::array<std::string_view, 14> nobody = {
      "system",  "operator", "admin", "administrator", "root",    "user",     "anonymous",
      "unknown", "nobody",   "none",  "null",          "turnout", "turnoutd", "console"};
  std::string lower(name);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const bool has_letter =
      std::any_of(lower.begin(), lower.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return valid_id(name) && has_letter && std::find(nobody.begin(), nobody.end(), lower) == nobody.end();
}

} // namespace turnout::accounts
