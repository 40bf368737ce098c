// Always on: reads what the disk keeps, what the dispatcher says and what it holds, and asks every promise.
// What an incident's change can break is asked at each change; the rules' own invariants every six virtual
// hours; the digest of the replayed journal every day; both after starts and at the end. One thread. Keeps
// the first breaches; nothing fails.
#pragma once

#include "branches.hpp"
#include "checks.hpp"
#include "stage.hpp"

#include <deque>
#include <set>
#include <tuple>

namespace turnout::county {

class Auditor {
public:
  explicit Auditor(Stage& stage);

  /// The disk kept this: the journal is replayed as it grows.
  void kept(const engine::Batch& batch);
  /// The dispatcher has decided and acts on it.
  void committed(const engine::Batch& batch);
  /// The dispatcher published this.
  void said(const Letter& letter);
  /// After each run of the engine.
  void ran();
  /// Deadlines before this instant of the engine's clock may come late: it was down, slow, or its clock
  /// jumped.
  void excuse_until(WallTime engine_time) { excused_until_ = std::max(excused_until_, engine_time); }
  void started();
  /// The disk begins to lie: what it really holds is what was read up to here.
  void trust_no_more();
  /// The power failed: what it said it had kept since is gone, and no promise stands on it.
  void take_back();
  /// Of alarms that were answered, and that the lies of the disk have lost.
  [[nodiscard]] std::uint64_t lost_by_lies() const noexcept { return lost_.size(); }
  void last();
  void note(const char* checker, const checks::Broken& broken);
  void hold(const std::string& what, std::uint64_t count);

  /// So much is broken that going on shows nothing new.
  [[nodiscard]] bool has_enough() const noexcept { return breaches_.size() >= breaches_most; }
  /// Of everything the journal was given, in order.
  [[nodiscard]] std::uint64_t journal() const noexcept { return known_.journal; }
  [[nodiscard]] const dispatch::Facts& folded() const { return folded_->facts; }
  void finish(RunResults& results);

private:
  /// What hubs were answered. One that shouts may be forgotten and answered anew, with another incident; both
  /// answers are in the journal.
  using Answered = std::tuple<HubId, AlarmId, std::optional<IncidentId>>;
  /// What the journal has told, beside what it folds to.
  struct Known {
    std::uint64_t journal = 0;
    Stamp last;
    std::set<IncidentId> closed;
    std::deque<IncidentId> closed_order;
    std::set<Answered> remembered;
    std::deque<Answered> remembered_order;
    std::map<std::tuple<IncidentId, TimerKind, std::string>, WallTime>
        set_too_late; ///< and when they were set
  };
  struct Honest {
    dispatch::Facts facts;
    Known known;
  };

  void fold_afresh();
  void check_record(const Record& record);
  void take(const Record& record, const Decision& decision);
  void check_stamp(const Stamp& stamp);
  void check_fired(TimerFired fired, WallTime at);
  void check_ack(const Letter& letter);
  void hold_counts();
  void whole();
  void whole_now_and_then();

  static constexpr std::size_t breaches_most = 20;
  static constexpr std::size_t closed_remembered = 20'000;
  static constexpr std::size_t alarms_remembered = 100'000; ///< more than are ever under way at once

  Stage& stage_;
  std::set<std::string> by_hand_; ///< incidents of which a deadline was set aside
  std::unique_ptr<dispatch::State> folded_;
  Known known_;
  std::optional<Honest> honest_; ///< while the disk lies
  Stamp latest_;                 ///< of all that the disk ever took
  std::set<std::pair<HubId, AlarmId>> lost_;
  std::uint64_t records_ = 0;
  WallTime excused_until_{};
  WallTime whole_at_{};
  WallTime digest_at_{};
  WallTime last_start_{};
  Duration tolerance_{};
  std::map<std::string, std::uint64_t> held_most_;
  std::map<std::string, std::uint64_t> limits_;
  std::vector<Breach> breaches_;
  Branches branches_;
};

} // namespace turnout::county
