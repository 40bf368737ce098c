// Any text as each of the registry's files: rows that keep their promises, or problems that name the file.
#include "fuzz.hpp"
#include "turnout/config/registry_csv.hpp"

#include <set>

using namespace turnout;
using turnout::fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::text_of(data, size);
  if (const auto people = config::parse_people(text, "f.csv"); people) {
    std::set<HubId> hubs;
    for (const auto& [person, details] : people.value()) {
      must(valid_id(person.id.str()) && valid_id(person.hub.str()), "ids are ids");
      must(hubs.insert(person.hub).second, "a hub belongs to one person");
      must(!details.name.empty() && !person.area.empty(), "a person has a name and an area");
    }
  } else {
    must(people.error().starts_with("f.csv"), "a problem names its file");
  }
  if (const auto responders = config::parse_responders(text, "f.csv"); responders) {
    for (const auto& [responder, details] : responders.value())
      must(valid_id(responder.id.str()) && details.id == responder.id, "ids are ids");
  } else {
    must(responders.error().starts_with("f.csv"), "a problem names its file");
  }
  if (const auto bases = config::parse_bases(text, "f.csv"); bases) {
    for (const Base& base : bases.value())
      must(base.place && base.minimum_crew >= 0, "a base stands somewhere");
  } else {
    must(bases.error().starts_with("f.csv"), "a problem names its file");
  }
  return 0;
}
