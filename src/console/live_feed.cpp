#include "live_feed.hpp"

#include "turnout/record/json.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>

namespace turnout::console {
namespace {

constexpr std::chrono::milliseconds look_every{250};
constexpr auto gather_for = 20ms;
constexpr int nice_enough = 10; ///< setpriority(2)

bool is_canary(const Event& event) noexcept {
  const auto* alarm = std::get_if<AlarmReceived>(&event);
  return alarm != nullptr && alarm->type == AlarmType::test && alarm->alarm &&
         alarm->alarm->str().starts_with(canary_prefix);
}

template <class Value, class Into>
void read_into(const engine::Row& row, Into into) {
  if (auto value = record::from_json<Value>(row.json)) into(std::move(value.value()));
}

} // namespace

void LiveFeed::start() {
  thread_ = std::thread([this] { run(); });
}

void LiveFeed::stop() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  woken_.notify_all();
  if (thread_.joinable()) thread_.join();
}

void LiveFeed::wake() {
  {
    const std::lock_guard lock(mutex_);
    fresh_ = true;
  }
  woken_.notify_one();
}

void LiveFeed::committed(const engine::Batch& batch) {
  {
    const std::lock_guard lock(mutex_);
    for (const auto& row : batch.rows)
      news_.rows[{row.kind, row.id}] = row;
    for (const auto& record : batch.records) {
      if (is_canary(record.event)) news_.canary_at = record.stamp.at;
      for (const auto& decision : record.decisions) {
        if (const auto* alert = std::get_if<AlertRaised>(&decision)) news_.raised[alert->alert] = *alert;
      }
    }
    fresh_ = true;
  }
  woken_.notify_one();
}

void LiveFeed::run() {
  // A screen may wait for the dispatcher, never the dispatcher for a screen.
  (void)::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), nice_enough);
  read_start();
  for (;;) {
    look_at_registry();
    look_at_clock();
    for (const auto& id : whereabouts_.take_moved())
      changed_responders_.insert(id);
    show_changed();
    News news;
    {
      std::unique_lock lock(mutex_);
      woken_.wait_until(lock, look_again_at(), [this] { return fresh_ || ending_; });
      // What a burst changes is made into rows once: doing it for each commit would take the engine's
      // processor.
      woken_.wait_for(lock, gather_for, [this] { return ending_; });
      if (ending_) return;
      fresh_ = false;
      std::swap(news, news_);
    }
    raised_.merge(news.raised);
    if (news.canary_at) canary_at_ = news.canary_at;
    for (const auto& [key, row] : news.rows)
      take(row);
  }
}

std::chrono::steady_clock::time_point LiveFeed::look_again_at() const {
  const auto soon = std::chrono::steady_clock::now() + look_every;
  return around_changed_ ? std::min(soon, overviews_rest_until_) : soon;
}

void LiveFeed::read_start() {
  auto opened = store::ReadStore::open(deps_.journal_path);
  if (!opened) return;
  auto& store = *opened.value();
  const auto rows = store.rows("", true);
  if (!rows) return;
  for (const auto& row : rows.value())
    take(row);
  if (const auto closed = store.incidents_opened_between(midnight(), deps_.clock.now() + 1ms)) {
    for (const auto& incident : closed.value())
      today_[incident.id] = {incident.first_signal_at, incident.answered_at};
  }
  for (const auto& [id, incident] : incidents_) {
    if (incident.alerts.empty()) continue;
    const auto records = store.records_of(id);
    if (!records) continue;
    for (const auto& record : records.value()) {
      for (const auto& decision : record.decisions) {
        if (const auto* alert = std::get_if<AlertRaised>(&decision)) raised_.emplace(alert->alert, *alert);
      }
    }
  }
}

void LiveFeed::take_incident(const engine::Row& row) {
  const IncidentId id(row.id);
  read_into<Incident>(row, [&](Incident incident) {
    for (const auto& held : incident.assignments)
      changed_responders_.insert(held.responder);
    today_[id] = {incident.first_signal_at, incident.answered_at};
    if (row.open)
      incidents_[id] = std::move(incident);
    else
      incidents_.erase(id);
  });
  changed_incidents_.insert(id);
}

void LiveFeed::take(const engine::Row& row) {
  around_changed_ = true;
  if (row.kind == "incident") {
    take_incident(row);
  } else if (row.kind == "responder") {
    read_into<ResponderFacts>(
        row, [&](ResponderFacts facts) { responders_[ResponderId(row.id)] = std::move(facts); });
    changed_responders_.insert(ResponderId(row.id));
  } else if (row.kind == "hub") {
    read_into<HubFacts>(row, [&](const HubFacts& facts) { silent_hubs_[facts.id] = facts.silent; });
  } else if (row.kind == "system") {
    read_into<SystemFacts>(row, [&](SystemFacts facts) { system_ = std::move(facts); });
  } else if (row.kind == "plans") {
    if (row.open)
      read_into<PlanBook>(row, [&](PlanBook book) { books_[book.revision] = std::move(book); });
    else
      books_.erase(PlanRevision(row.id));
  }
}

void LiveFeed::look_at_registry() {
  const auto generation = deps_.registry.generation();
  if (!generation || (generation.value() == generation_ && !rows_by_responder_.empty())) return;
  auto rows = deps_.registry.load_all();
  if (!rows) return;
  generation_ = generation.value();
  registry_ = std::move(rows.value());
  rows_by_responder_.clear();
  hubs_of_people_.clear();
  names_.clear();
  for (const auto& person : registry_.people)
    hubs_of_people_.insert(person.hub);
  registry_.people.clear();
  for (const auto& row : registry_.responders) {
    rows_by_responder_[row.id] = &row;
    if (const auto details = deps_.registry.responder(row.id)) names_[row.id] = details->name;
    // Whoever has not said anything yet is on the board too.
    auto& facts = responders_[row.id];
    facts.id = row.id;
    changed_responders_.insert(row.id);
  }
  for (const auto& [id, incident] : incidents_)
    changed_incidents_.insert(id);
  around_changed_ = true;
}

/// Shifts begin and end with nobody saying anything.
void LiveFeed::look_at_clock() {
  const auto minute = std::chrono::floor<std::chrono::minutes>(deps_.clock.now()).time_since_epoch().count();
  if (minute == minute_) return;
  minute_ = minute;
  for (const auto& [id, facts] : responders_)
    changed_responders_.insert(id);
  const auto from = midnight();
  std::erase_if(today_, [&](const auto& one) { return one.second.first_signal_at < from; });
  around_changed_ = true;
}

WallTime LiveFeed::midnight() const {
  const WallTime now = deps_.clock.now();
  const Duration ahead = local_offset(now, deps_.zone);
  return WallTime(std::chrono::floor<std::chrono::days>(now + ahead)) - ahead;
}

} // namespace turnout::console
