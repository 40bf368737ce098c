// Who may use which route: the one table of it. Pure, any thread; cannot fail.
#pragma once

#include "turnout/accounts/accounts.hpp"

#include <initializer_list>
#include <string>
#include <string_view>

namespace turnout::console {

class RoleSet {
public:
  constexpr RoleSet() = default;
  constexpr RoleSet(std::initializer_list<accounts::Role> roles) {
    for (const auto role : roles)
      bits_ |= bit(role);
  }
  [[nodiscard]] constexpr bool has(accounts::Role role) const noexcept { return (bits_ & bit(role)) != 0; }

private:
  static constexpr unsigned bit(accounts::Role role) { return 1U << static_cast<unsigned>(role); }
  unsigned bits_ = 0;
};

/// The turnoutctl token, or somebody signed in.
struct Caller {
  bool token = false;
  std::string name; ///< empty with the token
  std::string shown;
  accounts::Role role = accounts::Role::wallboard;
  std::string secret; ///< of the session

  [[nodiscard]] bool may(RoleSet roles) const noexcept { return token || (!name.empty() && roles.has(role)); }
  [[nodiscard]] std::string role_name() const {
    return token ? "token" : std::string(accounts::name_of(role));
  }
};

/// Those who work on cases, and so may see who somebody is.
inline constexpr RoleSet case_workers = {accounts::Role::operator_, accounts::Role::supervisor};

/// Nobody signed in, where the table does not name the route.
[[nodiscard]] RoleSet roles_of(std::string_view method, std::string_view path) noexcept;

/// Which views of the live stream a role gets.
[[nodiscard]] RoleSet roles_of_view(std::string_view view) noexcept;

/// What a browser says of who asks. Absent headers are empty.
struct Origin {
  std::string_view fetch_site; ///< Sec-Fetch-Site
  std::string_view origin;
  std::string_view host;
};

/// A page of ours asks, or no browser does where that is allowed.
[[nodiscard]] bool from_our_page(const Origin& said) noexcept;
[[nodiscard]] bool from_elsewhere(const Origin& said) noexcept;

} // namespace turnout::console
