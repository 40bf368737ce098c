// A world for the engine to live in: virtual time, a journal in memory, a broker that takes or does not, and
// a registry whose every personal detail is a planted mark that can be looked for. One thread. Fails by what
// broken() returns.
#pragma once

#include <turnout/county/memory_journal.hpp>
#include <turnout/engine/engine.hpp>
#include <turnout/engine/speaker.hpp>

#include <set>

namespace turnout::testing {

using county::MemoryJournal;

class VirtualClock final : public engine::Clock {
public:
  [[nodiscard]] WallTime now() override { return now_; }
  void set(WallTime at) { now_ = std::max(now_, at); }

private:
  WallTime now_{};
};

/// One message as it left.
struct Published {
  WallTime at;
  std::string topic;
  std::string payload;
  bool retained = false;
};

class World {
public:
  World(WallTime start, RegistryChanged registry, PlanBook plans);
  ~World();

  /// Deaths are counted in this file; without it nothing is ever set aside.
  [[nodiscard]] Status count_deaths_in(const std::string& file) { return poison_.open(file); }
  /// Set before `up`; empty: the law.
  dispatch::TravelFactory travel;
  /// A process starts over the journal; false with why() where it cannot.
  bool up();
  /// The process is gone: what was only in its memory with it.
  void down();
  [[nodiscard]] bool is_up() const { return engine_ != nullptr; }
  [[nodiscard]] const std::string& why() const { return why_; }
  /// Down and up at once, the broker's retained messages and its return included.
  bool restart();

  /// Moves the clock, stopping at every deadline on the way.
  void advance_to(WallTime at);
  /// Moves the clock without a process that could notice.
  void sleep_to(WallTime at) { clock_.set(at); }
  /// Called at each stop of advance_to.
  std::function<void()> at_each_stop;

  void publish(const std::string& topic, std::string payload, bool retained = false);
  void give(Event event, std::vector<KeptText> texts = {});
  /// Runs until nothing moves any more.
  void settle();

  void storage_fails();
  void storage_heals();
  void broker_away() { broker_there_ = false; }
  void broker_back();
  void change_registry(const RegistryChanged& rows);
  void change_plans(PlanBook plans);

  [[nodiscard]] WallTime now() { return clock_.now(); }
  [[nodiscard]] const dispatch::State& state() const { return engine_->state(); }
  [[nodiscard]] const engine::Engine& engine() const { return *engine_; }
  [[nodiscard]] const PlanBook& plans() const { return plans_; }
  [[nodiscard]] const RegistryChanged& registry() const { return registry_; }
  /// All that was ever decided, durable or not, in order.
  [[nodiscard]] const std::vector<Record>& told() const { return told_; }
  /// All effects handed to the broker, and what was published of them.
  [[nodiscard]] const std::vector<engine::OwedEffect>& sent() const { return sent_; }
  [[nodiscard]] const std::vector<Published>& published() const { return published_; }
  [[nodiscard]] const MemoryJournal::Storage& stored() const { return *storage_; }
  [[nodiscard]] bool storage_failing() const { return failing_; }
  /// Nothing would be lost by a restart now.
  [[nodiscard]] bool calm() const {
    return broker_there_ && !failing_ && told_.size() == storage_->records.size();
  }

  /// What must hold after every step: the rules' own invariants, the journal folding to the same facts, need
  /// to know.
  [[nodiscard]] std::vector<std::string> broken();

  static constexpr std::string_view root = "turnout/v1";
  /// The mark planted in every personal detail.
  static constexpr std::string_view planted = "PLANTED";

private:
  class Out;
  class Watchers;
  class People;

  void check_fold(std::vector<std::string>& broken);
  void check_need_to_know(std::vector<std::string>& broken);

  VirtualClock clock_;
  RegistryChanged registry_;
  PlanBook plans_;
  std::shared_ptr<MemoryJournal::Storage> storage_ = std::make_shared<MemoryJournal::Storage>();
  std::unique_ptr<MemoryJournal> journal_;
  std::unique_ptr<engine::Lanes> lanes_;
  std::unique_ptr<People> people_;
  std::unique_ptr<Out> outbound_;
  std::unique_ptr<Watchers> watchers_;
  engine::PoisonGuard poison_;
  std::unique_ptr<engine::Engine> engine_;
  std::string why_;
  bool broker_there_ = true;
  bool failing_ = false;
  std::map<std::string, std::string> retained_; ///< by topic, as the broker holds them
  std::vector<Record> told_;
  std::vector<engine::OwedEffect> sent_;
  std::vector<Published> published_;
  dispatch::State folded_; ///< the journal, folded as far as folded_to_
  std::size_t folded_to_ = 0;
  std::size_t checked_to_ = 0;
  std::size_t entitled_to_ = 0;
  std::vector<std::string> found_; ///< said to somebody who was not entitled to it
};

} // namespace turnout::testing
