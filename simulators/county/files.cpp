// A county on disk: the registry's three CSV files, and the list of broker accounts.
#include "county/make_county.hpp"
#include "support/csv.hpp"
#include "support/random.hpp"

#include <filesystem>
#include <fstream>
#include <iomanip>
#include <random>
#include <sstream>
#include <stdexcept>

namespace turnout::sim {
namespace {

namespace fs = std::filesystem;

std::string degrees(double value) {
  std::ostringstream text;
  text << std::fixed << std::setprecision(5) << value;
  return text.str();
}

std::string joined(const std::vector<std::string>& items) {
  std::string text;
  for (const auto& item : items)
    text += (text.empty() ? "" : ";") + item;
  return text;
}

void write_file(const fs::path& file, const std::string& text) {
  std::ofstream out(file, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
}

std::string people_csv(const County& county) {
  std::string text =
      "person_id,hub_id,name,date_of_birth,phone,address,postcode,lat,lon,area,gp_practice,lives_alone,"
      "risk_flags,plan,access,key_safe,preferred_responders,emergency_wishes,notes\n";
  for (const auto& p : county.people) {
    text +=
        csv_line({p.id, p.hub, p.name, p.born, p.phone, p.address, p.postcode, degrees(p.at.lat),
                  degrees(p.at.lon), p.area, p.practice, p.lives_alone ? "yes" : "no", joined(p.risk_flags),
                  "", p.access, p.key_safe, joined(p.preferred_responders), p.wishes, p.notes});
  }
  return text;
}

std::string responders_csv(const County& county) {
  std::string text = "responder_id,name,kind,organisation,base_id,phone,lat,lon,areas,skills,shifts\n";
  for (const auto& r : county.responders) {
    text += csv_line({r.id, r.name, r.kind, r.organisation, r.base, r.phone, degrees(r.at.lat),
                      degrees(r.at.lon), joined(r.areas), joined(r.skills), r.shifts});
  }
  return text;
}

std::string bases_csv(const County& county) {
  std::string text = "base_id,name,kind,lat,lon,minimum_crew\n";
  for (const auto& b : county.bases) {
    text += csv_line(
        {b.id, b.name, b.kind, degrees(b.at.lat), degrees(b.at.lon), std::to_string(b.minimum_crew)});
  }
  return text;
}

std::string fresh_password(std::random_device& entropy) {
  static constexpr char alphabet[] = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  std::string password;
  constexpr int length = 20;
  std::uniform_int_distribution<std::size_t> letter(0, sizeof(alphabet) - 2);
  for (int i = 0; i < length; ++i)
    password += alphabet[letter(entropy)];
  return password;
}

} // namespace

County make_county(const Facts& facts, std::uint64_t seed, int people) {
  const Random random(seed);
  County county;
  add_bases(facts, county);
  add_crews(facts, random.fork("crews"), county);
  add_people(facts, random.fork("people"), people, county);
  return county;
}

void write_county(const County& county, const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) throw std::runtime_error("cannot make the folder " + folder.string() + ": " + error.message());
  write_file(folder / "people.csv", people_csv(county));
  write_file(folder / "responders.csv", responders_csv(county));
  write_file(folder / "bases.csv", bases_csv(county));
}

void write_passwords(const County& county, const fs::path& file) {
  // The file is emptied and closed to others before the first password is in it.
  write_file(file, "");
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
  std::random_device entropy;
  std::string text;
  const auto add = [&](const std::string& user) { text += user + ":" + fresh_password(entropy) + "\n"; };
  for (const char* user :
       {"turnoutd", "sim", "rapid_home_care", "ambulance", "fire_control", "police", "third_sector"}) {
    add(user);
  }
  for (const auto& person : county.people)
    add(person.hub);
  for (const auto& responder : county.responders)
    add(responder.id);
  write_file(file, text);
}

} // namespace turnout::sim
