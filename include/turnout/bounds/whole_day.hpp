// A lower bound on what any policy can reach over a stretch of time in which each responder takes several
// alarms: the cheapest flow of responders through the alarms, made easier than the truth wherever the truth
// does not fit a flow. Pure, any thread. Nothing here fails.
//
// Why it is valid. Take what a policy did. Nobody is asked while on a job; reply and turnout pass anew each
// time; `between` is a least time that obeys the triangle inequality.
// 1. For each responder keep those alarms that came later than all they had gone to before. That is a path
//    forward in time, and each step on it costs at least what its arc says: by the triangle inequality a
//    detour by the alarms left out, by home, or on the way to an alarm they were then released from, arrives
//    no sooner; where an arc stands for several responders it has the least of theirs.
// 2. An alarm left out was reached after a later one. It costs at least `after a later one`, the least over
//    all who would accept both, and is paid at that price without using anybody's time.
// 3. An alarm that nobody reached costs `unserved` under the policy too.
// So the policy's day is a flow that costs no more than the policy did, and the cheapest flow costs no more
// than that. Being easier than the truth: whoever has ended a job may go on as anybody else who would have
// accepted that job, jobs end as early as they can, and everything is known beforehand.
#pragma once

#include "turnout/bounds/clairvoyant.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace turnout::bounds {

struct DayAnswer {
  std::size_t responder = 0;
  Answer answer; ///< when they have nothing else to do at that time
};

struct DayAlarm {
  WallTime at;
  Duration on_scene{};            ///< from the door to being free again, at least
  std::vector<DayAnswer> answers; ///< who would accept, each once
};

/// Where people can be when they are asked.
enum class Whereabouts {
  own_place, ///< always where the answers say
  anywhere,  ///< also on their way from a job, or called back while on the way to one
};

struct DayPremises {
  Duration unserved{};       ///< what an alarm costs that nobody reaches
  Duration settled_within{}; ///< whoever is sent to an alarm is back at their own place so long after it
                             ///< came, at most
  Whereabouts whereabouts = Whereabouts::anywhere;
  std::function<Duration(std::size_t from, std::size_t to)>
      between; ///< by indices of alarms; for `anywhere` alone
};

/// The least sum of responses over these alarms, which are in order of time.
[[nodiscard]] Duration least_total_of_day(const std::vector<DayAlarm>& alarms, const DayPremises& premises);

} // namespace turnout::bounds
