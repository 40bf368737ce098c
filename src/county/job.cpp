// A responder's job: set off, travel, arrive, go in, say what is found, clear; and what can go wrong.
#include "casebook.hpp"
#include "phones.hpp"

#include <algorithm>
#include <array>

namespace turnout::county {

namespace {

constexpr Duration home_after = 15min;
constexpr Duration waits_at_the_door = 12min;
constexpr Duration looks_round = 3min;

struct Found {
  Duration entry{};
  Duration stay{};
  bool gets_in = true;
  std::vector<std::string> needs;
  std::string outcome = "no_injury_helped_up";
  std::vector<std::string> referrals;
};

std::string list_of(const std::vector<std::string>& words) {
  std::string text = "[";
  for (const auto& word : words) {
    if (text.size() > 1) text += ',';
    text += '"' + word + '"';
  }
  return text + "]";
}

/// What waits behind the door: drawn from the alarm alone, so that it is the same whoever comes.
Found find_out(const Stage& stage, std::uint64_t alarm, bool needed) {
  const Scenario& s = stage.scenario;
  Chance chance = stage.chance("scene", alarm);
  Found found;
  found.entry = chance.between(s.entry_least, s.entry_most);
  if (chance.happens(s.key_trouble)) found.entry += 8min;
  found.stay = chance.log_normal(s.stay_median, s.stay_sigma);
  const double what = chance.unit();
  const Duration ambulance = chance.between(s.ambulance_wait_least, s.ambulance_wait_most);
  const bool second = chance.happens(s.finds_second_responder);
  const bool other = chance.happens(s.finds_other_need);
  constexpr std::array<const char*, 4> others = {"police", "fire", "clinical_advice", "third_sector"};
  const char* which = others[chance.below(others.size())];
  constexpr std::array<const char*, 6> outcomes = {"treated_at_home",     "refused", "deceased", "not_found",
                                                   "no_injury_helped_up", "other"};
  const char* ending = outcomes[chance.below(outcomes.size())];
  constexpr std::array<const char*, 9> referrals = {"safe_and_well",
                                                    "equipment",
                                                    "third_sector_shopping",
                                                    "befriending",
                                                    "safeguarding",
                                                    "falls_service",
                                                    "gp",
                                                    "mdt_review",
                                                    "housing"};
  for (const char* referral : referrals) {
    if (chance.happens(0.08)) found.referrals.emplace_back(referral);
  }
  if (!needed) {
    found.stay = std::min(found.stay, Duration(10min));
    found.outcome = "false_alarm";
    return found;
  }
  if (what < s.finds_ambulance) {
    found.needs.emplace_back("ambulance");
    found.stay += ambulance;
    found.outcome = "conveyed";
  } else if (what < s.finds_ambulance + s.finds_home_care) {
    found.needs.emplace_back("rapid_home_care");
    found.outcome = "personal_care_given_by_others";
  } else if (what < s.finds_ambulance + s.finds_home_care + s.finds_no_access) {
    found.gets_in = false;
    found.needs.emplace_back("police");
    found.outcome = "no_access";
  } else if (what > 0.9) {
    found.outcome = ending;
  }
  if (second) found.needs.emplace_back("second_responder");
  if (other) found.needs.emplace_back(which);
  return found;
}

GeoPoint between(GeoPoint a, GeoPoint b, double share) {
  const auto mix = [share](std::int32_t from, std::int32_t to) {
    return from + static_cast<std::int32_t>(static_cast<double>(to - from) * share);
  };
  return {mix(a.lat_e7, b.lat_e7), mix(a.lon_e7, b.lon_e7)};
}

} // namespace

void Phones::on_job(ResponderIndex who, Duration after, std::function<void()> task) {
  stage_.time.after(after, [this, who, number = phones_[who].job_number, task = std::move(task)] {
    if (phones_[who].job && phones_[who].job_number == number) task();
  });
}

std::string Phones::report(ResponderIndex who, std::string_view stage, std::string_view more) {
  Phone& phone = phones_[who];
  std::string payload = Words()
                            .word("id", "m" + std::to_string(++phone.said))
                            .word("incident", phone.job->incident.str())
                            .word("stage", stage)
                            .done();
  if (!more.empty()) {
    payload.back() = ',';
    payload.append(more).append(1, '}');
  }
  if (SeenOffer* known = seen(phone, phone.job->offer)) {
    known->last_topic = "progress";
    known->last = payload;
  }
  send(who, "progress", payload, Quality::at_least_once);
  return payload;
}

void Phones::set_off(ResponderIndex who, double road) {
  Phone& phone = phones_[who];
  Job& job = *phone.job;
  job.from = phone.at;
  job.left = stage_.now();
  job.way = travel(job.from, job.to, road, stage_.now());
  job.moving = true;
  const Distance crow = crow_distance(job.from, job.to);
  const Distance by_road = stage_.ways->journey(job.from, job.to).distance;
  // The way leads over a crossing when the straight line does not.
  if (by_road > crow + Distance(200) && !stage_.roads.crossings.empty()) {
    job.by = *std::min_element(stage_.roads.crossings.begin(), stage_.roads.crossings.end(),
                               [&](GeoPoint a, GeoPoint b) {
                                 return crow_distance(job.from, a) + crow_distance(a, job.to) <
                                        crow_distance(job.from, b) + crow_distance(b, job.to);
                               });
  }
  trouble(who);
  if (!job.quiet) report(who, "en_route");
  on_job(who, job.way, [this, who] { arrive(who); });
  on_job(who, stage_.scenario.position_every, [this, who] { move(who); });
}

void Phones::trouble(ResponderIndex who) {
  Phone& phone = phones_[who];
  const Scenario& s = stage_.scenario;
  Chance chance = stage_.chance("trouble", who, phone.job->alarm);
  const Duration when = Duration(
      static_cast<std::int64_t>(chance.between(0.1, 0.9) * static_cast<double>(phone.job->way.count())));
  phone.job->quiet = chance.happens(s.goes_quiet);
  if (chance.happens(s.withdraws)) {
    on_job(who, when, [this, who] { withdraw(who); });
  } else if (chance.happens(std::min(1.0, s.battery_dies + stage_.faults.phone_dies))) {
    on_job(who, when, [this, who] { die(who); });
  }
}

GeoPoint Phones::place_now(const Phone& phone) const {
  const auto driven = [this](WallTime left, Duration way) {
    return std::clamp(static_cast<double>((stage_.now() - left).count()) /
                          static_cast<double>(std::max<std::int64_t>(1, way.count())),
                      0.0, 1.0);
  };
  if (!phone.job && phone.drive)
    return between(phone.drive->from, phone.home, driven(phone.drive->left, phone.drive->way));
  if (!phone.job || !phone.job->moving) return phone.at;
  const Job& job = *phone.job;
  const double share = driven(job.left, job.way);
  if (!job.by) return between(job.from, job.to, share);
  const auto first = static_cast<double>(crow_distance(job.from, *job.by).metres());
  const auto second = static_cast<double>(crow_distance(*job.by, job.to).metres());
  const double bend = first / std::max(1.0, first + second);
  return share < bend ? between(job.from, *job.by, share / bend)
                      : between(*job.by, job.to, (share - bend) / std::max(1e-9, 1 - bend));
}

void Phones::stand_at(ResponderIndex who, GeoPoint place) {
  Phone& phone = phones_[who];
  const GeoPoint from = place_now(phone);
  phone.home = place;
  if (phone.job) return;
  phone.drive = Drive{from, stage_.now(), travel(from, place, 1.0, stage_.now())};
  stage_.time.after(phone.drive->way, [this, who, left = stage_.now()] {
    Phone& there = phones_[who];
    if (!there.drive || there.drive->left != left) return;
    there.at = there.home;
    there.drive.reset();
    position(who, there.at);
  });
}

void Phones::stand_at_home(ResponderIndex who) {
  Phone& phone = phones_[who];
  phone.home = facts_[who].home;
  phone.drive.reset();
  if (!phone.job) phone.at = phone.home;
}

void Phones::move(ResponderIndex who) {
  Phone& phone = phones_[who];
  if (!phone.job->moving) return;
  if (!phone.job->quiet) position(who, place_now(phone));
  on_job(who, stage_.scenario.position_every, [this, who] { move(who); });
}

void Phones::arrive(ResponderIndex who) {
  Phone& phone = phones_[who];
  Job& job = *phone.job;
  job.moving = false;
  phone.at = job.to;
  casebook_->at_the_door(job.incident, job.offer, who);
  position(who, phone.at);
  report(who, "on_scene");
  const Found found = find_out(stage_, job.alarm, casebook_->needs_person(job.incident));
  on_job(who, found.entry, [this, who] { enter(who); });
}

void Phones::enter(ResponderIndex who) {
  const Job& job = *phones_[who].job;
  const Found found = find_out(stage_, job.alarm, casebook_->needs_person(job.incident));
  const std::string needs = "\"needs\":" + list_of(found.needs);
  if (!found.gets_in) {
    report(who, "on_scene", needs + R"(,"notes":"No answer at the door of PLANTED-note")");
    on_job(who, waits_at_the_door, [this, who] { leave(who); });
    return;
  }
  report(who, "with_person");
  if (!found.needs.empty()) {
    on_job(who, std::min(looks_round, found.stay / 2),
           [this, who, needs] { report(who, "with_person", needs); });
  }
  on_job(who, found.stay, [this, who] { leave(who); });
}

Duration Phones::on_scene(std::uint64_t alarm, bool needs_person) const {
  const Found found = find_out(stage_, alarm, needs_person);
  return found.entry + (found.gets_in ? found.stay : waits_at_the_door);
}

void Phones::leave(ResponderIndex who) {
  Phone& phone = phones_[who];
  const Found found = find_out(stage_, phone.job->alarm, casebook_->needs_person(phone.job->incident));
  std::string more = R"("outcome":")" + found.outcome + '"';
  if (!found.referrals.empty()) more += ",\"referrals\":" + list_of(found.referrals);
  more += R"(,"notes":"Said by PLANTED-note: warm and talking")";
  report(who, "clear", more);
  if (SeenOffer* known = seen(phone, phone.job->offer)) known->gone = true;
  end_job(who);
}

void Phones::withdraw(ResponderIndex who) {
  Phone& phone = phones_[who];
  ++stage_.troubles;
  reply(who, phone.job->offer, "withdraw");
  if (SeenOffer* known = seen(phone, phone.job->offer)) known->gone = true;
  end_job(who);
}

void Phones::end_job(ResponderIndex who) {
  Phone& phone = phones_[who];
  phone.at = place_now(phone);
  if (phone.job->moving) phone.in_car_until = stage_.now() + home_after;
  phone.job.reset();
  ++phone.job_number;
  stage_.time.after(home_after, [this, who, number = phone.job_number] {
    if (phones_[who].job_number == number) phones_[who].at = phones_[who].home;
  });
}

} // namespace turnout::county
