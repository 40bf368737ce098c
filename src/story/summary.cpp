#include "narrator.hpp"

#include <algorithm>
#include <map>

namespace turnout::story {
namespace {

std::string answer_clock(const Incident& incident, WallTime now) {
  if (incident.answered_at) return "answered in " + elapsed(*incident.answered_at - incident.first_signal_at);
  if (incident.closed_at) return "never answered";
  return "NOT ANSWERED for " + elapsed(now - incident.first_signal_at);
}

/// The owner who is expected first.
const Assignment* first_to_arrive(const Incident& incident) {
  const Assignment* first = nullptr;
  for (const auto& assignment : incident.assignments) {
    if (assignment.hold != Hold::owner || assignment.stage >= Stage::with_person) continue;
    if (first == nullptr || assignment.forecast_at < first->forecast_at) first = &assignment;
  }
  return first;
}

std::string arrival_clock(const Incident& incident, WallTime now) {
  const Assignment* first = first_to_arrive(incident);
  if (first == nullptr) return {};
  if (first->stage == Stage::on_scene) return first->responder.str() + " at the door";
  const std::string due = first->forecast_at >= now
                              ? "in " + spoken_minutes(first->forecast_at - now)
                              : "overdue by " + spoken_minutes(now - first->forecast_at);
  return first->responder.str() + " " + due + (first->doubtful ? ", silent" : "");
}

std::string long_lie_clock(const Incident& incident, WallTime now) {
  if (incident.cls > AlarmClass::person_at_risk) return {};
  if (incident.with_person_at) {
    const bool alone = !incident.closed_at && !attended(incident);
    return "with the person after " + elapsed(*incident.with_person_at - incident.first_signal_at) +
           (alone ? ", and LEFT since" : "");
  }
  if (incident.closed_at) return {};
  return "nobody with them for " + elapsed(now - incident.first_signal_at);
}

std::string asked_services(const Incident& incident) {
  std::vector<std::string> asked;
  for (const auto& request : incident.requests) {
    if (request.state == RequestState::cancelled || request.state == RequestState::complete) continue;
    asked.push_back(words(request.service) + " " + (request.silent ? "SILENT" : words(request.state)));
  }
  return listed(asked);
}

/// How many hubs it is about, and how many of them have power again: those that said so as often as that it
/// failed.
std::string how_many(const Incident& incident) {
  struct Said {
    int failed = 0;
    int restored = 0;
  };
  std::map<HubId, Said> by_hub;
  for (const auto& alarm : incident.alarms) {
    auto& said = by_hub[alarm.hub];
    (alarm.type == AlarmType::mains_restored ? said.restored : said.failed) += alarm.repeats + 1;
  }
  int hubs = 0;
  int restored = 0;
  for (const auto& [hub, said] : by_hub) {
    if (said.failed == 0) continue;
    ++hubs;
    if (said.restored >= said.failed) ++restored;
  }
  std::string text = " x" + std::to_string(hubs);
  if (restored > 0)
    text += restored == hubs ? ", all restored" : ", " + std::to_string(restored) + " restored";
  return text;
}

} // namespace

std::string summary(const Incident& incident, WallTime now) {
  std::vector<std::string> parts;
  const auto add = [&parts](std::string part) {
    if (!part.empty()) parts.push_back(std::move(part));
  };
  std::string what = words(incident.type);
  if (incident.unverified) what += ", unverified";
  if (incident.folded) what += how_many(incident);
  add(what + ": " + words(phase_of(incident)));
  add(answer_clock(incident, now));
  if (!incident.closed_at) add(arrival_clock(incident, now));
  add(long_lie_clock(incident, now));
  add(asked_services(incident));
  if (incident.parked_until) {
    const auto left = *incident.parked_until - now;
    add("parked for " + spoken_minutes(std::max(left, Duration(0))) + " more");
  }
  if (incident.closed_at) {
    const std::string how = incident.joined_into ? "one with " + incident.joined_into->str() : "closed";
    add((incident.outcome ? words(*incident.outcome) : how) +
        (incident.closed_by ? " by " + incident.closed_by->str() : std::string()));
  }
  if (const auto alerts = incident.alerts.size(); alerts > 0) {
    add(std::to_string(alerts) + (alerts == 1 ? " alert" : " alerts"));
  }
  std::string text;
  for (const auto& part : parts)
    text += (text.empty() ? "" : " · ") + part;
  return text;
}

} // namespace turnout::story
