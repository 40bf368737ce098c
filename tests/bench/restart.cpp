#include "load.hpp"
#include "site.hpp"

#include <turnout/engine/engine.hpp>
#include <turnout/store/journal.hpp>
#include <turnout/store/read_store.hpp>

#include <cstdio>
#include <memory>

namespace turnout::bench {

namespace {

constexpr int open_incidents = 10'000;

struct PastClock final : engine::Clock {
  // The alarms were received 40 minutes ago, so that by now every incident has overdue deadlines.
  WallTime now() override { return std::chrono::floor<Duration>(std::chrono::system_clock::now()) - 40min; }
};
struct Silence final : engine::Outbound {
  void send(const engine::OwedEffect&, std::function<void()> taken) override { taken(); }
};
struct Nobody final : engine::Viewers {
  void committed(const engine::Batch&, bool) override {}
};

/// A journal as a busy daemon leaves it behind: 10,000 incidents nobody has closed.
bool fill(const std::string& path, int people) {
  auto journal = store::SqliteJournal::open(path);
  if (!journal) return false;
  PastClock clock;
  Silence outbound;
  Nobody viewers;
  engine::Lanes lanes;
  engine::PoisonGuard poison;
  engine::Engine engine({}, {clock, *journal.value(), outbound, viewers, lanes, poison});
  if (!engine.start(bench_registry(people), bench_book())) return false;
  for (int i = 0; i < open_incidents; ++i) {
    lanes.put(engine::Lane::people,
              engine::LocalEvent{AlarmReceived{.hub = HubId("h" + std::to_string(i)),
                                               .alarm = AlarmId("a" + std::to_string(i)),
                                               .type = AlarmType::fall},
                                 {}});
  }
  while (lanes.waiting() > 0)
    engine.run_once(std::chrono::milliseconds(0));
  engine.run_once(std::chrono::milliseconds(0));
  return engine.state().facts.open.size() == static_cast<std::size_t>(open_incidents);
}

std::size_t overdue(const std::string& path) {
  auto store = store::ReadStore::open(path);
  if (!store) return open_incidents;
  auto incidents = store.value()->open_incidents();
  if (!incidents) return open_incidents;
  const auto now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  std::size_t count = 0;
  for (const auto& incident : incidents.value()) {
    if (!incident.timers.empty() && incident.timers.front().due_at < now) ++count;
  }
  return count;
}

double ms(Clock::duration span) {
  return std::chrono::duration<double, std::milli>(span).count();
}

} // namespace

int bench_restart() {
  DaemonSite site(open_incidents + 10);
  if (!fill(site.journal(), open_incidents + 10)) {
    std::printf("\nrestart: the journal could not be filled\n");
    return 1;
  }
  const std::size_t due_before = overdue(site.journal());
  Load load(site.broker());
  const auto begin = Clock::now();
  site.start();
  bool acked = false;
  const std::string hub = "h" + std::to_string(open_incidents);
  for (int i = 0; i < 600 && !acked; ++i) {
    // As a hub does, only faster: again until acknowledged.
    load.publish("hub/" + hub + "/alarm", R"({"id":"after","type":"fall"})");
    acked = load.acked(1, std::chrono::seconds(0)) || load.offered(1, std::chrono::seconds(0));
    const auto until = Clock::now() + std::chrono::milliseconds(20);
    while (!acked && Clock::now() < until)
      acked = load.acked(1, std::chrono::seconds(0));
  }
  const auto first_ack = Clock::now() - begin;
  while (overdue(site.journal()) > 0 && Clock::now() - begin < std::chrono::seconds(60)) {
  }
  const auto all_fired = Clock::now() - begin;
  std::printf("\nrestart with %d open incidents, %zu with overdue deadlines: first ack %.0f ms, all overdue "
              "deadlines "
              "fired and committed %.0f ms after exec\n",
              open_incidents, due_before, ms(first_ack), ms(all_fired));
  return acked && overdue(site.journal()) == 0 ? 0 : 1;
}

} // namespace turnout::bench
