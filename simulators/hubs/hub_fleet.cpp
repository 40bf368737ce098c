#include "hubs/hub_fleet.hpp"

#include "support/json.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace turnout::sim {

HubFleet::HubFleet(std::vector<HomeHub> homes, HubSettings settings, Random random, Scheduler& scheduler,
                   Publish publish, Summary& summary)
    : homes_(std::move(homes)), settings_(std::move(settings)), random_(random),
      reactions_(random.fork("reactions")), mix_(homes_, random.fork("mix")), scheduler_(scheduler),
      publish_(publish), summary_(summary), store_(scheduler, publish, summary) {
  for (std::size_t i = 0; i < homes_.size(); ++i)
    home_of_hub_[homes_[i].hub] = i;
  for (const char* stage : {"heard", "coming", "near", "delayed"})
    summary_.count(std::string("feedback_") + stage, 0);
}

void HubFleet::start() {
  if (settings_.rate_per_min > 0) next_alarm();
  if (settings_.storm_homes > 0) {
    scheduler_.after(seconds(settings_.storm_at_s),
                     [this] { mains_storm(static_cast<std::size_t>(settings_.storm_homes)); });
  }
  if (settings_.heartbeat_s > 0) {
    Random spread = random_.fork("heartbeat");
    for (std::size_t i = 0; i < homes_.size(); ++i) {
      scheduler_.after(seconds(spread.between(0, settings_.heartbeat_s / settings_.clock_speed)),
                       [this, i] { heartbeat(i); });
    }
  }
}

void HubFleet::next_alarm() {
  constexpr double seconds_a_minute = 60;
  scheduler_.after(seconds(random_.exponential(seconds_a_minute / settings_.rate_per_min)), [this] {
    if (!raising_) return;
    raise();
    next_alarm();
  });
}

OutgoingAlarm HubFleet::alarm_of(const HomeHub& home, const std::string& type) {
  Random own = reactions_.fork(std::to_string(raised_));
  const std::string id = settings_.run_id + "-" + std::to_string(++raised_);
  boost::json::object body{
      {"id", id}, {"type", type}, {"at", rfc3339(scheduler_.wall_now())}, {"sensor", sensor_for(type)}};
  if (own.chance(0.5)) body["battery_pct"] = own.whole(20, 100);
  if (own.chance(0.3)) body["signal_dbm"] = -own.whole(55, 110);
  if (type == "man_down" || (type == "wandering" && own.chance(0.5))) {
    constexpr double stray_km = 0.5;
    const Point at = rounded(scatter(own, home.at, stray_km));
    body["position"] = {{"lat", at.lat}, {"lon", at.lon}, {"accuracy_m", own.whole(5, 80)}};
  } else if (own.chance(0.4)) {
    static constexpr std::array zones{"lounge", "bedroom", "bathroom", "kitchen", "hall"};
    body["zone"] = own.pick(zones);
  }
  return {home.hub, id, to_text(body), false};
}

void HubFleet::raise() {
  const std::string type = mix_.draw_type();
  const HomeHub& home = homes_[mix_.draw_home(type)];
  if (random_.chance(settings_.bad_share)) {
    raise_badly(type, home);
  } else {
    press(home, type);
  }
}

void HubFleet::press(const HomeHub& home, const std::string& type) {
  const OutgoingAlarm alarm = alarm_of(home, type);
  if (pressed_by_person(type)) pressed_.try_emplace(home.hub, Pressed{scheduler_.now()});
  store_.send(alarm);
  maybe_change_of_mind(home, type, alarm.id);
}

void HubFleet::maybe_change_of_mind(const HomeHub& home, const std::string& type, const std::string& id) {
  if (!pressed_by_person(type)) return;
  constexpr double again_share = 0.10, cancel_share = 0.08, stood_up_share = 0.10;
  if (random_.chance(again_share)) {
    scheduler_.after(human(random_.between(15, 90)), [this, &home] {
      summary_.count("pressed_again");
      store_.send(alarm_of(home, "help"));
    });
  }
  const bool cancels = random_.chance(cancel_share);
  if (!cancels && !(type == "fall" && random_.chance(stood_up_share))) return;
  scheduler_.after(human(random_.between(5, 40)), [this, &home, id, cancels] {
    OutgoingAlarm evidence = alarm_of(home, cancels ? "cancel" : "fall_exit");
    if (cancels) {
      auto body = parse_object(evidence.payload);
      body["cancels"] = id;
      evidence.payload = to_text(body);
    }
    summary_.count(cancels ? "cancels" : "fall_exits");
    store_.send(std::move(evidence));
  });
}

