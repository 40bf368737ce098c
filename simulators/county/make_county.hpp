// Invents a county: people, responders and bases around real places, the same for the same seed and facts.
// make() is a pure function of its arguments; write_county() throws std::runtime_error when a file cannot be
// written.
#pragma once

#include "county/facts.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace turnout::sim {

struct Person {
  std::string id, hub, name, born, phone, address, postcode;
  Point at;
  std::string area, practice;
  bool lives_alone = false;
  std::vector<std::string> risk_flags;
  std::string access, key_safe;
  std::vector<std::string> preferred_responders;
  std::string wishes, notes;
};

struct ResponderRow {
  std::string id, name, kind, organisation, base, phone;
  Point at;
  std::vector<std::string> areas, skills;
  std::string shifts;
};

struct Base {
  std::string id, name, kind;
  Point at;
  int minimum_crew = 0;
};

struct County {
  std::vector<Person> people;
  std::vector<ResponderRow> responders;
  std::vector<Base> bases;
};

County make_county(const Facts& facts, std::uint64_t seed, int people);
void write_county(const County& county, const std::filesystem::path& folder);
// `user:password` lines for every sender, the simulators' account and the daemon's, as `mosquitto_passwd -U`
// takes them; fresh from the machine's entropy each time and readable by the owner alone.
void write_passwords(const County& county, const std::filesystem::path& file);

// The parts make_county() is put together from.
class Random;
void add_bases(const Facts& facts, County& county);
void add_crews(const Facts& facts, Random random, County& county);
void add_people(const Facts& facts, Random random, int count, County& county);
// "Stow on the Wold" -> "stow_on_the_wold".
std::string slug(const std::string& name);

} // namespace turnout::sim
