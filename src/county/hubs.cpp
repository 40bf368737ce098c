#include "hubs.hpp"

#include <turnout/record/json.hpp>

#include <algorithm>
#include <cmath>

namespace turnout::county {

namespace {

constexpr Duration network = Duration(50);
constexpr double month_ms = 365.25 / 12 * 86'400'000;
constexpr double people_in_a_rate = 1000;

bool person_kind(AlarmType type) {
  const AlarmClass cls = default_class(type);
  return cls != AlarmClass::technical && cls != AlarmClass::test;
}

double highest(const std::vector<double>& weights) {
  return *std::max_element(weights.begin(), weights.end());
}

std::size_t month_of(WallTime at) {
  const std::chrono::year_month_day day{std::chrono::floor<std::chrono::days>(at)};
  return static_cast<unsigned>(day.month()) - 1;
}

double km_between(GeoPoint a, double lat, double lon) {
  return static_cast<double>(crow_distance(a, geo_point(lat, lon)).metres()) / 1000;
}

} // namespace

Hubs::Hubs(Stage& stage, Casebook& casebook) : stage_(stage), casebook_(casebook) {
  const auto& people = stage.population.rows.people;
  const Scenario& s = stage.scenario;
  for (std::uint32_t hub = 0; hub < people.size(); ++hub) {
    topics_.push_back(stage.topic("hub", people[hub].hub.str(), "alarm"));
    own_.push_back(stage.chance("home", hub));
    // The mean of exp(sigma z) is exp(sigma^2 / 2): the tail adds no falls, it shares them out.
    const double tail = s.fall_tail_sigma;
    fall_weight_.push_back(stage.chance("falls", hub).log_normal(1.0, tail) / std::exp(tail * tail / 2));
  }
  beat_ = "{\"interval_s\":" +
          std::to_string(std::chrono::duration_cast<std::chrono::seconds>(s.heartbeat_every).count()) + "}";
  presses_.assign(people.size(), 0);
  mute_.assign(people.size(), false);
  dark_.assign(people.size(), false);
  for (const auto& rate : s.alarms) {
    weights_.push_back(rate.per_1000_a_month);
    rate_ += rate.per_1000_a_month / people_in_a_rate / month_ms;
  }
  most_ = std::max(highest(s.hour_weights), highest(s.technical_hour_weights)) * highest(s.weekday_weights) *
          highest(s.month_weights) * std::max({1.0, s.weather_falls, stage.faults.mains_falls});
}

void Hubs::start() {
  burst();
  for (std::uint32_t hub = 0; hub < topics_.size(); ++hub) {
    if (rate_ > 0) schedule(hub);
    const Duration beat = stage_.scenario.heartbeat_every;
    if (beat > Duration(0)) {
      stage_.time.after(stage_.chance("beat", hub).between(Duration(0), beat),
                        [this, hub] { heartbeat(hub); });
    }
    if (stage_.scenario.silent_a_year > 0) fall_silent(hub, 0);
  }
}

double Hubs::factor(AlarmType type, WallTime at, std::uint32_t hub) const {
  const Scenario& s = stage_.scenario;
  const LocalMoment local = stage_.local(at);
  const auto& hours = person_kind(type) ? s.hour_weights : s.technical_hour_weights;
  double factor = hours[hour_of(local)] * s.weekday_weights[static_cast<std::size_t>(local.weekday)] *
                  s.month_weights[month_of(at)];
  if (type != AlarmType::fall) return factor;
  if (stage_.bad_weather(at)) factor *= s.weather_falls;
  if (dark_[hub]) factor *= stage_.faults.mains_falls;
  return factor;
}

/// Thinning: instants at the highest rate, of which those are kept that the hour, the day and the weather
/// allow.
void Hubs::schedule(std::uint32_t hub) {
  if (stage_.quiet) return;
  Chance& own = own_[hub];
  constexpr auto fall = static_cast<std::size_t>(AlarmType::fall);
  const double extra = weights_[fall] * (fall_weight_[hub] - 1);
  const double total = rate_ + extra / people_in_a_rate / month_ms;
  WallTime at = stage_.now();
  while (at < stage_.until) {
    at += Duration(1) + Duration(static_cast<std::int64_t>(own.exponential(1 / (total * most_))));
    double pick = own.unit() * total * people_in_a_rate * month_ms;
    std::size_t type = 0;
    for (; type + 1 < weights_.size(); ++type) {
      pick -= weights_[type] + (type == fall ? extra : 0);
      if (pick < 0) break;
    }
    const auto kind = static_cast<AlarmType>(type);
    const double keep = own.unit();
    const bool needs = own.happens(stage_.scenario.alarms[type].attended);
    if (keep * most_ > factor(kind, at, hub)) continue;
    if (at < stage_.until) {
      stage_.time.at(at, [this, hub, kind, needs] {
        press(hub, kind, needs);
        schedule(hub);
      });
    }
    return;
  }
}

/// Homes and instants are drawn from the seed alone, each home once.
void Hubs::burst() {
  const Scenario& s = stage_.scenario;
  if (s.burst_alarms == 0) return;
  const auto& people = stage_.population.rows.people;
  const auto& two = stage_.plans.root.plan.offers.two_people_flags;
  std::vector<std::uint32_t> homes;
  for (std::uint32_t hub = 0; hub < people.size(); ++hub) {
    const auto& flags = people[hub].risk_flags;
    if (std::none_of(flags.begin(), flags.end(), [&](const auto& flag) { return two.contains(flag); }))
      homes.push_back(hub);
  }
  Chance chance = stage_.chance("burst");
  for (int left = s.burst_alarms; left > 0 && !homes.empty(); --left) {
    const auto drawn = homes.begin() + static_cast<std::ptrdiff_t>(chance.below(homes.size()));
    const Duration when = s.burst_at + chance.between(Duration(0), s.burst_within);
    stage_.time.after(when, [this, hub = *drawn] { press(hub, AlarmType::fall, true); });
    homes.erase(drawn);
  }
}

void Hubs::press(std::uint32_t hub, AlarmType type, bool needs_person) {
  if (stage_.quiet) return;
  const std::uint64_t key =
      mixed(mixed(stage_.seed) + (static_cast<std::uint64_t>(hub) << 24U) + ++presses_[hub]);
  casebook_.pressed({.key = key, .hub = hub, .type = type, .at = stage_.now(), .needs_person = needs_person});
  send(hub, key, alarm_id('a', key), type, true);
  if (person_kind(type)) around(hub, key, needs_person);
}

/// What else is pressed around one cry: again, or in the home by whoever is there.
void Hubs::around(std::uint32_t hub, std::uint64_t key, bool needs_person) {
  Chance chance = stage_.chance("around", key);
  const bool again = chance.happens(stage_.scenario.press_again);
  const Duration when = chance.between(30s, 4min);
  const bool evidence = chance.happens(stage_.scenario.evidence);
  const Duration later = chance.between(20s, 40min);
  constexpr std::array<AlarmType, 6> kinds = {AlarmType::cancel,     AlarmType::reset,
                                              AlarmType::fall_exit,  AlarmType::presence_confirmed,
                                              AlarmType::assistance, AlarmType::intervention_complete};
  const AlarmType kind = kinds[chance.below(needs_person ? kinds.size() : 3)];
  if (again || (needs_person && chance.happens(stage_.scenario.press_again)))
    stage_.time.after(when, [this, hub, key] { send(hub, key, alarm_id('r', key), AlarmType::help, false); });
  if (evidence)
    stage_.time.after(later, [this, hub, key, kind] { send(hub, key, alarm_id('e', key), kind, false); });
}

std::string Hubs::payload(const std::string& id, AlarmType type, std::uint64_t key) const {
  WallTime said = stage_.now();
  if (stage_.faults.wrong_clock > 0) {
    Chance wrong = stage_.chance("hub clock", key);
    if (wrong.happens(stage_.faults.wrong_clock)) said += wrong.between(Duration(-5h), Duration(5h));
  }
  return Words()
      .word("id", id)
      .word("type", record::name_of(type))
      .word("at", format_rfc3339(said))
      .word("text", key % 16 == 0 ? "PLANTED-said is on the floor" : "")
      .done();
}

void Hubs::send(std::uint32_t hub, std::uint64_t key, const std::string& id, AlarmType type,
                bool may_garble) {
  Outstanding cry{
      .hub = hub, .key = key, .payload = payload(id, type, key), .next = stage_.scenario.retry_first};
  if (may_garble && stage_.faults.garbled > 0) {
    Chance chance = stage_.chance("garbled", key);
    if (chance.happens(stage_.faults.garbled)) {
      ++stage_.troubles;
      cry.garbled = true;
      switch (chance.below(4)) {
      case 0:
        cry.payload = cry.payload.substr(0, cry.payload.size() / 2);
        break;
      case 1:
        cry.payload = Words().word("id", id).word("type", "hiccup").done();
        break;
      case 2:
        cry.payload = Words().word("id", id).done();
        break;
      default:
        cry.payload = Words()
                          .word("id", id)
                          .word("type", record::name_of(type))
                          .word("text", std::string(20'000, 'x'))
                          .done();
      }
    }
  }
  if (stage_.faults.poison_alarms > 0 || stage_.faults.poison_rest > 0) poison(cry);
  if (!outstanding_.emplace(id, std::move(cry)).second) return;
  transmit(id);
}

/// One that kills whoever reads it.
void Hubs::poison(const Outstanding& cry) {
  const auto key = engine::PoisonGuard::key_of(topics_[cry.hub] + '\n' + cry.payload);
  if (stage_.chance("poisonous alarm", key).happens(stage_.faults.poison_alarms)) stage_.poison.insert(key);
  if (stage_.kills(key)) ++stage_.troubles;
}

void Hubs::transmit(const std::string& id) {
  const auto found = outstanding_.find(id);
  if (found == outstanding_.end()) return;
  Outstanding& cry = found->second;
  stage_.broker->send({topics_[cry.hub], cry.payload}, Quality::at_least_once, network);
  stage_.time.after(cry.next, [this, id] { transmit(id); });
  cry.next = std::min(cry.next * 2, stage_.scenario.retry_most);
}

void Hubs::receive(std::uint32_t hub, std::string_view what, const std::string& text) {
  if (what != "ack") return;
  const auto body = parse_object(text);
  if (text_in(body, "status") == "not_stored") return;
  const std::string id = text_in(body, "id");
  auto found = outstanding_.find(id);
  if (id.empty()) {
    // What could not be read is answered without an id: it is about whatever this hub had garbled.
    found = std::find_if(outstanding_.begin(), outstanding_.end(),
                         [hub](const auto& cry) { return cry.second.hub == hub && cry.second.garbled; });
  }
  if (found == outstanding_.end()) return;
  casebook_.acked(found->second.key, IncidentId(text_in(body, "incident")));
  outstanding_.erase(found);
}

void Hubs::heartbeat(std::uint32_t hub) {
  const Duration beat = stage_.scenario.heartbeat_every;
  if (!mute_[hub]) {
    stage_.broker->send(
        {stage_.topic("hub", stage_.population.rows.people[hub].hub.str(), "heartbeat"), beat_},
        Quality::at_most_once, Duration(0));
  }
  stage_.time.after(beat, [this, hub] { heartbeat(hub); });
}

void Hubs::fall_silent(std::uint32_t hub, std::uint64_t nth) {
  constexpr double year_ms = 365.25 * 86'400'000;
  Chance chance = stage_.chance("silent hub", hub, nth);
  const Duration when(static_cast<std::int64_t>(chance.exponential(year_ms / stage_.scenario.silent_a_year)));
  if (stage_.now() + when >= stage_.until) return;
  const Duration how_long = chance.exponential(stage_.scenario.silent_for);
  stage_.time.after(when, [this, hub, nth, how_long] {
    mute_[hub] = true;
    stage_.time.after(how_long, [this, hub, nth] {
      mute_[hub] = false;
      if (!stage_.quiet) fall_silent(hub, nth + 1);
    });
  });
}

void Hubs::shout(std::uint32_t hub, Duration span) {
  ++stage_.troubles;
  for (Duration at{}; at < span; at += stage_.faults.shout_every) {
    stage_.time.after(at, [this, hub] { press(hub, AlarmType::help, false); });
  }
}

void Hubs::stranger(std::uint64_t number) {
  const std::string who = "stranger-" + std::to_string(number % 1000);
  stage_.broker->send(
      {stage_.topic("hub", who, "alarm"), payload(alarm_id('x', number), AlarmType::fall, number)},
      Quality::at_least_once, network);
}

void Hubs::machine(std::uint32_t hub, AlarmType type) {
  if (!stage_.quiet) press(hub, type, false);
}

/// The valley goes dark, and each hub says so in its own way; the light comes back for all at once.
void Hubs::mains(std::uint64_t number) {
  const Faults& f = stage_.faults;
  const auto hour_ms = static_cast<double>(Duration(1h).count());
  const Duration dark_for(static_cast<std::int64_t>(f.mains_hours * hour_ms));
  ++stage_.troubles;
  for (std::uint32_t hub = 0; hub < topics_.size(); ++hub) {
    const auto& home = stage_.population.rows.people[hub].home;
    if (!home || km_between(*home, f.mains_lat, f.mains_lon) > f.mains_radius_km) continue;
    Chance chance = stage_.chance("mains", hub, number);
    if (!chance.happens(f.mains_share)) continue;
    const double mode = chance.unit();
    Duration said = chance.between(30s, 60s);
    AlarmType what = AlarmType::mains_fail;
    if (mode >= f.mains_quick && mode < f.mains_quick + f.mains_fixed) {
      said = 30min + chance.between(Duration(0), 5s);
    } else if (mode >= f.mains_quick + f.mains_fixed) {
      said = chance.between(Duration(20h), Duration(40h));
      what = AlarmType::battery_low;
    }
    dark_[hub] = true;
    if (said < dark_for) stage_.time.after(said, [this, hub, what] { machine(hub, what); });
    stage_.time.after(dark_for + chance.between(Duration(0), 5s), [this, hub, told = said < dark_for] {
      dark_[hub] = false;
      if (told) machine(hub, AlarmType::mains_restored);
    });
  }
}

void Hubs::cut_over() {
  const Faults& f = stage_.faults;
  ++stage_.troubles;
  const Duration span(static_cast<std::int64_t>(f.cutover_hours * static_cast<double>(Duration(1h).count())));
  for (std::uint32_t hub = 0; hub < topics_.size(); ++hub) {
    Chance chance = stage_.chance("cutover", hub);
    if (!chance.happens(f.cutover_share)) continue;
    stage_.time.after(chance.between(Duration(0), span), [this, hub] { machine(hub, AlarmType::test); });
  }
}

} // namespace turnout::county
