#include "turnout/accounts/accounts.hpp"

#include "secrets.hpp"
#include "user_file.hpp"

#include <sodium.h>

#include <algorithm>
#include <map>
#include <mutex>

namespace turnout::accounts {
namespace {

constexpr Duration seen_written_every = 15s;
constexpr std::size_t names_remembered_max = 10'000;

std::int64_t ms(WallTime at) {
  return at.time_since_epoch().count();
}

User user_from(const UserFile::Query& row) {
  return {row.text(0), row.text(1), role_of(row.text(2)).value_or(Role::wallboard), row.number(3) != 0};
}

Error no_such_user(const std::string& name) {
  return {"there is no user " + name + "; turnoutctl user list names all"};
}

Result<std::string> hash_for(std::string_view password) {
  if (password.size() < password_least || password.size() > password_most) {
    return Error{"the password must have " + std::to_string(password_least) + " to " +
                 std::to_string(password_most) + " characters; three or four words are good"};
  }
  auto hash = hashed(password);
  if (!hash) return Error{"too little memory to hash a password: 64 MiB are needed"};
  return *hash;
}

} // namespace

class Accounts::Impl {
public:
  Impl(UserFile file, const Limits& limits) : limits_(limits), file_(std::move(file)) {}

  struct Wrong {
    int in_a_row = 0;
    WallTime until;
  };

  std::optional<Duration> locked(const std::string& name, WallTime now) {
    const std::lock_guard lock(mutex_);
    const auto found = wrong_.find(name);
    if (found == wrong_.end() || found->second.until <= now) return std::nullopt;
    return found->second.until - now;
  }

  void was_wrong(const std::string& name, WallTime now) {
    const std::lock_guard lock(mutex_);
    if (wrong_.size() >= names_remembered_max)
      std::erase_if(wrong_, [&](const auto& one) { return one.second.until <= now; });
    Wrong& wrong = wrong_[name];
    const int over = ++wrong.in_a_row - limits_.wrong_most;
    if (over < 0) return;
    Duration span = limits_.locked_first;
    for (int i = 0; i < over && span < limits_.locked_most; ++i)
      span *= 2;
    wrong.until = now + std::min(span, limits_.locked_most);
  }

  void was_right(const std::string& name) {
    const std::lock_guard lock(mutex_);
    wrong_.erase(name);
  }

