// Journeys by road. A search towards one place is kept while the place is asked about, so ranking people
// again as they move is a look into a table; the oldest search goes when memory for them is used up. One
// thread, the one that decides; cannot fail. Where an end is off the map, or no open road joins the two, the
// law answers.
#pragma once

#include "turnout/dispatch/travel.hpp"
#include "turnout/roads/counts.hpp"
#include "turnout/roads/road_map.hpp"

#include <list>
#include <map>

namespace turnout::roads {

class Search;

class RoadTravel final : public dispatch::Travel {
public:
  RoadTravel(std::shared_ptr<const RoadMap> map, const PlanBook& book,
             std::shared_ptr<TravelCounts> counts = std::make_shared<TravelCounts>());
  ~RoadTravel() override;
  RoadTravel(const RoadTravel&) = delete;
  RoadTravel& operator=(const RoadTravel&) = delete;

  [[nodiscard]] dispatch::Journey journey(GeoPoint from, GeoPoint to) const override;

  /// How many searches are kept, and at most.
  [[nodiscard]] std::size_t searches() const noexcept { return kept_.size(); }
  [[nodiscard]] std::size_t searches_max() const noexcept { return searches_max_; }

private:
  struct Kept {
    GeoPoint to;
    std::unique_ptr<Search> search; ///< nothing: no road is near
  };
  [[nodiscard]] Search* towards(GeoPoint to) const;
  [[nodiscard]] std::optional<dispatch::Journey> by_road(GeoPoint from, GeoPoint to) const;

  std::shared_ptr<const RoadMap> map_;
  dispatch::LawOfTravel law_;
  std::vector<bool> shut_;
  std::shared_ptr<TravelCounts> counts_;
  std::size_t searches_max_;
  mutable std::list<Kept> kept_; ///< used last comes first
  mutable std::map<GeoPoint, std::list<Kept>::iterator> by_place_;
};

} // namespace turnout::roads
