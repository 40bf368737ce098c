#include "process.hpp"

#include <algorithm>

namespace turnout::county {

class Process::ClockPort final : public engine::Clock {
public:
  explicit ClockPort(Process& process) : process_(process) {}
  WallTime now() override {
    process_.step();
    return process_.deps_.clock.now();
  }
  Duration wait_for(WallTime at) override { return at - process_.deps_.clock.now(); }

private:
  Process& process_;
};

/// The disk with its failures: refuses, keeps nothing, keeps and never answers, is slow.
class Process::DiskPort final : public engine::Journal {
public:
  DiskPort(Process& process, std::shared_ptr<MemoryJournal::Storage> storage)
      : process_(process), journal_(std::move(storage)) {}

  Result<std::uint64_t> claim() override {
    process_.step();
    return journal_.claim();
  }
  Result<engine::Recovered> recover() override {
    process_.step();
    return journal_.recover();
  }
  Status append(const engine::Batch& batch) override {
    process_.step();
    if (process_.refuses_ || std::exchange(process_.tear_, false)) {
      ++process_.refused_;
      return Error{"the disk refuses"};
    }
    auto kept = journal_.append(batch);
    if (std::exchange(process_.lose_, false)) throw Died{};
    if (process_.slow_ > Duration(0))
      process_.busy_until_ = process_.deps_.time.now() + std::exchange(process_.slow_, Duration(0));
    process_.step();
    return kept;
  }
  Result<std::vector<Record>> read(std::uint64_t sequence, std::size_t limit) override {
    return journal_.read(sequence, limit);
  }

private:
  Process& process_;
  MemoryJournal journal_;
};

class Process::ViewersPort final : public engine::Viewers {
public:
  explicit ViewersPort(Process& process) : process_(process) {}
  void committed(const engine::Batch& batch, bool durable) override {
    process_.deps_.viewers.committed(batch, durable);
    process_.step();
  }

private:
  Process& process_;
};

Process::Process(ProcessDeps deps)
    : deps_(std::move(deps)), clock_(std::make_unique<ClockPort>(*this)),
      viewers_(std::make_unique<ViewersPort>(*this)) {
  speaker_ = std::make_unique<engine::Speaker>(engine::SpeakerDeps{
      .topic_root = deps_.root,
      .clock = deps_.clock,
      .registry = deps_.people,
      .known = [this](const PersonId& id) { return dispatch::known_person(engine_->state(), id); },
      .publish =
          [this](wire::Outgoing message, std::function<void()> taken) {
            return publish(std::move(message.topic), std::move(message.payload), message.retained, taken);
          }});
  poison_.keep_in_memory([this](std::uint64_t key) {
    if (deps_.kills(key)) throw Died{};
  });
}

Process::~Process() = default;

bool Process::publish(std::string topic, std::string payload, bool retained,
                      const std::function<void()>& taken) {
  step();
  const auto acknowledged = [this, taken, life = life_] {
    taken();
    if (life != life_) return;
    work_ = true;
    if (!flush_at_) flush_at_ = deps_.time.now() + 1s + Duration(1);
  };
  if (busy()) {
    // The write before it was slow, and so it leaves later, unless the process is gone by then.
    deps_.time.at(busy_until_, [=, this, life = life_] {
      if (life == life_) (void)deps_.broker.publish(topic, payload, retained, acknowledged);
    });
    return true;
  }
  const bool sent = deps_.broker.publish(std::move(topic), std::move(payload), retained, acknowledged);
  step();
  return sent;
}

bool Process::start() {
  ++life_;
  deps_.clock.new_process();
  wake_.reset();
  flush_at_.reset();
  busy_until_ = WallTime{};
  disk_ = std::make_unique<DiskPort>(*this, storage_);
  lanes_ = std::make_unique<engine::Lanes>();
  poison_.process_begins();
  const WallTime now = deps_.clock.now();
  behind_ = std::max(storage_->last_at.value_or(now), now) - now;
  engine_ = std::make_unique<engine::Engine>(
      engine::EngineSettings{.topic_root = deps_.root},
      engine::EnginePorts{*clock_, *disk_, *speaker_, *viewers_, *lanes_, poison_, deps_.travel});
  try {
    if (!engine_->start(deps_.registry, deps_.plans)) {
      kill();
      return false;
    }
  } catch (const Died&) {
    kill();
    return false;
  }
  work_ = true;
  deps_.broker.dispatcher_comes();
  return true;
}

void Process::kill() {
  ++life_;
  die_in_ = 0;
  engine_.reset();
  lanes_.reset();
  disk_.reset();
  wake_.reset();
  flush_at_.reset();
  work_ = false;
  deps_.broker.dispatcher_goes();
  if (!honest_) return;
  *storage_ = std::move(*honest_);
  honest_.reset();
  deps_.power_cut();
}

void Process::begin_to_lie() {
  if (up() && !honest_) honest_ = std::make_unique<MemoryJournal::Storage>(*storage_);
}

void Process::give(engine::RawMessage message) {
  if (!up()) return;
  const auto lane = engine::lane_of(message, deps_.root);
  lanes_->put(lane, std::move(message));
  work_ = true;
}

void Process::give(Event event, std::vector<KeptText> texts) {
  if (!up()) return;
  lanes_->put(engine::Lane::response, engine::LocalEvent{std::move(event), std::move(texts)});
  work_ = true;
}

bool Process::run() {
  if (!up()) return true;
  if (busy()) {
    plan_wake();
    return true;
  }
  if (flush_at_ && *flush_at_ <= deps_.time.now()) flush_at_.reset();
  try {
    std::uint64_t before = 0;
    do {
      work_ = false;
      before = engine_->figures().records;
      lanes_->wake(); // nothing to wait for: the world moves time
      (void)engine_->run_once(std::chrono::milliseconds(0));
      // A round takes so many overdue deadlines and no more; the daemon comes back at once, and so does this.
    } while ((lanes_->waiting() > 0 || (overdue() && engine_->figures().records > before)) && !busy());
  } catch (const Died&) {
    kill();
    return false;
  }
  // A slow disk holds the rest back.
  work_ = work_ || lanes_->waiting() > 0 || (busy() && overdue());
  plan_wake();
  return true;
}

bool Process::overdue() const {
  const auto next = next_deadline(engine_->state());
  return next && *next <= deps_.clock.now() + behind_;
}

void Process::plan_wake() {
  wake_.reset();
  const auto at_latest = [this](WallTime at) { wake_ = wake_ ? std::min(*wake_, at) : at; };
  if (const auto next = next_deadline(engine_->state())) at_latest(deps_.clock.true_instant(*next - behind_));
  if (flush_at_) at_latest(*flush_at_);
  const auto figures = engine_->figures();
  owed_most_ = std::max(owed_most_, static_cast<std::size_t>(figures.owed));
  if (figures.undurable > 0) at_latest(deps_.time.now() + 1s);
  if (wake_ && busy()) wake_ = std::max(*wake_, busy_until_);
  if (work_ && busy()) wake_ = busy_until_;
}

} // namespace turnout::county