  Limits limits_;
  std::mutex mutex_; ///< for the file and the map
  UserFile file_;
  std::map<std::string, Wrong> wrong_;
};

Accounts::Accounts(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Accounts::~Accounts() = default;

const Limits& Accounts::limits() const noexcept {
  return impl_->limits_;
}

Result<std::unique_ptr<Accounts>> Accounts::open(const std::string& path, const Limits& limits) {
  if (sodium_init() < 0) return Error{"libsodium did not start: reinstall libsodium23"};
  auto file = UserFile::open(path);
  if (!file) return Error{file.error()};
  return std::unique_ptr<Accounts>(new Accounts(std::make_unique<Impl>(std::move(file).value(), limits)));
}

Status Accounts::add(const User& user, std::string_view password) {
  if (!names_a_human(user.name)) {
    return Error{"a user's name is 1 to 64 of A-Z a-z 0-9 . _ : - with a letter in it, and no word that "
                 "stands for nobody, like operator or admin"};
  }
  const auto hash = hash_for(password);
  if (!hash) return Error{hash.error()};
  const std::lock_guard lock(impl_->mutex_);
  auto insert = impl_->file_.query("INSERT INTO user VALUES(?,?,?,?,?) ON CONFLICT DO NOTHING");
  insert.bind(user.name)
      .bind(user.shown)
      .bind(name_of(user.role))
      .bind(hash.value())
      .bind(user.disabled ? 1 : 0);
  auto done = impl_->file_.done(insert.step());
  if (done && impl_->file_.changes() == 0)
    return Error{user.name + " is a user already; turnoutctl user password sets a new password"};
  return done;
}

Status Accounts::set_password(const std::string& name, std::string_view password) {
  const auto hash = hash_for(password);
  if (!hash) return Error{hash.error()};
  const std::lock_guard lock(impl_->mutex_);
  auto update = impl_->file_.query("UPDATE user SET password=? WHERE name=?");
  if (auto done = impl_->file_.done(update.bind(hash.value()).bind(name).step()); !done) return done;
  if (impl_->file_.changes() == 0) return no_such_user(name);
  return impl_->file_.done(impl_->file_.query("DELETE FROM session WHERE user=?").bind(name).step());
}

Status Accounts::set_disabled(const std::string& name, bool disabled) {
  const std::lock_guard lock(impl_->mutex_);
  auto update = impl_->file_.query("UPDATE user SET disabled=? WHERE name=?");
  if (auto done = impl_->file_.done(update.bind(disabled ? 1 : 0).bind(name).step()); !done) return done;
  if (impl_->file_.changes() == 0) return no_such_user(name);
  if (!disabled) return ok_status();
  return impl_->file_.done(impl_->file_.query("DELETE FROM session WHERE user=?").bind(name).step());
}

Result<std::vector<User>> Accounts::list() {
  const std::lock_guard lock(impl_->mutex_);
  auto rows = impl_->file_.query("SELECT name, shown, role, disabled FROM user ORDER BY name");
  std::vector<User> users;
  int rc = rows.step();
  for (; rc == SQLITE_ROW; rc = rows.step())
    users.push_back(user_from(rows));
  if (auto done = impl_->file_.done(rc); !done) return Error{done.error()};
  return users;
}

Result<SignIn> Accounts::sign_in(const std::string& name, std::string_view password, WallTime now) {
  SignIn answer;
  answer.locked_for = impl_->locked(name, now);
  if (answer.locked_for) return answer;
  std::optional<User> user;
  std::string hash;
  {
    const std::lock_guard lock(impl_->mutex_);
    auto row = impl_->file_.query("SELECT name, shown, role, disabled, password FROM user WHERE name=?");
    const int rc = row.bind(name).step();
    if (auto done = impl_->file_.done(rc); !done) return Error{done.error()};
    if (rc == SQLITE_ROW) {
      user = user_from(row);
      hash = row.text(4);
    }
  }
  const bool right = fits(user ? hash : nobodys_hash(), password.substr(0, password_most));
  if (!right || !user || user->disabled) {
    impl_->was_wrong(name, now);
    return answer;
  }
  impl_->was_right(name);
  answer.secret = fresh_secret();
  const std::lock_guard lock(impl_->mutex_);
  (void)impl_->file_.query("DELETE FROM session WHERE made_ms<=?")
      .bind(ms(now - impl_->limits_.whole))
      .step();
  auto insert = impl_->file_.query("INSERT INTO session VALUES(?,?,?,?)");
  insert.bind(hash_of_secret(answer.secret)).bind(name).bind(ms(now)).bind(ms(now));
  if (auto done = impl_->file_.done(insert.step()); !done) return Error{done.error()};
  answer.session = Session{*user, now + impl_->limits_.whole};
  return answer;
}

Result<std::optional<Session>> Accounts::session(std::string_view secret, WallTime now, bool touch) {
  const std::string hash = hash_of_secret(secret);
  const std::lock_guard lock(impl_->mutex_);
  auto row =
      impl_->file_.query("SELECT name, shown, role, disabled, made_ms, seen_ms FROM session JOIN user ON "
                         "user.name=session.user WHERE hash=?");
  const int rc = row.bind(hash).step();
  if (auto done = impl_->file_.done(rc); !done) return Error{done.error()};
  if (rc != SQLITE_ROW) return std::optional<Session>();
  const WallTime made{Duration(row.number(4))};
  const WallTime seen{Duration(row.number(5))};
  Session session{user_from(row), made + impl_->limits_.whole};
  if (session.user.disabled || session.ends_at <= now || seen + impl_->limits_.idle <= now)
    return std::optional<Session>();
  if (touch && now - seen >= seen_written_every) {
    (void)impl_->file_.query("UPDATE session SET seen_ms=? WHERE hash=?").bind(ms(now)).bind(hash).step();
  }
  return std::optional<Session>(session);
}

Status Accounts::sign_out(std::string_view secret) {
  const std::lock_guard lock(impl_->mutex_);
  return impl_->file_.done(
      impl_->file_.query("DELETE FROM session WHERE hash=?").bind(hash_of_secret(secret)).step());
}

} // namespace turnout::accounts
