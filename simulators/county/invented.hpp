// Invented names, homes and wishes for a county of invented people. Phones are from the ranges Ofcom keeps
// for drama; postcodes end in letters the Royal Mail never uses, so that none is a real address. Pure
// functions.
#pragma once

#include "support/random.hpp"

#include <string>

namespace turnout::sim {

struct Home {
  std::string address, postcode;
};

std::string invented_name(Random& random, bool older);
std::string home_phone(Random& random);
std::string mobile_phone(Random& random);
Home invented_home(Random& random, const std::string& place, const std::string& district, bool rural);
std::string practice_team(Random& random, const std::string& district, const std::string& place);
std::string access_note(Random& random);
std::string key_safe(Random& random);
std::string emergency_wishes(Random& random);

} // namespace turnout::sim
