#include "turnout/config/registry_csv.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::config;

namespace {

const std::string people_header = "person_id,hub_id,name,date_of_birth,phone,address,postcode,lat,lon,area,"
                                  "gp_practice,lives_alone,risk_flags,"
                                  "plan,access,key_safe,preferred_responders,emergency_wishes,notes\n";
const std::string responders_header =
    "responder_id,name,kind,organisation,base_id,phone,lat,lon,areas,skills,shifts\n";
const std::string bases_header = "base_id,name,kind,lat,lon,minimum_crew\n";

std::string person(const std::string& id, const std::string& hub, const std::string& lat = "51.8642") {
  return id + "," + hub + ",Ada Example,1938-02-01,01632 960001,\"1 High Street, Example\",GL1 1AA," + lat +
         ",-2.2382,Gloucester,Example Surgery,yes,falls_2plus; oxygen,,,,,,\n";
}

std::string people_problems(const std::string& rows, const KnownNames& known = {}) {
  const auto parsed = parse_people(people_header + rows, "people.csv", known);
  REQUIRE_FALSE(parsed);
  return parsed.error();
}

} // namespace

TEST_CASE("a person's row becomes what the rules know and what they must not") {
  const auto rows = parse_people(
      people_header +
          "p-1,hub-1,Ada Example,1938-02-01,01632 960001,\"1 High Street, \"\"The Cot\"\"\",GL1 1AA,51.8642,"
          "-2.2382,Forest of Dean,Example Surgery,yes,falls_2plus; oxygen,root/care,back door,1234,"
          "fam-1;fam-2,\"No hospital\nif it can be helped\",\n",
      "people.csv");
  INFO((rows ? "" : rows.error()));
  REQUIRE(rows);
  REQUIRE(rows.value().size() == 1);
  const auto& [known, details] = rows.value().front();
  CHECK(known.id.str() == "p-1");
  CHECK(known.hub.str() == "hub-1");
  CHECK(known.home == geo_point(51.8642, -2.2382));
  CHECK(known.area.str() == "Forest of Dean");
  CHECK(known.lives_alone);
  CHECK(known.risk_flags == std::set<std::string>{"falls_2plus", "oxygen"});
  CHECK(known.plan == "root/care");
  CHECK(known.preferred_responders == std::vector{ResponderId("fam-1"), ResponderId("fam-2")});
  CHECK(details.address == "1 High Street, \"The Cot\"");
  CHECK(details.emergency_wishes == "No hospital\nif it can be helped");
  CHECK(details.key_safe == "1234");
}

TEST_CASE("columns may come in any order, with a byte order mark and Windows line ends") {
  const auto rows = parse_bases("\xEF\xBB\xBFname,base_id,minimum_crew,lon,lat,kind\r\n"
                                "Northleach fire station,st-northleach,4,-1.8354,51.8305,fire_station\r\n",
                                "bases.csv");
  INFO((rows ? "" : rows.error()));
  REQUIRE(rows);
  REQUIRE(rows.value().size() == 1);
  CHECK(rows.value().front() == Base{.id = BaseId("st-northleach"),
                                     .name = "Northleach fire station",
                                     .kind = "fire_station",
                                     .place = geo_point(51.8305, -1.8354),
                                     .minimum_crew = 4});
}

TEST_CASE("a responder's row") {
  const auto rows =
      parse_responders(responders_header + "ff-1,Bo Example,firefighter,County Fire,st-1,07700 900001,,,"
                                           "Cotswold;Stroud,first_aid,Mon-Fri 18:00-08:00;Sat,Sun 24h\n",
                       "responders.csv");
  // A comma inside hours needs quotes, and the row says so by its number of cells.
  REQUIRE_FALSE(rows);
  CHECK(rows.error() ==
        "responders.csv row 2 has 12 cells where the header has 11: put a cell with a comma in quotes");

  const auto good = parse_responders(
      responders_header +
          "ff-1,Bo Example,firefighter,County Fire,st-1,07700 900001,,,Cotswold;Stroud,first_aid,"
          "\"Mon-Fri 18:00-08:00;Sat,Sun 08:00-18:00\"\n",
      "responders.csv", {.bases = std::set{BaseId("st-1")}, .responders = {}, .plans = {}});
  INFO((good ? "" : good.error()));
  REQUIRE(good);
  const Responder& row = good.value().front().first;
  CHECK(row.kind == ResponderKind::firefighter);
  CHECK(row.base.str() == "st-1");
  CHECK_FALSE(row.place);
  CHECK(row.areas == std::set{AreaId("Cotswold"), AreaId("Stroud")});
  CHECK(row.shifts.size() == 2);
}

