// The run itself: everybody on the stage, time from one thing to the next, and what came of it.
#include "auditor.hpp"
#include "cars.hpp"
#include "casebook.hpp"
#include "desk.hpp"
#include "hubs.hpp"
#include "partners.hpp"
#include "phones.hpp"
#include "troubles.hpp"

#include <turnout/base/sha256.hpp>
#include <turnout/config/draw.hpp>
#include <turnout/wire/topics.hpp>

namespace turnout::county {

namespace {

constexpr Duration runs_down_for = 20h;
constexpr Duration starts_again_after = 5s;

/// Personal details exist for everybody, and each is a mark.
class MarkedPeople final : public engine::Registry {
public:
  std::optional<PersonDetails> person(const PersonId& id) override {
    const auto mark = [&](const char* what) {
      return std::string(checks::planted) + "-" + what + "-" + id.str();
    };
    return PersonDetails{.id = id,
                         .name = mark("name"),
                         .date_of_birth = mark("birth"),
                         .phone = mark("phone"),
                         .address = mark("address"),
                         .postcode = mark("postcode"),
                         .access = mark("access"),
                         .key_safe = mark("key"),
                         .emergency_wishes = mark("wishes"),
                         .notes = mark("notes")};
  }
  std::optional<ResponderDetails> responder(const ResponderId& id) override {
    return ResponderDetails{id, "Alex " + std::string(checks::planted) + "-surname",
                            std::string(checks::planted) + "-phone"};
  }
};

class World final : public engine::Viewers {
public:
  World(const RunSettings& settings, const Population& population);
  RunResults play();

  void committed(const engine::Batch& batch, bool durable) override;

private:
  void route(const Letter& letter);
  void start_process();
  void restart_later(Duration down);
  void run_process();
  [[nodiscard]] bool killed_by(std::uint64_t key);
  void disk_lies();
  void play_until(WallTime end, const std::function<bool()>& over);
  void last_checks();
  RunResults results();

