#include "responders/visit.hpp"

#include <algorithm>
#include <array>

namespace turnout::sim {
namespace {

enum class Finding { solved, home_care, ambulance, no_access };

enum class Situation { fall_unhurt, fall_hurt, unwell, no_reply, sensor };

Situation draw_situation(const std::string& type, Random& random) {
  const bool fell = random.chance(type == "fall" || type == "man_down" ? 0.95 : 0.5);
  const bool hurt = random.chance(0.25);
  if (type == "smoke" || type == "heat" || type == "carbon_monoxide" || type == "gas" || type == "flood") {
    return Situation::sensor;
  }
  if (type == "inactivity" || type == "bed_exit" || type == "chair_exit" || type == "wandering") {
    return Situation::no_reply;
  }
  if (fell) return hurt ? Situation::fall_hurt : Situation::fall_unhurt;
  return Situation::unwell;
}

// Shares of solved on the spot, rapid home care, ambulance, no access.
std::vector<double> shares_of(Situation situation) {
  switch (situation) {
  case Situation::fall_unhurt:
    return {90, 5, 4, 1};
  case Situation::fall_hurt:
    return {25, 15, 58, 2};
  case Situation::unwell:
    return {40, 20, 38, 2};
  case Situation::no_reply:
    return {80, 6, 9, 5};
  case Situation::sensor:
    break;
  }
  return {85, 3, 10, 2};
}

double stay_minutes(Situation situation, Random& random) {
  const double sigma = 0.5;
  switch (situation) {
  case Situation::fall_hurt:
    return random.log_normal(25, sigma);
  case Situation::no_reply:
    return random.log_normal(12, sigma);
  case Situation::sensor:
    return random.log_normal(20, sigma);
  case Situation::fall_unhurt:
  case Situation::unwell:
    break;
  }
  return random.log_normal(30, sigma);
}

std::string solved_outcome(Situation situation, Random& random) {
  const double draw = random.unit();
  switch (situation) {
  case Situation::fall_unhurt:
  case Situation::fall_hurt:
    return draw < 0.95 ? "no_injury_helped_up" : "refused";
  case Situation::unwell:
    return draw < 0.85 ? "treated_at_home" : "refused";
  case Situation::no_reply:
    return draw < 0.9 ? "false_alarm" : "not_found";
  case Situation::sensor:
    break;
  }
  return draw < 0.7 ? "false_alarm" : "equipment_fault";
}

std::vector<std::string> draw_referrals(Situation situation, Random& random) {
  std::vector<std::string> referrals;
  const auto maybe = [&](const char* what, double share) {
    if (random.chance(share)) referrals.emplace_back(what);
  };
  const bool fall = situation == Situation::fall_unhurt || situation == Situation::fall_hurt;
  maybe("safe_and_well", 0.20);
  maybe("falls_service", fall ? 0.30 : 0.02);
  maybe("equipment", fall ? 0.18 : 0.05);
  maybe("gp", situation == Situation::unwell ? 0.30 : 0.06);
  maybe("befriending", 0.06);
  maybe("third_sector_shopping", 0.04);
  maybe("mdt_review", 0.03);
  maybe("safeguarding", 0.015);
  maybe("housing", 0.02);
  return referrals;
}

std::string draw_notes(const std::vector<std::string>& referrals, Random& random) {
  static constexpr std::array notes{"Warm, talking, no pain",       "Little food in the house",
                                    "Rug by the bed moved",         "Walking frame out of reach",
                                    "Cold room, heating turned on", "Pendant was hanging in the bathroom"};
  if (std::find(referrals.begin(), referrals.end(), "equipment") != referrals.end())
    return "Grab rail by the bath";
  const bool says_something = random.chance(0.6);
  return says_something ? random.pick(notes) : "";
}

} // namespace

Visit draw_visit(const std::string& alarm_type, Random& random) {
  const Situation situation = draw_situation(alarm_type, random);
  const auto finding = static_cast<Finding>(random.weighted(shares_of(situation)));
  Visit visit;
  visit.entry_min = random.between(1, 3.5);
  const bool key_trouble = random.chance(0.08);
  if (key_trouble) visit.entry_min += random.between(5, 12);
  visit.stay_min = stay_minutes(situation, random);
  visit.outcome = solved_outcome(situation, random);
  visit.referrals = draw_referrals(situation, random);
  visit.notes = draw_notes(visit.referrals, random);
  switch (finding) {
  case Finding::solved:
    if (random.chance(0.03)) visit.needs = {"second_responder"};
    if (random.chance(0.03)) visit.needs.emplace_back("third_sector");
    break;
  case Finding::home_care:
    visit.needs = {"rapid_home_care"};
    visit.outcome = "personal_care_given_by_others";
    break;
  case Finding::ambulance: {
    visit.needs = {"ambulance"};
    visit.outcome = random.chance(0.5) ? "conveyed" : "treated_at_home";
    const double wait_min = random.between(30, 180);
    visit.stay_min += wait_min;
    break;
  }
  case Finding::no_access:
    visit.gets_in = false;
    visit.needs = {"police"};
    visit.outcome = "no_access";
    visit.referrals.clear();
    visit.notes = "No answer, no key";
    break;
  }
  return visit;
}

} // namespace turnout::sim