void HubFleet::raise_badly(const std::string& type, const HomeHub& home) {
  const Misbehaviour kind = draw_misbehaviour(random_);
  summary_.count("bad_" + name_of(kind));
  if (kind == Misbehaviour::mains_storm) {
    constexpr std::size_t storm_homes_max = 80;
    mains_storm(storm_homes_max);
    return;
  }
  const OutgoingAlarm alarm = spoiled(alarm_of(home, type), kind, random_);
  store_.send(alarm);
  if (kind == Misbehaviour::duplicate) {
    for (int i = 0; i < 2; ++i)
      publish_({"hub/" + alarm.hub + "/alarm", alarm.payload, 1, false});
  }
  if (kind == Misbehaviour::press_burst) {
    constexpr int presses = 20;
    for (int i = 0; i < presses; ++i) {
      scheduler_.after(seconds(random_.between(0, 3)),
                       [this, &home] { store_.send(alarm_of(home, "help")); });
    }
  }
}

void HubFleet::mains_storm(std::size_t homes_max) {
  summary_.count("storms");
  const HomeHub centre = homes_[random_.below(homes_.size())];
  std::vector<std::size_t> valley;
  for (std::size_t i = 0; i < homes_.size(); ++i) {
    if (homes_[i].area == centre.area) valley.push_back(i);
  }
  std::sort(valley.begin(), valley.end(), [&](std::size_t a, std::size_t b) {
    return distance_km(homes_[a].at, centre.at) < distance_km(homes_[b].at, centre.at);
  });
  if (valley.size() > homes_max) valley.resize(homes_max);
  const double dark_s = random_.between(60, 300);
  for (const std::size_t i : valley) {
    const double at_s = random_.between(0, 5);
    scheduler_.after(seconds(at_s), [this, i] { store_.send(alarm_of(homes_[i], "mains_fail")); });
    scheduler_.after(seconds(at_s) + human(dark_s + random_.between(0, 5)), [this, i] {
      if (raising_) store_.send(alarm_of(homes_[i], "mains_restored"));
    });
  }
}

void HubFleet::heartbeat(std::size_t home) {
  summary_.count("heartbeats");
  const boost::json::object body{{"at", rfc3339(scheduler_.wall_now())},
                                 {"interval_s", settings_.heartbeat_s},
                                 {"mains", true},
                                 {"battery_pct", 100}};
  publish_({"hub/" + homes_[home].hub + "/heartbeat", to_text(body), 0, false});
  if (home < static_cast<std::size_t>(settings_.mute)) return;
  scheduler_.after(seconds(settings_.heartbeat_s / settings_.clock_speed), [this, home] { heartbeat(home); });
}

void HubFleet::receive(const Message& message) {
  // hub/{hub}/{what}
  const auto first = message.topic.find('/');
  const auto second = message.topic.rfind('/');
  if (first == second) return;
  const std::string hub = message.topic.substr(first + 1, second - first - 1);
  const std::string what = message.topic.substr(second + 1);
  if (what == "ack") {
    store_.acknowledge(hub, message.payload);
  } else if (what == "feedback") {
    feedback(hub, message.payload);
  } else if (what == "error") {
    summary_.count("errors_received");
  }
}

void HubFleet::feedback(const std::string& hub, const std::string& payload) {
  const std::string stage = text_of(parse_object(payload), "stage");
  if (stage != "heard" && stage != "coming" && stage != "near" && stage != "delayed") {
    summary_.count("feedback_not_understood");
    return;
  }
  summary_.count("feedback_" + stage);
  const auto found = pressed_.find(hub);
  if (found == pressed_.end()) return;
  Pressed& pressed = found->second;
  const Instant since = scheduler_.now() - pressed.at;
  if (stage == "heard" && !std::exchange(pressed.heard, true)) summary_.sample("press_to_heard", since);
  if (stage == "coming" && !std::exchange(pressed.coming, true)) summary_.sample("press_to_coming", since);
  if (stage != "near" || std::exchange(pressed.near, true)) return;
  // Some homes have a button by the door that whoever arrives presses.
  constexpr double door_button_share = 0.3;
  if (!reactions_.chance(door_button_share)) return;
  const HomeHub& home = homes_[home_of_hub_.at(hub)];
  scheduler_.after(human(reactions_.between(60, 240)), [this, &home] {
    summary_.count("presence_presses");
    store_.send(alarm_of(home, "presence_confirmed"));
  });
}

} // namespace turnout::sim
