#include "turnout/dispatch/travel.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace turnout::dispatch {

namespace {

constexpr std::size_t barriers_max = 64;
constexpr std::size_t crossings_max = 64;
constexpr Distance crossing_reach{2000};
constexpr Duration cut_off = 6h;

/// On which side of the line a-b a point lies; a point on the line belongs to the left side. The two products
/// are compared, not subtracted: each fits 64 bits, their difference might not.
bool left_of(GeoPoint a, GeoPoint b, GeoPoint p) noexcept {
  const std::int64_t abx = std::int64_t{b.lon_e7} - a.lon_e7;
  const std::int64_t aby = std::int64_t{b.lat_e7} - a.lat_e7;
  const std::int64_t apx = std::int64_t{p.lon_e7} - a.lon_e7;
  const std::int64_t apy = std::int64_t{p.lat_e7} - a.lat_e7;
  return abx * apy >= aby * apx;
}

/// Boxes that do not meet need no exact test.
bool boxes_apart(GeoPoint a, GeoPoint b, GeoPoint c, GeoPoint d) noexcept {
  return std::max(a.lat_e7, b.lat_e7) < std::min(c.lat_e7, d.lat_e7) ||
         std::max(c.lat_e7, d.lat_e7) < std::min(a.lat_e7, b.lat_e7) ||
         std::max(a.lon_e7, b.lon_e7) < std::min(c.lon_e7, d.lon_e7) ||
         std::max(c.lon_e7, d.lon_e7) < std::min(a.lon_e7, b.lon_e7);
}

/// True if the way changes banks: an odd number of crossings with the line. Touching a corner counts once or
/// not at all, as the neighbours lie, because left_of has no third answer.
bool changes_bank(const std::vector<GeoPoint>& line, GeoPoint from, GeoPoint to) noexcept {
  if (to < from) std::swap(from, to); // the same answer both ways
  bool odd = false;
  for (std::size_t i = 1; i < line.size(); ++i) {
    const GeoPoint a = line[i - 1];
    const GeoPoint b = line[i];
    if (boxes_apart(a, b, from, to)) continue;
    if (left_of(from, to, a) == left_of(from, to, b)) continue;
    odd ^= left_of(a, b, from) != left_of(a, b, to);
  }
  return odd;
}

/// From a point to the nearest corner or foot on a line.
Distance distance_to(const std::vector<GeoPoint>& line, GeoPoint p) noexcept {
  Distance best = crow_distance(line.front(), p);
  for (std::size_t i = 1; i < line.size(); ++i) {
    constexpr int parts = 64; // steps along the segment: exact enough for a reach of kilometres
    for (int part = 1; part <= parts; ++part) {
      const auto between = [part](std::int32_t a, std::int32_t b) {
        return static_cast<std::int32_t>(a + (std::int64_t{b} - a) * part / parts);
      };
      const GeoPoint foot{between(line[i - 1].lat_e7, line[i].lat_e7),
                          between(line[i - 1].lon_e7, line[i].lon_e7)};
      best = std::min(best, crow_distance(foot, p));
    }
  }
  return best;
}

void shorten(std::optional<Distance>& best, Distance way) {
  if (!best || way < *best) best = way;
}

bool near_any(const std::vector<GeoPoint>& places, GeoPoint point, Distance within) noexcept {
  return std::any_of(places.begin(), places.end(),
                     [&](GeoPoint place) { return crow_distance(place, point) <= within; });
}

Duration time_by(const TravelLaw& law, Distance crow) noexcept {
  const auto short_law = [&law](std::int64_t metres) {
    constexpr std::uint64_t root_scale = 1'000'000; // the root of a kilometre in millionths
    const std::uint64_t root = isqrt(static_cast<std::uint64_t>(metres) * 1'000 * root_scale);
    return Duration(law.short_per_root_km.count() * static_cast<std::int64_t>(root) /
                    static_cast<std::int64_t>(root_scale));
  };
  const std::int64_t metres = std::max<std::int64_t>(crow.metres(), 0);
  const std::int64_t join = law.join.metres();
  if (metres <= join) return short_law(metres);
  // The two fits meet within a second of each other; the larger keeps the law from falling at the join.
  const Duration at_join = std::max(law.at_join, short_law(join));
  return at_join + Duration(law.long_per_km.count() * (metres - join) / 1'000);
}

} // namespace

LawOfTravel::LawOfTravel(const TravelSettings& settings, const ZoneTable& zone)
    : Travel(Pace(settings, zone)), settings_(settings) {
  everywhere_.short_per_root_km = settings.short_per_root_km;
  everywhere_.join = settings.join;
  everywhere_.at_join = settings.at_join;
  everywhere_.long_per_km = settings.long_per_km;
  const auto shut = shut_places(settings);
  some_shut_ = std::erase_if(settings_.crossings,
                             [&](GeoPoint crossing) { return near_any(shut, crossing, shut_reach); }) > 0;
  auto& barriers = settings_.barriers;
  std::erase_if(barriers, [](const auto& line) { return line.size() < 2; });
  if (barriers.size() > barriers_max) barriers.resize(barriers_max);
  if (settings_.crossings.size() > crossings_max) settings_.crossings.resize(crossings_max);
  for (const GeoPoint crossing : settings_.crossings) {
    std::uint64_t over = 0;
    for (std::size_t i = 0; i < barriers.size(); ++i) {
      if (distance_to(barriers[i], crossing) <= crossing_reach) over |= std::uint64_t{1} << i;
    }
    on_barriers_.push_back(over);
  }
  join_crossings();
}

/// Floyd and Warshall over the crossings: few, and only once per plan book.
void LawOfTravel::join_crossings() {
  const auto& crossings = settings_.crossings;
  const std::size_t count = crossings.size();
  ways_.assign(count, std::vector<std::optional<Distance>>(count));
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = 0; j < count; ++j) {
      if (open_way(crossings[i], crossings[j], on_barriers_[i] | on_barriers_[j])) {
        ways_[i][j] = crow_distance(crossings[i], crossings[j]);
      }
    }
  }
  for (std::size_t via = 0; via < count; ++via) {
    for (std::size_t i = 0; i < count; ++i) {
      for (std::size_t j = 0; j < count; ++j) {
        if (ways_[i][via] && ways_[via][j]) shorten(ways_[i][j], *ways_[i][via] + *ways_[via][j]);
      }
    }
  }
}

