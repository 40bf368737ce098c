// All responders of a county on one connection: starts them gently, hands each its messages. One thread;
// making it throws what reading the roster throws.
#pragma once

#include "responders/responder.hpp"

#include <map>
#include <memory>
#include <string>
#include <vector>

namespace turnout::sim {

class ResponderFleet {
public:
  ResponderFleet(const std::vector<RosterEntry>& roster, const HabitMix& habits, Random random,
                 Surroundings& around);

  void start();
  void reconnected();
  void hang_up();
  // responder/{id}/offer, assignment or error.
  void receive(const Message& message);

private:
  Surroundings& around_;
  std::map<std::string, std::unique_ptr<Responder>> responders_;
};

} // namespace turnout::sim
