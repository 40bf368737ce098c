// What the whole fleet saw of each incident, for the closing summary: first offer, first accept, first under
// way, first beside the person. One thread; nothing fails.
#pragma once

#include "support/scheduler.hpp"
#include "support/summary.hpp"

#include <map>
#include <string>

namespace turnout::sim {

class Board {
public:
  explicit Board(Summary& summary) : summary_(summary) {}

  void offered(const std::string& incident, Instant now) {
    if (seen_.try_emplace(incident, Seen{now, false, false, false}).second)
      summary_.count("incidents_offered");
  }
  void accepted(const std::string& incident, Instant now) {
    mark(incident, now, &Seen::accepted, "offer_to_accept");
  }
  void moving(const std::string& incident, Instant now) {
    mark(incident, now, &Seen::moving, "offer_to_moving");
  }
  void beside(const std::string& incident, Instant now) {
    if (mark(incident, now, &Seen::beside, "offer_to_with_person")) summary_.count("incidents_reached");
  }

private:
  struct Seen {
    Instant first_offer{0};
    bool accepted = false, moving = false, beside = false;
  };

  bool mark(const std::string& incident, Instant now, bool Seen::*moment, const char* name) {
    const auto found = seen_.find(incident);
    if (found == seen_.end() || found->second.*moment) return false;
    found->second.*moment = true;
    summary_.sample(name, now - found->second.first_offer);
    return true;
  }

  Summary& summary_;
  std::map<std::string, Seen> seen_;
};

} // namespace turnout::sim
