// Who may sign in, for how long, and who is locked out.
#include "support/temp_folder.hpp"
#include "turnout/accounts/accounts.hpp"

#include <catch2/catch.hpp>
#include <sys/stat.h>

#include <fstream>
#include <iterator>

using namespace turnout;
using namespace turnout::accounts;

namespace {

const std::string good_word = "correct horse battery";
const WallTime start{Duration(1'000'000'000'000)};

struct Users {
  explicit Users(const Limits& limits = {}) : accounts(std::move(Accounts::open(file, limits).value())) {
    REQUIRE(accounts->add({"ann", "Ann Carter", Role::operator_, false}, good_word));
  }
  std::string secret_at(WallTime at) {
    const auto signed_in = accounts->sign_in("ann", good_word, at);
    REQUIRE(signed_in);
    REQUIRE(signed_in.value().session);
    return signed_in.value().secret;
  }
  bool holds(const std::string& secret, WallTime at) {
    const auto session = accounts->session(secret, at, true);
    REQUIRE(session);
    return session.value().has_value();
  }
  testing::TempFolder folder;
  std::string file = folder.file("users.sqlite");
  std::unique_ptr<Accounts> accounts;
};

} // namespace

TEST_CASE("a new file lets nobody in, and only its owner reads it") {
  testing::TempFolder folder;
  const auto file = folder.file("users.sqlite");
  const auto accounts = Accounts::open(file);
  REQUIRE(accounts);
  CHECK(accounts.value()->list().value().empty());
  CHECK_FALSE(accounts.value()->sign_in("admin", "", start).value().session);
  struct stat seen {};
  REQUIRE(::stat(file.c_str(), &seen) == 0);
  CHECK((seen.st_mode & 0777) == 0600);
}

TEST_CASE("neither passwords nor session secrets stand in the file") {
  Users users;
  const auto secret = users.secret_at(start);
  std::string all;
  for (const char* side : {"", "-wal"}) {
    std::ifstream in(users.file + side, std::ios::binary);
    all.append(std::istreambuf_iterator<char>(in), {});
  }
  CHECK(all.find("$argon2id$") != std::string::npos);
  CHECK(all.find(good_word) == std::string::npos);
  CHECK(all.find(secret) == std::string::npos);
}

TEST_CASE("a session ends by itself, by a rest, by leaving, and by the administrator") {
  Users users({.idle = 30min, .whole = 12h});
  const auto secret = users.secret_at(start);
  CHECK(users.holds(secret, start + 29min));
  CHECK(users.holds(secret, start + 58min));
  CHECK_FALSE(users.holds(secret, start + 89min));
  CHECK_FALSE(users.holds("0" + secret.substr(1) + "x", start));

  const auto whole_shift = users.secret_at(start);
  for (auto at = start; at < start + 12h; at += 20min)
    REQUIRE(users.holds(whole_shift, at));
  CHECK_FALSE(users.holds(whole_shift, start + 12h));

  const auto left = users.secret_at(start);
  REQUIRE(users.accounts->sign_out(left));
  CHECK_FALSE(users.holds(left, start));

  const auto ended = users.secret_at(start);
  REQUIRE(users.accounts->set_disabled("ann", true));
  CHECK_FALSE(users.holds(ended, start));
  CHECK_FALSE(users.accounts->sign_in("ann", good_word, start).value().session);
  REQUIRE(users.accounts->set_disabled("ann", false));
  const auto before = users.secret_at(start);
  REQUIRE(users.accounts->set_password("ann", "another four words here"));
  CHECK_FALSE(users.holds(before, start));
}

TEST_CASE("a session outlives the process") {
  Users users;
  const auto secret = users.secret_at(start);
  users.accounts.reset();
  users.accounts = std::move(Accounts::open(users.file).value());
  CHECK(users.holds(secret, start + 1min));
}

TEST_CASE("wrong passwords in a row lock the name for a growing while") {
  Users users({.wrong_most = 3, .locked_first = 30s, .locked_most = 2min});
  for (int i = 0; i < 3; ++i)
    CHECK_FALSE(users.accounts->sign_in("ann", "wrong", start).value().locked_for);
  CHECK(users.accounts->sign_in("ann", good_word, start).value().locked_for == Duration(30s));
  CHECK_FALSE(users.accounts->sign_in("ann", "wrong", start + 30s).value().locked_for);
  CHECK(users.accounts->sign_in("ann", good_word, start + 30s).value().locked_for == Duration(60s));
  CHECK(users.accounts->sign_in("ann", good_word, start + 90s).value().session);
  CHECK_FALSE(users.accounts->sign_in("ann", "wrong", start + 90s).value().locked_for);
  CHECK(users.accounts->sign_in("ann", good_word, start + 90s).value().session);
}

TEST_CASE("a name that is not there is locked like one that is") {
  Users users({.wrong_most = 1});
  CHECK_FALSE(users.accounts->sign_in("bob", "wrong", start).value().locked_for);
  CHECK(users.accounts->sign_in("bob", "wrong", start).value().locked_for);
}

TEST_CASE("users that cannot be") {
  Users users;
  CHECK_FALSE(users.accounts->add({"ann", "", Role::supervisor, false}, good_word));
  CHECK_FALSE(users.accounts->add({"operator", "", Role::operator_, false}, good_word));
  CHECK_FALSE(users.accounts->add({"two words", "", Role::operator_, false}, good_word));
  CHECK_FALSE(users.accounts->add({"bob", "", Role::operator_, false}, "short"));
  CHECK_FALSE(users.accounts->set_password("bob", good_word));
  CHECK_FALSE(users.accounts->set_disabled("bob", true));
  CHECK(users.accounts->list().value().size() == 1);
}
