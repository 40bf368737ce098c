// Duty, offers and the phone; the job itself is in job.cpp.
#include "responders/responder.hpp"

#include "support/json.hpp"

#include <array>
#include <chrono>
#include <iostream>

namespace turnout::sim {

Responder::Responder(const RosterEntry& who, const Persona& persona, Random random, Surroundings& around)
    : who_(who), persona_(persona), random_(random), around_(around),
      phone_(who.id, around.run_id, persona.keeps_link, around.scheduler, around.publish, around.summary),
      at_(who.home) {}

void Responder::start() {
  phone_.link("up");
  set_duty(duty_by_shift());
  check_shift();
  const double first_s = random_.between(0, around_.idle_position_s);
  if (duty_ == Duty::available) phone_.position(at_, 0);
  around_.scheduler.after(seconds(first_s), [this] { idle_position(); });
}

void Responder::reconnected() {
  phone_.link("up");
  set_duty(duty_);
  if (job_ || !offers_.empty()) phone_.sync();
}

Duty Responder::duty_by_shift() const {
  const auto now_s = std::chrono::floor<std::chrono::seconds>(around_.scheduler.wall_now());
  const bool working =
      around_.everyone_on_duty || who_.shifts.cover(std::chrono::system_clock::to_time_t(now_s));
  if (!working) return Duty::off_duty;
  return around_.scheduler.now() < unavailable_until_ ? Duty::unavailable : Duty::available;
}

void Responder::check_shift() {
  if (const Duty duty = duty_by_shift(); duty != duty_ && !job_) set_duty(duty);
  constexpr double check_every_s = 10;
  around_.scheduler.after(seconds(check_every_s), [this] { check_shift(); });
}

void Responder::set_duty(Duty duty) {
  static constexpr std::array names{"off_duty", "available", "unavailable"};
  duty_ = duty;
  phone_.status(names[static_cast<std::size_t>(duty)]);
}

void Responder::idle_position() {
  if (!job_ && duty_ == Duty::available) phone_.position(at_, 0);
  around_.scheduler.after(seconds(around_.idle_position_s), [this] { idle_position(); });
}

void Responder::receive(const std::string& kind, const std::string& payload) {
  if (!phone_.alive()) {
    around_.summary.count("missed_with_dead_battery");
    return;
  }
  const auto body = parse_object(payload);
  if (kind == "offer") offer(body);
  if (kind == "assignment") assignment(body);
  if (kind == "error") {
    around_.summary.count("errors_received");
    constexpr std::uint64_t shown_max = 5;
    if (around_.summary.value("errors_received") <= shown_max) {
      std::cerr << "turnout-sim: " << who_.id << " was told: " << payload << '\n';
    }
  }
}

void Responder::reply(OfferSeen& seen, const std::string& offer, const std::string& answer,
                      const std::string& reason) {
  seen.last_reply = phone_.reply(offer, answer, reason);
}

void Responder::offer(const boost::json::object& body) {
  const std::string id = text_of(body, "id");
  if (id.empty()) {
    around_.summary.count("messages_not_understood");
    return;
  }
  const Instant now = around_.scheduler.now();
  const auto [found, fresh] = offers_.try_emplace(id);
  OfferSeen& seen = found->second;
  if (!fresh) {
    around_.summary.count("offers_repeated");
    if (!seen.last_reply.empty()) phone_.again("reply", seen.last_reply);
    return;
  }
  seen.incident = text_of(body, "incident");
  seen.type = text_of(body, "type");
  seen.distance_km = number_of(body, "distance_m", 3000) / 1000;
  seen.came = now;
  around_.summary.count("offers_received");
  around_.board.offered(seen.incident, now);

  if (persona_.keeps_link) {
    const double app_s = random_.between(0.05, 0.3);
    around_.scheduler.after(human(app_s), [this, id] {
      OfferSeen& told = offers_.at(id);
      if (told.last_reply.empty() && phone_.alive()) reply(told, id, "received", "");
    });
  }
  const double delay_s = random_.log_normal(persona_.reply_median_s, persona_.reply_sigma);
  if (persona_.habit == Habit::silent) {
    around_.summary.count("offers_silent");
    return;
  }
  constexpr double seen_after_share = 0.6;
  around_.scheduler.after(human(delay_s * seen_after_share), [this, id] {
    OfferSeen& looked = offers_.at(id);
    if (!looked.gone && phone_.alive()) reply(looked, id, "seen", "");
  });
  around_.scheduler.after(human(delay_s), [this, id] { answer(id); });
}

void Responder::answer(const std::string& id) {
  static constexpr std::array reasons{"with a client", "cannot leave the children", "out of the area",
                                      "unwell"};
  OfferSeen& seen = offers_.at(id);
  const bool willing = random_.chance(persona_.accept);
  const bool says_no = random_.chance(persona_.habit == Habit::declines ? 0.9 : 0.5);
  const std::string reason = random_.pick(reasons);
  if (seen.gone || !phone_.alive()) return;
  if (job_ || duty_ != Duty::available) {
    around_.summary.count("declined");
    reply(seen, id, "decline", job_ ? "on another job" : "off duty");
  } else if (willing) {
    around_.summary.count("accepted");
    around_.summary.sample("offer_to_reply", around_.scheduler.now() - seen.came);
    around_.board.accepted(seen.incident, around_.scheduler.now());
    reply(seen, id, "accept", "");
  } else if (says_no) {
    around_.summary.count("declined");
    reply(seen, id, "decline", reason);
  } else {
    around_.summary.count("offers_silent");
  }
}

void Responder::assignment(const boost::json::object& body) {
  const std::string state = text_of(body, "state");
  const std::string incident = text_of(body, "incident");
  const std::string offer = text_of(body, "offer");
  if (state == "assigned") {
    begin(body);
    return;
  }
  if (state != "not_assigned" && state != "stood_down" && state != "complete") {
    around_.summary.count("messages_not_understood");
    return;
  }
  around_.summary.count(state);
  if (const auto seen = offers_.find(offer); seen != offers_.end()) seen->second.gone = true;
  if (job_ && job_->incident == incident && state != "not_assigned") end_job();
}

} // namespace turnout::sim
