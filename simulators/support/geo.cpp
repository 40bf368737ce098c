#include "support/geo.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

namespace turnout::sim {
namespace {

constexpr double km_per_degree = 111.195;

double km_per_lon(double lat) {
  return km_per_degree * std::cos(lat * std::numbers::pi / 180.0);
}

double segment_distance_km(Point p, Point a, Point b) {
  const double x_scale = km_per_lon(p.lat);
  const double ax = (a.lon - p.lon) * x_scale, ay = (a.lat - p.lat) * km_per_degree;
  const double bx = (b.lon - p.lon) * x_scale, by = (b.lat - p.lat) * km_per_degree;
  const double dx = bx - ax, dy = by - ay;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(-(ax * dx + ay * dy) / length2, 0.0, 1.0) : 0.0;
  return std::hypot(ax + t * dx, ay + t * dy);
}

} // namespace

double distance_km(Point a, Point b) {
  const double x = (b.lon - a.lon) * km_per_lon((a.lat + b.lat) / 2);
  return std::hypot(x, (b.lat - a.lat) * km_per_degree);
}

Point offset_km(Point from, double east_km, double north_km) {
  return {from.lat + north_km / km_per_degree, from.lon + east_km / km_per_lon(from.lat)};
}

Point scatter(Random& random, Point centre, double spread_km) {
  const double east_km = random.normal() * spread_km;
  const double north_km = random.normal() * spread_km;
  return offset_km(centre, east_km, north_km);
}

Point between(Point a, Point b, double share) {
  return {a.lat + (b.lat - a.lat) * share, a.lon + (b.lon - a.lon) * share};
}

bool inside(Point p, const std::vector<Point>& ring) {
  bool in = false;
  for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
    const Point a = ring[i], b = ring[j];
    if ((a.lat > p.lat) != (b.lat > p.lat) &&
        p.lon < (b.lon - a.lon) * (p.lat - a.lat) / (b.lat - a.lat) + a.lon) {
      in = !in;
    }
  }
  return in;
}

double distance_to_line_km(Point p, const std::vector<Point>& line) {
  double best = std::numeric_limits<double>::infinity();
  for (std::size_t i = 1; i < line.size(); ++i) {
    best = std::min(best, segment_distance_km(p, line[i - 1], line[i]));
  }
  return best;
}

Point rounded(Point p) {
  return {std::round(p.lat * 1e5) / 1e5, std::round(p.lon * 1e5) / 1e5};
}

bool River::west_of(Point p) const {
  if (line.size() < 2) return false;
  std::vector<Point> bank = line;
  constexpr double far_west_lon = -6.0;
  bank.push_back({line.back().lat, far_west_lon});
  bank.push_back({line.front().lat, far_west_lon});
  return inside(p, bank);
}

std::vector<Point> road_path(Point a, Point b, const River& river) {
  if (river.crossings.empty() || river.west_of(a) == river.west_of(b)) return {a, b};
  const auto best =
      std::min_element(river.crossings.begin(), river.crossings.end(), [&](Point one, Point other) {
        return distance_km(a, one) + distance_km(one, b) < distance_km(a, other) + distance_km(other, b);
      });
  return {a, *best, b};
}

double path_km(const std::vector<Point>& path) {
  double total = 0;
  for (std::size_t i = 1; i < path.size(); ++i)
    total += distance_km(path[i - 1], path[i]);
  return total;
}

Point along(const std::vector<Point>& path, double share) {
  double left = path_km(path) * std::clamp(share, 0.0, 1.0);
  for (std::size_t i = 1; i < path.size(); ++i) {
    const double leg = distance_km(path[i - 1], path[i]);
    if (left <= leg && leg > 0) return between(path[i - 1], path[i], left / leg);
    left -= leg;
  }
  return path.back();
}

double driving_minutes(double crow_km) {
  constexpr double knee_km = 1.2;
  if (crow_km <= knee_km) return 3.26 * std::sqrt(std::max(0.0, crow_km));
  return 3.57 + 1.35 * (crow_km - knee_km);
}

} // namespace turnout::sim
