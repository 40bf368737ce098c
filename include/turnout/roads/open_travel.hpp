// From two lines of the settings to what the engine asks for journeys: the router if there is one, else the
// roads, else the law. Opening reads files and may take seconds; it is done once, before the first alarm, on
// any thread. It does not fail: help must come even where a map is gone, so what cannot be opened is left out
// and told, with the file and the mend.
#pragma once

#include "turnout/dispatch/travel.hpp"
#include "turnout/roads/counts.hpp"
#include "turnout/roads/road_map.hpp"

#include <string>

namespace turnout::roads {

struct TravelSources {
  std::string graph;     ///< an .osm.pbf; empty: none
  std::string beside;    ///< the journal: its folder keeps the compiled copy; empty: nowhere
  bool may_write = true; ///< that copy
  std::string osrm;      ///< http://ADDRESS:PORT; empty: none
};

struct OpenedTravel {
  dispatch::TravelFactory factory;
  std::shared_ptr<const TravelCounts> counts = std::make_shared<TravelCounts>();
  std::string told;               ///< one line for the log; empty where the law is all there is
  std::vector<std::string> wrong; ///< what had to be left out, and why
  std::string trouble;            ///< something less, to warn of; or empty
};

[[nodiscard]] OpenedTravel open_travel(const TravelSources& sources);

} // namespace turnout::roads
