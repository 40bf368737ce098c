// The best that could have been done in a storm in which each responder takes one alarm, by someone who knows
// everything beforehand: exact, by the cheapest flow. Pure, any thread. Nothing here fails: alarms that
// nobody can take are counted.
//
// A valid bound for every policy under which nobody takes a second alarm of the storm, and whose responses
// are never shorter than the costs given. Say which of the three is meant: the mean, the longest, the late
// ones.
#pragma once

#include "turnout/base/time.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace turnout::bounds {

/// Response of each responder to each alarm, in milliseconds from the alarm to the door; nothing where they
/// would not go.
class ResponseMatrix {
public:
  ResponseMatrix(std::size_t alarms, std::size_t responders)
      : alarms_(alarms), responders_(responders), cells_(alarms * responders) {}

  [[nodiscard]] std::size_t alarms() const noexcept { return alarms_; }
  [[nodiscard]] std::size_t responders() const noexcept { return responders_; }
  [[nodiscard]] std::optional<Duration>& at(std::size_t alarm, std::size_t responder) {
    return cells_.at(alarm * responders_ + responder);
  }
  [[nodiscard]] const std::optional<Duration>& at(std::size_t alarm, std::size_t responder) const {
    return cells_.at(alarm * responders_ + responder);
  }

private:
  std::size_t alarms_;
  std::size_t responders_;
  std::vector<std::optional<Duration>> cells_;
};

struct Assignment {
  std::vector<std::optional<std::size_t>> responder; ///< of each alarm
  Duration total{};                                  ///< the unserved ones at what they cost
  std::size_t unserved = 0;
};

/// The least sum of responses, where an alarm that nobody takes costs `unserved`, be it for want of people or
/// because that is cheaper. Policies are held against it at the same price.
[[nodiscard]] Assignment least_total(const ResponseMatrix& responses, Duration unserved);

struct Longest {
  Duration longest{}; ///< zero when nobody can take any
  std::size_t unserved = 0;
};

/// The least that the longest response can be while as many alarms as possible are served.
[[nodiscard]] Longest least_longest(const ResponseMatrix& responses);

/// The fewest alarms that must wait longer than this, or for ever.
[[nodiscard]] std::size_t fewest_late(const ResponseMatrix& responses, Duration limit);

} // namespace turnout::bounds
