// Where mobile cars should stand while they wait: advice to a human, never an order. A move is worth what it
// takes off the mean expected arrival over the places where alarms are likely, when each car is busy some of
// the time, each for itself (Daskin's MEXCLP, with arrival times in place of a limit). Pure; any thread that
// owns what it passes in. Where nothing is worth a move, or nothing is known, there is no advice.
#pragma once

#include "turnout/dispatch/state.hpp"

namespace turnout::dispatch {

/// Alarms are likely here in proportion to the weight.
struct LikelyPlace {
  GeoPoint place;
  std::int64_t weight = 1;
};

/// Where a car may stand.
struct StandbyPoint {
  BaseId id;
  std::string name;
  GeoPoint place;
};

struct FreeCar {
  ResponderId id;
  GeoPoint place; ///< of a car on its way to a point: that point, or it would be sent to and fro
};

struct CarQuestion {
  std::vector<LikelyPlace> likely;
  std::vector<StandbyPoint> points;
  std::vector<FreeCar> cars;
  int busy_percent = 30;
  Duration gain_least = 30s;
  Duration nobody =
      1h; ///< how long an alarm is taken to wait when every car is busy; nothing counts as longer
  WallTime at;
};

struct CarMove {
  ResponderId car;
  BaseId to;
  Duration drive{};
  Duration gain{}; ///< off the mean expected arrival, once the moves before it are made
  std::string reason;
};

/// A means nothing by itself, only beside another.
struct CarAdvice {
  Duration before{}; ///< mean expected arrival as the cars stand
  Duration after{};  ///< ... and once all moves are made
  std::vector<CarMove> moves;
};

/// The best single move, then the best after it, each car once, while a move gains enough.
[[nodiscard]] CarAdvice advise_cars(const Travel& travel, const CarQuestion& question);

/// Homes, gathered in squares of three kilometres, each at the mean of its homes.
[[nodiscard]] std::vector<LikelyPlace> likely_places(const Reference& reference);
/// Every base that has a place.
[[nodiscard]] std::vector<StandbyPoint> standby_points(const Reference& reference);
/// Responders with the plan book's mobile skill who are on shift, available, and neither on a job nor asked
/// to one.
[[nodiscard]] std::vector<FreeCar> free_cars(const State& state, WallTime now);

} // namespace turnout::dispatch
