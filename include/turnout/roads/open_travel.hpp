// From two lines of the settings to what the engine asks for journeys: the router if there is one, else the
// roads, else the law. Opening reads files and may take seconds; it is done once, before the first alarm, on
// any thread. It fails with words that name the file and the mend; what it returns does not fail any more.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/dispatch/travel.hpp"
#include "turnout/roads/counts.hpp"
#include "turnout/roads/road_map.hpp"

#include <string>

namespace turnout::roads {

struct TravelSources {
  std::string graph;        ///< an .osm.pbf; empty: none
  std::string state_folder; ///< where its compiled copy is kept; empty: nowhere
  bool may_write = true;    ///< that copy
  std::string osrm;         ///< http://ADDRESS:PORT; empty: none
};

struct OpenedTravel {
  dispatch::TravelFactory factory;
  std::shared_ptr<const TravelCounts> counts;
  std::string told;    ///< one line for the log; empty where the law is all there is
  std::string trouble; ///< one line to warn of, or empty
};

[[nodiscard]] Result<OpenedTravel> open_travel(const TravelSources& sources);

} // namespace turnout::roads
