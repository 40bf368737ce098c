// A random history: each number is one thing that happens to a small county. Reading it back needs nothing
// but the numbers, so a failing history shrinks to the few that matter. One thread.
#pragma once

#include "support/world.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace turnout::testing {

/// Two homes and a couple, a station of three that keeps two, four carers, a daughter; `open` offers at once.
[[nodiscard]] std::unique_ptr<World> small_county(int open);

class History {
public:
  explicit History(World& world) : world_(world) {}

  /// Does what the number says.
  void happen(std::uint32_t number);

  /// What was done, for whoever reads a failure.
  [[nodiscard]] const std::string& told() const { return told_; }

private:
  [[nodiscard]] std::uint32_t draw(std::uint32_t below);
  [[nodiscard]] std::string responder();
  [[nodiscard]] std::string offer();
  [[nodiscard]] std::string incident();
  [[nodiscard]] IncidentId another(const IncidentId& than) const;
  void alarm();
  void time_passes();
  void reply();
  void progress();
  void command();
  void partner();
  void state_of_phone();
  void position();
  void fault();
  void say(const std::string& topic, const std::string& payload);

  World& world_;
  std::uint32_t left_ = 0;
  int ids_ = 0;
  std::string told_;
  std::string last_topic_;
  std::string last_payload_;
};

} // namespace turnout::testing
