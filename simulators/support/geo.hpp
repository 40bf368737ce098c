// Distances, paths and outlines on the small piece of the Earth that a county is: good to some metres over
// 100 km. Plain functions on values; any thread; nothing fails.
#pragma once

#include "support/random.hpp"

#include <vector>

namespace turnout::sim {

struct Point {
  double lat = 0;
  double lon = 0;
};

double distance_km(Point a, Point b);
// The point that lies `east_km` and `north_km` from `from`.
Point offset_km(Point from, double east_km, double north_km);
// A point scattered round `centre` like a bell curve with this spread on each axis.
Point scatter(Random& random, Point centre, double spread_km);
// The point `share` (0..1) of the way from a to b, along a straight line.
Point between(Point a, Point b, double share);
bool inside(Point p, const std::vector<Point>& ring);
double distance_to_line_km(Point p, const std::vector<Point>& line);
// Five decimals, about a metre: what the files and messages carry.
Point rounded(Point p);

// A river that cuts the county, with the places where a road crosses it. An empty line has one bank only.
struct River {
  std::vector<Point> line;
  std::vector<Point> crossings;

  // The line runs from the mouth in the south upstream to the north.
  [[nodiscard]] bool west_of(Point p) const;
};

// The way by road from a to b as corner points: straight, or through the crossing that makes it shortest.
std::vector<Point> road_path(Point a, Point b, const River& river);
double path_km(const std::vector<Point>& path);
Point along(const std::vector<Point>& path, double share);

// Ordinary driving time for a crow distance: a square-root law near by, then linear (fitted to English
// roads).
double driving_minutes(double crow_km);

} // namespace turnout::sim
