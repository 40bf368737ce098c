#include "select.hpp"

#include <turnout/dispatch/cars.hpp>

#include <algorithm>

namespace turnout::dispatch {

namespace {

constexpr std::int64_t hundred = 100;

/// Standing places are numbered: the points first, then where each car is now.
using Site = std::size_t;

class Cover {
public:
  Cover(const Travel& travel, const CarQuestion& question) : question_(question) {
    for (const auto& point : question.points)
      add(travel, point.place);
    for (const auto& car : question.cars)
      add(travel, car.place);
    for (const auto& likely : question.likely)
      weight_ += likely.weight;
  }

  /// Over all likely places; zero where there are none.
  [[nodiscard]] Duration mean(const std::vector<Site>& standing) const {
    if (weight_ == 0) return Duration(0);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < question_.likely.size(); ++i)
      sum += question_.likely[i].weight * expected(standing, i).count();
    return Duration(sum / weight_);
  }

  /// Of a hundred alarms, so many whose expected wait is shorter by this much at least.
  [[nodiscard]] std::int64_t sooner(const std::vector<Site>& before, const std::vector<Site>& after,
                                    Duration by) const {
    std::int64_t gained = 0;
    for (std::size_t i = 0; i < question_.likely.size(); ++i) {
      if (expected(before, i) - expected(after, i) >= by) gained += question_.likely[i].weight;
    }
    return weight_ == 0 ? 0 : gained * hundred / weight_;
  }

private:
  void add(const Travel& travel, GeoPoint from) {
    std::vector<Duration> times;
    times.reserve(question_.likely.size());
    for (const auto& likely : question_.likely)
      times.push_back(std::min(question_.nobody, travel.journey_at(from, likely.place, question_.at).travel));
    times_.push_back(std::move(times));
  }

  /// The nearest car comes unless it is busy, then the next, and so on; in the end nobody.
  [[nodiscard]] Duration expected(const std::vector<Site>& standing, std::size_t place) const {
    constexpr std::int64_t million = 1'000'000;
    sorted_.clear();
    for (const Site site : standing)
      sorted_.push_back(times_[site][place].count());
    std::sort(sorted_.begin(), sorted_.end());
    std::int64_t left = million;
    std::int64_t sum = 0;
    for (const std::int64_t time : sorted_) {
      const std::int64_t busy = left * question_.busy_percent / hundred;
      sum += (left - busy) * time;
      left = busy;
    }
    return Duration((sum + left * question_.nobody.count()) / million);
  }

  const CarQuestion& question_;
  std::vector<std::vector<Duration>> times_; ///< by site, then by likely place
  std::int64_t weight_ = 0;
  mutable std::vector<std::int64_t> sorted_; ///< of one place, kept to spare the memory
};

struct Best {
  std::size_t car = 0;
  Site to = 0;
  Duration mean{};
};

/// Of the cars that have not been moved yet, the move that leaves the shortest mean.
std::optional<Best> best_move(const Cover& cover, const CarQuestion& question, std::vector<Site> standing,
                              const std::vector<bool>& moved) {
  std::optional<Best> best;
  for (std::size_t car = 0; car < standing.size(); ++car) {
    if (moved[car]) continue;
    const Site from = standing[car];
    for (Site to = 0; to < question.points.size(); ++to) {
      standing[car] = to;
      const Duration mean = cover.mean(standing);
      if (!best || mean < best->mean) best = {car, to, mean};
    }
    standing[car] = from;
  }
  return best;
}

std::string reason(const Cover& cover, const std::vector<Site>& before, const std::vector<Site>& after) {
  constexpr Duration worth_saying = 2min;
  const auto told = [](Duration span) {
    return format_duration(std::chrono::floor<std::chrono::seconds>(span));
  };
  return "expected " + told(cover.mean(after)) + " instead of " + told(cover.mean(before)) +
         ", 2m or more sooner for " + std::to_string(cover.sooner(before, after, worth_saying)) +
         " of 100 alarms";
}

} // namespace

CarAdvice advise_cars(const Travel& travel, const CarQuestion& question) {
  const Cover cover(travel, question);
  std::vector<Site> standing;
  for (std::size_t car = 0; car < question.cars.size(); ++car)
    standing.push_back(question.points.size() + car);
  std::vector<bool> moved(standing.size(), false);
  CarAdvice advice;
  advice.before = advice.after = cover.mean(standing);
  for (std::size_t turn = 0; turn < standing.size(); ++turn) {
    const auto best = best_move(cover, question, standing, moved);
    if (!best || advice.after - best->mean < question.gain_least) break;
    const auto before = standing;
    standing[best->car] = best->to;
    moved[best->car] = true;
    const FreeCar& car = question.cars[best->car];
    const StandbyPoint& point = question.points[best->to];
    advice.moves.push_back({.car = car.id,
                            .to = point.id,
                            .drive = travel.journey_at(car.place, point.place, question.at).travel,
                            .gain = advice.after - best->mean,
                            .reason = reason(cover, before, standing)});
    advice.after = best->mean;
  }
  return advice;
}

std::vector<LikelyPlace> likely_places(const Reference& reference) {
  constexpr std::int32_t north_e7 = 270'000; // three kilometres, and as many eastwards in England
  constexpr std::int32_t east_e7 = 440'000;
  struct Square {
    std::int64_t north = 0;
    std::int64_t east = 0;
    std::int64_t homes = 0;
  };
  std::map<std::pair<std::int32_t, std::int32_t>, Square> squares;
  for (const auto& [id, person] : reference.people) {
    if (!person.home) continue;
    Square& square = squares[{person.home->lat_e7 / north_e7, person.home->lon_e7 / east_e7}];
    square.north += person.home->lat_e7;
    square.east += person.home->lon_e7;
    ++square.homes;
  }
  std::vector<LikelyPlace> places;
  places.reserve(squares.size());
  for (const auto& [where, square] : squares) {
    places.push_back({{static_cast<std::int32_t>(square.north / square.homes),
                       static_cast<std::int32_t>(square.east / square.homes)},
                      square.homes});
  }
  return places;
}

std::vector<StandbyPoint> standby_points(const Reference& reference) {
  std::vector<StandbyPoint> points;
  for (const auto& [id, base] : reference.bases) {
    if (base.place) points.push_back({id, base.name, *base.place});
  }
  return points;
}

std::vector<FreeCar> free_cars(const State& state, WallTime now) {
  const PlanBook& book = current_book(state);
  const LocalMoment local = local_moment(now, book.zone);
  std::vector<FreeCar> cars;
  for (const Roster& who : state.reference.roster) {
    if (!who.row->skills.contains(book.rules.mobile_skill)) continue;
    const ResponderFacts& facts = *who.facts;
    if (facts.duty != DutyState::available || facts.link == LinkState::down || facts.on_incident ||
        facts.open_offers > 0 || !covers(who.row->shifts, local))
      continue;
    if (const auto place = starting_place(who, book.rules, now)) cars.push_back({who.row->id, *place});
  }
  return cars;
}

} // namespace turnout::dispatch
