#include "county/make_county.hpp"
#include "responders/roster.hpp"
#include "support/csv.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace fs = std::filesystem;
using namespace turnout::sim;

namespace {

const Facts& facts() {
  static const Facts loaded = load_facts(TURNOUT_SOURCE_DIR "/config/demo/gloucestershire.json");
  return loaded;
}

struct Folder {
  explicit Folder(const char* name) : path(fs::temp_directory_path() / name) { fs::remove_all(path); }
  ~Folder() { fs::remove_all(path); }
  fs::path path;
};

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Point at(const CsvTable& table, std::size_t row) {
  return {std::stod(table.at(row, "lat")), std::stod(table.at(row, "lon"))};
}

bool in_county_box(Point p) {
  return p.lat > 51.57 && p.lat < 52.13 && p.lon > -2.70 && p.lon < -1.60;
}

} // namespace

TEST_CASE("the same seed writes the same county to the byte, another seed another") {
  Folder one("turnout-sim-county-1"), again("turnout-sim-county-2"), other("turnout-sim-county-3");
  write_county(make_county(facts(), 7, 300), one.path);
  write_county(make_county(facts(), 7, 300), again.path);
  write_county(make_county(facts(), 8, 300), other.path);
  for (const char* file : {"people.csv", "responders.csv", "bases.csv"}) {
    CHECK(content(one.path / file) == content(again.path / file));
  }
  CHECK(content(one.path / "people.csv") != content(other.path / "people.csv"));
}

TEST_CASE("a county of the full size has the proportions of the real one") {
  const County county = make_county(facts(), 1, 2500);
  REQUIRE(county.people.size() == 2500);
  const auto alone = std::count_if(county.people.begin(), county.people.end(),
                                   [](const Person& p) { return p.preferred_responders.empty(); });
  CHECK(alone > 430);
  CHECK(alone < 570);
  std::map<std::string, int> kinds, base_kinds, by_area;
  for (const auto& r : county.responders)
    ++kinds[r.kind];
  for (const auto& b : county.bases)
    ++base_kinds[b.kind];
  for (const auto& p : county.people)
    ++by_area[p.area];
  CHECK(base_kinds["fire_station"] == 21);
  CHECK(base_kinds["care_office"] == 6);
  CHECK(kinds["firefighter"] == 300);
  CHECK(kinds["carer"] == 60);
  CHECK(kinds["volunteer"] == 40);
  CHECK(by_area.size() == 6);
  for (const auto& [area, people] : by_area)
    CHECK(people > 250);
}

TEST_CASE("people.csv is as the contract says and every reference in it holds") {
  Folder folder("turnout-sim-county-4");
  write_county(make_county(facts(), 3, 800), folder.path);
  const CsvTable people = CsvTable::read(folder.path / "people.csv");
  const CsvTable responders = CsvTable::read(folder.path / "responders.csv");
  CHECK(people.header() ==
        split("person_id,hub_id,name,date_of_birth,phone,address,postcode,lat,lon,area,gp_practice,"
              "lives_alone,risk_flags,plan,access,key_safe,preferred_responders,emergency_wishes,notes",
              ','));
  std::map<std::string, std::string> kind_of;
  for (std::size_t i = 0; i < responders.rows(); ++i) {
    kind_of[responders.at(i, "responder_id")] = responders.at(i, "kind");
  }
  const std::set<std::string> flags{"falls_2plus",  "admissions_2plus",  "unstable_conditions_2plus",
                                    "polypharmacy", "frequent_attender", "conditions_5plus",
                                    "frailty",      "two_person_lift",   "oxygen",
                                    "dementia",     "risk_marker"};
  std::set<std::string> ids, hubs;
  for (std::size_t i = 0; i < people.rows(); ++i) {
    CHECK(ids.insert(people.at(i, "person_id")).second);
    CHECK(hubs.insert(people.at(i, "hub_id")).second);
    CHECK_FALSE(people.at(i, "name").empty());
    CHECK(people.at(i, "phone").rfind("01632 960", 0) == 0);
    const int year = std::stoi(people.at(i, "date_of_birth").substr(0, 4));
    CHECK(year >= 1925);
    CHECK(year <= 1961);
    CHECK((people.at(i, "lives_alone") == "yes" || people.at(i, "lives_alone") == "no"));
    for (const auto& flag : split(people.at(i, "risk_flags"), ';'))
      CHECK(flags.contains(flag));
    for (const auto& family : split(people.at(i, "preferred_responders"), ';'))
      CHECK(kind_of[family] == "family");
    const Point home = at(people, i);
    CHECK(in_county_box(home));
    CHECK(inside(home, facts().district(people.at(i, "area")).outline));
  }
}

