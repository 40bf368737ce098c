// The `at` lines of a scenario, done to a world: messages as the outside would send them, commands, faults.
#pragma once

#include "given.hpp"
#include "support/world.hpp"
#include "telling.hpp"

namespace turnout::scenarios {

class Doing {
public:
  Doing(testing::World& world, WallTime start, const Names& names)
      : world_(world), start_(start), names_(names) {}

  /// One step, its time already reached.
  void step(Words words);

private:
  void alarm(Words& words);
  void reply(const std::string& answer, Words& words);
  void progress(Words& words);
  void status(const std::string& topic, Words& words);
  void position(Words& words);
  void heartbeat(Words& words);
  void partner(Words& words);
  void command(const std::string& kind, Words& words);
  void handover(Words& words);
  void view(Words& words);
  void edited(Words& words);
  void follow_up(Words& words);
  void dispute(Words& words);
  void fault(const std::string& what, Words& words);
  void change(const std::string& what, Words& words);
  bool speak(const std::string& verb, Words& words);
  void say(const std::string& topic, const std::string& payload, bool retained = false);
  [[nodiscard]] std::string next_id(Words& words, const char* prefix);
  [[nodiscard]] std::string only_incident() const;

  testing::World& world_;
  WallTime start_;
  const Names& names_;
  std::map<std::string, int> ids_;
};

} // namespace turnout::scenarios
