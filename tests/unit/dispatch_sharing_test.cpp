// How many phones one incident rings while others wait, and that thousands who wait cost no more than a few.
#include "rebalance.hpp"
#include "select.hpp"

#include <turnout/dispatch/dispatcher.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <new>

using namespace turnout;
using namespace turnout::dispatch;

namespace {
std::size_t allocations = 0;
} // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace {

const WallTime storm_begins = *parse_rfc3339("2026-11-23T02:00:00Z");

/// So many wait, each where they pressed.
struct Storm {
  explicit Storm(int waiting) {
    PlanBook book;
    book.root.plan.path = "root";
    book.root.plan.offers.open = 4;
    evolve(state, Stamp{1, 1, storm_begins}, PlansLoaded{book});
    for (int i = 0; i < waiting; ++i) {
      Incident one;
      one.id = IncidentId("I" + std::to_string(i));
      one.position = GeoPoint{518'000'000, -20'000'000};
      one.decided_at = storm_begins;
      state.facts.open.emplace(one.id, one);
    }
  }

  int share(std::size_t eligible) {
    Selection selection;
    selection.eligible = eligible;
    return share_of_phones(state, state.facts.open.begin()->second, selection);
  }

  State state;
};

} // namespace

TEST_CASE("an incident rings its share of those who could go, one at least and the plan's number at most") {
  const auto reserve = static_cast<std::size_t>(RuleSettings().storm_reserve);
  for (const int waiting : {3, 4, 10, 50}) {
    Storm storm(waiting);
    const auto each = static_cast<std::size_t>(waiting) * reserve;
    CHECK(storm.share(0) == 1);
    CHECK(storm.share(2 * each - 1) == 1);
    CHECK(storm.share(2 * each) == 2);
    CHECK(storm.share(4 * each - 1) == 3);
    CHECK(storm.share(4 * each) == 4);
    CHECK(storm.share(100 * each) == 4);
  }
}

TEST_CASE("two who wait share nothing") {
  Storm storm(2);
  CHECK(storm.share(0) == 4);
}

TEST_CASE("beside thousands who wait, a share costs what it costs beside a few") {
  const auto cost = [](int waiting) {
    Storm storm(waiting);
    const auto before = allocations;
    const int share = storm.share(40);
    const auto spent = allocations - before;
    CHECK(share == 1);
    return spent;
  };
  CHECK(cost(5'000) == cost(50));
}
