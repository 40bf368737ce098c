#include "peek.hpp"

#include <turnout/engine/engine.hpp>
#include <turnout/record/json.hpp>
#include <turnout/wire/decode.hpp>
#include <turnout/wire/topics.hpp>

#include <algorithm>

namespace turnout::engine {

namespace {

constexpr std::chrono::milliseconds look_for_room_every{20};

} // namespace

Engine::Engine(const EngineSettings& settings, EnginePorts ports)
    : settings_(settings), ports_(std::move(ports)), state_(std::make_unique<dispatch::State>()),
      travel_(travel_by(PlanBook{})), returned_(std::make_shared<Returned>()) {}

Engine::~Engine() = default;

bool Engine::run_once(std::chrono::milliseconds at_most) {
  const auto messages = ports_.lanes.take(settings_.batch_max, wake_at(at_most));
  if (messages.empty() && ports_.lanes.closed()) return false;
  due_records_left_ = settings_.due_records_max;
  Batch batch;
  collect_taken(batch);
  decide_own(batch);
  for (const auto& message : messages) {
    if (const auto* raw = std::get_if<RawMessage>(&message)) {
      decide_message(batch, *raw);
    } else {
      decide_local(batch, std::get<LocalEvent>(message));
    }
  }
  decide_due(batch, now());
  collect_rows(batch);
  const bool durable = commit(batch);
  if (!durable && ports_.journal.superseded()) {
    // Whoever has it now speaks for Turnout; one word more from here would be a second voice.
    stopped_because_ = "another process has claimed the journal";
    return false;
  }
  if (broker_back_) say_again();
  say_unsaid();
  act(batch, durable);
  {
    const std::lock_guard lock(returned_->mutex);
    figures_.owed = owed_.size();
    figures_.open_incidents = state_->facts.open.size();
    figures_.undurable = waiting_records_;
    returned_->shown = figures_;
  }
  if (waiting_records_ > settings_.undurable_max) {
    stopped_because_ = "the journal has refused " + std::to_string(waiting_records_) +
                       " records: free or repair the disk; hubs still hold what was not acknowledged";
    return false;
  }
  return true;
}

EngineFigures Engine::figures() const {
  const std::lock_guard lock(returned_->mutex);
  return returned_->shown;
}

std::chrono::steady_clock::time_point Engine::wake_at(std::chrono::milliseconds at_most) {
  std::chrono::milliseconds wait = at_most;
  if (storage_changed_ || !set_aside_.empty()) wait = std::chrono::milliseconds(0);
  if (!unsaid_.empty()) wait = std::min(wait, look_for_room_every);
  if (const auto next = next_deadline(*state_)) wait = std::min(wait, ports_.clock.wait_for(*next - behind_));
  if (!waiting_.empty()) wait = std::min(wait, ports_.clock.wait_for(retry_storage_at_ - behind_));
  return std::chrono::steady_clock::now() + std::max(wait, std::chrono::milliseconds(0));
}

std::unique_ptr<dispatch::Travel> Engine::travel_by(const PlanBook& book) const {
  if (ports_.travel) return ports_.travel(book);
  return std::make_unique<dispatch::LawOfTravel>(book.travel, book.zone);
}

void Engine::decide(Batch& batch, const Event& event, WallTime at) {
  last_at_ = std::max(at, last_at_);
  if (const auto* position = std::get_if<PositionReceived>(&event)) ports_.viewers.heard(*position);
  const dispatch::Context context{Stamp{epoch_, sequence_ + 1, last_at_}, travel_.get()};
  auto decisions = dispatch::decide(*state_, context, event);
  if (decisions.empty()) return;
  dispatch::settle(*state_);
  ++sequence_;
  ++figures_.records;
  for (const auto& decision : decisions) {
    if (const auto* fired = std::get_if<TimerFired>(&decision)) {
      figures_.worst_lateness = std::max(figures_.worst_lateness, fired->late);
    }
  }
  batch.records.push_back(Record{context.stamp, as_kept(event), std::move(decisions)});
  const PlanBook& book = dispatch::current_book(*state_);
  if (book.revision != travel_revision_) {
    travel_ = travel_by(book);
    travel_revision_ = book.revision;
  }
}

void Engine::decide_due(Batch& batch, WallTime at) {
  for (auto next = next_deadline(*state_); next && *next <= at && due_records_left_ > 0;
       next = next_deadline(*state_)) {
    --due_records_left_;
    const auto [what, aside] = next_due(*next);
    const auto key = PoisonGuard::key_of(what);
    if (ports_.poison.quarantined(key)) {
      ++figures_.quarantined;
      decide(batch, aside, at);
      continue;
    }
    ports_.poison.begin(key);
    decide(batch, TimeReached{}, at);
    ports_.poison.end();
  }
}

std::pair<std::string, Quarantined> Engine::next_due(WallTime next) const {
  const auto& deadlines = state_->deadlines;
  if (deadlines.empty() || std::get<WallTime>(*deadlines.begin()) != next) {
    const HubId& hub = state_->telemetry.hub_deadlines.begin()->second;
    return {"hub silence " + hub.str(), Quarantined{.topic = "hub silence", .ref = hub.str()}};
  }
  const auto& [due, incident, kind, ref] = *deadlines.begin();
  const std::string name(record::name_of(kind));
  return {"deadline " + incident.str() + " " + name + " " + ref + " " + format_rfc3339(due),
          Quarantined{.topic = "deadline", .incident = incident, .timer = name, .ref = ref}};
}

// What the engine has noticed itself since the last round. Never by way of the lanes: a full lane would make
// the only thread that empties it wait for itself.
void Engine::decide_own(Batch& batch) {
  (void)commit_waiting();
  const WallTime at = now();
  if (storage_changed_) {
    storage_changed_ = false;
    decide(batch, StorageChanged{durable_, waiting_records_}, at);
  }
  for (const auto& owed : set_aside_) {
    batch.texts.push_back(kept_text(salt(), 0, record::to_json(owed.effect)));
    decide(batch, Quarantined{.topic = "outbox " + owed.key.str(), .raw = batch.texts.back().id}, at);
  }
  set_aside_.clear();
}

bool Engine::quarantine(Batch& batch, const RawMessage& message, std::uint64_t key) {
  if (!ports_.poison.quarantined(key)) return false;
  ++figures_.quarantined;
  batch.texts.push_back(kept_text(salt(), 0, message.payload));
  const TextId raw = batch.texts.back().id;
  const auto topic = wire::parse_topic(settings_.topic_root, message.topic);
  if (topic && topic->channel == wire::Channel::hub_alarm) {
    AlarmReceived alarm{.hub = HubId(std::string(topic->id)), .doubt = Doubt::quarantined, .raw = raw};
    // Its hub says it again until it is answered by its id.
    if (const auto id = peek(message.payload, R"("id")"); valid_id(id))
      alarm.alarm = AlarmId(std::string(id));
    decide(batch, alarm, message.received_at + behind_);
  } else {
    decide(batch, Quarantined{.topic = message.topic, .raw = raw}, message.received_at + behind_);
  }
  return true;
}

// A text that no record names could never be found again, to be erased.
void Engine::keep(Batch& batch, std::vector<KeptText> texts, std::size_t recorded) {
  if (batch.records.size() == recorded) return;
  std::move(texts.begin(), texts.end(), std::back_inserter(batch.texts));
}

void Engine::decide_message(Batch& batch, const RawMessage& message) {
  const WallTime at = message.received_at + behind_;
  decide_due(batch, at);
  const auto recorded = batch.records.size();
  const auto key = PoisonGuard::key_of(message.topic + '\n' + message.payload);
  if (quarantine(batch, message, key)) return;
  ports_.poison.begin(key);
  const std::string seed = salt();
  auto decoded = wire::decode(settings_.topic_root, {.topic = message.topic,
                                                     .payload = message.payload,
                                                     .retained = message.retained,
                                                     .oversize = message.oversize,
                                                     .received_at = at,
                                                     .salt = seed});
  if (decoded.ignored) ++figures_.ignored;
  for (const auto& event : decoded.events)
    decide(batch, event, at);
  keep(batch, std::move(decoded.texts), recorded);
  ports_.poison.end();
}

void Engine::decide_local(Batch& batch, const LocalEvent& local) {
  const WallTime at = now();
  decide_due(batch, at);
  const auto recorded = batch.records.size();
  decide(batch, local.event, at);
  keep(batch, local.texts, recorded);
  if (std::holds_alternative<BrokerBack>(local.event)) broker_back_ = true;
}

void Engine::collect_rows(Batch& batch) {
  auto& touched = state_->touched;
  const auto& facts = state_->facts;
  const auto add = [&batch](const char* kind, std::string id, std::string json, bool open) {
    batch.rows.push_back({kind, std::move(id), std::move(json), open});
  };
  for (const auto& id : touched.incidents) {
    const auto open = facts.open.find(id);
    if (open != facts.open.end()) add("incident", id.str(), record::to_json(open->second), true);
  }
  for (const auto& closed : touched.closed)
    add("incident", closed.id.str(), record::to_json(closed), false);
  for (const auto& id : touched.hubs)
    add("hub", id.str(), record::to_json(facts.hubs.at(id)), true);
  for (const auto& id : touched.responders)
    add("responder", id.str(), record::to_json(facts.responders.at(id)), true);
  for (const auto& id : touched.partners)
    add("partner", id.str(), record::to_json(facts.partners.at(id)), true);
  if (touched.system) add("system", "system", record::to_json(facts.system), true);
  if (touched.books) {
    std::set<PlanRevision> now;
    for (const auto& book : facts.books) {
      now.insert(book.revision);
      add("plans", book.revision.str(), record::to_json(book), true);
    }
    for (const auto& gone : book_rows_) {
      if (!now.contains(gone)) add("plans", gone.str(), "{}", false);
    }
    book_rows_ = std::move(now);
  }
  touched = {};
}

} // namespace turnout::engine
