// The dispatcher as a process of the simulated world: the real engine, lanes and speaker over the world's
// clock, disk and broker. It can die between any two calls of its ports, as a machine would. One thread.
// `start` fails when the disk refuses, like the program.
#pragma once

#include "broker.hpp"
#include "turnout/county/memory_journal.hpp"
#include "turnout/engine/engine.hpp"
#include "turnout/engine/speaker.hpp"

#include <memory>

namespace turnout::county {

struct ProcessDeps {
  Clockwork& time;
  FallibleClock& clock;
  Broker& broker;
  engine::Viewers& viewers;
  engine::Registry& people;
  const RegistryChanged& registry;
  PlanBook plans;
  std::string root;
  dispatch::TravelFactory travel;           ///< empty: the law
  std::function<bool(std::uint64_t)> kills; ///< what is decided or said under this key kills the process
  std::function<void()> power_cut;          ///< what a lying disk had taken is gone
};

class Process {
public:
  explicit Process(ProcessDeps deps);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// False when it died or the disk refused on the way; it may be tried again.
  [[nodiscard]] bool start();
  void kill();
  [[nodiscard]] bool up() const noexcept { return engine_ != nullptr; }

  void give(engine::RawMessage message);
  void give(Event event, std::vector<KeptText> texts = {});

  /// Runs until nothing moves, if there is reason to. False: it died on the way.
  bool run();
  /// When it must run next though nothing comes in.
  [[nodiscard]] std::optional<WallTime> wake() const noexcept { return wake_; }
  [[nodiscard]] bool has_work() const noexcept { return work_ && !busy(); }
  /// Nothing is left to do at this instant, and no slow disk holds anything back.
  [[nodiscard]] bool at_rest() const noexcept { return up() && !work_ && !busy(); }

  /// Looks round though nothing came in, as the program does twice a second.
  void nudge() noexcept { work_ = up(); }

  /// Dies at the n-th step from now.
  void die_at_step(int steps) noexcept { die_in_ = steps; }
  void refuse_writes(bool refuse) noexcept { refuses_ = refuse; }
  void tear_next_write() noexcept { tear_ = true; }
  void lose_next_answer() noexcept { lose_ = true; }
  void slow_next_write(Duration by) noexcept { slow_ = by; }
  /// From now on the disk says that it has synced and has not; what it takes is gone when the process dies.
  void begin_to_lie();
  [[nodiscard]] bool lied_to() const noexcept { return honest_ != nullptr; }

  [[nodiscard]] const dispatch::State& state() const { return engine_->state(); }
  [[nodiscard]] engine::EngineFigures figures() const { return engine_->figures(); }
  [[nodiscard]] bool stopped() const { return engine_ && !engine_->stopped_because().empty(); }
  [[nodiscard]] MemoryJournal::Storage& storage() { return *storage_; }
  [[nodiscard]] std::uint64_t refused() const noexcept { return refused_; }
  /// True once after a slow write: what fell due meanwhile comes late.
  [[nodiscard]] bool was_slow() noexcept {
    if (busy_until_ == WallTime{} || busy()) return false;
    busy_until_ = WallTime{};
    return true;
  }
  /// The engine's time less the clock's, since a clock that stands behind the journal is not followed.
  [[nodiscard]] Duration behind() const noexcept { return behind_; }
  [[nodiscard]] std::size_t owed_most() const noexcept { return owed_most_; }

private:
  class ClockPort;
  class DiskPort;
  class ViewersPort;
  struct Died {};

  void step() {
    if (die_in_ > 0 && --die_in_ == 0) throw Died{};
  }
  [[nodiscard]] bool busy() const noexcept { return deps_.time.now() < busy_until_; }
  [[nodiscard]] bool overdue() const;
  void plan_wake();
  bool publish(std::string topic, std::string payload, bool retained, const std::function<void()>& taken);

  ProcessDeps deps_;
  std::shared_ptr<MemoryJournal::Storage> storage_ = std::make_shared<MemoryJournal::Storage>();
  std::unique_ptr<ClockPort> clock_;
  std::unique_ptr<DiskPort> disk_;
  std::unique_ptr<ViewersPort> viewers_;
  std::unique_ptr<engine::Speaker> speaker_;
  std::unique_ptr<engine::Lanes> lanes_;
  engine::PoisonGuard poison_;
  std::unique_ptr<engine::Engine> engine_;
  std::optional<WallTime> wake_;
  std::optional<WallTime> flush_at_;
  WallTime busy_until_{};
  Duration behind_{};
  bool work_ = false;
  int die_in_ = 0;
  bool refuses_ = false;
  bool tear_ = false;
  bool lose_ = false;
  std::unique_ptr<MemoryJournal::Storage> honest_; ///< while the disk lies: what is really on it
  Duration slow_{};
  std::uint64_t refused_ = 0;
  std::uint64_t life_ = 0;
  std::size_t owed_most_ = 0;
};

} // namespace turnout::county
