// The second half of the sequence: commit, then act; and what to do when the disk refuses.
#include <turnout/engine/engine.hpp>

#include <algorithm>

namespace turnout::engine {

namespace {

/// So many acknowledged effects are told to the journal even when nothing else is written, or after this
/// long.
constexpr std::size_t done_flush_at = 1024;
constexpr Duration done_flush_after = 1s;

OwedEffect* owed_effect(Decision& decision, OwedEffect& into) {
  auto* owed = std::get_if<EffectOwed>(&decision);
  if (owed == nullptr) return nullptr;
  into = {owed->key, owed->effect};
  return &into;
}

} // namespace

void Engine::collect_taken(Batch& batch) {
  std::vector<std::uint64_t> taken;
  {
    const std::lock_guard lock(returned_->mutex);
    taken.swap(returned_->taken);
  }
  const WallTime at = now();
  for (const auto order : taken) {
    const auto found = owed_.find(order);
    if (found == owed_.end()) continue;
    if (const auto* offer = std::get_if<SendOffer>(&found->second.effect))
      decide(batch, OfferTold{offer->offer}, at);
    forget(found->second.key);
    owed_.erase(found);
  }
}

bool Engine::append(const Batch& batch) {
  const auto appended = ports_.journal.append(batch);
  if (appended.ok()) return true;
  storage_refusal_ = appended.error();
  retry_storage_at_ = now() + settings_.retry_storage_every;
  return false;
}

bool Engine::commit(Batch& batch) {
  const bool due =
      done_.size() >= done_flush_at || (!done_.empty() && now() - done_since_ >= done_flush_after);
  if (batch.records.empty() && batch.rows.empty() && !due) return commit_waiting();
  batch.done = std::move(done_);
  done_.clear();
  if (commit_waiting() && append(batch)) return true;
  waiting_records_ += batch.records.size();
  waiting_.push_back(batch);
  storage_is(false);
  return false;
}

bool Engine::commit_waiting() {
  if (waiting_.empty()) return true;
  if (now() < retry_storage_at_) return false;
  while (!waiting_.empty()) {
    if (!append(waiting_.front())) return false;
    Batch stored = std::move(waiting_.front());
    waiting_.pop_front();
    waiting_records_ -= stored.records.size();
    // Now that they are stored, the hubs get the answer that was withheld.
    OwedEffect owed;
    for (auto& record : stored.records) {
      for (auto& decision : record.decisions) {
        if (owed_effect(decision, owed) != nullptr && std::holds_alternative<SendAck>(owed.effect)) say(owed);
      }
    }
  }
  storage_is(true);
  return true;
}

std::optional<std::string> Engine::text_not_stored(const TextId& id) const {
  for (const auto& batch : waiting_) {
    for (const auto& text : batch.texts) {
      if (text.id == id) return text.body;
    }
  }
  return std::nullopt;
}

void Engine::storage_is(bool durable) {
  if (durable) storage_refusal_.clear();
  if (durable_ == durable) return;
  durable_ = durable;
  storage_changed_ = true;
}

void Engine::act(const Batch& batch, bool durable) {
  OwedEffect owed;
  for (const auto& record : batch.records) {
    for (const auto& decision : record.decisions) {
      const auto* effect = std::get_if<EffectOwed>(&decision);
      if (effect == nullptr) continue;
      owed = {effect->key, effect->effect};
      auto* ack = std::get_if<SendAck>(&owed.effect);
      if (ack != nullptr && !durable) {
        // Acknowledged means stored: the hub is told to try its other route, and the outbox still owes the
        // real answer.
        ack->status = AckStatus::not_stored;
        ack->reason = "Storage refuses; dispatching goes on.";
        ports_.outbound.send(owed, [] {});
        continue;
      }
      say(owed);
    }
  }
  if (!batch.records.empty()) ports_.viewers.committed(batch, durable);
}

void Engine::say(const OwedEffect& owed) {
  const std::uint64_t order = ++owed_next_;
  if (!must_arrive(owed.effect)) return hand_over(order, owed);
  owed_.emplace(order, owed);
  // What waits for room goes first, or a withdrawal could overtake its offer.
  if (!unsaid_.empty()) return unsaid_.push_back(order);
  hand_over(order, owed);
}

void Engine::hand_over(std::uint64_t order, const OwedEffect& owed) {
  const auto key = PoisonGuard::key_of("effect " + owed.key.str());
  if (ports_.poison.quarantined(key)) {
    ++figures_.quarantined;
    set_aside_.push_back(owed);
    forget(owed.key);
    owed_.erase(order);
    return;
  }
  const bool kept = must_arrive(owed.effect);
  ports_.poison.begin(key);
  ports_.outbound.send(owed, [returned = returned_, order, kept] {
    if (!kept) return;
    const std::lock_guard lock(returned->mutex);
    returned->taken.push_back(order);
  });
  ports_.poison.end();
  if (kept && ports_.outbound.full()) unsaid_.push_back(order);
}

void Engine::say_unsaid() {
  std::deque<std::uint64_t> again;
  again.swap(unsaid_);
  while (!again.empty() && unsaid_.empty()) {
    const auto found = owed_.find(again.front());
    again.pop_front();
    if (found == owed_.end()) continue;
    const auto* message = std::get_if<SendAssignment>(&found->second.effect);
    if (message != nullptr && !job_stands(*message, true)) {
      forget(found->second.key);
      owed_.erase(found);
      continue;
    }
    hand_over(found->first, OwedEffect(found->second));
  }
  unsaid_.insert(unsaid_.end(), again.begin(), again.end());
}

void Engine::forget(const EffectKey& key) {
  if (done_.empty()) done_since_ = now();
  done_.push_back(key);
}

void Engine::say_again() {
  broker_back_ = false;
  unsaid_.clear();
  std::vector<OwedEffect> again;
  for (auto& [order, owed] : owed_) {
    if (still_due(owed.effect)) {
      again.push_back(std::move(owed));
    } else {
      forget(owed.key);
    }
  }
  owed_.clear();
  for (const auto& owed : again)
    say(owed);
}

// Asked right after the rules have answered BrokerBack: offers, requests and fresh assignments that still
// stand have been said again by them, under the same inner ids.
bool Engine::still_due(const Effect& effect) const {
  if (std::holds_alternative<SendOffer>(effect)) return false;
  if (const auto* request = std::get_if<SendRequest>(&effect))
    return request->state != RequestState::requested;
  const auto open_incident = [&](const IncidentId& id) -> const Incident* {
    const auto open = state_->facts.open.find(id);
    return open == state_->facts.open.end() ? nullptr : &open->second;
  };
  if (const auto* feedback = std::get_if<SendFeedback>(&effect)) {
    const Incident* incident = open_incident(feedback->incident);
    return incident != nullptr && incident->told_person == feedback->stage;
  }
  const auto* message = std::get_if<SendAssignment>(&effect);
  return message == nullptr || job_stands(*message, false);
}

// Nobody is sent a person's details for a job they no longer have.
bool Engine::job_stands(const SendAssignment& message, bool fresh_too) const {
  if (message.state != AssignmentState::assigned) return true;
  const auto open = state_->facts.open.find(message.incident);
  if (open == state_->facts.open.end()) return false;
  const auto& assignments = open->second.assignments;
  return std::any_of(assignments.begin(), assignments.end(), [&](const Assignment& assignment) {
    return assignment.offer == message.offer && assignment.hold != Hold::released &&
           assignment.stage != Stage::clear && (fresh_too || assignment.stage != Stage::assigned);
  });
}

} // namespace turnout::engine
