#include "county/invented.hpp"

#include <array>
#include <cstdint>
#include <cstdio>
#include <utility>

namespace turnout::sim {
namespace {

constexpr std::array older_names{
    "Agnes",    "Albert",   "Alma",     "Arthur", "Audrey", "Barbara",  "Beryl",    "Betty",   "Brian",
    "Cecil",    "Clarice",  "Cyril",    "Daphne", "Derek",  "Doreen",   "Doris",    "Dorothy", "Edith",
    "Edna",     "Elsie",    "Enid",     "Eric",   "Ernest", "Ethel",    "Eunice",   "Evelyn",  "Florence",
    "Frank",    "Fred",     "Geoffrey", "George", "Gladys", "Gordon",   "Gwen",     "Harold",  "Hazel",
    "Herbert",  "Hilda",    "Horace",   "Irene",  "Iris",   "Ivy",      "Jean",     "Joan",    "Joyce",
    "Kathleen", "Kenneth",  "Leonard",  "Lilian", "Mabel",  "Margaret", "Marjorie", "Maureen", "Mavis",
    "Mildred",  "Muriel",   "Nora",     "Olive",  "Pearl",  "Peggy",    "Percy",    "Phyllis", "Queenie",
    "Raymond",  "Reginald", "Ronald",   "Roy",    "Sheila", "Sidney",   "Stanley",  "Sylvia",  "Thelma",
    "Thomas",   "Vera",     "Vernon",   "Violet", "Walter", "Wilfred",  "Winifred", "Yvonne"};
constexpr std::array younger_names{
    "Aisha",   "Alex",  "Amy",    "Andrew", "Ben",   "Callum", "Carys", "Charlotte", "Chloe",  "Dan",
    "Deborah", "Ellie", "Emma",   "Gareth", "Gemma", "Hannah", "Imran", "Jack",      "James",  "Jenny",
    "Joe",     "Julie", "Karen",  "Kate",   "Kelly", "Kofi",   "Laura", "Lewis",     "Lucy",   "Mark",
    "Matt",    "Megan", "Nathan", "Nicola", "Nisha", "Owen",   "Paul",  "Priya",     "Rachel", "Rhys",
    "Rob",     "Rosie", "Ruth",   "Sam",    "Sarah", "Scott",  "Sian",  "Simon",     "Steve",  "Tom"};
constexpr std::array surnames{
    "Appleyard",   "Ashworthy",   "Barleycorn",   "Birdlip",    "Blackthorn", "Bramblewood", "Brookside",
    "Butterworth", "Clovelly",    "Coppice",      "Cowslip",    "Crabtree",   "Damson",      "Dovecote",
    "Elderflower", "Fairweather", "Fernihough",   "Foxglove",   "Gatepost",   "Goldfinch",   "Goosegreen",
    "Greenhalgh",  "Halfpenny",   "Harebell",     "Hawthorne",  "Hayrick",    "Hedgerow",    "Hollybush",
    "Honeybourne", "Kettlewell",  "Kingcup",      "Larkspur",   "Lavender",   "Longacre",    "Mallow",
    "Marigold",    "Meadows",     "Merryweather", "Millpond",   "Mistletoe",  "Nettlefold",  "Nightingale",
    "Oakapple",    "Orchard",     "Partridge",    "Pettigrew",  "Plumtree",   "Primrose",    "Quickset",
    "Ramsons",     "Rosehip",     "Rowanberry",   "Sandpiper",  "Sheepwash",  "Silverbirch", "Skylark",
    "Sorrell",     "Springwell",  "Stonecrop",    "Sweetbriar", "Tanglewood", "Teasel",      "Thistlewood",
    "Thornbury",   "Turnstile",   "Underhill",    "Wagtail",    "Wheatear",   "Whitlow",     "Wildgoose",
    "Windrush",    "Woodbine",    "Wrenfield",    "Yarrow"};
constexpr std::array streets{"Mill Lane",   "Church Street", "High Street",    "Orchard Way",  "Station Road",
                             "The Green",   "Park Avenue",   "Chapel Lane",    "Meadow Close", "Queen's Road",
                             "School Lane", "Bath Road",     "Vicarage Walk",  "The Butts",    "Springfield",
                             "Beech Grove", "Tolsey Court",  "Priory Gardens", "Sheep Street", "Hillside"};
constexpr std::array cottages{"Rose Cottage",   "The Old Forge", "Hill Farm", "Keeper's Lodge",
                              "Yew Tree House", "Brook End",     "Wold View", "Malthouse Barn",
                              "Quarry Cottage", "Pound House"};
// Three teams of practices a district.
constexpr std::array<std::pair<const char*, std::array<const char*, 3>>, 6> teams{
    {{"Cheltenham", {"Sundial", "Chestnut", "Promenade"}},
     {"Cotswold", {"Four Winds", "Larkrise", "Windrush"}},
     {"Forest of Dean", {"Five Oaks", "Beechwood", "Wyeside"}},
     {"Gloucester", {"Old Wharf", "Kingfisher", "Stepping Stones"}},
     {"Stroud", {"Millstream", "Five Valleys", "Severnside"}},
     {"Tewkesbury", {"Leafield", "Dovecote", "Lower Lode"}}}};

// Of the two letters that end a postcode none is ever C, I, K, M, O or V.
constexpr std::array never_issued{'C', 'I', 'K', 'M', 'O', 'V'};

std::uint64_t name_number(const std::string& text) {
  return Random(0).fork(text).next();
}

std::string outward_code(const std::string& district, const std::string& place) {
  const auto of = [&](std::initializer_list<const char*> codes) -> std::string {
    return codes.begin()[name_number(place) % codes.size()];
  };
  if (district == "Cheltenham") return of({"GL50", "GL51", "GL52", "GL53"});
  if (district == "Cotswold") return of({"GL7", "GL8", "GL54", "GL55", "GL56"});
  if (district == "Forest of Dean") return of({"GL14", "GL15", "GL16", "GL17", "GL18"});
  if (district == "Stroud") return of({"GL5", "GL6", "GL10", "GL11", "GL13"});
  if (district == "Tewkesbury") return of({"GL3", "GL20", "GL52"});
  return of({"GL1", "GL2", "GL4"});
}

} // namespace

std::string invented_name(Random& random, bool older) {
  const std::string first = older ? random.pick(older_names) : random.pick(younger_names);
  return first + " " + random.pick(surnames);
}

std::string home_phone(Random& random) {
  return "01632 960" + std::to_string(random.whole(100, 999));
}
std::string mobile_phone(Random& random) {
  return "07700 900" + std::to_string(random.whole(100, 999));
}

Home invented_home(Random& random, const std::string& place, const std::string& district, bool rural) {
  Home home;
  if (rural) {
    home.address = std::string(random.pick(cottages)) + ", near " + place;
  } else {
    const int number = random.whole(1, 140);
    home.address = std::to_string(number) + " " + random.pick(streets) + ", " + place;
    if (random.chance(0.18))
      home.address = "Flat " + std::to_string(random.whole(1, 24)) + ", " + home.address;
  }
  home.postcode = outward_code(district, place) + " " + std::to_string(random.whole(0, 9));
  home.postcode += random.pick(never_issued);
  home.postcode += random.pick(never_issued);
  return home;
}

std::string practice_team(Random& random, const std::string& district, const std::string& place) {
  // A village is with one team; a town named like its district has all three.
  const std::size_t number = place == district ? random.below(3) : name_number(place) % 3;
  for (const auto& [name, three] : teams) {
    if (district == name) return std::string(three[number]) + " Practice Team";
  }
  return district + " Practice Team";
}

std::string access_note(Random& random) {
  static constexpr std::array notes{
      "Side gate, then back door",         "Main entrance, press 0 then call",
      "Front door sticks: push low",       "Long track, no lights; park by the barn",
      "Stairs only, first floor",          "Dog in the kitchen, friendly",
      "Neighbour at number 3 has a key",   "Ramp at the back; front has four steps",
      "Warden's office opens 08:00-16:00", "Knock loudly, hard of hearing"};
  return random.pick(notes);
}

std::string key_safe(Random& random) {
  static constexpr std::array places{"left of the front door", "behind the drainpipe",
                                     "in the porch, low right", "on the garage wall", "by the back door"};
  const int code = random.whole(0, 9999);
  std::array<char, 8> digits{};
  std::snprintf(digits.data(), digits.size(), "%04d", code);
  return std::string(digits.data()) + ", " + random.pick(places);
}

std::string emergency_wishes(Random& random) {
  static constexpr std::array wishes{
      "Plan on file: prefers care at home; hospital only if it cannot be managed here",
      "Do not attempt resuscitation form on the fridge; treat everything else",
      "Wants hospital treatment; call daughter first",
      "Plan in the red bag in the hall; no antibiotics by drip without talking to the family"};
  return random.pick(wishes);
}

} // namespace turnout::sim
