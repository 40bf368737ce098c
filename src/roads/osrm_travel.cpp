#include "turnout/roads/osrm_travel.hpp"

#include <algorithm>

namespace turnout::roads {

namespace {

constexpr std::size_t places_max = 64;
constexpr std::size_t answers_max = 4096; ///< for one place

} // namespace

OsrmTravel::OsrmTravel(std::shared_ptr<OsrmClient> client, const PlanBook& book,
                       std::unique_ptr<dispatch::Travel> otherwise, std::shared_ptr<TravelCounts> counts)
    : Travel(dispatch::Pace(book.travel, book.zone)), client_(std::move(client)),
      otherwise_(std::move(otherwise)), counts_(std::move(counts)),
      roads_shut_(!dispatch::shut_places(book.travel).empty()) {}

OsrmTravel::Answers& OsrmTravel::towards(GeoPoint to) const {
  const auto known =
      std::find_if(kept_.begin(), kept_.end(), [&](const Kept& kept) { return kept.to == to; });
  if (known != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, known);
    return kept_.front().answers;
  }
  kept_.push_front({to, {}});
  if (kept_.size() > places_max) kept_.pop_back();
  return kept_.front().answers;
}

void OsrmTravel::expect(std::vector<GeoPoint> from, GeoPoint to) const {
  if (roads_shut_) return;
  Answers& answers = towards(to);
  std::vector<std::pair<Distance, GeoPoint>> by_crow;
  by_crow.reserve(from.size());
  for (const GeoPoint place : from)
    by_crow.emplace_back(crow_distance(place, to), place);
  std::sort(by_crow.begin(), by_crow.end());
  by_crow.erase(std::unique(by_crow.begin(), by_crow.end()), by_crow.end());
  if (by_crow.size() > client_->limits().together) by_crow.resize(client_->limits().together);
  std::vector<GeoPoint> unknown;
  for (const auto& [crow, place] : by_crow) {
    if (!answers.contains(place)) unknown.push_back(place);
  }
  if (unknown.empty()) return;
  const auto found = client_->table(unknown, to);
  if (!found) {
    ++counts_->router_failures;
    return;
  }
  // Those who move leave a trail of places nobody asks about again.
  if (answers.size() + unknown.size() > answers_max) answers.clear();
  for (std::size_t i = 0; i < unknown.size(); ++i)
    answers[unknown[i]] = (*found)[i];
}

dispatch::Journey OsrmTravel::journey(GeoPoint from, GeoPoint to) const {
  if (!roads_shut_ && from != to) {
    Answers& answers = towards(to);
    if (!answers.contains(from)) expect({from}, to);
    const auto known = answers.find(from);
    if (known != answers.end() && known->second) {
      ++counts_->by_router;
      return *known->second;
    }
  }
  return otherwise_->journey(from, to);
}

} // namespace turnout::roads
