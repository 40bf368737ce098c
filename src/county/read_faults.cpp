#include <turnout/config/keys.hpp>
#include <turnout/county/faults.hpp>

namespace turnout::county {

namespace {

using config::Key;

constexpr double day_s = 86'400;
constexpr double often_a_day = 10'000;
constexpr double week_hours = 24 * 366.0;

std::vector<Key> keys_of_machines(Faults& f) {
  return {
      {"process", "deaths_a_day", &f.deaths_a_day, 0, often_a_day},
      {"process", "down_least", &f.down_least, 0, day_s},
      {"process", "down_most", &f.down_most, 0, day_s},
      {"disk", "refusals_a_day", &f.refusals_a_day, 0, often_a_day},
      {"disk", "refuse_least", &f.refuse_least, 0, day_s},
      {"disk", "refuse_most", &f.refuse_most, 0, day_s},
      {"disk", "torn_a_day", &f.torn_a_day, 0, often_a_day},
      {"disk", "lost_answers_a_day", &f.lost_answers_a_day, 0, often_a_day},
      {"disk", "slow_a_day", &f.slow_a_day, 0, often_a_day},
      {"disk", "slow_most", &f.slow_most, 0, 60},
      {"disk", "lies_a_day", &f.lies_a_day, 0, often_a_day},
      {"disk", "lie_least", &f.lie_least, 0, day_s},
      {"disk", "lie_most", &f.lie_most, 0, day_s},
      {"poison", "alarms", &f.poison_alarms, 0, 1},
      {"poison", "rest", &f.poison_rest, 0, 1},
      {"broker", "losses_a_day", &f.losses_a_day, 0, often_a_day},
      {"broker", "away_least", &f.away_least, 0, day_s},
      {"broker", "away_most", &f.away_most, 0, day_s},
      {"broker", "forgets_last_second", &f.forgets_last_second},
      {"messages", "doubled", &f.doubled, 0, 1},
      {"messages", "delayed", &f.delayed, 0, 1},
      {"messages", "delay_most", &f.delay_most, 0, day_s},
      {"messages", "lost", &f.lost, 0, 1},
      {"messages", "retained", &f.retained, 0, 1},
      {"clock", "steps_a_day", &f.steps_a_day, 0, often_a_day},
      {"clock", "step_most", &f.step_most, 0, day_s},
      {"clock", "drift_a_day", &f.drift_a_day, 0, 600},
  };
}

std::vector<Key> keys_of_people(Faults& f) {
  return {
      {"phones", "dies", &f.phone_dies, 0, 1},
      {"phones", "wrong_position", &f.wrong_position, 0, 1},
      {"phones", "wrong_km", &f.wrong_km, 0, 500},
      {"phones", "late_reply", &f.late_reply, 0, 1},
      {"phones", "late_most", &f.late_most, 0, day_s},
      {"partners", "silent", &f.partner_silent, 0, 1},
      {"partners", "rejects", &f.partner_rejects, 0, 1},
      {"hubs", "shouting_a_day", &f.shouting_a_day, 0, often_a_day},
      {"hubs", "shout_for", &f.shout_for, 0, day_s},
      {"hubs", "shout_every", &f.shout_every, 0.1, day_s},
      {"hubs", "garbled", &f.garbled, 0, 1},
      {"hubs", "wrong_clock", &f.wrong_clock, 0, 1},
      {"hubs", "strangers_a_day", &f.strangers_a_day, 0, often_a_day},
      {"phones", "garbled", &f.phone_garbled, 0, 1},
      {"operators", "double_clicks", &f.double_clicks, 0, 1},
      {"operators", "wrong_names", &f.wrong_names, 0, 1},
      {"mains", "at_hour", &f.mains_at_hour, -1, week_hours},
      {"mains", "lat", &f.mains_lat, -90, 90},
      {"mains", "lon", &f.mains_lon, -180, 180},
      {"mains", "radius_km", &f.mains_radius_km, 0, 500},
      {"mains", "hours", &f.mains_hours, 0.1, 500},
      {"mains", "share", &f.mains_share, 0, 1},
      {"mains", "quick", &f.mains_quick, 0, 1},
      {"mains", "fixed", &f.mains_fixed, 0, 1},
      {"mains", "falls", &f.mains_falls, 0, 100},
      {"cutover", "at_hour", &f.cutover_at_hour, -1, week_hours},
      {"cutover", "hours", &f.cutover_hours, 0.01, 240},
      {"cutover", "share", &f.cutover_share, 0, 1},
      {"silence", "at_hour", &f.silence_at_hour, -1, week_hours},
      {"silence", "hours", &f.silence_hours, 0.1, 500},
      {"tunables", "random", &f.random_plans},
      {"tunables", "share", &f.random_share, 0, 1},
  };
}

std::vector<Key> keys_of(Faults& f) {
  auto keys = keys_of_machines(f);
  for (auto& key : keys_of_people(f))
    keys.push_back(std::move(key));
  return keys;
}

} // namespace

Status parse_faults(std::string_view text, std::string_view name, Faults& faults) {
  return config::read_keys(text, name, keys_of(faults));
}

Status load_faults(const std::filesystem::path& file, Faults& faults) {
  return config::load_keys(file, keys_of(faults));
}

} // namespace turnout::county
