// The phones that ring for one incident, and whether they will do: how likely it is that enough of those who
// would be there first say yes. Pure values, deciding thread; nothing fails.
#pragma once

#include "select.hpp"

namespace turnout::dispatch {

class Ringing {
public:
  /// `wanted`: so many must say yes.
  Ringing(Deciding& deciding, const Incident& incident, int wanted);

  /// Another phone is about to ring.
  void add(const PlanBook& book, const Roster& who, WallTime arrival);

  /// Of those ringing who would arrive by then, enough will say yes, by the plan's measure. People are taken
  /// to answer each for themselves.
  [[nodiscard]] bool enough(WallTime arrival, const OfferPolicy& policy) const;

private:
  struct Phone {
    WallTime arrival;
    Odds odds;
  };
  int wanted_;
  std::vector<Phone> phones_;
};

} // namespace turnout::dispatch
