#include "support/temp_folder.hpp"

#include <turnout/engine/poison.hpp>

#include <catch2/catch.hpp>
#include <sys/wait.h>
#include <unistd.h>

using namespace turnout;
using namespace turnout::engine;

namespace {

/// A process that dies while it decides this.
void die_deciding(const std::string& file, std::uint64_t key) {
  const pid_t child = ::fork();
  if (child == 0) {
    PoisonGuard guard;
    if (!guard.open(file)) ::_exit(2);
    guard.begin(key);
    ::_exit(1);
  }
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  REQUIRE(WEXITSTATUS(status) == 1);
}

bool set_aside(const std::string& file, std::uint64_t key) {
  PoisonGuard guard;
  REQUIRE(guard.open(file).ok());
  return guard.quarantined(key);
}

} // namespace

TEST_CASE("what killed the process twice is set aside, and not after one death") {
  const testing::TempFolder folder;
  const std::string file = folder.file("poison");
  const auto key = PoisonGuard::key_of("turnout/v1/hub/H1/alarm\nboom");
  die_deciding(file, key);
  CHECK_FALSE(set_aside(file, key));
  die_deciding(file, key);
  CHECK(set_aside(file, key));
  CHECK_FALSE(set_aside(file, PoisonGuard::key_of("something else")));
}

TEST_CASE("deaths with nothing being decided blame nobody") {
  const testing::TempFolder folder;
  const std::string file = folder.file("poison");
  const auto key = PoisonGuard::key_of("harmless");
  for (int i = 0; i < 3; ++i) {
    PoisonGuard guard;
    REQUIRE(guard.open(file).ok());
    guard.begin(key);
    guard.end();
  }
  CHECK_FALSE(set_aside(file, key));
}

TEST_CASE("the oldest suspect gives way when the page is full") {
  const testing::TempFolder folder;
  const std::string file = folder.file("poison");
  constexpr std::uint64_t entries = 250;
  for (int i = 0; i < 2; ++i)
    die_deciding(file, 7);
  for (std::uint64_t key = 1000; key < 1000 + entries - 1; ++key)
    die_deciding(file, key);
  CHECK(set_aside(file, 7));
  die_deciding(file, 5000);
  CHECK_FALSE(set_aside(file, 7));
}

TEST_CASE("a guard without a file sets nothing aside") {
  PoisonGuard guard;
  guard.begin(1);
  guard.end();
  CHECK_FALSE(guard.quarantined(1));
  CHECK_FALSE(guard.open("/nowhere/at/all/poison").ok());
}

TEST_CASE("a guard in memory outlives the processes of a virtual world") {
  struct Died {};
  PoisonGuard guard;
  guard.keep_in_memory([](std::uint64_t key) {
    if (key == 7) throw Died{};
  });
  for (int deaths = 0; deaths < 2; ++deaths) {
    CHECK_FALSE(guard.quarantined(7));
    CHECK_THROWS_AS(guard.begin(7), Died);
    guard.process_begins();
  }
  CHECK(guard.quarantined(7));
  guard.begin(8);
  guard.end();
  guard.process_begins();
  CHECK_FALSE(guard.quarantined(8));
}
