#include "flow.hpp"

#include <lemon/network_simplex.h>
#include <lemon/smart_graph.h>

namespace turnout::bounds {

std::optional<Flow> cheapest_flow(const Network& network) {
  using Graph = lemon::SmartDigraph;
  using Simplex = lemon::NetworkSimplex<Graph, std::int64_t, std::int64_t>;
  Graph graph;
  graph.reserveNode(static_cast<int>(network.supply.size()));
  graph.reserveArc(static_cast<int>(network.arcs.size()));
  Graph::NodeMap<std::int64_t> supply(graph);
  Graph::ArcMap<std::int64_t> capacity(graph);
  Graph::ArcMap<std::int64_t> cost(graph);
  for (const std::int64_t supplied : network.supply)
    supply[graph.addNode()] = supplied;
  std::vector<Graph::Arc> arcs;
  arcs.reserve(network.arcs.size());
  for (const Arc& arc : network.arcs) {
    const auto added = graph.addArc(Graph::nodeFromId(static_cast<int>(arc.from)),
                                    Graph::nodeFromId(static_cast<int>(arc.to)));
    capacity[added] = arc.capacity;
    cost[added] = arc.cost.count();
    arcs.push_back(added);
  }
  Simplex simplex(graph);
  simplex.upperMap(capacity).costMap(cost).supplyMap(supply);
  if (simplex.run() != Simplex::OPTIMAL) return std::nullopt;
  Flow flow{Duration(simplex.totalCost<std::int64_t>()), {}};
  flow.units.reserve(arcs.size());
  for (const auto arc : arcs)
    flow.units.push_back(simplex.flow(arc));
  return flow;
}

} // namespace turnout::bounds
