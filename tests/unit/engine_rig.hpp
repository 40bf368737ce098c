// An engine by itself, with one home, and a broker's side that has room for as much as it is told. One
// thread. Aborts where the engine cannot start.
#pragma once

#include <turnout/county/memory_journal.hpp>
#include <turnout/engine/engine.hpp>

#include <cstdlib>

namespace turnout::testing {

using county::MemoryJournal;

class StillClock final : public engine::Clock {
public:
  [[nodiscard]] WallTime now() override { return at; }
  WallTime at = *parse_rfc3339("2026-06-30T12:00:00.000Z");
};

/// Takes what is sent while there is room; the rest is refused.
class NarrowOutbound final : public engine::Outbound {
public:
  void send(const engine::OwedEffect& owed, std::function<void()> taken) override {
    refused_ = room == 0;
    if (refused_) return;
    --room;
    said.push_back(owed.key);
    taken();
  }
  [[nodiscard]] bool full() const override { return refused_; }

  std::size_t room = 1'000'000;
  std::vector<EffectKey> said;

private:
  bool refused_ = false;
};

class Noting final : public engine::Viewers {
public:
  void committed(const engine::Batch& batch, bool) override {
    records.insert(records.end(), batch.records.begin(), batch.records.end());
  }
  std::vector<Record> records;
};

struct Rig {
  explicit Rig(engine::Journal& on, const engine::EngineSettings& settings = {})
      : engine(settings, {clock, on, outbound, viewers, lanes, poison}) {
    Person person;
    person.id = PersonId("P1");
    person.hub = HubId("H1");
    person.home = geo_point(51.8, -2.0);
    person.area = AreaId("cotswold");
    PlanBook book;
    book.revision = PlanRevision("abc123def456");
    book.root.plan.path = "root";
    book.root.plan.ladder = {{.name = "human", .after = 8min, .action = Action::alert}};
    if (!engine.start({.people = {person}, .responders = {}, .bases = {}, .whole = true}, book)) std::abort();
  }

  void alarm(const std::string& id) { lanes.put(engine::Lane::people, raw(id)); }
  engine::RawMessage raw(const std::string& id) {
    return {.topic = "turnout/v1/hub/H1/alarm",
            .payload = R"({"id":")" + id + R"(","type":"fall"})",
            .received_at = clock.now()};
  }
  bool round() { return engine.run_once(std::chrono::milliseconds(0)); }

  StillClock clock;
  NarrowOutbound outbound;
  Noting viewers;
  engine::Lanes lanes;
  engine::PoisonGuard poison;
  engine::Engine engine;
};

} // namespace turnout::testing
