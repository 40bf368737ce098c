// Bases and the people who work from them: fire crews, carers and volunteers.
#include "county/invented.hpp"
#include "county/make_county.hpp"
#include "support/random.hpp"

#include <algorithm>
#include <array>
#include <cctype>

namespace turnout::sim {
namespace {

constexpr int fire_minimum_crew = 4;

// Four watches share the week: every hour has exactly one of them on duty.
constexpr std::array watch_names{"Red", "Blue", "Green", "White"};
constexpr std::array watch_shifts{
    "Mon-Tue 09:00-18:00;Wed-Thu 18:00-09:00", "Wed-Thu 09:00-18:00;Fri-Sat 18:00-09:00",
    "Fri-Sat 09:00-18:00;Sun,Mon 18:00-09:00", "Sun 09:00-18:00;Tue 18:00-09:00"};
constexpr std::array on_call_shifts{"24h", "Mon-Sun 18:00-08:00;Sat,Sun 08:00-18:00", "24h",
                                    "Mon-Sun 18:00-08:00;Sat,Sun 08:00-18:00", "Mon-Fri 07:00-19:00"};
constexpr std::array carer_shifts{"Mon-Fri 07:00-15:00", "Mon-Fri 14:00-22:00", "Mon-Sun 22:00-07:00",
                                  "Sat,Sun 07:00-15:00;Wed-Fri 07:00-15:00",
                                  "Sat,Sun 14:00-22:00;Mon-Wed 14:00-22:00"};

Point scattered(Random& random, Point around, double spread_km, const Facts& facts) {
  const bool west = facts.river.west_of(around);
  constexpr double bank_margin_km = 0.5;
  constexpr int tries_max = 50;
  for (int i = 0; i < tries_max; ++i) {
    const Point p = rounded(scatter(random, around, spread_km));
    if (facts.river.west_of(p) == west && distance_to_line_km(p, facts.river.line) > bank_margin_km) return p;
  }
  return rounded(around);
}

void add_wholetime(const Station& station, Random random, County& county) {
  constexpr int watch_strength = 7;
  for (std::size_t watch = 0; watch < watch_names.size(); ++watch) {
    for (int i = 1; i <= watch_strength; ++i) {
      ResponderRow row;
      row.id = "ff-" + slug(station.name) + "-" + slug(watch_names[watch]) + std::to_string(i);
      row.name = invented_name(random, false);
      row.kind = "firefighter";
      row.organisation = "County Fire and Rescue, wholetime";
      row.base = "st-" + slug(station.name);
      row.phone = mobile_phone(random);
      row.at = rounded(station.at);
      row.skills = {"falls_lift", "first_aid", "trauma", "wholetime"};
      if (i % 2 == 0) row.skills.emplace_back("two_person_lift");
      row.shifts = watch_shifts[watch];
      county.responders.push_back(std::move(row));
    }
  }
}

void add_on_call(const Station& station, Random random, const Facts& facts, County& county) {
  constexpr int crew = 10;
  for (int i = 1; i <= crew; ++i) {
    ResponderRow row;
    row.id = "ff-" + slug(station.name) + "-" + std::to_string(i);
    row.name = invented_name(random, false);
    row.kind = "firefighter";
    row.organisation = "County Fire and Rescue, on-call";
    row.base = "st-" + slug(station.name);
    row.phone = mobile_phone(random);
    row.at = scattered(random, station.at, 1.0, facts);
    row.skills = {"falls_lift", "first_aid"};
    if (i % 3 == 0) row.skills.emplace_back("two_person_lift");
    if (i % 4 == 0) row.skills.emplace_back("trauma");
    row.shifts = on_call_shifts[static_cast<std::size_t>(i) % on_call_shifts.size()];
    county.responders.push_back(std::move(row));
  }
}

void add_carers(const Facts& facts, Random random, County& county) {
  for (const auto& office : facts.offices) {
    const Place& place = facts.place(office.place);
    for (int i = 1; i <= office.carers; ++i) {
      ResponderRow row;
      row.id = "carer-" + slug(place.name) + "-" + std::to_string(i);
      row.name = invented_name(random, false);
      row.kind = "carer";
      row.organisation = place.name + " Home Care";
      row.base = "co-" + slug(place.name);
      row.phone = mobile_phone(random);
      row.at = scattered(random, place.at, 3.0, facts);
      row.areas = {place.district};
      row.skills = {"personal_care", "first_aid"};
      if (i % 2 == 0) row.skills.emplace_back("falls_lift");
      if (i % 3 == 0) row.skills.emplace_back("two_person_lift");
      row.shifts = carer_shifts[static_cast<std::size_t>(i) % carer_shifts.size()];
      county.responders.push_back(std::move(row));
    }
  }
}

void add_volunteers(const Facts& facts, Random random, County& county) {
  constexpr int volunteers = 40;
  for (int i = 1; i <= volunteers; ++i) {
    const Place& place = random.pick(facts.places);
    ResponderRow row;
    row.id = "vol-" + std::to_string(i);
    row.name = invented_name(random, false);
    row.kind = "volunteer";
    row.organisation = "Good Neighbours";
    row.phone = mobile_phone(random);
    row.at = scattered(random, place.at, 1.0, facts);
    row.areas = {place.district};
    row.skills = {"first_aid"};
    if (random.chance(0.3)) row.skills.emplace_back("falls_lift");
    row.shifts = random.chance(0.4) ? "" : "Mon-Sun 07:00-22:00";
    county.responders.push_back(std::move(row));
  }
}

} // namespace

std::string slug(const std::string& name) {
  std::string text;
  for (const char c : name) {
    text += std::isalnum(static_cast<unsigned char>(c))
                ? static_cast<char>(std::tolower(static_cast<unsigned char>(c)))
                : '_';
  }
  return text;
}

void add_bases(const Facts& facts, County& county) {
  for (const auto& station : facts.stations) {
    county.bases.push_back({"st-" + slug(station.name), station.name + " fire station", "fire_station",
                            rounded(station.at), fire_minimum_crew});
  }
  for (const auto& office : facts.offices) {
    const Place& place = facts.place(office.place);
    county.bases.push_back(
        {"co-" + slug(place.name), place.name + " care office", "care_office", rounded(place.at), 0});
  }
}

void add_crews(const Facts& facts, Random random, County& county) {
  for (const auto& station : facts.stations) {
    if (station.wholetime) {
      add_wholetime(station, random.fork(station.name), county);
    } else {
      add_on_call(station, random.fork(station.name), facts, county);
    }
  }
  add_carers(facts, random.fork("carers"), county);
  add_volunteers(facts, random.fork("volunteers"), county);
}

} // namespace turnout::sim