  const RunSettings& settings_;
  Stage stage_;
  MarkedPeople people_;
  Auditor auditor_;
  Phones phones_;
  Casebook casebook_;
  Hubs hubs_;
  Desk desk_;
  Partners partners_;
  Troubles troubles_;
  Cars cars_;
  bool starting_ = false;
  WallTime woken_at_{};
  std::uint64_t deaths_ = 0;
  std::uint64_t lives_ = 0;
  std::map<std::uint64_t, std::uint32_t> poisoned_; ///< deaths by what was being decided or said
};

Broker::Ends ends_of(Stage& stage, Auditor& auditor, Phones& phones,
                     std::function<void(const Letter&)> route) {
  return {.to_dispatcher =
              [&stage](engine::RawMessage message) {
                if (stage.trace != nullptr)
                  stage.say("in  " + message.topic + " " + message.payload.substr(0, 400));
                stage.process->give(std::move(message));
              },
          .dispatcher_connected = [&stage] { stage.process->give(Event(BrokerBack{})); },
          .to_client = std::move(route),
          .seen =
              [&stage, &auditor](const Letter& letter) {
                if (stage.trace != nullptr) stage.say("out " + letter.topic + " " + letter.payload);
                auditor.said(letter);
              },
          .dispatcher_clock = [&stage] { return stage.clock.now(); },
          .risen = [&phones] { phones.broker_risen(); }};
}

World::World(const RunSettings& settings, const Population& population)
    : settings_(settings), stage_(settings, population), auditor_(stage_), phones_(stage_),
      casebook_(stage_, phones_, settings.stories_kept), hubs_(stage_, casebook_), desk_(stage_, casebook_),
      partners_(stage_, casebook_),
      troubles_(stage_, hubs_, phones_,
                {.excuse = [this](WallTime until) { auditor_.excuse_until(until); },
                 .disk_lies = [this] { disk_lies(); }}),
      cars_(stage_, phones_) {
  phones_.know(casebook_);
  PlanBook book = stage_.plans;
  if (settings.policy != nullptr) settings.policy->change(book);
  if (settings.faults.random_plans) {
    Chance chance = stage_.chance("plans");
    config::draw_settings(book, settings.faults.random_share, [&chance] { return chance.unit(); });
  }
  stamp_revision(book);
  stage_.broker = std::make_unique<Broker>(
      stage_.time, stage_.faults, stage_.seed, stage_.root,
      ends_of(stage_, auditor_, phones_, [this](const Letter& letter) { route(letter); }));
  stage_.process = std::make_unique<Process>(ProcessDeps{.time = stage_.time,
                                                         .clock = stage_.clock,
                                                         .broker = *stage_.broker,
                                                         .viewers = *this,
                                                         .people = people_,
                                                         .registry = population.rows,
                                                         .plans = std::move(book),
                                                         .root = stage_.root,
                                                         .travel = settings.travel,
                                                         .kills = [this](auto key) { return killed_by(key); },
                                                         .power_cut =
                                                             [this] {
                                                               stage_.say("POWER CUT");
                                                               auditor_.take_back();
                                                               casebook_.take_back();
                                                             }});
  stage_.process->storage().forgets = true;
  stage_.process->storage().reader = [this](const engine::Batch& batch) {
    auditor_.kept(batch);
    if (settings_.keep) settings_.keep(batch);
  };
}

void World::committed(const engine::Batch& batch, bool) {
  auditor_.committed(batch);
  casebook_.committed(batch);
  desk_.committed(batch);
}

void World::route(const Letter& letter) {
  const auto topic = wire::parse_topic(stage_.root, letter.topic);
  if (!topic) return;
  const std::string who(topic->id);
  switch (topic->channel) {
  case wire::Channel::hub_ack:
    if (const auto hub = stage_.hub_index.find(who); hub != stage_.hub_index.end())
      hubs_.receive(hub->second, "ack", letter.payload);
    return;
  case wire::Channel::responder_offer:
  case wire::Channel::responder_assignment:
    if (const auto phone = stage_.responder_index.find(who); phone != stage_.responder_index.end())
      phones_.receive(phone->second,
                      topic->channel == wire::Channel::responder_offer ? "offer" : "assignment",
                      letter.payload);
    return;
  case wire::Channel::partner_request:
    return partners_.receive(who, letter.payload);
  default:
    return;
  }
}

void World::start_process() {
  starting_ = false;
  if (stage_.process->up()) return;
  // A start can be cut short as well.
  Chance chance = stage_.chance("start dies", ++lives_);
  if (!stage_.quiet && stage_.faults.deaths_a_day > 0 && chance.happens(0.2))
    stage_.process->die_at_step(1 + static_cast<int>(chance.below(12)));
  // What fell due while it was down comes at once, and late.
  auditor_.excuse_until(std::max(stage_.clock.now(), stage_.process->storage().last_at.value_or(WallTime{})));
  if (!stage_.process->start()) return restart_later(starts_again_after);
  casebook_.restarted(stage_.process->state());
  desk_.restarted(stage_.process->state());
  auditor_.started();
  run_process();
}

void World::restart_later(Duration down) {
  if (starting_) return;
  starting_ = true;
  stage_.time.after(down, [this] { start_process(); });
}

void World::run_process() {
  Process& process = *stage_.process;
  if (!process.up()) return;
  if (process.was_slow()) auditor_.excuse_until(stage_.clock.now() + process.behind());
  const bool lived = process.run();
  if (lived && !process.stopped()) return auditor_.ran();
  if (lived) process.kill();
  ++deaths_;
  stage_.say("DEATH");
  Chance chance = stage_.chance("down", deaths_);
  const Faults& f = stage_.faults;
  restart_later(chance.between(f.down_least, f.down_most));
}

bool World::killed_by(std::uint64_t key) {
  if (!stage_.kills(key)) return false;
  stage_.say("POISON");
  auditor_.note("poison is set aside", checks::survives(++poisoned_[key]));
  return true;
}

void World::disk_lies() {
  if (!stage_.process->up() || stage_.process->lied_to()) return;
  stage_.process->begin_to_lie();
  auditor_.trust_no_more();
  casebook_.trust_no_more();
}

void World::play_until(WallTime end, const std::function<bool()>& over) {
  Clockwork& time = stage_.time;
  Process& process = *stage_.process;
  while (time.now() < end && !over() && !auditor_.has_enough()) {
    const auto wake = process.up() ? process.wake() : std::nullopt;
    const WallTime next = time.empty() ? end : time.next();
    if (wake && *wake <= next && *wake < end) {
      // An engine that leaves undone what is due must be told, not waited for.
      time.move_to(std::max(*wake, woken_at_ + Duration(1)));
      woken_at_ = time.now();
      run_process();
      continue;
    }
    if (next >= end) {
      time.move_to(end);
      return;
    }
    time.step();
    if (process.up() && process.has_work()) run_process();
  }
}

RunResults World::play() {
  start_process();
  phones_.start();
  hubs_.start();
  desk_.start();
  troubles_.start();
  if (settings_.policy != nullptr && settings_.policy->moves_cars) cars_.start();
  play_until(stage_.until, [] { return false; });
  stage_.quiet = true;
  troubles_.mend();
  play_until(stage_.until + runs_down_for, [this] {
    return casebook_.open() == 0 && hubs_.unanswered() == 0 && stage_.process->up() &&
           stage_.now() > stage_.until + 30min;
  });
  last_checks();
  return results();
}

void World::last_checks() {
  auditor_.hold("presses followed", casebook_.presses_known());
  auditor_.hold("calls at the desk", desk_.calls());
  auditor_.hold("partner requests followed", partners_.open());
  auditor_.last();
  if (!stage_.process->up()) auditor_.note("the service is up", std::string("it never came back"));
  if (hubs_.unanswered() > 0)
    auditor_.note("every cry answered", std::to_string(hubs_.unanswered()) + " alarms never had an answer");
}

RunResults World::results() {
  RunResults made;
  made.scenario = stage_.scenario.name;
  made.policy = settings_.policy != nullptr ? std::string(settings_.policy->name) : "ours";
  made.seed = stage_.seed;
  made.from = stage_.scenario.start;
  made.until = stage_.now();
  auditor_.finish(made);
  casebook_.finish(made);
  made.responders = std::move(phones_.facts());
  RunFigures& figures = made.figures;
  const BrokerCounts& post = stage_.broker->counts();
  figures.messages_in = post.in;
  figures.messages_out = post.out;
  figures.deaths = deaths_;
  figures.refused_writes = stage_.process->refused();
  figures.broker_losses = post.forgotten;
  figures.faults = stage_.troubles + post.doubled + post.delayed + post.lost + post.kept_copies;
  for (const auto& [key, deaths] : poisoned_)
    figures.poisoned += deaths;
  figures.car_moves = cars_.moves();
  figures.lost_by_lies = auditor_.lost_by_lies();
  figures.virtual_time = made.until - made.from;
  figures.digest =
      sha256_hex(dispatch::digest(auditor_.folded()) + alarms_csv(made) + std::to_string(auditor_.journal()) +
                 "/" + std::to_string(post.in) + "/" + std::to_string(post.out))
          .substr(0, 16);
  return made;
}

} // namespace

RunResults run(const RunSettings& settings, const Population& population) {
  return World(settings, population).play();
}

} // namespace turnout::county
