// Always on: reads what the disk keeps, what the dispatcher says and what it holds, and asks every promise.
// What an incident's change can break is asked at each change; the whole state and the digest of the replayed
// journal every six virtual hours, after starts, and at the end. One thread. Keeps the first breaches;
// nothing fails.
#pragma once

#include "branches.hpp"
#include "checks.hpp"
#include "stage.hpp"

#include <deque>

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
  void whole();
  void whole_now_and_then();
  void note(const char* checker, const checks::Broken& broken);
  void hold(const std::string& what, std::uint64_t count);

  [[nodiscard]] const dispatch::Facts& folded() const { return folded_.facts; }
  [[nodiscard]] std::uint64_t records() const noexcept { return records_; }
  void finish(RunResults& results);

private:
  void check_record(const Record& record);
  void check_ack(const Letter& letter);
  void hold_counts();

  static constexpr std::size_t breaches_most = 20;
  static constexpr std::size_t closed_remembered = 20'000;

  Stage& stage_;
  dispatch::State folded_;
  std::uint64_t records_ = 0;
  std::set<IncidentId> closed_;
  std::deque<IncidentId> closed_order_;
  WallTime excused_until_{};
  WallTime whole_at_{};
  Duration tolerance_{};
  std::map<std::string, std::uint64_t> held_most_;
  std::map<std::string, std::uint64_t> limits_;
  std::vector<Breach> breaches_;
  Branches branches_;
};

} // namespace turnout::county
