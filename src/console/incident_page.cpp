#include "incident_page.hpp"

#include "live_rows.hpp"
#include "turnout/dispatch/match.hpp"
#include "turnout/record/json.hpp"

#include <algorithm>

namespace turnout::console {
namespace {

std::optional<Plan> plan_of(const Incident& incident, store::ReadStore& store) {
  const auto rows = store.rows("plans", false);
  if (!rows) return std::nullopt;
  for (const auto& row : rows.value()) {
    if (row.id != incident.plan_revision.str()) continue;
    const auto book = record::from_json<PlanBook>(row.json);
    if (!book) return std::nullopt;
    const auto* node = dispatch::find_plan(book.value(), incident.plan_path);
    return node != nullptr ? node->plan : book.value().root.plan;
  }
  return std::nullopt;
}

struct Step {
  WallTime at;
  std::string what;
  bool done = false;
};

} // namespace

void add_candidates(boost::json::object& body, const Incident& incident, const std::vector<Record>& records,
                    store::SqliteRegistry& registry) {
  const SelectionMade* last = nullptr;
  WallTime at;
  for (const auto& record : records) {
    for (const auto& decision : record.decisions) {
      const auto* made = std::get_if<SelectionMade>(&decision);
      if (made == nullptr || made->incident != incident.id) continue;
      last = made;
      at = record.stamp.at;
    }
  }
  if (last == nullptr) {
    body["candidates"].emplace_array();
    return;
  }
  boost::json::array candidates;
  for (const auto& candidate : last->ranked) {
    boost::json::object one{{"responder_id", candidate.responder.str()},
                            {"eligible", candidate.eligible},
                            {"reason", candidate.reason}};
    if (const auto details = registry.responder(candidate.responder)) one["name"] = details->name;
    if (candidate.eta) one["eta_s"] = *candidate.eta / 1s;
    const auto offer = std::find_if(incident.offers.rbegin(), incident.offers.rend(),
                                    [&](const Offer& o) { return o.responder == candidate.responder; });
    if (offer != incident.offers.rend()) one["distance_m"] = offer->distance.metres();
    candidates.push_back(std::move(one));
  }
  body["candidates"] = std::move(candidates);
  body["candidates_at"] = format_rfc3339(at);
}

boost::json::array ladder_of(const Incident& incident, store::ReadStore& store) {
  const auto plan = plan_of(incident, store);
  std::vector<Step> steps;
  for (const auto& rung : incident.rungs) {
    std::string what = rung.name;
    if (plan) {
      const auto known = std::find_if(plan->ladder.begin(), plan->ladder.end(),
                                      [&](const Rung& one) { return one.name == rung.name; });
      if (known != plan->ladder.end()) what = words_of(*known);
    }
    if (rung.result == RungResult::passed) what += ": not needed";
    if (rung.result == RungResult::empty) what += ": nobody there";
    steps.push_back({rung.at, std::move(what), true});
  }
  if (!incident.closed_at) {
    for (const auto& timer : incident.timers)
      steps.push_back({timer.due_at, words_of(timer, plan ? &*plan : nullptr), false});
  }
  std::stable_sort(steps.begin(), steps.end(), [](const Step& a, const Step& b) { return a.at < b.at; });
  boost::json::array ladder;
  bool now = true;
  for (const auto& step : steps) {
    const char* state = step.done ? "done" : now ? "now" : "next";
    now = now && step.done;
    ladder.push_back({{"at", format_rfc3339(step.at)}, {"what", step.what}, {"state", state}});
  }
  return ladder;
}

boost::json::array path_of(const Incident& incident, const Whereabouts* whereabouts) {
  const Assignment* owner = nullptr;
  for (const auto& held : incident.assignments) {
    if (held.hold != Hold::owner) continue;
    if (owner == nullptr || held.forecast_at < owner->forecast_at) owner = &held;
  }
  boost::json::array path;
  if (owner == nullptr || whereabouts == nullptr) return path;
  for (const auto& seen : whereabouts->since(owner->responder, owner->assigned_at)) {
    auto place = place_of(seen.place);
    place["at"] = format_rfc3339(seen.at);
    path.push_back(std::move(place));
  }
  return path;
}

} // namespace turnout::console
