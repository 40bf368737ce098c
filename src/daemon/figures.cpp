#include "figures.hpp"

#include <turnout/record/json.hpp>

namespace turnout::daemon {

namespace {
double seconds(Duration span) {
  return std::chrono::duration<double>(span).count();
}

/// One counter for each kind, made at its first appearance.
template <class Counters, class Variant>
void count(observe::Metrics& metrics, Counters& counters, const char* name, const char* help,
           const Variant& variant) {
  auto& counter = counters[variant.index()];
  if (counter == nullptr)
    counter = &metrics.counter(name, help, {{"kind", std::string(record::kind_of(variant))}});
  counter->Increment();
}
} // namespace

Figures::Figures(observe::Metrics& metrics, engine::Clock& clock, engine::Viewers& next)
    : metrics_(metrics), clock_(clock), next_(next),
      reaction_(metrics.histogram("turnout_reaction_seconds", "From receipt of a message to its commit")),
      lateness_(metrics.histogram("turnout_deadline_lateness_seconds", "How late a deadline was acted on")) {}

void Figures::committed(const engine::Batch& batch, bool durable) {
  const WallTime now = clock_.now();
  for (const auto& record : batch.records) {
    if (durable) reaction_.Observe(seconds(std::max(Duration(0), now - record.stamp.at)));
    count(metrics_, events_, "turnout_events_total", "Events decided", record.event);
    for (const auto& decision : record.decisions) {
      count(metrics_, decisions_, "turnout_decisions_total", "Decisions concluded", decision);
      if (const auto* fired = std::get_if<TimerFired>(&decision)) lateness_.Observe(seconds(fired->late));
    }
  }
  next_.committed(batch, durable);
}

void Figures::refresh(const engine::EngineFigures& figures, const engine::Lanes& lanes,
                      const store::JournalHealth& journal, const roads::TravelCounts& travel, int audible) {
  const auto set = [this](const char* name, const char* help, std::uint64_t value) {
    metrics_.gauge(name, help).Set(static_cast<double>(value));
  };
  set("turnout_open_incidents", "Incidents that are open", figures.open_incidents);
  set("turnout_effects_owed", "Messages the broker has not taken yet", figures.owed);
  set("turnout_undurable_records", "Records waiting for the disk", figures.undurable);
  set("turnout_ignored_messages", "Messages ignored by rule since start", figures.ignored);
  set("turnout_quarantined", "Messages and deadlines set aside since start", figures.quarantined);
  set("turnout_audible_consoles", "Consoles open to somebody who can answer, with their sound on",
      static_cast<std::uint64_t>(audible));
  set("turnout_messages_waiting", "Messages in the lanes", lanes.waiting());
  set("turnout_telemetry_shed", "Telemetry dropped since start because its lane was full", lanes.shed());
  set("turnout_journeys_by_router", "Journeys since start that the router answered", travel.by_router);
  set("turnout_journeys_by_roads", "Journeys since start that the road map answered", travel.by_roads);
  set("turnout_journeys_off_roads", "Journeys since start that the road map left to the law", travel.by_law);
  set("turnout_router_failures", "Questions since start that the router was spared or did not answer in time",
      travel.router_failures);
  set("turnout_journal_wal_pages", "Pages in the journal's write-ahead log", journal.wal_pages);
  set("turnout_journal_checkpoints_failed", "Failed attempts since start to carry the log over",
      journal.checkpoints_failed);
  metrics_.gauge("turnout_deadline_lateness_worst_seconds", "Worst lateness of a deadline since start")
      .Set(seconds(figures.worst_lateness));
}

} // namespace turnout::daemon
