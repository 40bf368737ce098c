#include "troubles.hpp"

namespace turnout::county {

namespace {

constexpr double day_ms = 86'400'000;
constexpr double hour_ms = 3'600'000;
constexpr int steps_to_death = 300;

} // namespace

void Troubles::often(std::string_view name, double a_day, What what, std::uint64_t nth) {
  if (a_day <= 0 || stage_.quiet) return;
  Chance chance = stage_.chance(name, nth);
  const Duration next(static_cast<std::int64_t>(chance.exponential(day_ms / a_day)));
  if (stage_.now() + next >= stage_.until) return;
  stage_.time.after(next,
                    [this, name = std::string(name), a_day, what = std::move(what), nth, chance]() mutable {
                      if (stage_.quiet) return;
                      ++stage_.troubles;
                      stage_.say("TROUBLE " + name);
                      what(chance);
                      often(name, a_day, what, nth + 1);
                    });
}

void Troubles::at_hour(double hour, std::function<void()> what) {
  if (hour < 0) return;
  stage_.time.after(Duration(static_cast<std::int64_t>(hour * hour_ms)), std::move(what));
}

void Troubles::start() {
  start_process_and_disk();
  start_network();
  const Faults& f = stage_.faults;
  at_hour(f.mains_at_hour, [this] { hubs_.mains(0); });
  at_hour(f.cutover_at_hour, [this] { hubs_.cut_over(); });
  at_hour(f.silence_at_hour, [this] {
    ++stage_.troubles;
    stage_.broker->set_silence(true);
    stage_.time.after(Duration(static_cast<std::int64_t>(stage_.faults.silence_hours * hour_ms)),
                      [this] { stage_.broker->set_silence(false); });
  });
  const auto homes = stage_.population.rows.people.size();
  often("hub shouts", f.shouting_a_day, [this, homes](Chance& chance) {
    hubs_.shout(static_cast<std::uint32_t>(chance.below(homes)), stage_.faults.shout_for);
  });
  often("stranger", f.strangers_a_day, [this](Chance& chance) { hubs_.stranger(chance.next()); });
  // A fire call is no fault of the dispatcher's world, but it comes in the same way.
  const auto bases = stage_.population.rows.bases.size();
  often("fire call", stage_.scenario.fire_calls_a_day, [this, bases](Chance& chance) {
    if (bases > 0) phones_.fire_call(static_cast<std::uint32_t>(chance.below(bases)), ++fires_);
  });
  if (f.drift_a_day > Duration(0)) stage_.clock.drift(f.drift_a_day);
}

void Troubles::start_process_and_disk() {
  const Faults& f = stage_.faults;
  often("death", f.deaths_a_day, [this](Chance& chance) {
    stage_.process->die_at_step(1 + static_cast<int>(chance.below(steps_to_death)));
  });
  often("disk refuses", f.refusals_a_day, [this](Chance& chance) {
    stage_.process->refuse_writes(true);
    stage_.time.after(chance.between(stage_.faults.refuse_least, stage_.faults.refuse_most),
                      [this] { stage_.process->refuse_writes(false); });
  });
  often("torn write", f.torn_a_day, [this](Chance&) { stage_.process->tear_next_write(); });
  often("lost answer", f.lost_answers_a_day, [this](Chance&) { stage_.process->lose_next_answer(); });
  often("disk lies", f.lies_a_day, [this](Chance& chance) {
    hands_.disk_lies();
    stage_.time.after(chance.between(stage_.faults.lie_least, stage_.faults.lie_most),
                      [this, chance]() mutable {
                        if (stage_.process->lied_to())
                          stage_.process->die_at_step(1 + static_cast<int>(chance.below(steps_to_death)));
                      });
  });
  often("slow write", f.slow_a_day, [this](Chance& chance) {
    stage_.process->slow_next_write(chance.between(Duration(1), stage_.faults.slow_most));
  });
}

void Troubles::start_network() {
  const Faults& f = stage_.faults;
  often("broker falls", f.losses_a_day, [this](Chance& chance) {
    stage_.broker->fall();
    stage_.time.after(chance.between(stage_.faults.away_least, stage_.faults.away_most), [this] {
      stage_.broker->rise();
      if (stage_.process->up()) stage_.broker->dispatcher_comes();
    });
  });
  often("clock is set", f.steps_a_day, [this](Chance& chance) {
    const Duration by = chance.between(-stage_.faults.step_most, stage_.faults.step_most);
    stage_.clock.step(by);
    if (!stage_.process->up()) return;
    hands_.excuse(stage_.clock.now() + stage_.process->behind());
    stage_.process->nudge();
  });
}

void Troubles::mend() {
  stage_.process->refuse_writes(false);
  stage_.broker->be_calm();
  stage_.broker->set_silence(false);
  if (!stage_.broker->there()) {
    stage_.broker->rise();
    if (stage_.process->up()) stage_.broker->dispatcher_comes();
  }
}

} // namespace turnout::county
