// Every incident as it really was: what the journal's decisions say, beside what only the world knows.
// Gathers the results of a run. One thread. Nothing fails; what was never stored is forgotten with the
// process.
#pragma once

#include "stage.hpp"

#include <map>

namespace turnout::county {

class Phones;

/// One cry, of a person or a machine: the truth behind it.
struct Press {
  std::uint64_t key = 0;
  std::uint32_t hub = 0;
  AlarmType type = AlarmType::help;
  WallTime at;
  bool needs_person = false;
  std::optional<WallTime> acked_at;
};

struct Case {
  AlarmResult result;
  std::vector<Record> records;
  bool by_voice_only = true; ///< nobody was sent
  std::vector<std::uint64_t> presses;
  std::vector<OfferId> offers;
};

/// The id a hub gives an alarm carries the key of all draws about it.
[[nodiscard]] std::string alarm_id(char kind, std::uint64_t key, int nth = 0);
[[nodiscard]] std::optional<std::uint64_t> key_in(const std::string& id);

class Casebook {
public:
  Casebook(Stage& stage, Phones& phones, std::size_t stories_kept)
      : stage_(stage), phones_(phones), stories_kept_(stories_kept) {}

  void pressed(const Press& press);
  void acked(std::uint64_t key);
  void committed(const engine::Batch& batch);
  /// A new process: what the one before never stored is gone.
  void restarted(const dispatch::State& state);

  /// The true arrival at the door.
  void at_the_door(const IncidentId& incident, const OfferId& offer, ResponderIndex who);

  [[nodiscard]] const Case* find(const IncidentId& id) const;
  /// Of all draws about the incident; of its own name when nobody knows what is behind it.
  [[nodiscard]] std::uint64_t key_of(const IncidentId& id) const;
  [[nodiscard]] bool needs_person(const IncidentId& id) const;

  /// Cries that the hub has no answer to yet.
  [[nodiscard]] const std::map<std::uint64_t, Press>& unanswered() const noexcept { return unanswered_; }
  /// Cries that needed somebody, were acknowledged, and stand in no incident; empty is good.
  [[nodiscard]] std::size_t presses_known() const noexcept { return presses_.size(); }
  [[nodiscard]] std::size_t open() const noexcept { return cases_.size(); }

  void finish(RunResults& results);

private:
  void take(const Record& record);
  void take(Case& of, const Decision& decision);
  void joined(Case& of, const AlarmJoined& alarm);
  void offered(Case& of, const OfferMade& made);
  OfferResult* offer_of(Case& of, const OfferId& offer);
  void close(const IncidentId& id);
  void keep_story(std::size_t alarm, std::vector<Record> records);

  Stage& stage_;
  Phones& phones_;
  std::size_t stories_kept_;
  std::unordered_map<std::uint64_t, Press> presses_; ///< looked up, never walked
  std::map<std::uint64_t, Press> unanswered_;
  std::map<IncidentId, Case> cases_;
  std::map<OfferId, std::size_t> offers_; ///< of open incidents: index into their results
  std::vector<AlarmResult> done_;
  std::vector<KeptStory> worst_;
  std::uint64_t incidents_ = 0;
  std::uint64_t closed_ = 0;
  std::uint64_t by_voice_ = 0;
  std::uint64_t alarms_ = 0;
};

} // namespace turnout::county
