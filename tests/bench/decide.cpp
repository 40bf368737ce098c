#include "bench.hpp"
#include "site.hpp"

#include <turnout/dispatch/dispatcher.hpp>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <new>

namespace {
std::atomic<std::size_t> allocations{0};
} // namespace

void* operator new(std::size_t size) {
  allocations.fetch_add(1, std::memory_order_relaxed);
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace turnout::bench {

void bench_decide() {
  constexpr int alarms = 1'500;
  dispatch::State state;
  const PlanBook book = bench_book();
  const dispatch::LawOfTravel travel(book.travel);
  WallTime now{std::chrono::hours(500'000)};
  std::uint64_t sequence = 0;
  const auto decide = [&](const Event& event) {
    const dispatch::Context context{Stamp{1, ++sequence, now}, &travel};
    const auto decisions = dispatch::decide(state, context, event);
    dispatch::settle(state);
    state.touched = {}; // as after every commit
    return decisions.size();
  };
  decide(PlansChanged{book});
  decide(bench_registry(alarms));
  for (int i = 0; i < responders_count; ++i)
    decide(DutySaid{ResponderId(responder_name(i)), DutyState::available});

  Samples samples;
  std::size_t decisions = 0;
  double total_us = 0;
  const std::size_t before = allocations.load();
  for (int i = 0; i < alarms; ++i) {
    const std::string number = std::to_string(i);
    const AlarmReceived alarm{
        .hub = HubId("h" + number), .alarm = AlarmId("a" + number), .type = AlarmType::fall};
    now += 1ms;
    const auto begin = Clock::now();
    decisions += decide(alarm);
    const auto span = Clock::now() - begin;
    samples.add(span);
    total_us += std::chrono::duration<double, std::micro>(span).count();
  }
  const std::size_t allocated = allocations.load() - before;
  samples.sort();
  std::printf(
      "decide() on an alarm, %d responders, open, rank and offer: mean %.1f us, p50 %.1f us, p99 %.1f us; "
      "%.1f decisions, %zu allocations each\n",
      responders_count, total_us / alarms, samples.at(0.5) * 1000, samples.at(0.99) * 1000,
      static_cast<double>(decisions) / alarms, allocated / static_cast<std::size_t>(alarms));
}

} // namespace turnout::bench
