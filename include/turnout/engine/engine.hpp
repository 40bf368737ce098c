// The sequence: receive, stamp, decide, commit, act. The only place that knows this order.
// `start` and `run_once` are called from one thread, which owns the rules' state; `figures` from any. The
// live daemon loops over run_once; a simulated world calls it by hand with its own ports. Nothing is said to
// the outside before it is durable; while the disk refuses, everything but a hub's `accepted` is said all the
// same, and said to be so. Nothing throws.
#pragma once

#include "turnout/dispatch/dispatcher.hpp"
#include "turnout/engine/inbound.hpp"
#include "turnout/engine/poison.hpp"
#include "turnout/engine/ports.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <unordered_map>

namespace turnout::engine {

struct EngineSettings {
  std::string topic_root = "turnout/v1";
  std::size_t batch_max = 256; ///< messages decided before one commit
  int due_records_max = 16; ///< records of overdue deadlines in a round: alarms pass between after an absence
  std::size_t undurable_max = 100'000; ///< records held in memory while the disk refuses
  Duration retry_storage_every = 1s;
};

struct EnginePorts {
  Clock& clock;
  Journal& journal;
  Outbound& outbound;
  Viewers& viewers;
  Lanes& lanes;
  PoisonGuard& poison;
  dispatch::TravelFactory travel; ///< called by the engine's thread at each new plan book; empty: the law
  /// Random hex for the texts of one message, called by the engine's thread; empty: they go without.
  std::function<std::string()> salt = {};
};

/// Counters for screens and metrics; a copy taken by the owner's thread and shown by others.
struct EngineFigures {
  std::uint64_t records = 0;
  std::uint64_t ignored = 0; ///< retained messages and other things that change nothing
  std::uint64_t quarantined = 0;
  std::uint64_t owed = 0;      ///< effects the broker has not taken
  std::uint64_t undurable = 0; ///< records waiting for the disk
  std::uint64_t open_incidents = 0;
  Duration worst_lateness{}; ///< of a deadline, since start
};

class Engine {
public:
  Engine(const EngineSettings& settings, EnginePorts ports);
  ~Engine();

  /// Claims the journal, restores what it holds, takes the registry and the plans, and owes again what had
  /// not left.
  [[nodiscard]] Status start(RegistryChanged registry, PlanBook plans);

  /// Waits for messages until the next deadline (or `at_most`), and takes one batch through the whole
  /// sequence. False once the lanes are closed and empty, when the disk has refused for so long that nothing
  /// more can be held, or when another process has claimed the journal (`stopped_because` then says so).
  bool run_once(std::chrono::milliseconds at_most);

  [[nodiscard]] const dispatch::State& state() const noexcept { return *state_; }
  [[nodiscard]] EngineFigures figures() const;
  [[nodiscard]] const std::string& stopped_because() const noexcept { return stopped_because_; }
  /// What the journal said when it last refused; empty while it takes everything.
  [[nodiscard]] const std::string& storage_refusal() const noexcept { return storage_refusal_; }
  /// How far the time of the records was ahead of the clock when the journal was opened.
  [[nodiscard]] Duration ahead_of_clock() const noexcept { return behind_; }
  /// A text that came while the disk refuses: it stands nowhere else yet. The acting thread's.
  [[nodiscard]] std::optional<std::string> text_not_stored(const TextId& id) const;

private:
  [[nodiscard]] Status restore(const Recovered& recovered);
  [[nodiscard]] bool quarantine(Batch& batch, const RawMessage& message, std::uint64_t key);
  [[nodiscard]] std::unique_ptr<dispatch::Travel> travel_by(const PlanBook& book) const;
  void decide(Batch& batch, const Event& event, WallTime at);
  void decide_due(Batch& batch, WallTime at);
  /// By what name the guard knows the deadline that is next, and what sets it aside.
  [[nodiscard]] std::pair<std::string, Quarantined> next_due(WallTime next) const;
  [[nodiscard]] WallTime now() const { return ports_.clock.now() + behind_; }
  void decide_message(Batch& batch, const RawMessage& message);
  static void keep(Batch& batch, std::vector<KeptText> texts, std::size_t recorded);
  void decide_local(Batch& batch, const LocalEvent& local);
  [[nodiscard]] std::string salt() const { return ports_.salt ? ports_.salt() : std::string(); }
  void collect_rows(Batch& batch);
  void collect_taken(Batch& batch);
  void decide_own(Batch& batch);
  bool commit(Batch& batch);
  bool commit_waiting();
  [[nodiscard]] bool append(const Batch& batch);
  void storage_is(bool durable);
  void act(const Batch& batch, bool durable);
  void say(const OwedEffect& owed);
  void hand_over(std::uint64_t order, const OwedEffect& owed);
  void say_unsaid();
  void say_again();
  void forget(const EffectKey& key);
  [[nodiscard]] bool still_due(const Effect& effect) const;
  [[nodiscard]] bool job_stands(const SendAssignment& message, bool fresh_too) const;
  [[nodiscard]] std::chrono::steady_clock::time_point wake_at(std::chrono::milliseconds at_most);

  EngineSettings settings_;
  EnginePorts ports_;
  std::unique_ptr<dispatch::State> state_;
  std::unique_ptr<dispatch::Travel> travel_; ///< of the current plan book
  PlanRevision travel_revision_;
  std::uint64_t epoch_ = 0;
  std::uint64_t sequence_ = 0;
  WallTime last_at_{};
  Duration behind_{}; ///< of the clock behind the journal, at start
  bool durable_ = true;
  bool storage_changed_ = false; ///< since the rules were last told
  std::string storage_refusal_;
  bool broker_back_ = false;
  int due_records_left_ = 0;
  WallTime retry_storage_at_{};
  std::deque<Batch> waiting_; ///< refused by the disk, in order
  std::uint64_t waiting_records_ = 0;
  std::map<std::uint64_t, OwedEffect> owed_; ///< by order of saying
  std::uint64_t owed_next_ = 0;
  std::deque<std::uint64_t> unsaid_;  ///< of them, what the broker's side had no room for, in order
  std::vector<OwedEffect> set_aside_; ///< they killed the service; a human is not told yet
  std::vector<EffectKey> done_;       ///< taken by the broker, not yet told to the journal
  WallTime done_since_{};
  std::set<PlanRevision> book_rows_;
  EngineFigures figures_;
  std::string stopped_because_;

  struct Returned {
    mutable std::mutex mutex;
    std::vector<std::uint64_t> taken;
    EngineFigures shown;
  };
  std::shared_ptr<Returned> returned_; ///< outlives the engine in the hands of late acknowledgements
};

} // namespace turnout::engine
