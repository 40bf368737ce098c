#include "figures.hpp"

namespace turnout::report {

Judged judged(WallTime from, const std::optional<WallTime>& reached, const std::optional<WallTime>& ended,
              Duration within, WallTime as_of) {
  if (reached) return *reached - from <= within;
  if (ended.value_or(as_of) - from <= within) return std::nullopt;
  return false;
}

Judged answered_in(const Facts& facts, const Incident& incident, Duration within) {
  if (!counts_for_answer(incident)) return std::nullopt;
  return judged(incident.first_signal_at, incident.answered_at, incident.closed_at, within,
                facts.period.as_of);
}

namespace {

/// When nobody was to be there any more.
std::optional<WallTime> called_off(const Incident& incident) {
  return incident.stopped_at ? incident.stopped_at : incident.closed_at;
}

} // namespace

Judged arrived_in(const Facts& facts, const Incident& incident, Duration within) {
  if (!about_a_person(incident) || !incident.first_decided_at) return std::nullopt;
  std::optional<WallTime> door;
  for (const auto& one : incident.assignments) {
    if (one.on_scene_at && (!door || *one.on_scene_at < *door)) door = one.on_scene_at;
  }
  return judged(*incident.first_decided_at, door, called_off(incident), within, facts.period.as_of);
}

Judged beside_them_in(const Facts& facts, const Incident& incident, Duration within) {
  if (incident.cls > AlarmClass::person_at_risk || !incident.first_decided_at) return std::nullopt;
  return judged(incident.first_signal_at, incident.with_person_at, called_off(incident), within,
                facts.period.as_of);
}

Judged acknowledged_in_time(const Facts& facts, const Incident& incident, const PartnerRequest& request) {
  const bool refused = request.state == RequestState::rejected;
  const auto answered = request.acknowledged_at || !refused ? request.acknowledged_at : request.ended_at;
  return judged(request.asked_at, answered, request.ended_at ? request.ended_at : incident.closed_at,
                request.acknowledge_by - request.asked_at, facts.period.as_of);
}

namespace {

struct Level {
  std::string name;
  std::string title;
  Duration within;
  double target; ///< per cent
  Tried tried;
  std::string judged_fact = {}; ///< the same number in other tables, of everybody
  std::string met_fact = {};
};

Level entry(const Facts& facts) {
  Level level{"entry", "At the door to beside the person", facts.settings.levels.entry_within, 100, {}};
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident)) continue;
    const Assignment* first = first_response(incident);
    if (first == nullptr || !first->on_scene_at) continue;
    level.tried.take(judged(*first->on_scene_at, first->with_person_at, incident.closed_at, level.within,
                            facts.period.as_of));
  }
  return level;
}

Level home_care(const Facts& facts) {
  Level level{
      "home_care", "Rapid home care asked to arrived", facts.settings.levels.home_care_within, 70, {}};
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident)) continue;
    for (const auto& request : incident.requests) {
      if (request.service != Service::rapid_home_care) continue;
      const auto ended = request.state == RequestState::cancelled ? request.ended_at : incident.closed_at;
      level.tried.take(judged(request.asked_at, request.arrived_at, ended, level.within, facts.period.as_of));
    }
  }
  return level;
}

Level acknowledged(const Facts& facts) {
  Level level{"acknowledged", "Partner asked to answered", Duration(0), 100, {}};
  for (const auto& incident : facts.incidents) {
    if (!about_a_person(incident)) continue;
    for (const auto& request : incident.requests)
      level.tried.take(acknowledged_in_time(facts, incident, request));
  }
  return level;
}

template <class Clock>
Level level(const Facts& facts, std::string name, std::string title, Duration within, double target,
            Clock clock, std::string judged_fact, std::string met_fact) {
  Level made{std::move(name),        std::move(title),   within, target, {},
             std::move(judged_fact), std::move(met_fact)};
  for (const auto& incident : facts.incidents)
    made.tried.take(clock(facts, incident, within));
  return made;
}

std::vector<Level> levels(const Facts& facts) {
  const ServiceLevels& of = facts.settings.levels;
  constexpr double answered_target = 97.5;
  constexpr double answered_latest_target = 99;
  constexpr double arrived_target = 90;
  return {level(facts, "answered", "First signal to answered", of.answer_within, answered_target, answered_in,
                "calls.judged", "calls.in_time"),
          level(facts, "answered_latest", "First signal to answered, at the latest", of.answer_latest,
                answered_latest_target, answered_in, "calls.judged_latest", "calls.at_latest"),
          level(facts, "arrived", "Decision to at the door", of.arrive_by, arrived_target, arrived_in,
                "sent.judged", "sent.in_time"),
          level(facts, "arrived_latest", "Decision to at the door, at the latest", of.arrive_latest, 100,
                arrived_in, "sent.judged_latest", "sent.at_latest"),
          entry(facts),
          level(facts, "long_lie", "First signal to somebody beside them", of.long_lie_max, 100,
                beside_them_in, "lies", ""),
          home_care(facts),
          acknowledged(facts)};
}

} // namespace

Section promises(const Facts& facts) {
  TableBuilder table(
      "service_levels", "Service levels",
      "What was promised, and how often it was kept. The range is where the true share lies with "
      "95 % confidence (Wilson). Entry is of whoever was beside the person first, else at the door first. "
      "What is promised without exception has the target 100.");
  table.column("level", "Promise", "Which clock: from what to what.")
      .column("within", "Within", "The time allowed.")
      .column("n", "Judged", "Clocks that were met or ran out.", "level.judged")
      .column("met", "Kept", "Clocks that were met.", "level.met")
      .column("share", "Kept, %", "Kept of judged.")
      .column("range", "95 % range", "Wilson's interval of the share.")
      .column("target", "Target, %", "What was agreed.")
      .column(
          "reached", "Reached",
          "Whether the share kept is at least the target. Too close to tell: the rounding of the counts "
          "could have carried it across. Cannot be told: the share is hidden. Of a target of 100 nearly all "
          "is not enough.")
      .leaving_out(
          "Clocks that had not run out when the incident was closed, when a human had stood everybody "
          "down, when a request was called off, or when the journal ends.")
      .leaving_out(
          "Answers: calls that an operator opened by hand, technical signals and tests. No answer is "
          "automatic: each one names an operator.")
      .chart({Drawing::bars, "level", "share", "range", 0, "target"});
  for (const auto& level : levels(facts)) {
    const Tried& tried = level.tried;
    const Cell within = level.within == Duration(0) ? Cell("as agreed with each") : Cell(level.within);
    std::string target = std::to_string(static_cast<int>(level.target * 10));
    target.insert(target.size() - 1, 1, '.');
    std::vector<Same> same;
    if (!level.judged_fact.empty()) same.push_back({2, level.judged_fact, ""});
    if (!level.met_fact.empty()) same.push_back({3, level.met_fact, ""});
    table.row("level=" + level.name,
              {level.title, within, Count{tried.n}, Count{tried.met}, Share{tried.met, tried.n},
               ShareRange{tried.met, tried.n}, target, std::monostate{}},
              std::move(same));
  }
  table.figures_of({"share", "range"}, "level.met", "level.judged");
  return {"What was promised", "Each clock of the service, over the whole period.", {table.take()}};
}

} // namespace turnout::report