TEST_CASE("each bad cell is named by row, column and mend") {
  CHECK(
      people_problems(person("p-1", "hub-1") + person("p 2", "hub-2", "abc")) ==
      "people.csv row 3, column person_id: \"p 2\" is not an identifier: use 1 to 64 of A-Z a-z 0-9 . _ : -\n"
      "people.csv row 3, column lat: \"abc\" is not a latitude: write degrees like 51.8642");
  CHECK(people_problems(person("p-1", "hub-1", "151.8")) ==
        "people.csv row 2, column lat: \"151.8\" is not a latitude: write degrees like 51.8642");
  CHECK(people_problems(person("p-1", "hub-1", "nan")).find("is not a latitude") != std::string::npos);
}

TEST_CASE("an id or a hub used twice is refused") {
  CHECK(
      people_problems(person("p-1", "hub-1") + person("p-1", "hub-1")) ==
      "people.csv row 3, column person_id: \"p-1\" stands in an earlier row already: give each row its own\n"
      "people.csv row 3, column hub_id: \"hub-1\" stands in an earlier row already: give each row its own");
}

TEST_CASE("a hub belongs to one person across imports, and moves only together with its owner") {
  const KnownNames known{.bases = {},
                         .responders = {},
                         .plans = {},
                         .hubs = {{HubId("hub-a"), PersonId("p-a")}, {HubId("hub-b"), PersonId("p-b")}}};
  CHECK(people_problems(person("p-n", "hub-n") + person("p-z", "hub-a") + person("p-y", "hub-b"), known) ==
        "people.csv row 3, column hub_id: \"hub-a\" is the hub of p-a: give that person another in this "
        "file, or correct it\n"
        "people.csv row 4, column hub_id: \"hub-b\" is the hub of p-b: give that person another in this "
        "file, or correct it");
  const auto taken = [&](const std::string& rows) {
    return parse_people(people_header + rows, "people.csv", known).ok();
  };
  CHECK(taken(person("p-a", "hub-a") + person("p-z", "hub-z")));
  CHECK(taken(person("p-z", "hub-a") + person("p-a", "hub-z")));
  CHECK(taken(person("p-a", "hub-b") + person("p-b", "hub-a")));
  CHECK_FALSE(taken(person("p-z", "hub-a") + person("p-a", "hub-a")));
}

TEST_CASE("what a row refers to must be there") {
  const KnownNames known{.bases = std::set{BaseId("st-1")},
                         .responders = std::set{ResponderId("fam-1")},
                         .plans = std::set<std::string>{"root", "root/life_person", "life_person"}};
  CHECK(people_problems("p-1,hub-1,Ada,,,,,,,Stroud,,no,,life_persn,,,fam-9,,\n", known) ==
        "people.csv row 2, column plan: \"life_persn\" is no plan that may take a person's calls: did "
        "you mean \"life_person\"?\n"
        "people.csv row 2, column preferred_responders: \"fam-9\" names \"fam-9\", who is not registered: "
        "import "
        "responders.csv first");
  const auto responders =
      parse_responders(responders_header + "r-1,Bo,carer,,st-9,,,,,,24h\n", "responders.csv", known);
  REQUIRE_FALSE(responders);
  CHECK(responders.error() ==
        "responders.csv row 2, column base_id: \"st-9\" is no base that is known: import "
        "bases.csv first, or correct the id");
}

TEST_CASE("what stands in a personal column is never repeated") {
  const std::string secret = "Edna Secretname";
  const auto rows =
      parse_people(people_header + "p-1,hub-1," + secret + ",Edna Secretname,,,,1,1,Stroud,,no,,,,,,,\n" +
                       "p-2,hub-2," + secret + "\x01,,,,,1,1,Stroud,,no,,,,,,,\n",
                   "people.csv");
  REQUIRE_FALSE(rows);
  CHECK(rows.error() ==
        "people.csv row 2, column date_of_birth: this is not a date: write YYYY-MM-DD\n"
        "people.csv row 3, column name: this is not plain UTF-8 text: save the file as UTF-8");
  // Cells that slid along by a comma too many are not looked at one by one.
  const auto slid = parse_people(people_header + "p-1,hub-1," + secret +
                                     ",1938-02-01,,12, High Street,,51,-2,Stroud,"
                                     ",no,,,,,,,\n",
                                 "people.csv");
  REQUIRE_FALSE(slid);
  CHECK(slid.error().find("Secretname") == std::string::npos);
  CHECK(slid.error().find("High Street") == std::string::npos);
}

TEST_CASE("flags and skills are words, not sentences") {
  CHECK(people_problems("p-1,hub-1,Ada,,,,,,,Stroud,,no,falls_2plus; bad hip,,,,,,\n") ==
        "people.csv row 2, column risk_flags: this has an item that is not an identifier: separate items by "
        ";, each "
        "of A-Z a-z 0-9 . _ : -");
}

