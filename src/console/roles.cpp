#include "roles.hpp"

#include <array>

namespace turnout::console {
namespace {

using accounts::Role;

constexpr RoleSet everyone = {Role::operator_,    Role::supervisor, Role::administrator,
                              Role::commissioner, Role::wallboard,  Role::care_team};
constexpr RoleSet centre = {Role::operator_, Role::supervisor, Role::administrator};
constexpr RoleSet numbers = {Role::operator_, Role::supervisor, Role::administrator, Role::wallboard};
constexpr RoleSet overseers = {Role::supervisor, Role::administrator};
constexpr RoleSet follow_up = {Role::operator_, Role::supervisor, Role::care_team};
constexpr RoleSet care_team = {Role::care_team};
// Who pays for the service and who answers for it.
constexpr RoleSet answerable = {Role::supervisor, Role::administrator, Role::commissioner};
constexpr RoleSet nobody; // a timer, with the token
constexpr RoleSet administrators = {Role::administrator};

struct Rule {
  std::string_view method;
  std::string_view path;
  RoleSet roles;
};

constexpr auto rules = std::to_array<Rule>({
    {"GET", "/api/v1/openapi.json", everyone},
    {"GET", "/api/v1/session", everyone},
    {"DELETE", "/api/v1/session", everyone},
    {"GET", "/api/v1/live", everyone},
    {"GET", "/api/v1/incidents", centre},
    {"POST", "/api/v1/incidents", case_workers},
    {"GET", "/api/v1/incidents/{id}", case_workers},
    {"GET", "/api/v1/incidents/{id}/story", case_workers},
    {"GET", "/api/v1/incidents/{id}/key-safe", case_workers},
    {"POST", "/api/v1/incidents/{id}/commands", case_workers},
    {"POST", "/api/v1/incidents/{id}/referrals", follow_up},
    {"GET", "/api/v1/incidents/{id}/handover", case_workers},
    {"GET", "/api/v1/review", care_team},
    {"POST", "/api/v1/incidents/{id}/disputes", answerable},
    {"GET", "/api/v1/responders", centre},
    {"POST", "/api/v1/responders/{id}/commands", case_workers},
    {"GET", "/api/v1/alerts", centre},
    {"POST", "/api/v1/alerts/{id}/commands", centre},
    {"GET", "/api/v1/people", case_workers},
    {"GET", "/api/v1/people/{id}", case_workers},
    {"PUT", "/api/v1/people/{id}", case_workers},
    {"POST", "/api/v1/people/{id}/erase", overseers},
    {"POST", "/api/v1/people/{id}/looks", overseers},
    {"GET", "/api/v1/hubs", centre},
    {"GET", "/api/v1/partners", centre},
    {"GET", "/api/v1/bases", centre},
    {"GET", "/api/v1/audit", overseers},
    {"GET", "/api/v1/reports", answerable},
    {"GET", "/api/v1/reports/{period}", answerable},
    {"GET", "/api/v1/reports/{period}/{file}", answerable},
    {"GET", "/api/v1/map", centre},
    {"POST", "/api/v1/handovers", case_workers},
    {"GET", "/api/v1/handovers/latest", case_workers},
    {"GET", "/api/v1/wallboard", numbers},
    {"POST", "/api/v1/plans/reload", overseers},
    {"POST", "/api/v1/retention", nobody},
    {"POST", "/api/v1/registry/people", administrators},
    {"POST", "/api/v1/registry/responders", administrators},
    {"POST", "/api/v1/registry/bases", administrators},
});

constexpr auto views = std::to_array<Rule>({
    {"", "incidents", case_workers},
    {"", "responders", centre},
    {"", "alerts", centre},
    {"", "partners", centre},
    {"", "bases", centre},
    {"", "wallboard", numbers},
    {"", "system", everyone},
});

/// "https://host:port" without its scheme.
std::string_view host_of(std::string_view origin) noexcept {
  const auto mark = origin.find("://");
  return mark == std::string_view::npos ? std::string_view() : origin.substr(mark + 3);
}

} // namespace

RoleSet roles_of(std::string_view method, std::string_view path) noexcept {
  for (const auto& rule : rules) {
    if (rule.method == method && rule.path == path) return rule.roles;
  }
  return {};
}

RoleSet roles_of_view(std::string_view view) noexcept {
  for (const auto& rule : views) {
    if (rule.path == view) return rule.roles;
  }
  return {};
}

bool from_our_page(const Origin& said) noexcept {
  if (!said.fetch_site.empty()) return said.fetch_site == "same-origin";
  return !said.origin.empty() && host_of(said.origin) == said.host;
}

bool from_elsewhere(const Origin& said) noexcept {
  const bool a_browser = !said.fetch_site.empty() || !said.origin.empty();
  return a_browser && !from_our_page(said);
}

} // namespace turnout::console
