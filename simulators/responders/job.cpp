// A responder's job: set off, travel, arrive, go in, report what is found, clear; and what can go wrong on
// the way.
#include "responders/responder.hpp"
#include "support/json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace turnout::sim {

void Responder::on_job_after(Instant delay, Task task) {
  around_.scheduler.after(delay, [this, number = job_number_, task = std::move(task)] {
    if (job_ && job_number_ == number) task();
  });
}

std::string Responder::report(const char* stage, boost::json::object more) {
  more["incident"] = job_->incident;
  more["stage"] = stage;
  return phone_.progress(std::move(more), at_);
}

Point Responder::destination_of(const boost::json::object& body, double distance_km) {
  if (const auto* person = body.if_contains("person"); person && person->is_object()) {
    const auto* position = person->get_object().if_contains("position");
    if (position && position->is_object()) {
      const Point p{number_of(position->get_object(), "lat", 0), number_of(position->get_object(), "lon", 0)};
      if (p.lat != 0 || p.lon != 0) return p;
    }
  }
  // Sites may send a link instead of the person; the way is then as long as the offer said.
  const double bearing = random_.between(0, 2 * std::numbers::pi);
  return offset_km(at_, distance_km * std::sin(bearing), distance_km * std::cos(bearing));
}

void Responder::begin(const boost::json::object& body) {
  const std::string incident = text_of(body, "incident");
  const std::string offer = text_of(body, "offer");
  if (const auto done = finished_.find(offer); done != finished_.end()) {
    around_.summary.count("assignments_repeated");
    phone_.again("progress", done->second);
    return;
  }
  if (job_) {
    if (job_->incident == incident) {
      around_.summary.count("assignments_repeated");
      return;
    }
    around_.summary.count("withdrawn");
    phone_.reply(offer, "withdraw", "on another job");
    return;
  }
  around_.summary.count("assigned");
  const OfferSeen seen = offers_.contains(offer) ? offers_.at(offer) : OfferSeen{};
  ++job_number_;
  job_.emplace();
  job_->incident = incident;
  job_->offer = offer;
  job_->destination = destination_of(body, seen.distance_km);
  job_->visit = draw_visit(seen.type, random_);
  const double turnout_s = random_.log_normal(persona_.turnout_median_s, persona_.turnout_sigma);
  on_job_after(human(turnout_s), [this] { set_off(); });
}

void Responder::set_off() {
  constexpr double traffic_sigma = 0.15;
  job_->path = road_path(at_, job_->destination, around_.river);
  const double minutes = driving_minutes(path_km(job_->path)) * random_.log_normal(1, traffic_sigma);
  job_->left = around_.scheduler.now();
  job_->travel = std::max(human(minutes * 60), seconds(0.2));
  job_->moving = true;
  around_.summary.count("en_route");
  report("en_route");
  around_.board.moving(job_->incident, around_.scheduler.now());
  plan_trouble();
  on_job_after(job_->travel, [this] { arrive(); });
  move();
}

void Responder::plan_trouble() {
  const double withdraw_share = who_.kind == "firefighter" ? 0.03 : 0.01;
  const bool withdraws = random_.chance(withdraw_share);
  const double at_share = random_.between(0.2, 0.8);
  const Instant when = seconds(to_seconds(job_->travel) * at_share);
  if (persona_.habit == Habit::battery) {
    on_job_after(when, [this] { battery_dies(); });
  } else if (persona_.habit == Habit::lost) {
    on_job_after(when, [this] { goes_quiet(); });
  } else if (withdraws) {
    on_job_after(when, [this] { withdraw(); });
  }
}

void Responder::move() {
  if (!job_->moving || job_->quiet) return;
  const double share = to_seconds(around_.scheduler.now() - job_->left) / to_seconds(job_->travel);
  at_ = along(job_->path, share);
  // The pace of the county, however fast this run plays it.
  const double metres_a_second = path_km(job_->path) * 1000 / (to_seconds(job_->travel) * around_.speed);
  phone_.position(at_, metres_a_second);
  constexpr double shortest_s = 0.5;
  on_job_after(seconds(std::max(shortest_s, around_.moving_position_s / around_.speed)), [this] { move(); });
}

void Responder::arrive() {
  if (job_->quiet) return;
  job_->moving = false;
  at_ = job_->destination;
  phone_.position(at_, 0);
  around_.summary.count("on_scene");
  report("on_scene");
  on_job_after(human(job_->visit.entry_min * 60), [this] { enter(); });
}

void Responder::enter() {
  if (!job_->visit.gets_in) {
    constexpr double waits_at_the_door_min = 12;
    boost::json::array needs(job_->visit.needs.begin(), job_->visit.needs.end());
    report("on_scene", {{"needs", std::move(needs)}, {"notes", job_->visit.notes}});
    on_job_after(human(waits_at_the_door_min * 60), [this] { clear(); });
    return;
  }
  around_.summary.count("with_person");
  report("with_person");
  around_.board.beside(job_->incident, around_.scheduler.now());
  const double assess_min = std::min(4.0, job_->visit.stay_min / 3);
  if (!job_->visit.needs.empty()) on_job_after(human(assess_min * 60), [this] { assess(); });
  on_job_after(human(job_->visit.stay_min * 60), [this] { clear(); });
}

void Responder::assess() {
  for (const auto& need : job_->visit.needs)
    around_.summary.count("need_" + need);
  boost::json::array needs(job_->visit.needs.begin(), job_->visit.needs.end());
  report("with_person", {{"needs", std::move(needs)}});
}

void Responder::clear() {
  const Visit& visit = job_->visit;
  boost::json::object body{{"outcome", visit.outcome}};
  if (!visit.referrals.empty()) {
    boost::json::array referrals(visit.referrals.begin(), visit.referrals.end());
    body["referrals"] = std::move(referrals);
  }
  if (!visit.notes.empty()) body["notes"] = visit.notes;
  around_.summary.count("outcome_" + visit.outcome);
  around_.summary.count("clear");
  finished_[job_->offer] = report("clear", std::move(body));
  end_job();
}

void Responder::withdraw() {
  around_.summary.count("withdrawn");
  const bool fire = who_.kind == "firefighter";
  phone_.reply(job_->offer, "withdraw", fire ? "called to a fire" : "puncture");
  const double back_min = random_.between(20, 40);
  unavailable_until_ = around_.scheduler.now() + human(back_min * 60);
  end_job();
  set_duty(Duty::unavailable);
}

void Responder::battery_dies() {
  phone_.die();
  const double dead_min = random_.between(3, 8);
  // The phone comes back whatever has become of the job.
  around_.scheduler.after(human(dead_min * 60), [this] {
    phone_.wake();
    phone_.position(at_, 0);
  });
}

void Responder::goes_quiet() {
  around_.summary.count("went_quiet");
  job_->quiet = true;
  const double quiet_min = random_.between(12, 25);
  on_job_after(human(quiet_min * 60), [this] {
    job_->quiet = false;
    arrive();
  });
}

void Responder::end_job() {
  // Whoever was on the way stops where they are and is home again after as long as it took to come.
  job_.reset();
  ++job_number_;
  constexpr double home_min = 15;
  around_.scheduler.after(human(home_min * 60), [this, number = job_number_] {
    if (job_number_ == number) at_ = who_.home;
  });
}

} // namespace turnout::sim