TEST_CASE("columns that are missing, unknown or there twice are named") {
  const auto rows = parse_bases("base_id,nmae,kind,lat,lat\n", "bases.csv");
  REQUIRE_FALSE(rows);
  CHECK(rows.error() == "bases.csv row 1, column \"nmae\" is not known: did you mean \"name\"?\n"
                        "bases.csv row 1, column \"lat\" stands twice: take one out\n"
                        "bases.csv row 1, column name is missing: add it, empty if need be\n"
                        "bases.csv row 1, column lon is missing: add it, empty if need be\n"
                        "bases.csv row 1, column minimum_crew is missing: add it, empty if need be");
}

TEST_CASE("a header of more cells than any file has is refused as a whole") {
  CHECK(parse_bases(std::string(64, ',') + "\n", "bases.csv").error() ==
        "bases.csv row 1 has 65 cells: write the column names there and nothing else");
  CHECK(parse_bases(std::string(63, ',') + "\n", "bases.csv").error().find("has 64 cells") ==
        std::string::npos);
}

TEST_CASE("files that are not CSV at all") {
  CHECK(parse_bases("", "bases.csv").error() == "bases.csv is empty: write the header row first");
  CHECK(parse_bases(bases_header + "st-1,North \"leach\",fire_station,51,-2,4\n", "bases.csv").error() ==
        "bases.csv row 2: a quotation mark stands open or inside a cell: put the cell in quotes and double "
        "those "
        "inside");
  CHECK_FALSE(parse_bases(bases_header + "st-1,\"Northleach,fire_station,51,-2,4\n", "bases.csv").ok());
  CHECK(parse_bases(bases_header, "bases.csv").value().empty());
  CHECK(parse_bases(bases_header + ",,,,,\n", "bases.csv").value().empty());
}

TEST_CASE("all or nothing: one bad row among many takes none") {
  std::string rows = people_header;
  for (int i = 0; i < 500; ++i)
    rows += person("p-" + std::to_string(i), "hub-" + std::to_string(i), i == 300 ? "x" : "51.8");
  const auto parsed = parse_people(rows, "people.csv");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error() ==
        "people.csv row 302, column lat: \"x\" is not a latitude: write degrees like 51.8642");
}

TEST_CASE("problems are told up to a limit") {
  std::string rows = bases_header;
  for (int i = 0; i < 1000; ++i)
    rows += "st-" + std::to_string(i) + ",X,fire_station,x,-2,4\n";
  const auto parsed = parse_bases(rows, "bases.csv");
  REQUIRE_FALSE(parsed);
  CHECK(parsed.error().size() < 40'000);
}

TEST_CASE("one person entered by hand is held to the rules of the file") {
  const KnownNames known{.bases = {},
                         .responders = std::set{ResponderId("fam-1")},
                         .plans = std::set<std::string>{"root/care"},
                         .hubs = {{HubId("hub-1"), PersonId("p-1")}, {HubId("hub-2"), PersonId("p-2")}}};
  const std::map<std::string, std::string> good = {{"person_id", "p-1"},
                                                   {"hub_id", "hub-1"},
                                                   {"name", "Ada Example"},
                                                   {"date_of_birth", "1938-02-01"},
                                                   {"lat", "51.8642"},
                                                   {"lon", "-2.2382"},
                                                   {"area", "Gloucester"},
                                                   {"lives_alone", "yes"},
                                                   {"risk_flags", "falls_2plus;oxygen"},
                                                   {"preferred_responders", "fam-1"},
                                                   {"key_safe", "1234"}};
  const auto whole = read_person(good, known);
  REQUIRE(whole.row);
  CHECK(whole.faults.empty());
  CHECK(whole.row->first.hub == HubId("hub-1"));
  CHECK(whole.row->first.risk_flags.size() == 2);
  CHECK(whole.row->second.key_safe == "1234");

  auto bad = good;
  bad["hub_id"] = "hub-2";
  bad["name"] = "";
  bad["date_of_birth"] = "1 Feb 1938";
  bad["lat"] = "here";
  bad["plan"] = "root/cars";
  bad["preferred_responders"] = "fam-2";
  bad["keysafe"] = "4321";
  const auto form = read_person(bad, known);
  CHECK_FALSE(form.row);
  std::map<std::string, std::string> faults;
  for (const auto& fault : form.faults)
    faults[fault.member] = fault.message;
  CHECK(faults.size() == 7);
  CHECK(faults["hub_id"] == "\"hub-2\" is the hub of p-2: give that person another first, or correct it");
  CHECK(faults["name"] == "this is empty: every row needs it");
  CHECK(faults["date_of_birth"] == "this is not a date: write YYYY-MM-DD");
  CHECK(faults["lat"] == "\"here\" is not a latitude: write degrees like 51.8642");
  CHECK(faults["keysafe"].find("is not known") == 0);
  CHECK(faults.contains("plan"));
  CHECK(faults.contains("preferred_responders"));
  for (const auto& [member, message] : faults)
    CHECK(message.find("4321") == std::string::npos);
}
