#include "cars.hpp"

#include <algorithm>

namespace turnout::county {

namespace {

constexpr Duration looks_every = 1min;

} // namespace

void Cars::start() {
  const auto& rows = stage_.population.rows;
  const std::string& skill = stage_.plans.rules.mobile_skill;
  for (ResponderIndex who = 0; who < rows.responders.size(); ++who) {
    if (rows.responders[who].skills.contains(skill)) cars_.push_back(who);
  }
  if (cars_.empty()) return;
  dispatch::State county;
  dispatch::take_registry(county, rows);
  question_.likely = dispatch::likely_places(county.reference);
  question_.points = dispatch::standby_points(county.reference);
  look();
}

void Cars::look() {
  if (stage_.quiet) return;
  stage_.time.after(looks_every, [this] { look(); });
  for (const ResponderIndex who : cars_) {
    if (!covers(stage_.population.rows.responders[who].shifts, stage_.local())) phones_.stand_at_home(who);
  }
  if (!stage_.process->up()) return;
  const auto& state = stage_.process->state();
  auto cars = dispatch::free_cars(state, stage_.now());
  std::vector<ResponderId> free;
  free.reserve(cars.size());
  for (const auto& car : cars)
    free.push_back(car.id);
  if (free == free_) return;
  free_ = std::move(free);
  follow(state, std::move(cars));
}

void Cars::follow(const dispatch::State& state, std::vector<dispatch::FreeCar> cars) {
  // What counts is where they will wait, not a round or a drive that ends there.
  for (auto& car : cars)
    car.place = phones_.waits_at(stage_.responder_index.at(car.id.str()));
  const auto& book = current_book(state);
  question_.cars = std::move(cars);
  question_.busy_percent = book.rules.advice_busy_percent;
  question_.gain_least = book.rules.advice_gain;
  question_.nobody = book.root.plan.watch.arrive_latest;
  question_.at = stage_.now();
  for (const auto& move : dispatch::advise_cars(*stage_.ways, question_).moves) {
    const auto point = std::find_if(question_.points.begin(), question_.points.end(),
                                    [&](const auto& known) { return known.id == move.to; });
    ++moves_;
    if (stage_.trace != nullptr)
      stage_.say("ADVICE " + move.car.str() + " to " + move.to.str() + ": " + move.reason);
    phones_.stand_at(stage_.responder_index.at(move.car.str()), point->place);
  }
}

} // namespace turnout::county
