// A journal that refuses, a broker's side without room, another process at the journal.
#include "engine_rig.hpp"

#include <catch2/catch.hpp>

#include <future>

using namespace turnout;
using namespace turnout::testing;

namespace {

/// Refuses from when it is told, and has the people lane filled to the brim by somebody at that very moment.
class FillingJournal final : public engine::Journal {
public:
  Result<std::uint64_t> claim() override { return inner_.claim(); }
  Result<engine::Recovered> recover() override { return inner_.recover(); }
  Result<std::vector<Record>> read(std::uint64_t sequence, std::size_t limit) override {
    return inner_.read(sequence, limit);
  }
  Status append(const engine::Batch& batch) override {
    if (!refusing) return inner_.append(batch);
    constexpr auto most = engine::Lanes::capacity[static_cast<std::size_t>(engine::Lane::people)];
    while (lanes->waiting() < most)
      lanes->put(engine::Lane::people,
                 engine::RawMessage{.topic = "elsewhere", .payload = "", .retained = true});
    return Error{"the disk is full: free space there"};
  }

  bool refusing = false;
  engine::Lanes* lanes = nullptr;

private:
  MemoryJournal inner_;
};

bool alerted(const Rig& rig, const std::string& code) {
  for (const auto& record : rig.viewers.records) {
    for (const auto& decision : record.decisions) {
      const auto* raised = std::get_if<AlertRaised>(&decision);
      if (raised != nullptr && raised->code == code) return true;
    }
  }
  return false;
}

std::vector<EffectKey> owed_by(const Rig& rig) {
  std::vector<EffectKey> owed;
  for (const auto& record : rig.viewers.records) {
    for (const auto& decision : record.decisions) {
      const auto* effect = std::get_if<EffectOwed>(&decision);
      if (effect != nullptr && must_arrive(effect->effect)) owed.push_back(effect->key);
    }
  }
  return owed;
}

} // namespace

TEST_CASE("the disk refuses while the people lane is full: the engine does not wait for itself") {
  FillingJournal journal;
  Rig rig(journal, {.batch_max = 1});
  journal.lanes = &rig.lanes;
  rig.alarm("a1");
  journal.refusing = true;
  auto rounds = std::async(std::launch::async, [&] { return rig.round() && rig.round(); });
  // A deadline for an engine that hangs; closing the lanes sets it free.
  const bool ended = rounds.wait_for(std::chrono::seconds(60)) == std::future_status::ready;
  rig.lanes.close();
  REQUIRE(ended);
  CHECK(rounds.get());
  CHECK(alerted(rig, "storage"));
  CHECK(rig.engine.storage_refusal() == "the disk is full: free space there");
}

TEST_CASE("what the journal said is forgotten once it takes records again") {
  MemoryJournal journal;
  Rig rig(journal);
  journal.fail_append(1);
  rig.alarm("a1");
  CHECK(rig.round());
  CHECK_FALSE(rig.engine.storage_refusal().empty());
  rig.clock.at += 1min;
  CHECK(rig.round());
  CHECK(rig.engine.storage_refusal().empty());
  CHECK(rig.round());
  CHECK(rig.engine.state().facts.system.durable);
}

TEST_CASE("a text that came while the disk refuses can be read until it is stored") {
  MemoryJournal journal;
  Rig rig(journal);
  journal.fail_append(1);
  const TextId place("a-text");
  rig.lanes.put(engine::Lane::response, engine::LocalEvent{CommandGiven{.id = MessageId("m1"),
                                                                        .by = OperatorId("ann"),
                                                                        .kind = CommandKind::open,
                                                                        .type = AlarmType::fall,
                                                                        .place = place},
                                                           {{place, "the bus shelter"}}});
  CHECK(rig.round());
  CHECK(rig.engine.text_not_stored(place) == "the bus shelter");
  CHECK_FALSE(rig.engine.text_not_stored(TextId("another")));
  rig.clock.at += 1min;
  CHECK(rig.round());
  CHECK_FALSE(rig.engine.text_not_stored(place));
}

TEST_CASE("what the broker's side had no room for is said once there is room, in order") {
  MemoryJournal journal;
  Rig rig(journal);
  const std::size_t before = owed_by(rig).size();
  const std::size_t said_before = rig.outbound.said.size();
  rig.outbound.room = 0;
  for (int i = 0; i < 20; ++i)
    rig.alarm("a" + std::to_string(i));
  CHECK(rig.round());
  CHECK(rig.outbound.said.size() == said_before);
  rig.outbound.room = 3;
  CHECK(rig.round());
  CHECK(rig.outbound.said.size() == said_before + 3);
  rig.outbound.room = 1'000'000;
  CHECK(rig.round());
  std::vector<EffectKey> must_be_said = owed_by(rig);
  must_be_said.erase(must_be_said.begin(), must_be_said.begin() + static_cast<std::ptrdiff_t>(before));
  CHECK(must_be_said.size() >= 20);
  std::vector<EffectKey> said(rig.outbound.said.begin() + static_cast<std::ptrdiff_t>(said_before),
                              rig.outbound.said.end());
  // What is worth nothing a moment later may be missing from the one, and stand in the other.
  std::erase_if(said, [&](const EffectKey& key) {
    return std::find(must_be_said.begin(), must_be_said.end(), key) == must_be_said.end();
  });
  CHECK(said == must_be_said);
}

TEST_CASE("an engine whose journal was claimed by another says nothing more") {
  const auto storage = std::make_shared<MemoryJournal::Storage>();
  MemoryJournal journal(storage);
  Rig rig(journal);
  MemoryJournal other(storage);
  REQUIRE(other.claim());
  const std::size_t said = rig.outbound.said.size();
  rig.alarm("a1");
  CHECK_FALSE(rig.round());
  CHECK(rig.outbound.said.size() == said);
  CHECK(rig.engine.stopped_because() == "another process has claimed the journal");
}
