// The doors through which the engine meets the world: the only abstract classes of the house. Adapters
// implement them, the simulated world implements them too. Each port says from which thread it is called.
// None may throw across this border.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/domain/incident.hpp"
#include "turnout/domain/kept_text.hpp"

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace turnout::engine {

/// Turnout's own clock: never goes back within a process, UTC.
class Clock {
public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual WallTime now() = 0; ///< any thread

  /// How long to wait on the machine for that instant; a demo's clock may run faster than the machine's. Any
  /// thread.
  [[nodiscard]] virtual Duration wait_for(WallTime at) { return at - now(); }
};

/// The state of one thing after a record, as canonical JSON. Kinds: "incident", "hub", "responder",
/// "partner", "system", and "plans", a plan book under its revision, open while the current plans or an
/// incident need it.
struct Row {
  std::string kind;
  std::string id;
  std::string json;
  bool open = true; ///< false: not needed at start (a closed incident)
};

/// All that must become durable together, in order.
struct Batch {
  std::vector<Record> records; ///< consecutive sequences under one epoch
  std::vector<KeptText> texts;
  std::vector<Row> rows;       ///< latest state of whatever the records changed
  std::vector<EffectKey> done; ///< effects the broker has taken over since the last batch
};

struct OwedEffect {
  EffectKey key;
  Effect effect;
};

/// What the journal holds at start.
struct Recovered {
  std::uint64_t last_sequence = 0;
  std::optional<WallTime> last_at;
  std::vector<Row> rows;        ///< open ones only
  std::vector<OwedEffect> owed; ///< effects not known to have left, oldest first
};

/// Append-only, ordered, durable. One conformance suite runs against every implementation.
/// Called from one thread at a time.
class Journal {
public:
  virtual ~Journal() = default;

  /// Claims the journal for this process: the epoch is one more than any before. An older epoch can append no
  /// more.
  [[nodiscard]] virtual Result<std::uint64_t> claim() = 0;

  [[nodiscard]] virtual Result<Recovered> recover() = 0;

  /// All or nothing, and on the disk when it returns ok. An Error means nothing of it was kept; it may be
  /// tried again.
  [[nodiscard]] virtual Status append(const Batch& batch) = 0;

  /// Records from `sequence` on, at most `limit`, in order.
  [[nodiscard]] virtual Result<std::vector<Record>> read(std::uint64_t sequence, std::size_t limit) = 0;

  /// An append has found that another process claimed the journal: this one may say nothing more.
  [[nodiscard]] virtual bool superseded() const { return false; }
};

/// The way out to the broker.
/// `send` is called from one thread, keeps order per call, never blocks for long; `taken` may be called from
/// any thread, once, when the broker has acknowledged. While the broker is away nothing is taken, and the
/// engine offers it all again after `BrokerBack`.
class Outbound {
public:
  virtual ~Outbound() = default;
  virtual void send(const OwedEffect& owed, std::function<void()> taken) = 0;

  /// What was sent last was refused for want of room although the broker is there: the engine says it again,
  /// in order, once there is room. Asked right after `send`.
  [[nodiscard]] virtual bool full() const { return false; }
};

/// Those who watch: screens, metrics. Called after the commit, from the acting thread; must return at once.
class Viewers {
public:
  virtual ~Viewers() = default;
  virtual void committed(const Batch& batch, bool durable) = 0;

  /// A place, as it is decided on: telemetry, which no record holds.
  virtual void heard(const PositionReceived& /*position*/) {}
};

/// Personal data for messages to the entitled, and for the registry's life. Any thread.
class Registry {
public:
  virtual ~Registry() = default;
  [[nodiscard]] virtual std::optional<PersonDetails> person(const PersonId& id) = 0;
  [[nodiscard]] virtual std::optional<ResponderDetails> responder(const ResponderId& id) = 0;
};

} // namespace turnout::engine
