// Phones: duty, link, offers and assignments; the job itself is in job.cpp.
#include "phones.hpp"

#include "casebook.hpp"

#include <algorithm>
#include <array>

namespace turnout::county {

namespace {

constexpr Duration to_the_broker = Duration(80); ///< phone to broker
constexpr Duration app_answers = Duration(150);
constexpr std::size_t offers_remembered = 8;
constexpr Duration keepalive = 90s; ///< after which a broker speaks a dead phone's last will

Crew crew_of(const Responder& row, const std::string& wholetime_skill) {
  switch (row.kind) {
  case ResponderKind::firefighter:
    return row.skills.contains(wholetime_skill) ? Crew::wholetime : Crew::on_call;
  case ResponderKind::carer:
    return Crew::carer;
  case ResponderKind::family:
    return Crew::family;
  case ResponderKind::volunteer:
    return Crew::volunteer;
  }
  return Crew::volunteer;
}

std::string state_word(bool free) {
  return free ? R"({"state":"available"})" : R"({"state":"unavailable"})";
}

} // namespace

Phones::Phones(Stage& stage) : stage_(stage) {
  const auto count = stage.population.rows.responders.size();
  phones_.resize(count);
  facts_.resize(count);
  for (ResponderIndex who = 0; who < count; ++who)
    make(who);
}

void Phones::make(ResponderIndex who) {
  Phone& phone = phones_[who];
  phone.row = &stage_.population.rows.responders[who];
  phone.crew = crew_of(*phone.row, stage_.plans.rules.wholetime_skill);
  Chance habit = stage_.chance("habit", who);
  phone.app = habit.happens(manner(phone).app_share);
  const double draw = habit.unit();
  const Scenario& s = stage_.scenario;
  phone.slow = draw < s.slow;
  phone.silent = draw >= s.slow && draw < s.slow + s.silent;
  phone.declines = draw >= s.slow + s.silent && draw < s.slow + s.silent + s.declines;
  if (phone.row->place) {
    phone.home = *phone.row->place;
  } else {
    for (const auto& base : stage_.population.rows.bases) {
      if (base.id == phone.row->base && base.place) phone.home = *base.place;
    }
  }
  phone.at = phone.home;
  facts_[who] = {.id = phone.row->id,
                 .kind = phone.row->kind,
                 .wholetime = phone.crew == Crew::wholetime,
                 .base = phone.row->base,
                 .home = phone.home};
  if (!phone.row->base.empty()) by_base_[phone.row->base.str()].push_back(who);
  if (phone.crew != Crew::family) crews_.push_back(who);
}

void Phones::start() {
  for (ResponderIndex who = 0; who < phones_.size(); ++who) {
    Chance chance = stage_.chance("start", who);
    stage_.time.after(chance.between(Duration(0), 20s), [this, who] {
      link(who, true);
      status(who);
    });
    if (phones_[who].crew == Crew::carer && stage_.scenario.round_every > Duration(0)) {
      stage_.time.after(chance.between(Duration(0), stage_.scenario.round_every),
                        [this, who] { round(who); });
    }
  }
}

void Phones::broker_risen() {
  for (ResponderIndex who = 0; who < phones_.size(); ++who) {
    if (!phones_[who].alive) continue;
    if (phones_[who].crew == Crew::family && !phones_[who].job) continue;
    link(who, true);
    status(who);
    if (phones_[who].job)
      send(who, "sync", Words().word("id", "s" + std::to_string(++phones_[who].said)).done(),
           Quality::at_least_once);
  }
}

void Phones::send(ResponderIndex who, std::string_view what, std::string payload, Quality quality,
                  bool keep) {
  Phone& phone = phones_[who];
  if (!phone.alive) return;
  if (stage_.faults.phone_garbled > 0 && (what == "reply" || what == "progress")) {
    Chance garbled = stage_.chance("garbled phone", who, ++phone.said);
    if (garbled.happens(stage_.faults.phone_garbled)) {
      ++stage_.troubles;
      payload =
          garbled.happens(0.5) ? payload.substr(0, payload.size() / 2) : R"({"id":"?","answer":"maybe"})";
    }
  }
  stage_.broker->send({stage_.topic("responder", phone.row->id.str(), what), std::move(payload)}, quality,
                      to_the_broker, keep);
}

void Phones::status(ResponderIndex who) {
  send(who, "status", state_word(phones_[who].free), Quality::at_least_once, true);
}

void Phones::link(ResponderIndex who, bool up) {
  if (!phones_[who].app) return;
  send(who, "link", up ? R"({"state":"up"})" : R"({"state":"down"})", Quality::at_least_once, true);
}

void Phones::position(ResponderIndex who, GeoPoint place) {
  Phone& phone = phones_[who];
  constexpr double degrees = 1e-7;
  constexpr double km_per_degree = 111.2;
  double lat = place.lat_e7 * degrees;
  double lon = place.lon_e7 * degrees;
  if (stage_.faults.wrong_position > 0) {
    Chance wrong = stage_.chance("wrong position", who, ++phone.said);
    if (wrong.happens(stage_.faults.wrong_position)) {
      ++stage_.troubles;
      const double off = stage_.faults.wrong_km / km_per_degree;
      lat = std::clamp(lat + wrong.between(-off, off), -90.0, 90.0);
      lon = std::clamp(lon + wrong.between(-off, off), -180.0, 180.0);
    }
  }
  send(who, "position",
       Words().number("lat", lat).number("lon", lon).word("at", format_rfc3339(stage_.now())).done(),
       Quality::at_most_once, true);
}

void Phones::round(ResponderIndex who) {
  Phone& phone = phones_[who];
  if (!phone.job && covers(phone.row->shifts, stage_.local())) {
    Chance chance =
        stage_.chance("round", who, static_cast<std::uint64_t>(stage_.now().time_since_epoch().count()));
    constexpr double e7_per_km = 1e7 / 111.2;
    const double km = stage_.scenario.round_km;
    const auto east = static_cast<std::int32_t>(chance.between(-km, km) * e7_per_km * 1.6);
    const auto north = static_cast<std::int32_t>(chance.between(-km, km) * e7_per_km);
    if (!phone.drive) phone.at = {phone.home.lat_e7 + north, phone.home.lon_e7 + east};
    position(who, place_now(phone));
  }
  if (!stage_.quiet) stage_.time.after(stage_.scenario.round_every, [this, who] { round(who); });
}

void Phones::fire_call(std::uint32_t base, std::uint64_t number) {
  const auto& bases = stage_.population.rows.bases;
  const auto crew = by_base_.find(bases[base].id.str());
  if (crew == by_base_.end()) return;
  Chance chance = stage_.chance("fire", base, number);
  const Duration away = chance.log_normal(stage_.scenario.fire_median, 0.5);
  int left = stage_.scenario.fire_crew;
  for (const ResponderIndex who : crew->second) {
    Phone& phone = phones_[who];
    if (left == 0) break;
    if (!phone.free || !phone.alive || !covers(phone.row->shifts, stage_.local())) continue;
    --left;
    if (phone.job) withdraw(who);
    phone.free = false;
    status(who);
    stage_.time.after(away, [this, who] {
      phones_[who].free = true;
      status(who);
    });
  }
}

SeenOffer* Phones::seen(Phone& phone, const OfferId& offer) {
  const auto found = std::find_if(phone.seen.begin(), phone.seen.end(),
                                  [&](const SeenOffer& s) { return s.offer == offer; });
  return found == phone.seen.end() ? nullptr : &*found;
}

void Phones::receive(ResponderIndex who, std::string_view what, const std::string& payload) {
  if (!phones_[who].alive) return;
  if (what == "offer") return offer(who, parse_object(payload));
  if (what == "assignment") return assignment(who, parse_object(payload));
}

void Phones::reply(ResponderIndex who, const OfferId& id, std::string_view answer, bool once_more) {
  Phone& phone = phones_[who];
  SeenOffer* known = seen(phone, id);
  if (known != nullptr && once_more) {
    if (!known->last.empty()) send(who, known->last_topic, known->last, Quality::at_least_once);
    return;
  }
  std::string payload = Words()
                            .word("id", "m" + std::to_string(++phone.said))
                            .word("offer", id.str())
                            .word("answer", answer)
                            .word("at", format_rfc3339(stage_.now()))
                            .done();
  if (known != nullptr) {
    known->last_topic = "reply";
    known->last = payload;
  }
  send(who, "reply", std::move(payload), Quality::at_least_once);
}

void Phones::offer(ResponderIndex who, const boost::json::object& body) {
  Phone& phone = phones_[who];
  const OfferId id(text_in(body, "id"));
  const IncidentId incident(text_in(body, "incident"));
  if (seen(phone, id) != nullptr) return reply(who, id, "", true);
  const auto before = std::count_if(phone.seen.begin(), phone.seen.end(),
                                    [&](const SeenOffer& s) { return s.incident == incident; });
  phone.seen.push_back({.offer = id, .incident = incident});
  if (phone.seen.size() > offers_remembered) phone.seen.pop_front();
  if (phone.app) {
    stage_.time.after(app_answers, [this, who, id] {
      const SeenOffer* known = seen(phones_[who], id);
      if (known != nullptr && known->last.empty()) reply(who, id, "received");
    });
  }
  const Answer answer = answer_of(who, casebook_->key_of(incident), static_cast<int>(before));
  if (!answer.replies) return;
  const bool looks_first = stage_.chance("looks", who, casebook_->key_of(incident)).happens(0.3);
  if (looks_first) {
    stage_.time.after(answer.reply / 2, [this, who, id] {
      const SeenOffer* known = seen(phones_[who], id);
      if (known != nullptr && !known->gone) reply(who, id, "seen");
    });
  }
  stage_.time.after(answer.reply, [this, who, id, answer] { decide(who, id, answer); });
}

void Phones::decide(ResponderIndex who, const OfferId& id, const Answer& answer) {
  Phone& phone = phones_[who];
  const SeenOffer* known = seen(phone, id);
  if (known == nullptr || known->gone || !phone.alive) return;
  const bool can = !phone.job && phone.free;
  reply(who, id, can && answer.accepts ? "accept" : "decline");
}

void Phones::assignment(ResponderIndex who, const boost::json::object& body) {
  Phone& phone = phones_[who];
  const std::string state = text_in(body, "state");
  const OfferId id(text_in(body, "offer"));
  const IncidentId incident(text_in(body, "incident"));
  if (state == "assigned") return begin(who, body, id, incident);
  if (SeenOffer* known = seen(phone, id)) known->gone = true;
  if (phone.job && phone.job->incident == incident && state != "not_assigned") end_job(who);
}

void Phones::begin(ResponderIndex who, const boost::json::object& body, const OfferId& id,
                   const IncidentId& incident) {
  Phone& phone = phones_[who];
  SeenOffer* known = seen(phone, id);
  // Said again after the job is done: the last word stands.
  if (known != nullptr && known->gone) return reply(who, id, "", true);
  if (phone.job) {
    if (phone.job->incident != incident) return reply(who, id, "withdraw");
    // Chased: whatever was last said is said again.
    if (phone.job->moving && !phone.job->quiet) position(who, place_now(phone));
    return;
  }
  if (known == nullptr) {
    phone.seen.push_back({.offer = id, .incident = incident});
    known = &phone.seen.back();
  }
  ++phone.job_number;
  phone.at = place_now(phone);
  phone.drive.reset();
  Job& job = phone.job.emplace();
  job.incident = incident;
  job.offer = id;
  job.alarm = casebook_->key_of(incident);
  job.from = phone.at;
  job.to = phone.at;
  if (const auto* person = body.if_contains("person"); person != nullptr && person->is_object()) {
    const auto* place = person->get_object().if_contains("position");
    if (place != nullptr && place->is_object()) {
      const auto& at = place->get_object();
      boost::system::error_code wrong;
      const double lat = at.at("lat").to_number<double>(wrong);
      const double lon = at.at("lon").to_number<double>(wrong);
      if (!wrong && on_earth(lat, lon)) job.to = geo_point(lat, lon);
    }
  }
  if (const Case* of = casebook_->find(incident)) job.type = of->result.type;
  const Answer answer = answer_of(who, job.alarm, 0);
  constexpr Duration turns_round = 15s;
  const bool in_car = stage_.now() < phone.in_car_until;
  on_job(who, in_car ? std::min(answer.turnout, turns_round) : answer.turnout,
         [this, who, road = answer.road] { set_off(who, road); });
}

void Phones::die(ResponderIndex who) {
  Phone& phone = phones_[who];
  if (!phone.alive) return;
  ++stage_.troubles;
  phone.alive = false;
  const std::string client = "responder/" + phone.row->id.str();
  stage_.broker->client_online(client, false);
  if (phone.app) {
    stage_.time.after(keepalive, [this, who] {
      if (phones_[who].alive) return;
      stage_.broker->send(
          {stage_.topic("responder", phones_[who].row->id.str(), "link"), R"({"state":"down"})"},
          Quality::at_least_once, Duration(0), true);
    });
  }
  const Duration dead = stage_.chance("dead", who, phone.job_number).between(3min, 15min);
  stage_.time.after(dead, [this, who] { wake(who); });
}

void Phones::wake(ResponderIndex who) {
  Phone& phone = phones_[who];
  phone.alive = true;
  link(who, true);
  status(who);
  send(who, "sync", Words().word("id", "s" + std::to_string(++phone.said)).done(), Quality::at_least_once);
  stage_.broker->client_online("responder/" + phone.row->id.str(), true);
}

} // namespace turnout::county
