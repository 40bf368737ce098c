#include <turnout/config/keys.hpp>
#include <turnout/county/scenario.hpp>
#include <turnout/record/json.hpp>

namespace turnout::county {

namespace {

using config::Key;
using Keys = std::vector<Key>;

constexpr double month_s = 30 * 86'400;
constexpr double year_s = 366 * 86'400;
constexpr double many = 1e7;

Key share(std::string section, std::string name, double& into) {
  return {std::move(section), std::move(name), &into, 0, 1};
}
Key number(std::string section, std::string name, double& into, double most = many) {
  return {std::move(section), std::move(name), &into, 0, most};
}
Key span(std::string section, std::string name, Duration& into) {
  return {std::move(section), std::move(name), &into, 0, month_s};
}
Key list(std::string section, std::string name, std::vector<double>& into, std::size_t count) {
  return {std::move(section), std::move(name), &into, 0, 1000, count};
}

void add_county(Keys& keys, Scenario& s, std::string& plans) {
  keys.insert(keys.end(), {{"", "text", &s.text},
                           {"", "start", &s.start},
                           {"", "days", &s.days, 1, 3660},
                           {"", "plans", &plans},
                           {"county", "facts", &s.facts},
                           {"county", "people", &s.people, 1, 1'000'000},
                           {"county", "seed", &s.county_seed, 0, 1'000'000},
                           {"county", "copies", &s.copies, 1, 1000},
                           {"county", "copy_apart_km", &s.copy_apart_km, 0, 2000},
                           {"county", "on_call", &s.has_on_call},
                           {"county", "wholetime", &s.has_wholetime},
                           {"county", "carers", &s.has_carers},
                           {"county", "volunteers", &s.has_volunteers},
                           {"county", "family", &s.has_family},
                           {"county", "mobile_cars", &s.mobile_cars, 0, 1000},
                           {"county", "spread_carers", &s.spread_carers, 0, 10'000},
                           {"county", "closed_crossings", &s.closed_crossings, 0, 63},
                           {"county", "candidates_kept", &s.candidates_kept, 1, 100'000}});
}

void add_alarms(Keys& keys, Scenario& s) {
  for (std::size_t i = 0; i < alarm_type_count; ++i) {
    const std::string type(record::name_of(static_cast<AlarmType>(i)));
    keys.push_back(number("per_1000_people_a_month", type, s.alarms[i].per_1000_a_month));
    keys.push_back(share("attended", type, s.alarms[i].attended));
  }
  keys.insert(keys.end(), {list("when", "hours", s.hour_weights, 24),
                           list("when", "technical_hours", s.technical_hour_weights, 24),
                           list("when", "weekdays", s.weekday_weights, 7),
                           list("when", "months", s.month_weights, 12),
                           number("people", "fall_tail_sigma", s.fall_tail_sigma, 3),
                           share("people", "press_again", s.press_again),
                           share("people", "evidence", s.evidence),
                           number("people", "calls_a_month", s.calls_a_month),
                           share("people", "calls_attended", s.calls_attended),
                           {"burst", "alarms", &s.burst_alarms, 0, 10'000},
                           span("burst", "at", s.burst_at),
                           span("burst", "within", s.burst_within),
                           span("hubs", "heartbeat_every", s.heartbeat_every),
                           number("hubs", "silent_a_year", s.silent_a_year, 1000),
                           span("hubs", "silent_for", s.silent_for),
                           span("hubs", "retry_first", s.retry_first),
                           span("hubs", "retry_most", s.retry_most)});
}

void add_operators(Keys& keys, Scenario& s) {
  keys.insert(keys.end(), {{"operators", "on_duty", &s.operators, 1, 10'000},
                           span("operators", "answer_least", s.answer_least),
                           span("operators", "answer_most", s.answer_most),
                           span("operators", "talk_median", s.talk_median),
                           number("operators", "talk_sigma", s.talk_sigma, 3),
                           share("operators", "not_taken", s.not_taken),
                           share("operators", "needless_dispatch", s.needless_dispatch),
                           span("operators", "close_after", s.close_after)});
}

void add_responders(Keys& keys, Scenario& s) {
  constexpr std::array<const char*, crew_count> names = {"on_call", "wholetime", "carer", "family",
                                                         "volunteer"};
  for (std::size_t i = 0; i < crew_count; ++i) {
    const std::string at = std::string("responders_") + names[i];
    Manner& m = s.manners[i];
    keys.insert(keys.end(),
                {share(at, "accept", m.accept), span(at, "reply_median", m.reply_median),
                 number(at, "reply_sigma", m.reply_sigma, 3), span(at, "turnout_median", m.turnout_median),
                 number(at, "turnout_sigma", m.turnout_sigma, 3), share(at, "app", m.app_share),
                 share(at, "says_no", m.says_no)});
  }
  keys.insert(keys.end(),
              {share("habits", "slow", s.slow), share("habits", "silent", s.silent),
               share("habits", "declines", s.declines), share("habits", "wait_share", s.wait_share),
               span("habits", "wait_least", s.wait_least), span("habits", "wait_most", s.wait_most),
               share("habits", "withdraws", s.withdraws), share("habits", "battery_dies", s.battery_dies),
               share("habits", "goes_quiet", s.goes_quiet),
               span("habits", "position_every", s.position_every),
               span("habits", "round_every", s.round_every), number("habits", "round_km", s.round_km, 100)});
}

void add_road(Keys& keys, Scenario& s) {
  keys.insert(keys.end(), {number("road", "noise_sigma", s.travel_noise_sigma, 2),
                           {"weather", "travel", &s.weather_factor, 0.1, 20},
                           {"weather", "falls", &s.weather_falls, 0, 100},
                           {"weather", "from_hour", &s.weather_from_hour, 0, 24},
                           {"weather", "to_hour", &s.weather_to_hour, 0, 24},
                           span("scene", "entry_least", s.entry_least),
                           span("scene", "entry_most", s.entry_most),
                           share("scene", "key_trouble", s.key_trouble),
                           span("scene", "stay_median", s.stay_median),
                           number("scene", "stay_sigma", s.stay_sigma, 3),
                           span("scene", "ambulance_wait_least", s.ambulance_wait_least),
                           span("scene", "ambulance_wait_most", s.ambulance_wait_most),
                           share("scene", "ambulance", s.finds_ambulance),
                           share("scene", "home_care", s.finds_home_care),
                           share("scene", "no_access", s.finds_no_access),
                           share("scene", "second_responder", s.finds_second_responder),
                           share("scene", "other_need", s.finds_other_need),
                           number("fire", "calls_a_day", s.fire_calls_a_day, 100'000),
                           {"fire", "crew", &s.fire_crew, 1, 100},
                           span("fire", "median", s.fire_median)});
}

void add_partners(Keys& keys, Scenario& s) {
  for (std::size_t i = 0; i < service_count; ++i) {
    const std::string at = "partner_" + std::string(record::name_of(static_cast<Service>(i)));
    PartnerManner& m = s.partners[i];
    keys.insert(keys.end(),
                {share(at, "silent", m.silent), share(at, "rejects", m.rejects),
                 span(at, "acknowledge_median", m.acknowledge_median),
                 span(at, "accept_median", m.accept_median), span(at, "arrive_median", m.arrive_median),
                 number(at, "arrive_sigma", m.arrive_sigma, 3), span(at, "stay_median", m.stay_median)});
  }
}

void add_table(Keys& keys, InTable& t) {
  keys.insert(keys.end(), {{"table", "seeds", &t.seeds, 0, 1000},
                           {"table", "span", &t.span, 0, year_s},
                           {"table", "bound", &t.bound},
                           {"table", "faults", &t.faults},
                           span("table", "from", t.from),
                           span("table", "window", t.window)});
}

Keys keys_of(Scenario& s, std::string& plans, std::string& common) {
  Keys keys{{"", "include", &common}};
  add_county(keys, s, plans);
  add_alarms(keys, s);
  add_operators(keys, s);
  add_responders(keys, s);
  add_road(keys, s);
  add_partners(keys, s);
  add_table(keys, s.table);
  return keys;
}

Status sense(const Scenario& s, std::string_view name) {
  const auto missing = [&](const char* what) {
    return Error{std::string(name) + ": " + what + ": write it, or include a file that has it"};
  };
  if (s.start == WallTime{}) return missing("start is missing");
  if (s.hour_weights.size() != 24 || s.technical_hour_weights.size() != 24 || s.weekday_weights.size() != 7 ||
      s.month_weights.size() != 12)
    return missing("[when] needs hours, technical_hours, weekdays and months");
  if (s.table.bound != "clairvoyant" && s.table.bound != "whole-day" && s.table.bound != "storm")
    return Error{std::string(name) + ": table.bound: write clairvoyant, whole-day or storm"};
  if (s.retry_first <= Duration(0) || s.retry_most < s.retry_first)
    return missing("[hubs] needs retry_first, and retry_most no shorter");
  return ok_status();
}

} // namespace

Result<Scenario> parse_scenario(std::string_view text, std::string_view name) {
  Scenario scenario;
  std::string plans;
  std::string common;
  if (auto read = config::read_keys(text, name, keys_of(scenario, plans, common)); !read)
    return Error{read.error()};
  if (!common.empty()) return Error{std::string(name) + ": include: a text has no folder; write it out"};
  scenario.plans = plans;
  scenario.name = std::string(name);
  if (auto sound = sense(scenario, name); !sound) return Error{sound.error()};
  return scenario;
}

Result<Scenario> load_scenario(const std::filesystem::path& file) {
  Scenario scenario;
  std::string plans;
  std::string common;
  // Once for the name of the file that is included, then that file, then this one over it.
  if (auto read = config::load_keys(file, keys_of(scenario, plans, common)); !read)
    return Error{read.error()};
  if (!common.empty()) {
    Scenario below;
    std::string above;
    if (auto read = config::load_keys(file.parent_path() / common, keys_of(below, plans, above)); !read)
      return Error{read.error()};
    if (!above.empty()) return Error{common + ": include: a file that is included includes no other"};
    scenario = below;
    if (auto read = config::load_keys(file, keys_of(scenario, plans, common)); !read)
      return Error{read.error()};
  }
  scenario.plans = (file.parent_path() / plans).lexically_normal();
  scenario.facts = (file.parent_path() / scenario.facts).lexically_normal().string();
  scenario.name = file.stem().string();
  if (auto sound = sense(scenario, file.string()); !sound) return Error{sound.error()};
  return scenario;
}

} // namespace turnout::county
