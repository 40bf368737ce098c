// What the tags of a way say to a driver: how fast, and in which directions. Pure, any thread; cannot fail:
// a way that says nothing usable is no road.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace turnout::roads {

/// The tags that matter, empty where a way has none.
struct RoadTags {
  std::string_view highway, maxspeed, oneway, junction, access, vehicle, motor_vehicle, area, route;

  void take(std::string_view key, std::string_view value);
};

struct Road {
  std::int64_t metres_an_hour = 0;
  bool forward = true;
  bool backward = true;
};

/// Nothing for what is no road for a car: paths, ferries, building sites, roads closed to motors.
[[nodiscard]] std::optional<Road> road_of(const RoadTags& tags);

} // namespace turnout::roads