bool LawOfTravel::open_way(GeoPoint from, GeoPoint to, std::uint64_t except) const noexcept {
  for (std::size_t i = 0; i < settings_.barriers.size(); ++i) {
    if ((except >> i & 1U) != 0) continue;
    if (changes_bank(settings_.barriers[i], from, to)) return false;
  }
  return true;
}

std::optional<Distance> LawOfTravel::by_crossings(GeoPoint from, GeoPoint to) const {
  const auto& crossings = settings_.crossings;
  std::array<std::optional<Distance>, crossings_max> leaving{};
  for (std::size_t i = 0; i < crossings.size(); ++i) {
    if (open_way(from, crossings[i], on_barriers_[i])) leaving[i] = crow_distance(from, crossings[i]);
  }
  std::optional<Distance> best;
  for (std::size_t j = 0; j < crossings.size(); ++j) {
    if (!open_way(crossings[j], to, on_barriers_[j])) continue;
    const Distance last = crow_distance(crossings[j], to);
    for (std::size_t i = 0; i < crossings.size(); ++i) {
      if (leaving[i] && ways_[i][j]) shorten(best, *leaving[i] + *ways_[i][j] + last);
    }
  }
  return best;
}

Journey LawOfTravel::journey(GeoPoint from, GeoPoint to) const {
  Distance distance = crow_distance(from, to);
  Duration more{};
  if (!open_way(from, to, 0)) {
    const auto round = by_crossings(from, to);
    if (!round && some_shut_) more = cut_off;
    // Legs are rounded one by one; the way round is never the shorter.
    distance = std::max(distance, round.value_or(distance));
  }
  const TravelLaw& here = law_at(from);
  const TravelLaw& there = law_at(to);
  const Duration first = time_by(here, distance);
  const Duration travel = &here == &there ? first : (first + time_by(there, distance)) / 2;
  return {distance, travel + more};
}

const TravelLaw& LawOfTravel::law_at(GeoPoint place) const noexcept {
  const auto own = std::find_if(settings_.laws.begin(), settings_.laws.end(), [&](const TravelLaw& law) {
    return near_any(law.places, place, law.within);
  });
  return own == settings_.laws.end() ? everywhere_ : *own;
}

Duration LawOfTravel::travel_time(Distance crow) const noexcept {
  return time_by(everywhere_, crow);
}

} // namespace turnout::dispatch
