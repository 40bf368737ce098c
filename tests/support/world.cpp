#include "world.hpp"

#include <turnout/dispatch/dispatcher.hpp>
#include <turnout/record/json.hpp>

namespace turnout::testing {

namespace {

std::string mark(std::string_view what, const std::string& id) {
  return std::string(World::planted) + "-" + std::string(what) + "-" + id;
}

} // namespace

/// Personal details exist for everybody, and each is a mark.
class World::People final : public engine::Registry {
public:
  std::optional<PersonDetails> person(const PersonId& id) override {
    return PersonDetails{.id = id,
                         .name = mark("name", id.str()),
                         .date_of_birth = mark("birth", id.str()),
                         .phone = mark("phone", id.str()),
                         .address = mark("address", id.str()),
                         .postcode = mark("postcode", id.str()),
                         .access = mark("access", id.str()),
                         .key_safe = mark("key", id.str()),
                         .emergency_wishes = mark("wishes", id.str()),
                         .notes = mark("notes", id.str())};
  }
  std::optional<ResponderDetails> responder(const ResponderId& id) override {
    return ResponderDetails{id, "First" + id.str() + " " + mark("surname", id.str()),
                            mark("phone", id.str())};
  }
};

/// Hands effects to the real Speaker; the broker takes them at once, or not at all.
class World::Out final : public engine::Outbound {
public:
  explicit Out(World& world)
      : world_(world), speaker_({.topic_root = std::string(root),
                                 .clock = world.clock_,
                                 .registry = *world.people_,
                                 .known = [](const PersonId&) { return nullptr; },
                                 .publish =
                                     [this](wire::Outgoing message, const std::function<void()>& taken) {
                                       return publish(std::move(message), taken);
                                     }}) {}

  void send(const engine::OwedEffect& owed, std::function<void()> taken) override {
    if (world_.broker_there_) world_.sent_.push_back(owed);
    speaker_.send(owed, std::move(taken));
  }

private:
  bool publish(wire::Outgoing message, const std::function<void()>& taken) {
    if (!world_.broker_there_) return false;
    world_.published_.push_back(
        {world_.now(), std::move(message.topic), std::move(message.payload), message.retained});
    taken();
    return true;
  }