TEST_CASE("homes lie on the bank of the Severn that their place is on, and not in the river") {
  const County county = make_county(facts(), 5, 2500);
  for (const auto& p : county.people) {
    CHECK(distance_to_line_km(p.at, facts().river.line) > 0.35);
    const auto place = std::find_if(facts().places.begin(), facts().places.end(), [&](const Place& one) {
      return one.district == p.area && p.address.size() >= one.name.size() &&
             p.address.compare(p.address.size() - one.name.size(), one.name.size(), one.name) == 0;
    });
    REQUIRE(place != facts().places.end());
    CHECK(facts().river.west_of(p.at) == facts().river.west_of(place->at));
  }
}

TEST_CASE("responders.csv and bases.csv are as the contract says and every reference in them holds") {
  Folder folder("turnout-sim-county-5");
  write_county(make_county(facts(), 3, 400), folder.path);
  const CsvTable responders = CsvTable::read(folder.path / "responders.csv");
  const CsvTable bases = CsvTable::read(folder.path / "bases.csv");
  CHECK(responders.header() ==
        split("responder_id,name,kind,organisation,base_id,phone,lat,lon,areas,skills,shifts", ','));
  CHECK(bases.header() == split("base_id,name,kind,lat,lon,minimum_crew", ','));
  std::set<std::string> base_ids, ids, areas;
  for (const auto& d : facts().districts)
    areas.insert(d.name);
  for (std::size_t i = 0; i < bases.rows(); ++i)
    CHECK(base_ids.insert(bases.at(i, "base_id")).second);
  const std::set<std::string> skills{"falls_lift",      "first_aid",  "trauma",   "personal_care",
                                     "two_person_lift", "key_holder", "wholetime"};
  for (std::size_t i = 0; i < responders.rows(); ++i) {
    CHECK(ids.insert(responders.at(i, "responder_id")).second);
    const std::string kind = responders.at(i, "kind");
    const std::string base = responders.at(i, "base_id");
    CHECK((base.empty() || base_ids.contains(base)));
    CHECK(base.empty() == (kind == "family" || kind == "volunteer"));
    CHECK(in_county_box(at(responders, i)));
    for (const auto& skill : split(responders.at(i, "skills"), ';')) {
      CHECK(skills.contains(skill));
      CHECK_FALSE((kind == "firefighter" && skill == "personal_care"));
    }
    for (const auto& area : split(responders.at(i, "areas"), ';'))
      CHECK(areas.contains(area));
  }
  CHECK_NOTHROW(read_roster(folder.path));
}

TEST_CASE("every station has more than its minimum crew on duty at every hour of the week") {
  const County county = make_county(facts(), 1, 10);
  std::map<std::string, std::vector<Shifts>> crews;
  for (const auto& r : county.responders) {
    if (r.kind == "firefighter") crews[r.base].push_back(Shifts::parse(r.shifts));
  }
  for (const auto& base : county.bases) {
    if (base.kind != "fire_station") continue;
    for (int hour = 0; hour < 7 * 24; ++hour) {
      const auto on_duty = std::count_if(crews[base.id].begin(), crews[base.id].end(), [&](const Shifts& s) {
        return s.cover(hour / 24, hour % 24 * 60 + 30);
      });
      INFO(base.id << " hour " << hour);
      CHECK(on_duty > base.minimum_crew);
    }
  }
}

TEST_CASE("the password list names every sender once and only its owner may read it") {
  Folder folder("turnout-sim-county-6");
  const County county = make_county(facts(), 1, 20);
  write_county(county, folder.path);
  const fs::path file = folder.path / "passwords.txt";
  write_passwords(county, file);
  std::set<std::string> users;
  for (const auto& line : split(content(file), '\n')) {
    const auto parts = split(line, ':');
    REQUIRE(parts.size() == 2);
    CHECK(users.insert(parts[0]).second);
    CHECK(parts[1].size() == 20);
  }
  for (const char* user : {"sim", "turnoutd", "ambulance", "hub-00001", "fam-00001", "ff-northleach-1"}) {
    CHECK(users.contains(user));
  }
  CHECK((fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE("facts that are not there or not whole are named") {
  CHECK_THROWS_WITH(load_facts("/nowhere/facts.json"), Catch::Contains("/nowhere/facts.json"));
}
