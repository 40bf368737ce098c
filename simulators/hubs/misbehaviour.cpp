#include "hubs/misbehaviour.hpp"

#include "support/json.hpp"

#include <array>
#include <vector>

namespace turnout::sim {
namespace {

struct Share {
  Misbehaviour kind;
  const char* name;
  double weight;
};
constexpr std::array<Share, 11> mischief{{{Misbehaviour::truncated_json, "truncated_json", 16},
                                          {Misbehaviour::unknown_type, "unknown_type", 12},
                                          {Misbehaviour::wrong_clock, "wrong_clock", 20},
                                          {Misbehaviour::missing_type, "missing_type", 6},
                                          {Misbehaviour::duplicate, "duplicate", 18},
                                          {Misbehaviour::retained, "retained", 6},
                                          {Misbehaviour::oversize, "oversize", 4},
                                          {Misbehaviour::unknown_hub, "unknown_hub", 6},
                                          {Misbehaviour::not_json, "not_json", 5},
                                          {Misbehaviour::press_burst, "press_burst", 5},
                                          {Misbehaviour::mains_storm, "mains_storm", 2}}};

std::string with(const std::string& payload, const char* member, const std::string& value) {
  auto object = parse_object(payload);
  object[member] = value;
  return to_text(object);
}

std::string without(const std::string& payload, const char* member) {
  auto object = parse_object(payload);
  object.erase(member);
  return to_text(object);
}

} // namespace

Misbehaviour draw_misbehaviour(Random& random) {
  std::vector<double> weights;
  weights.reserve(mischief.size());
  for (const auto& share : mischief)
    weights.push_back(share.weight);
  return mischief[random.weighted(weights)].kind;
}

std::string name_of(Misbehaviour kind) {
  for (const auto& share : mischief) {
    if (share.kind == kind) return share.name;
  }
  return "unknown";
}

OutgoingAlarm spoiled(OutgoingAlarm alarm, Misbehaviour kind, Random& random) {
  static constexpr std::array odd_types{"HELP", "pull_cord", "fall2", "", "sos"};
  static constexpr std::array odd_times{"1970-01-01T00:00:07.000Z", "2038-01-19T03:14:08.000Z",
                                        "2026-02-30T25:61:00Z", "yesterday"};
  constexpr std::size_t over_the_limit = 20 * 1024;
  switch (kind) {
  case Misbehaviour::truncated_json:
    alarm.payload.resize(1 + random.below(alarm.payload.size() - 1));
    alarm.id.clear();
    break;
  case Misbehaviour::unknown_type:
    alarm.payload = with(alarm.payload, "type", random.pick(odd_types));
    break;
  case Misbehaviour::wrong_clock:
    alarm.payload = with(alarm.payload, "at", random.pick(odd_times));
    break;
  case Misbehaviour::missing_type:
    alarm.payload = without(alarm.payload, "type");
    break;
  case Misbehaviour::retained:
    alarm.retain = true;
    break;
  case Misbehaviour::oversize:
    alarm.payload = with(alarm.payload, "text", std::string(over_the_limit, 'x'));
    alarm.id.clear();
    break;
  case Misbehaviour::unknown_hub:
    alarm.hub = "stray-" + std::to_string(random.whole(1, 999));
    break;
  case Misbehaviour::not_json:
    alarm.payload = "\x01HELP\xff\xfe" + std::to_string(random.whole(0, 99));
    alarm.id.clear();
    break;
  case Misbehaviour::duplicate:
  case Misbehaviour::press_burst:
  case Misbehaviour::mains_storm:
    break;
  }
  return alarm;
}

} // namespace turnout::sim
