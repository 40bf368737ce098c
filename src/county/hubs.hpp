// The homes and their hubs: who presses when, what is behind it, and a hub that says it again until it has
// its answer. Each home has its own luck. One thread. Nothing fails.
#pragma once

#include "casebook.hpp"

namespace turnout::county {

class Hubs {
public:
  Hubs(Stage& stage, Casebook& casebook);

  void start();
  /// An ack or feedback for hub number `hub`.
  void receive(std::uint32_t hub, std::string_view what, const std::string& payload);

  void press(std::uint32_t hub, AlarmType type, bool needs_person);
  void shout(std::uint32_t hub, Duration span);
  void stranger(std::uint64_t number);
  void mains(std::uint64_t number);
  void cut_over();
  [[nodiscard]] std::size_t unanswered() const noexcept { return outstanding_.size(); }

private:
  struct Outstanding {
    std::uint32_t hub = 0;
    std::uint64_t key = 0;
    std::string payload;
    Duration next{};
    bool garbled = false;
  };

  void schedule(std::uint32_t hub);
  void burst();
  [[nodiscard]] double factor(AlarmType type, WallTime at, std::uint32_t hub) const;
  void send(std::uint32_t hub, std::uint64_t key, const std::string& id, AlarmType type, bool may_garble);
  void poison(const Outstanding& cry);
  void transmit(const std::string& id);
  [[nodiscard]] std::string payload(const std::string& id, AlarmType type, std::uint64_t key) const;
  void around(std::uint32_t hub, std::uint64_t key, bool needs_person);
  void heartbeat(std::uint32_t hub);
  void fall_silent(std::uint32_t hub, std::uint64_t nth);
  void machine(std::uint32_t hub, AlarmType type);

  Stage& stage_;
  Casebook& casebook_;
  std::string beat_;                ///< what a heartbeat says
  std::vector<std::string> topics_; ///< of alarms, by hub
  std::vector<Chance> own_;         ///< each home's stream of presses
  std::vector<double> fall_weight_;
  std::vector<std::uint32_t> presses_; ///< so far, by hub
  std::vector<bool> mute_;
  std::vector<bool> dark_;
  std::vector<double> weights_; ///< by type, without the tail of falls
  double rate_ = 0;             ///< of one home, a millisecond
  double most_ = 1;             ///< the highest factor there can be
  std::map<std::string, Outstanding> outstanding_;
};

} // namespace turnout::county
