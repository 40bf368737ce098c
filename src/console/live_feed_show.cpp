// The second half of the feed: which rows have changed, and how they read now.
#include "live_feed.hpp"
#include "live_rows.hpp"
#include "turnout/dispatch/match.hpp"
#include "turnout/record/json.hpp"

#include <algorithm>

namespace turnout::console {

void LiveFeed::show(View view, const std::string& id, boost::json::object row) {
  auto& before = shown_[{view, id}];
  std::string text = boost::json::serialize(row);
  if (text == before) return;
  before = std::move(text);
  row["ver"] = ++version_;
  changes_.push_back({view, id, std::make_shared<const std::string>(boost::json::serialize(row))});
}

void LiveFeed::gone(View view, const std::string& id) {
  if (shown_.erase({view, id}) > 0) changes_.push_back({view, id, nullptr});
}

void LiveFeed::show_changed() {
  for (const auto& id : changed_incidents_)
    show_incident(id);
  for (const auto& id : changed_responders_)
    show_responder(id);
  around_changed_ = around_changed_ || !changed_responders_.empty();
  changed_incidents_.clear();
  changed_responders_.clear();
  show_overviews();
  show_system();
  if (!changes_.empty()) tell_(std::exchange(changes_, {}));
}

/// What looks at everybody and everything takes a tenth of the time and no more: at once while the county is
/// quiet, a few times a second while thousands are open, when the dispatcher needs the processor most.
void LiveFeed::show_overviews() {
  using Steady = std::chrono::steady_clock;
  constexpr int rest_to_work = 9;
  const auto begin = Steady::now();
  if (!around_changed_ || begin < overviews_rest_until_) return;
  around_changed_ = false;
  show_alerts();
  show_around();
  show_wallboard();
  show_bases();
  const auto end = Steady::now();
  overviews_rest_until_ = end + rest_to_work * (end - begin);
}

const Plan* LiveFeed::plan_of(const Incident& incident) const {
  const auto book = books_.find(incident.plan_revision);
  if (book == books_.end()) return nullptr;
  const auto* node = dispatch::find_plan(book->second, incident.plan_path);
  return node != nullptr ? &node->plan : &book->second.root.plan;
}

void LiveFeed::show_incident(const IncidentId& id) {
  const auto found = incidents_.find(id);
  if (found == incidents_.end()) return gone(View::incidents, id.str());
  const Incident& incident = found->second;
  std::optional<PersonDetails> person;
  if (incident.person) person = deps_.registry.person(*incident.person);
  show(View::incidents, id.str(),
       incident_row(incident, {.plan = plan_of(incident),
                               .person = person ? &*person : nullptr,
                               .names = &names_,
                               .now = deps_.clock.now()}));
}

void LiveFeed::show_responder(const ResponderId& id) {
  const auto facts = responders_.find(id);
  if (facts == responders_.end()) return;
  ResponderAround around{.seen = whereabouts_.latest(id), .zone = &deps_.zone, .now = deps_.clock.now()};
  if (const auto row = rows_by_responder_.find(id); row != rows_by_responder_.end()) around.row = row->second;
  if (const auto name = names_.find(id); name != names_.end()) around.name = name->second;
  if (facts->second.on_incident) {
    if (const auto job = incidents_.find(*facts->second.on_incident); job != incidents_.end()) {
      for (const auto& held : job->second.assignments) {
        if (held.responder == id && held.hold != Hold::released) around.stage = held.stage;
      }
    }
  }
  show(View::responders, id.str(), responder_row(facts->second, around));
}

void LiveFeed::show_alerts() {
  std::set<std::string> open;
  const auto one = [&](const OpenAlert& alert, const IncidentId* incident) {
    const auto raised = raised_.find(alert.id);
    open.insert(alert.id.str());
    show(View::alerts, alert.id.str(),
         alert_row(alert, incident, raised == raised_.end() ? nullptr : &raised->second));
  };
  for (const auto& alert : system_.alerts)
    one(alert, nullptr);
  for (const auto& [id, incident] : incidents_) {
    for (const auto& alert : incident.alerts)
      one(alert, &id);
  }
  std::erase_if(raised_, [&](const auto& alert) { return !open.contains(alert.first.str()); });
  std::vector<std::string> over;
  for (const auto& [key, text] : shown_) {
    if (key.first == View::alerts && !open.contains(key.second)) over.push_back(key.second);
  }
  for (const auto& id : over)
    gone(View::alerts, id);
}

void LiveFeed::show_around() {
  const auto book = books_.find(system_.plans);
  if (book == books_.end()) return;
  for (const auto& partner : book->second.partners) {
    int open = 0;
    bool silent = false;
    for (const auto& [id, incident] : incidents_) {
      for (const auto& request : incident.requests) {
        if (request.partner != partner.id || request.state >= RequestState::rejected) continue;
        ++open;
        silent = silent || request.silent;
      }
    }
    show(View::partners, partner.id.str(),
         {{"id", partner.id.str()},
          {"service", record::name_of(partner.service)},
          {"open_requests", open},
          {"silent", silent},
          {"phone", partner.ring}});
  }
}

void LiveFeed::show_bases() {
  const auto local = local_moment(deps_.clock.now(), deps_.zone);
  std::map<BaseId, int> crews;
  for (const auto& [id, row] : rows_by_responder_) {
    const auto facts = responders_.find(id);
    if (facts != responders_.end() && ready(facts->second, *row, local)) ++crews[row->base];
  }
  for (const auto& base : registry_.bases)
    show(View::bases, base.id.str(), base_row(base, crews[base.id]));
}

void LiveFeed::show_wallboard() {
  constexpr Duration promise = 60s;
  int waiting = 0;
  std::optional<WallTime> oldest;
  std::map<std::string, int> phases;
  for (const auto& [id, incident] : incidents_) {
    ++phases[std::string(record::name_of(phase_of(incident)))];
    if (incident.answered_at || incident.cls > AlarmClass::security) continue;
    ++waiting;
    if (!oldest || incident.first_signal_at < *oldest) oldest = incident.first_signal_at;
  }
  int answered = 0;
  int in_time = 0;
  for (const auto& [id, one] : today_) {
    if (!one.answered_at) continue;
    ++answered;
    if (*one.answered_at - one.first_signal_at <= promise) ++in_time;
  }
  const auto local = local_moment(deps_.clock.now(), deps_.zone);
  std::map<std::string, int> free;
  for (const auto& [id, row] : rows_by_responder_) {
    const auto facts = responders_.find(id);
    if (facts != responders_.end() && ready(facts->second, *row, local)) ++free[row->organisation];
  }
  boost::json::object row{{"id", "wallboard"},
                          {"waiting", waiting},
                          {"answered_today", answered},
                          {"answered_in_60s_today", in_time},
                          {"open_by_phase", boost::json::value_from(phases)},
                          {"responders_free", boost::json::value_from(free)}};
  if (oldest) row["oldest_waiting_since"] = format_rfc3339(*oldest);
  show(View::wallboard, "wallboard", std::move(row));
}

void LiveFeed::show_system() {
  const Readiness now = deps_.readiness();
  if (now.state != system_state_) {
    system_state_ = now.state;
    system_since_ = deps_.clock.now();
  }
  bool broker_down = false;
  boost::json::array reasons;
  for (const auto& reason : now.reasons) {
    broker_down = broker_down || reason.find("broker: ") != std::string::npos;
    reasons.emplace_back(reason);
  }
  std::int64_t silent = 0;
  for (const auto& [hub, is] : silent_hubs_)
    silent += is && hubs_of_people_.contains(hub) ? 1 : 0;
  boost::json::object row{{"id", "system"},
                          {"state", now.state},
                          {"reasons", std::move(reasons)},
                          {"broker", broker_down ? "down" : "up"},
                          {"disk", system_.durable ? "ok" : "refusing"},
                          {"since", format_rfc3339(system_since_)},
                          {"people_not_reporting", silent}};
  if (canary_at_) row["canary_at"] = format_rfc3339(*canary_at_);
  show(View::system, "system", std::move(row));
}

} // namespace turnout::console
