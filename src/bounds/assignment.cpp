#include "turnout/bounds/assignment.hpp"

#include "flow.hpp"

#include <algorithm>
#include <utility>

namespace turnout::bounds {
namespace {

/// For each alarm as many of the soonest as there are alarms: the others can take no more than all but one of
/// them, so that nobody later is ever needed.
std::vector<std::size_t> soonest(const ResponseMatrix& responses, std::size_t alarm, Duration at_most) {
  std::vector<std::size_t> all;
  for (std::size_t who = 0; who < responses.responders(); ++who)
    if (const auto& response = responses.at(alarm, who); response && *response <= at_most) all.push_back(who);
  if (all.size() <= responses.alarms()) return all;
  const auto end = all.begin() + static_cast<std::ptrdiff_t>(responses.alarms());
  std::nth_element(all.begin(), end, all.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(*responses.at(alarm, a), a) < std::pair(*responses.at(alarm, b), b);
  });
  all.erase(end, all.end());
  return all;
}

/// Alarms send one unit each, through a responder or straight to the sink, which is to be unserved.
Assignment solve(const ResponseMatrix& responses, Duration unserved, Duration at_most, bool cost_counts) {
  const std::size_t alarms = responses.alarms();
  Network network;
  network.supply.assign(alarms, 1);
  network.supply.resize(alarms + responses.responders(), 0);
  const Node sink = network.add_node(-static_cast<std::int64_t>(alarms));
  std::vector<std::size_t> responder_of; // of the first arcs
  for (std::size_t alarm = 0; alarm < alarms; ++alarm) {
    for (const std::size_t who : soonest(responses, alarm, at_most)) {
      network.arcs.push_back({alarm, alarms + who, 1, cost_counts ? *responses.at(alarm, who) : Duration(0)});
      responder_of.push_back(who);
    }
  }
  for (std::size_t who = 0; who < responses.responders(); ++who)
    network.arcs.push_back({alarms + who, sink, 1, Duration(0)});
  for (std::size_t alarm = 0; alarm < alarms; ++alarm)
    network.arcs.push_back({alarm, sink, 1, unserved});

  Assignment assignment{std::vector<std::optional<std::size_t>>(alarms), Duration(0), alarms};
  const auto flow = cheapest_flow(network);
  if (!flow) return assignment;
  assignment.total = flow->total;
  for (std::size_t arc = 0; arc < responder_of.size(); ++arc) {
    if (flow->units[arc] == 0) continue;
    assignment.responder[network.arcs[arc].from] = responder_of[arc];
    --assignment.unserved;
  }
  return assignment;
}

std::size_t fewest_unserved(const ResponseMatrix& responses, Duration at_most) {
  return solve(responses, Duration(1), at_most, false).unserved;
}

} // namespace

Assignment least_total(const ResponseMatrix& responses, Duration unserved) {
  return solve(responses, unserved, Duration::max(), true);
}

Longest least_longest(const ResponseMatrix& responses) {
  std::vector<Duration> times;
  for (std::size_t alarm = 0; alarm < responses.alarms(); ++alarm)
    for (std::size_t who = 0; who < responses.responders(); ++who)
      if (const auto& response = responses.at(alarm, who)) times.push_back(*response);
  std::sort(times.begin(), times.end());
  times.erase(std::unique(times.begin(), times.end()), times.end());
  const std::size_t unserved = fewest_unserved(responses, Duration::max());
  const auto longest = std::partition_point(times.begin(), times.end(), [&](Duration limit) {
    return fewest_unserved(responses, limit) > unserved;
  });
  const bool served = unserved < responses.alarms();
  return {served && longest != times.end() ? *longest : Duration(0), unserved};
}

std::size_t fewest_late(const ResponseMatrix& responses, Duration limit) {
  return fewest_unserved(responses, limit);
}

} // namespace turnout::bounds
