// Who may sign in to the console, and who is signed in: one SQLite file of its own, beside the journal, never
// in it. Any thread; `sign_in`, `add` and `set_password` take a tenth of a second and 64 MiB each, by design.
// Passwords are kept as argon2id, sessions as hashes of their secrets. Nothing throws; an Error names the
// file and the mend. An OpenID provider would stand beside `sign_in` and end in the same `Session`.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/base/time.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::accounts {

enum class Role : std::uint8_t { operator_, supervisor, administrator, commissioner, wallboard, care_team };

[[nodiscard]] std::string_view name_of(Role role) noexcept;
[[nodiscard]] std::optional<Role> role_of(std::string_view name) noexcept;

/// A named human: fit to be an id, and not a word that stands for nobody.
[[nodiscard]] bool names_a_human(std::string_view name) noexcept;

inline constexpr std::size_t password_least = 10;
inline constexpr std::size_t password_most = 1024;

struct User {
  std::string name;  ///< the id that stands in the record
  std::string shown; ///< for screens
  Role role = Role::operator_;
  bool disabled = false;
};

struct Limits {
  Duration idle = 30min; ///< without a request
  Duration whole = 12h;  ///< from signing in
  int wrong_most = 5;    ///< wrong passwords in a row before the name is locked
  Duration locked_first = 30s;
  Duration locked_most = 15min; ///< it doubles with each further wrong one
};

struct Session {
  User user;
  WallTime ends_at; ///< at the latest
};

/// Either a session and its secret, or how long the name is locked, or neither: wrong.
struct SignIn {
  std::optional<Session> session;
  std::string secret; ///< 64 hex digits; shown this once
  std::optional<Duration> locked_for;
};

class Accounts {
public:
  /// Opens or makes the file (mode 0600). It has no users at first, and no password of its own.
  [[nodiscard]] static Result<std::unique_ptr<Accounts>> open(const std::string& path,
                                                              const Limits& limits = {});
  ~Accounts();

  [[nodiscard]] const Limits& limits() const noexcept;

  // ---- users; a change of password or a disabling ends the user's sessions ----

  [[nodiscard]] Status add(const User& user, std::string_view password);
  [[nodiscard]] Status set_password(const std::string& name, std::string_view password);
  [[nodiscard]] Status set_disabled(const std::string& name, bool disabled);
  [[nodiscard]] Result<std::vector<User>> list();

  // ---- sessions ----

  /// Takes as long for a name that is not there as for one that is.
  [[nodiscard]] Result<SignIn> sign_in(const std::string& name, std::string_view password, WallTime now);
  /// Nothing for a secret that opens nothing now. `touch`: this is a sign of life of the human.
  [[nodiscard]] Result<std::optional<Session>> session(std::string_view secret, WallTime now, bool touch);
  [[nodiscard]] Status sign_out(std::string_view secret);

private:
  class Impl;
  explicit Accounts(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

} // namespace turnout::accounts
