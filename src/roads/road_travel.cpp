#include "turnout/roads/road_travel.hpp"

#include "search.hpp"

#include <algorithm>

namespace turnout::roads {

namespace {

constexpr std::size_t search_bytes_max = 128 * 1024 * 1024; ///< all searches together
constexpr std::size_t searches_least = 8;
constexpr std::size_t searches_most = 2048;
/// On foot or over a farm track, from a door to the road that is on the map: 15 km/h.
constexpr std::int64_t off_road_ms_per_metre = 240;

std::size_t searches_that_fit(const RoadMap& map) {
  constexpr std::size_t bytes_a_junction = sizeof(Drive) + 1;
  const std::size_t one = std::max<std::size_t>(1, map.roads().junctions * bytes_a_junction);
  return std::clamp(search_bytes_max / one, searches_least, searches_most);
}

} // namespace

RoadTravel::RoadTravel(std::shared_ptr<const RoadMap> map, const PlanBook& book,
                       std::shared_ptr<TravelCounts> counts)
    : Travel(dispatch::Pace(book.travel, book.zone)), map_(std::move(map)), law_(book.travel),
      shut_(map_->pieces_near(dispatch::shut_places(book.travel), dispatch::shut_reach)),
      counts_(std::move(counts)), searches_max_(searches_that_fit(*map_)) {}

RoadTravel::~RoadTravel() = default;

Search* RoadTravel::towards(GeoPoint to) const {
  if (const auto known = by_place_.find(to); known != by_place_.end()) {
    kept_.splice(kept_.begin(), kept_, known->second);
    return kept_.front().search.get();
  }
  const auto foot = map_->nearest(to, shut_);
  kept_.push_front({to, foot ? std::make_unique<Search>(*map_, shut_, *foot) : nullptr});
  by_place_[to] = kept_.begin();
  if (kept_.size() > searches_max_) {
    by_place_.erase(kept_.back().to);
    kept_.pop_back();
  }
  return kept_.front().search.get();
}

std::optional<dispatch::Journey> RoadTravel::by_road(GeoPoint from, GeoPoint to) const {
  if (from == to) return dispatch::Journey{};
  Search* search = towards(to);
  if (search == nullptr) return std::nullopt;
  const auto foot = map_->nearest(from, shut_);
  if (!foot) return std::nullopt;
  const auto drive = search->from(*foot);
  if (!drive) return std::nullopt;
  const Distance off = foot->off_road + search->place().off_road;
  constexpr std::int64_t cm_a_metre = 100;
  return dispatch::Journey{Distance(drive->cm / cm_a_metre) + off,
                           Duration(drive->ms + off.metres() * off_road_ms_per_metre)};
}

dispatch::Journey RoadTravel::journey(GeoPoint from, GeoPoint to) const {
  if (const auto found = by_road(from, to)) {
    ++counts_->by_roads;
    return *found;
  }
  ++counts_->by_law;
  return law_.journey(from, to);
}

} // namespace turnout::roads
