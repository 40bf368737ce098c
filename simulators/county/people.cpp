// The people at home, and the family members who said they would come.
#include "county/invented.hpp"
#include "county/make_county.hpp"
#include "support/random.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace turnout::sim {
namespace {

constexpr double without_family_share = 0.20;
constexpr int reference_year = 2026;

std::string numbered(const char* prefix, int number) {
  std::array<char, 24> text{};
  std::snprintf(text.data(), text.size(), "%s-%05d", prefix, number);
  return text.data();
}

// A district is drawn by its people over 65, then a place inside it by population.
class Settlement {
public:
  explicit Settlement(const Facts& facts) : facts_(facts) {
    for (const auto& district : facts.districts) {
      by_age_.push_back(district.aged_65_plus);
      auto& places = places_.emplace_back();
      auto& weights = weights_.emplace_back();
      for (const auto& place : facts.places) {
        if (place.district != district.name) continue;
        places.push_back(&place);
        weights.push_back(place.population);
      }
    }
  }

  const Place& draw(Random& random) const {
    const std::size_t d = random.weighted(by_age_);
    return *places_[d][random.weighted(weights_[d])];
  }

  // Near the place, inside its district, on its bank and not in the river.
  Point home_near(Random& random, const Place& place, double spread_km) const {
    const auto& outline = facts_.district(place.district).outline;
    const bool west = facts_.river.west_of(place.at);
    constexpr double bank_margin_km = 0.4;
    constexpr int tries_max = 200;
    for (int i = 0; i < tries_max; ++i) {
      const Point p = rounded(scatter(random, place.at, spread_km));
      if (inside(p, outline) && facts_.river.west_of(p) == west &&
          distance_to_line_km(p, facts_.river.line) > bank_margin_km) {
        return p;
      }
    }
    return rounded(place.at);
  }

private:
  const Facts& facts_;
  std::vector<double> by_age_;
  std::vector<std::vector<const Place*>> places_;
  std::vector<std::vector<double>> weights_;
};

double spread_of(const Place& place) {
  return 0.35 + 0.0075 * std::sqrt(place.population);
}

struct Flag {
  const char* name;
  double share;
};
constexpr std::array<Flag, 11> flags{{{"falls_2plus", 0.16},
                                      {"admissions_2plus", 0.09},
                                      {"unstable_conditions_2plus", 0.08},
                                      {"polypharmacy", 0.38},
                                      {"frequent_attender", 0.05},
                                      {"conditions_5plus", 0.14},
                                      {"frailty", 0.30},
                                      {"two_person_lift", 0.05},
                                      {"oxygen", 0.02},
                                      {"dementia", 0.14},
                                      {"risk_marker", 0.006}}};

std::string born(Random& random) {
  const double spread_years = std::abs(random.normal()) * 9;
  const double age = 65 + std::min(34.9, spread_years + random.between(0, 14));
  const int year = reference_year - 1 - static_cast<int>(age);
  const int month = random.whole(1, 12);
  const int day = random.whole(1, 28);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02d-%02d", year, month, day);
  return text.data();
}

ResponderRow family_member(Random& random, const Settlement& settlement, const Person& person,
                           const Place& place, int number) {
  ResponderRow row;
  row.id = numbered("fam", number);
  row.name = invented_name(random, false);
  // Most share the surname.
  if (random.chance(0.6)) {
    row.name = row.name.substr(0, row.name.find(' ')) + person.name.substr(person.name.find(' '));
  }
  row.kind = "family";
  row.phone = mobile_phone(random);
  row.at = settlement.home_near(random, place, random.chance(0.6) ? 1.2 : 6.0);
  row.areas = {person.area};
  row.skills = {"key_holder"};
  if (random.chance(0.15)) row.skills.emplace_back("first_aid");
  static constexpr std::array shifts{"", "", "Mon-Fri 17:00-23:00;Sat,Sun 08:00-23:00",
                                     "Mon-Sun 07:00-23:00"};
  row.shifts = random.pick(shifts);
  return row;
}

Person person_at(Random& random, const Settlement& settlement, const Place& place, int number) {
  Person p;
  p.id = numbered("p", number);
  p.hub = numbered("hub", number);
  p.name = invented_name(random, true);
  p.born = born(random);
  p.phone = home_phone(random);
  constexpr double rural_share = 0.12, rural_spread_km = 3.5;
  const bool rural = random.chance(rural_share);
  const Home home = invented_home(random, place.name, place.district, rural);
  p.address = home.address;
  p.postcode = home.postcode;
  p.at = settlement.home_near(random, place, rural ? rural_spread_km : spread_of(place));
  p.area = place.district;
  p.practice = practice_team(random, place.district, place.name);
  p.lives_alone = random.chance(0.72);
  for (const auto& flag : flags) {
    if (random.chance(flag.share)) p.risk_flags.emplace_back(flag.name);
  }
  if (random.chance(0.45)) p.access = access_note(random);
  if (random.chance(0.78)) p.key_safe = key_safe(random);
  if (random.chance(0.11)) p.wishes = emergency_wishes(random);
  if (random.chance(0.08)) p.notes = "Hearing aid; speak slowly on the hub";
  return p;
}

} // namespace

void add_people(const Facts& facts, Random random, int count, County& county) {
  const Settlement settlement(facts);
  int family = 0;
  for (int i = 1; i <= count; ++i) {
    Random own = random.fork(std::to_string(i));
    const Place& place = settlement.draw(own);
    Person person = person_at(own, settlement, place, i);
    if (!own.chance(without_family_share)) {
      const int members = own.chance(0.25) ? 2 : 1;
      for (int m = 0; m < members; ++m) {
        county.responders.push_back(family_member(own, settlement, person, place, ++family));
        person.preferred_responders.push_back(county.responders.back().id);
      }
    }
    county.people.push_back(std::move(person));
  }
}

} // namespace turnout::sim
