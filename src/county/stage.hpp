// What everybody in a simulated world shares: time, the broker, the dispatcher, the road, the luck, and the
// small talk of JSON. One thread. Nothing fails.
#pragma once

#include "process.hpp"
#include "turnout/county/run.hpp"
#include "turnout/dispatch/travel.hpp"

#include <boost/json/object.hpp>

#include <set>
#include <unordered_map>

namespace turnout::county {

struct Stage {
  Stage(const RunSettings& settings, const Population& population);

  const Scenario& scenario;
  const Faults& faults;
  const Population& population;
  std::uint64_t seed;
  std::ostream* trace;
  std::string root = "turnout/v1";
  PlanBook plans;
  std::unique_ptr<dispatch::Travel> ways; ///< how the roads really are, before noise and weather
  TravelSettings roads;
  Clockwork time;
  FallibleClock clock;
  std::unique_ptr<Broker> broker;
  std::unique_ptr<Process> process;
  WallTime until;
  bool quiet = false;             ///< nothing new begins: the world runs down
  std::set<std::uint64_t> poison; ///< alarms that kill the process, by the guard's keys
  std::uint64_t troubles = 0;     ///< faults that struck, beside those the broker counts

  std::unordered_map<std::string, std::uint32_t> hub_index;       ///< looked up, never walked
  std::unordered_map<std::string, std::uint32_t> responder_index; ///< the same

  [[nodiscard]] Chance chance(std::string_view purpose, std::uint64_t a = 0, std::uint64_t b = 0,
                              std::uint64_t c = 0) const {
    return Chance(seed, purpose, a, b, c);
  }
  [[nodiscard]] WallTime now() const noexcept { return time.now(); }
  [[nodiscard]] LocalMoment local() const { return local_moment(time.now(), plans.zone); }
  [[nodiscard]] LocalMoment local(WallTime at) const { return local_moment(at, plans.zone); }
  [[nodiscard]] bool bad_weather(WallTime at) const;
  [[nodiscard]] std::string topic(std::string_view kind, const std::string& who, std::string_view what) const;
  /// Deciding or saying what the guard knows by this key kills the process.
  [[nodiscard]] bool kills(std::uint64_t key) const;
  void say(std::string_view line) const; ///< to the trace
};

/// Seconds of the day left over are no matter: hour 0 to 23.
[[nodiscard]] inline std::size_t hour_of(LocalMoment moment) {
  return static_cast<std::size_t>(moment.minute / 60);
}

/// The object in a payload, or an empty one.
[[nodiscard]] boost::json::object parse_object(const std::string& payload);
[[nodiscard]] std::string text_in(const boost::json::object& body, std::string_view member);

/// Writes members of plain words: ids, names of enumerators, times.
class Words {
public:
  Words& word(std::string_view name, std::string_view value);
  Words& number(std::string_view name, double value);
  Words& raw(std::string_view name, std::string_view json);
  [[nodiscard]] std::string done() { return text_ + "}"; }

private:
  void member(std::string_view name);
  std::string text_ = "{";
};

} // namespace turnout::county