  World& world_;
  engine::Speaker speaker_;
};

class World::Watchers final : public engine::Viewers {
public:
  explicit Watchers(World& world) : world_(world) {}
  void committed(const engine::Batch& batch, bool) override {
    world_.told_.insert(world_.told_.end(), batch.records.begin(), batch.records.end());
  }

private:
  World& world_;
};

World::World(WallTime start, RegistryChanged registry, PlanBook plans)
    : registry_(std::move(registry)), plans_(std::move(plans)), people_(std::make_unique<People>()),
      outbound_(std::make_unique<Out>(*this)), watchers_(std::make_unique<Watchers>(*this)) {
  clock_.set(start);
}

World::~World() = default;

bool World::up() {
  journal_ = std::make_unique<MemoryJournal>(storage_);
  lanes_ = std::make_unique<engine::Lanes>();
  engine_ = std::make_unique<engine::Engine>(
      engine::EngineSettings{},
      engine::EnginePorts{clock_, *journal_, *outbound_, *watchers_, *lanes_, poison_, travel});
  if (const auto started = engine_->start(registry_, plans_); !started) {
    why_ = started.error();
    engine_.reset();
    return false;
  }
  settle();
  return true;
}

void World::down() {
  engine_.reset();
  lanes_.reset();
  journal_.reset();
}

bool World::restart() {
  down();
  if (!up()) return false;
  for (const auto& [topic, payload] : retained_)
    publish(topic, payload, true);
  if (broker_there_) give(BrokerBack{});
  return true;
}

void World::advance_to(WallTime at) {
  for (auto next = next_deadline(state()); next && *next < at; next = next_deadline(state())) {
    clock_.set(*next);
    settle();
    if (at_each_stop) at_each_stop();
  }
  clock_.set(at);
  settle();
}

void World::publish(const std::string& topic, std::string payload, bool retained) {
  const bool kept = topic.ends_with("/status") || topic.ends_with("/link") || topic.ends_with("/position");
  if (kept && !retained) retained_[topic] = payload;
  engine::RawMessage message{
      .topic = topic, .payload = std::move(payload), .retained = retained, .received_at = now()};
  if (message.payload.size() > 16 * 1024) {
    message.oversize = true;
    message.payload.resize(16 * 1024);
  }
  const auto lane = engine::lane_of(message, root);
  lanes_->put(lane, std::move(message));
  settle();
}

void World::give(Event event, std::vector<KeptText> texts) {
  lanes_->put(engine::Lane::people, engine::LocalEvent{std::move(event), std::move(texts)});
  settle();
}

void World::settle() {
  std::size_t before = 0;
  do {
    before = told_.size();
    (void)engine_->run_once(std::chrono::milliseconds(0));
  } while (lanes_->waiting() > 0 || told_.size() != before);
  check_need_to_know(found_);
}

void World::storage_fails() {
  failing_ = true;
  journal_->fail_append(1, MemoryJournal::Failure::refuse, 1'000'000);
}

void World::storage_heals() {
  failing_ = false;
  journal_->mend();
}

void World::broker_back() {
  broker_there_ = true;
  give(BrokerBack{});
}

void World::change_registry(const RegistryChanged& rows) {
  for (const auto& row : rows.responders) {
    std::erase_if(registry_.responders, [&](const Responder& known) { return known.id == row.id; });
    registry_.responders.push_back(row);
  }
  for (const auto& row : rows.people) {
    std::erase_if(registry_.people, [&](const Person& known) { return known.id == row.id; });
    registry_.people.push_back(row);
  }
  give(rows);
}

void World::change_plans(PlanBook plans) {
  plans_ = plans;
  give(PlansChanged{std::move(plans)});
}

std::vector<std::string> World::broken() {
  std::vector<std::string> broken;
  if (is_up()) broken = dispatch::broken_rules(state());
  check_fold(broken);
  broken.insert(broken.end(), found_.begin(), found_.end());
  return broken;
}

void World::check_fold(std::vector<std::string>& broken) {
  for (; folded_to_ < storage_->records.size(); ++folded_to_) {
    const Record& record = storage_->records[folded_to_];
    if (record::to_json(record).find(planted) != std::string::npos)
      broken.emplace_back("the journal holds personal data");
    for (const auto& decision : record.decisions)
      dispatch::evolve(folded_, record.stamp, decision);
    dispatch::settle(folded_);
  }
  // While the disk refuses, the journal lags behind on purpose.
  if (!is_up() || told_.size() != storage_->records.size()) return;
  if (dispatch::digest(folded_.facts) != dispatch::digest(state().facts)) {
    broken.emplace_back("the journal folds to other facts than the state holds");
  }
}

void World::check_need_to_know(std::vector<std::string>& broken) {
  for (; checked_to_ < published_.size(); ++checked_to_) {
    const Published& message = published_[checked_to_];
    if (message.payload.find(planted) == std::string::npos) continue;
    const bool assigned = message.topic.ends_with("/assignment") &&
                          message.payload.find(R"("state":"assigned")") != std::string::npos;
    const bool request = message.topic.ends_with("/request");
    if (message.retained) broken.push_back("personal data is retained on " + message.topic);
    if (!assigned && !request) broken.push_back("personal data left on " + message.topic);
  }
  for (; entitled_to_ < sent_.size(); ++entitled_to_) {
    const auto* assignment = std::get_if<SendAssignment>(&sent_[entitled_to_].effect);
    if (assignment == nullptr || !assignment->person || !is_up()) continue;
    const auto open = state().facts.open.find(assignment->incident);
    const bool on_it = open != state().facts.open.end() &&
                       std::any_of(open->second.assignments.begin(), open->second.assignments.end(),
                                   [&](const Assignment& a) {
                                     return a.responder == assignment->responder && a.hold != Hold::released;
                                   });
    if (!on_it) broken.push_back(assignment->responder.str() + " was sent details without being assigned");
  }
}

} // namespace turnout::testing
