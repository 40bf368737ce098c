// Turnout's clock never goes back, whatever is done to the wall clock.

#include "turnout/clock/system_clock.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using clock::SteadyWall;
using Nanos = SteadyWall::Nanos;

namespace {

const Nanos noon = std::chrono::hours(500'000);

} // namespace

TEST_CASE("with a truthful wall clock it counts with the machine") {
  SteadyWall steady(100s, noon);
  CHECK(steady.advance(101s, noon + 1s) == noon + 1s);
  CHECK(steady.advance(3700s, noon + 3600s) == noon + 3600s);
}

TEST_CASE("a wall clock set back changes nothing") {
  SteadyWall steady(0s, noon);
  CHECK(steady.advance(10s, noon - 3600s) == noon + 10s);
  CHECK(steady.advance(20s, noon - 3590s) == noon + 20s);
}

TEST_CASE("a wall clock a little ahead is let be") {
  SteadyWall steady(0s, noon);
  CHECK(steady.advance(10s, noon + 11s) == noon + 10s);
}

TEST_CASE("a wall clock set ahead is caught up with by running a tenth faster, without a jump") {
  SteadyWall steady(0s, noon);
  CHECK(steady.advance(10s, noon + 40s) == noon + 11s);
  CHECK(steady.advance(20s, noon + 50s) == noon + 22s);
  // 30 seconds ahead at first: caught up after 300, and not run past.
  CHECK(steady.advance(299s, noon + 329s) == noon + 328900ms);
  CHECK(steady.advance(310s, noon + 340s) == noon + 340s);
  CHECK(steady.advance(320s, noon + 350s) == noon + 350s);
}

TEST_CASE("catching up ends when the wall clock is set back again") {
  SteadyWall steady(0s, noon);
  CHECK(steady.advance(10s, noon + 100s) == noon + 11s);
  CHECK(steady.advance(20s, noon + 20s) == noon + 21s);
  CHECK(steady.advance(30s, noon + 30s) == noon + 31s);
}

TEST_CASE("readings that come in the wrong order never make it go back") {
  SteadyWall steady(0s, noon);
  const auto later = steady.advance(20s, noon + 20s);
  CHECK(steady.advance(10s, noon + 10s) >= later);
  CHECK(steady.advance(30s, noon + 30s) == noon + 30s);
}

TEST_CASE("the machine's own clock is read in order and near the wall") {
  clock::SystemClock clock;
  WallTime last = clock.now();
  for (int i = 0; i < 10'000; ++i) {
    const WallTime next = clock.now();
    REQUIRE(next >= last);
    last = next;
  }
  CHECK(std::chrono::abs(clock.wall_ahead()) < 1h);
}
