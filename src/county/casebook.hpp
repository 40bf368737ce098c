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
  void acked(std::uint64_t key, const IncidentId& incident);
  void committed(const engine::Batch& batch);
  /// A new process: what the one before never stored is gone.
  void restarted(const dispatch::State& state);
  /// The disk begins to lie ...
  void trust_no_more();
  /// ... and the power fails: incidents are as they were then. Who pressed and who came to a door stays true.
  void take_back();

  /// The true arrival at the door.
  void at_the_door(const IncidentId& incident, const OfferId& offer, ResponderIndex who);

  [[nodiscard]] const Case* find(const IncidentId& id) const;
  /// Of all draws about the incident; of its own name when nobody knows what is behind it.
  [[nodiscard]] std::uint64_t key_of(const IncidentId& id) const;
  [[nodiscard]] bool needs_person(const IncidentId& id) const;

  /// Cries without an answer, or in an incident that is open.
  [[nodiscard]] std::size_t presses_known() const noexcept { return presses_.size(); }
  [[nodiscard]] std::size_t open() const noexcept { return told_.cases.size(); }

  void finish(RunResults& results);

private:
  /// What the decisions have told.
  struct Told {
    std::map<IncidentId, Case> cases;
    std::map<OfferId, std::size_t> offers; ///< of open incidents: index into their results
    std::vector<AlarmResult> done;
    std::vector<KeptStory> worst;
    std::uint64_t incidents = 0;
    std::uint64_t closed = 0;
    std::uint64_t by_voice = 0;
  };
  using Presses = std::unordered_map<std::uint64_t, Press>; ///< looked up, never walked

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
  Presses presses_;
  std::set<std::uint64_t> unanswered_;
  Told told_;
  std::optional<std::pair<Told, Presses>> honest_; ///< while the disk lies
  std::uint64_t alarms_ = 0;
};

} // namespace turnout::county
