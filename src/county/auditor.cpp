#include "auditor.hpp"

#include <turnout/record/json.hpp>
#include <turnout/wire/topics.hpp>

#include <algorithm>

namespace turnout::county {

namespace {

constexpr Duration whole_every = 6h;
constexpr Duration digest_every = 24h; ///< it writes out every fact, so not more often

} // namespace

Auditor::Auditor(Stage& stage) : stage_(stage), whole_at_(stage.scenario.start + whole_every) {
  fold_afresh();
  if (stage.faults.drift_a_day > Duration(0)) tolerance_ = Duration(5);
  const std::uint64_t people = stage.population.rows.people.size();
  constexpr std::uint64_t some = 2'000;
  limits_ = {{"open incidents", some + 2 * people},
             {"deadlines", 10 * (some + 2 * people)},
             {"offers of open incidents", 40 * some},
             {"effects owed", some + 10 * people},
             {"plan books", 1 + some},
             {"messages queued by the broker", 10 * some + 20 * people},
             {"answers remembered of one hub", 64},
             {"messages remembered of one responder", 128}};
}

void Auditor::note(const char* checker, const checks::Broken& broken) {
  if (!broken || breaches_.size() >= breaches_most) return;
  breaches_.push_back({checker, stage_.now(), *broken});
  stage_.say("BREACH " + std::string(checker) + ": " + *broken);
}

void Auditor::fold_afresh() {
  folded_ = std::make_unique<dispatch::State>();
  RegistryChanged crews;
  crews.responders = stage_.population.rows.responders;
  crews.bases = stage_.population.rows.bases;
  crews.whole = true;
  dispatch::take_registry(*folded_, crews);
}

void Auditor::trust_no_more() {
  honest_ = Honest{folded_->facts, known_};
}

void Auditor::take_back() {
  if (!honest_) return;
  for (const auto& [hub, alarm, incident] : known_.remembered) {
    if (!honest_->known.remembered.contains({hub, alarm, incident})) lost_.emplace(hub, alarm);
  }
  fold_afresh();
  dispatch::restore(*folded_, std::move(honest_->facts), stage_.clock.now());
  known_ = std::move(honest_->known);
  honest_.reset();
}

void Auditor::kept(const engine::Batch& batch) {
  for (const auto& record : batch.records) {
    ++records_;
    branches_.take(record);
    check_stamp(record.stamp);
    check_record(record);
    note("poison is set aside", checks::set_aside(record, folded_->facts));
    if (const auto* aside = std::get_if<Quarantined>(&record.event); aside && aside->incident)
      by_hand_.insert(aside->incident->str());
    dispatch::settle(*folded_);
    folded_->touched = {};
  }
  for (const auto& row : batch.rows)
    note("no personal data", checks::nothing_personal(row.json, "a row of the journal"));
}

void Auditor::check_stamp(const Stamp& stamp) {
  if (known_.last.sequence > 0) note("records in order", checks::follows(known_.last, stamp));
  if (latest_.sequence > 0) note("no id twice", checks::never_before(latest_, stamp));
  known_.last = latest_ = stamp;
}

void Auditor::check_record(const Record& record) {
  const std::string decisions = record::to_json(record.decisions);
  known_.journal = mixed(known_.journal ^ number_of(decisions));
  note("no personal data", checks::nothing_personal(decisions, "the journal's decisions"));
  if (journalled(record.event)) {
    const std::string event = record::to_json(record.event);
    known_.journal = mixed(known_.journal ^ number_of(event));
    note("no personal data", checks::nothing_personal(event, "the journal's events"));
  }
  for (const auto& decision : record.decisions) {
    dispatch::evolve(*folded_, record.stamp, decision);
    take(record, decision);
  }
}

void Auditor::take(const Record& record, const Decision& decision) {
  if (const auto* set = std::get_if<TimerSet>(&decision)) {
    // A partner may promise an arrival that by our clock is over already.
    if (set->due_at < record.stamp.at)
      known_.set_too_late[{set->incident, set->kind, set->ref}] = record.stamp.at;
  } else if (const auto* fired = std::get_if<TimerFired>(&decision)) {
    check_fired(*fired, record.stamp.at);
  } else if (const auto* assigned = std::get_if<Assigned>(&decision)) {
    note("minimum crew held",
         checks::cover_held(*folded_, assigned->responder, stage_.local(record.stamp.at)));
  } else if (const auto* closed = std::get_if<Closed>(&decision)) {
    note("no close without a human", checks::closed_by_human(record, *closed));
    if (known_.closed.insert(closed->incident).second) known_.closed_order.push_back(closed->incident);
    if (known_.closed_order.size() > closed_remembered) {
      known_.closed.erase(known_.closed_order.front());
      known_.closed_order.pop_front();
    }
  } else if (const auto* answered = std::get_if<AlarmRemembered>(&decision)) {
    lost_.erase({answered->hub, answered->alarm});
    const auto [place, fresh] = known_.remembered.emplace(answered->hub, answered->alarm, answered->incident);
    if (fresh) known_.remembered_order.push_back(*place);
    if (known_.remembered_order.size() > alarms_remembered) {
      known_.remembered.erase(known_.remembered_order.front());
      known_.remembered_order.pop_front();
    }
  } else if (const auto* defect = std::get_if<DefectFound>(&decision)) {
    note("no defect", defect->what);
  }
}

void Auditor::check_fired(TimerFired fired, WallTime at) {
  const auto set = known_.set_too_late.find({fired.incident, fired.kind, fired.ref});
  if (set != known_.set_too_late.end()) {
    fired.late = at - set->second;
    known_.set_too_late.erase(set);
  }
  note("every deadline when due", checks::on_time(fired, at, excused_until_, tolerance_));
}

void Auditor::committed(const engine::Batch& batch) {
  const dispatch::State& state = stage_.process->state();
  for (const auto& row : batch.rows) {
    if (row.kind != "incident" || !row.open) continue;
    const auto open = state.facts.open.find(IncidentId(row.id));
    if (open == state.facts.open.end()) continue;
    const Incident& incident = open->second;
    note("one next deadline", checks::next_deadline(state, incident));
    note("one owner a place", checks::one_owner(incident));
    note("somebody travels after an accept", checks::somebody_travels(incident));
    note("one job each", checks::one_job(state, incident));
  }
}

void Auditor::said(const Letter& letter) {
  note("no personal data", checks::need_to_know(letter.topic, letter.payload));
  if (letter.topic.ends_with("/ack")) check_ack(letter);
}

void Auditor::check_ack(const Letter& letter) {
  const auto topic = wire::parse_topic(stage_.root, letter.topic);
  const auto body = parse_object(letter.payload);
  const auto status = record::enum_of<AckStatus>(text_in(body, "status"));
  if (!topic || !status)
    return note("no acknowledged alarm lost", "an ack that cannot be read: " + letter.payload);
  if (*status == AckStatus::not_stored) return branches_.not_stored();
  SendAck ack{.hub = HubId(std::string(topic->id)), .status = *status};
  if (const auto id = text_in(body, "id"); !id.empty()) ack.alarm = AlarmId(id);
  if (const auto id = text_in(body, "incident"); !id.empty()) ack.incident = IncidentId(id);
  const bool answered = ack.alarm && known_.remembered.contains({ack.hub, *ack.alarm, ack.incident});
  note("no acknowledged alarm lost", checks::kept(answered ? &ack.incident : nullptr, folded_->facts, ack,
                                                  ack.incident && known_.closed.contains(*ack.incident)));
}

void Auditor::ran() {
  if (!stage_.process->at_rest()) return;
  note("every deadline when due",
       checks::nothing_overdue(stage_.process->state(), stage_.clock.now() + stage_.process->behind()));
  whole_now_and_then();
}

void Auditor::whole_now_and_then() {
  if (stage_.now() < whole_at_) return;
  whole_at_ = stage_.now() + whole_every;
  whole();
}

void Auditor::hold(const std::string& what, std::uint64_t count) {
  auto& most = held_most_[what];
  most = std::max(most, count);
}

void Auditor::hold_counts() {
  const dispatch::State& state = stage_.process->state();
  hold("open incidents", state.facts.open.size());
  hold("deadlines", state.deadlines.size());
  hold("offers of open incidents", state.by_offer.size());
  hold("plan books", state.facts.books.size());
  hold("effects owed", stage_.process->owed_most());
  hold("messages queued by the broker", stage_.broker->counts().queue_most);
  for (const auto& [id, hub] : state.facts.hubs)
    hold("answers remembered of one hub", hub.answers.size());
  for (const auto& [id, responder] : state.facts.responders)
    hold("messages remembered of one responder", responder.messages.size());
  hold("things to come in virtual time", stage_.time.waiting());
  note("bounded memory", checks::bounded(held_most_, limits_));
}

void Auditor::whole() {
  if (!stage_.process->up()) return;
  const dispatch::State& state = stage_.process->state();
  for (const auto& broken : dispatch::broken_rules(state)) {
    // Its watch was poison: a human was told to watch instead.
    const bool by_hand = broken.ends_with("has sent somebody whom nothing watches") &&
                         by_hand_.contains(broken.substr(0, broken.find(' ')));
    if (!by_hand) note("the rules' own", broken);
  }
  hold_counts();
  // While the disk refuses, the journal lags behind on purpose.
  if (stage_.now() < digest_at_ || stage_.process->figures().undurable > 0) return;
  digest_at_ = stage_.now() + digest_every;
  note("state equals replayed journal", checks::same_state(state.facts, folded_->facts));
}

void Auditor::started() {
  // A start from the rows must find what the journal tells, whenever it comes; once an hour is enough to ask.
  digest_at_ = std::min(digest_at_, last_start_ + 1h);
  last_start_ = stage_.now();
  whole_at_ = stage_.now();
}

void Auditor::last() {
  digest_at_ = WallTime{};
  whole();
}

void Auditor::finish(RunResults& results) {
  results.breaches = std::move(breaches_);
  results.branches = branches_.named();
  results.figures.records = records_;
  results.figures.held_most = std::move(held_most_);
}

} // namespace turnout::county
