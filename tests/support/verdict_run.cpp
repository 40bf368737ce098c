#include "support/verdict_run.hpp"

#include <fstream>
#include <random>
#include <sstream>

namespace turnout::testing {
namespace {

const WallTime start = *parse_rfc3339("2026-01-05T00:00:00.000Z");
constexpr std::size_t responder_count = 10;

Duration minutes(std::uint64_t count) {
  return Duration(1min) * static_cast<std::int64_t>(count);
}

/// Those who would come, seen from the town, and who of them is soonest.
void add_candidates(county::AlarmResult& alarm, const county::RunResults& run, std::mt19937& chance) {
  for (county::ResponderIndex who = 0; who < responder_count; ++who) {
    county::CandidateTruth one{.responder = who, .from = run.responders[who].home};
    one.accepts = chance() % 10 < 6;
    one.reply = 10s + Duration(chance() % 40'000);
    one.turnout = 1min + Duration(chance() % 240'000);
    one.travel = Duration(crow_distance(one.from, alarm.place).metres() * 110) + 2min;
    one.travel_from_home = one.travel;
    alarm.candidates.push_back(one);
  }
}

void respond(county::AlarmResult& alarm, Duration delay, std::mt19937& chance) {
  const county::CandidateTruth* best = nullptr;
  for (const auto& one : alarm.candidates)
    if (one.accepts && (best == nullptr || one.whole() < best->whole())) best = &one;
  const std::size_t asked = 1 + chance() % 4;
  const bool displaced = chance() % 12 == 0;
  for (std::size_t i = 0; i < asked; ++i) {
    county::OfferResult offer;
    offer.responder = static_cast<county::ResponderIndex>(i);
    offer.made_at = *alarm.decided_at;
    if (i + 1 < asked) offer.end = i % 2 == 0 ? OfferEnd::declined : OfferEnd::expired;
    offer.replaced_moving = i == 0 && displaced;
    alarm.offers.push_back(offer);
  }
  if (best == nullptr) return;
  alarm.accepter = alarm.attended_by = best->responder;
  alarm.first_accept_at = *alarm.decided_at + best->reply + delay;
  alarm.arrived_at = *alarm.decided_at + best->whole() + delay;
}

void keep_worst(county::RunResults& run) {
  for (std::size_t kept = 0; kept < 3; ++kept) {
    auto& alarm = run.alarms[kept * 40];
    alarm.incident = IncidentId("I" + std::to_string(kept + 1));
    AlarmReceived received;
    received.hub = alarm.hub;
    received.type = alarm.type;
    received.said_at = alarm.pressed_at;
    const Record opened{{1, kept + 1, alarm.pressed_at},
                        received,
                        {IncidentOpened{.incident = *alarm.incident, .type = alarm.type, .hub = alarm.hub}}};
    run.worst.push_back({kept * 40, {opened}});
  }
}

} // namespace

const verdict::Geography& gloucestershire() {
  static const verdict::Geography geography = [] {
    std::ifstream in(TURNOUT_SOURCE_DIR "/config/demo/gloucestershire.json");
    std::stringstream text;
    text << in.rdbuf();
    return verdict::parse_geography(text.str()).value();
  }();
  return geography;
}

county::RunResults made_up_run(const std::string& policy, Duration delay, std::uint64_t seed) {
  const auto& map = gloucestershire();
  county::RunResults run{.scenario = "ordinary-tuesday", .policy = policy, .seed = seed, .from = start};
  run.until = start + 24h * 30;
  for (std::size_t i = 0; i < responder_count; ++i)
    run.responders.push_back(
        {.id = ResponderId("R" + std::to_string(i)), .home = map.stations[i * 2].place, .jobs = i});
  std::mt19937 chance(static_cast<std::uint32_t>(seed));
  for (std::uint64_t n = 0; n < 200; ++n) {
    const auto& town = map.towns[chance() % map.towns.size()];
    county::AlarmResult alarm;
    alarm.key = n;
    alarm.hub = HubId("H" + std::to_string(n));
    alarm.type = AlarmType::fall;
    alarm.place = {town.place.lat_e7 + static_cast<std::int32_t>(chance() % 200'000) - 100'000,
                   town.place.lon_e7 + static_cast<std::int32_t>(chance() % 200'000) - 100'000};
    alarm.district = town.district;
    alarm.needs_person = true;
    alarm.on_scene = 30min;
    alarm.pressed_at = start + minutes(n * 200 + chance() % 100);
    alarm.decided_at = alarm.pressed_at + 90s;
    add_candidates(alarm, run, chance);
    respond(alarm, delay, chance);
    run.alarms.push_back(alarm);
  }
  keep_worst(run);
  run.figures.alarms = 4000;
  run.figures.incidents = 900;
  run.figures.digest = "d1e2";
  return run;
}

} // namespace turnout::testing
