#include "turnout/config/plan_check.hpp"
#include "turnout/config/plans.hpp"
#include "turnout/dispatch/travel.hpp"

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::config;

namespace {

const std::string source = TURNOUT_SOURCE_DIR;
const WallTime tuesday_noon = *parse_rfc3339("2026-11-24T12:00:00Z");

PlanBook book_of(const std::string& rest) {
  auto book = parse_plans("zone = \"Europe/London\"\n" + rest, "plans.toml");
  INFO((book ? "" : book.error()));
  REQUIRE(book);
  return std::move(book).value();
}

const std::string offers_plan = R"([plan]
ladder = [{ name = "offers", after = "1m", do = "offer" }, { name = "human", after = "2m", do = "alert" }]
offers = { kinds = ["carer", "firefighter", "family"] }
)";

Responder responder(const char* id, ResponderKind kind, const char* shifts) {
  return {.id = ResponderId(id), .kind = kind, .shifts = parse_week_windows(shifts).value()};
}

std::vector<std::string> gaps(const PlanBook& book, const std::vector<Responder>& responders,
                              const std::vector<Base>& bases = {}) {
  return find_gaps(book, {.responders = responders,
                          .bases = bases,
                          .areas = {AreaId("Stroud")},
                          .from = tuesday_noon,
                          .length = std::chrono::days(1)});
}

} // namespace

TEST_CASE("a plan is told as it would run on that night") {
  const auto book = load_plans(source + "/config/plans.toml");
  REQUIRE(book);
  Person person{.id = PersonId("p-1"), .area = AreaId("Forest of Dean")};
  person.risk_flags = {"red_flag"};
  const std::string told = tell_plan(
      book.value(),
      {.type = AlarmType::fall, .person = &person, .area = {}, .at = *parse_rfc3339("2026-07-14T01:13:00Z")});
  const std::string revision = book.value().revision.str();
  CHECK(
      told ==
      "fall, class life_person, Tue 02:13:00 Europe/London, area Forest of Dean\n"
      "plan root/life_person, revision " +
          revision +
          ", priority 1\n"
          "02:14:00  an operator has answered; at the latest 02:16:00\n"
          "02:14:00  offers: responders are asked, 3 at once, unless answered\n"
          "02:16:00  offers undecided: responders are asked, 3 at once, unless decided\n"
          "02:16:00  unanswered: the supervisor is told, unless answered\n"
          "02:21:00  rapid home care: rapid home care is asked, unless accepted\n"
          "02:21:00  nobody accepted: the supervisor is told, unless accepted\n"
          "02:58:00  long lie near: the supervisor is told, unless with person\n"
          "03:13:00  long lie: the supervisor is told, unless with person\n"
          "if arrival is forecast after 02:58:00  late arrival: rapid home care is asked\n"
          "if arrival is forecast after 03:13:00  very late arrival: ambulance is asked\n"
          "02:13:00  red flag: ambulance is asked\n"
          "if somebody on the spot asks for ambulance  ambulance needed: ambulance is asked\n"
          "if somebody on the spot asks for rapid home care  home care needed: rapid home care is asked\n"
          "if somebody on the spot asks for police  police needed: police is asked\n"
          "if somebody on the spot asks for fire  fire needed: fire control is asked\n"
          "if somebody on the spot asks for third sector  third sector needed: third sector is asked\n"
          "if somebody on the spot asks for clinical advice  clinical advice needed: the operator is told\n");
}

TEST_CASE("a test wakes nobody, and the telling says so") {
  const auto book = load_plans(source + "/config/plans.toml");
  REQUIRE(book);
  const std::string told = tell_plan(book.value(), {.type = AlarmType::test, .at = tuesday_noon});
  CHECK(told.ends_with("recorded and acknowledged; nobody is called\n"));
}

TEST_CASE("what opens no incident by itself is told so, without a ladder") {
  const auto book = load_plans(source + "/config/plans.toml");
  REQUIRE(book);
  const auto told = [&](AlarmType type, const Person* person = nullptr) {
    return tell_plan(book.value(), {.type = type, .person = person, .area = {}, .at = tuesday_noon});
  };
  for (const AlarmType type : {AlarmType::presence_confirmed, AlarmType::cancel, AlarmType::fall_exit}) {
    CHECK_THAT(told(type), Catch::EndsWith("noted on the person's open incident, if there is one; else "
                                           "recorded and acknowledged, and nobody is called\n"));
    CHECK_THAT(told(type), !Catch::Contains("an operator has answered"));
  }
  CHECK_THAT(told(AlarmType::mains_restored), Catch::Contains("joins the open incident of mains_fail") &&
                                                  !Catch::Contains("an operator has answered"));

  // Whoever presses for assistance where nothing is open has the ladder of a person in need.
  const std::string fall = told(AlarmType::fall);
  const std::string assistance = told(AlarmType::assistance);
  CHECK_THAT(assistance, Catch::StartsWith("assistance, class evidence") &&
                             Catch::Contains("plan root/life_person,") &&
                             Catch::Contains("else opens one of class life_person:\n"));
  CHECK_THAT(assistance, Catch::EndsWith(fall.substr(fall.find("priority 1\n") + 11)));
}

TEST_CASE("a person whom one alone may not help is told as such") {
  const auto book = load_plans(source + "/config/plans.toml");
  REQUIRE(book);
  Person person{.id = PersonId("p-1")};
  person.risk_flags = {"falls_2plus", "two_person_lift"};
  CHECK_THAT(
      tell_plan(book.value(), {.type = AlarmType::fall, .person = &person, .area = {}, .at = tuesday_noon}),
      Catch::Contains("\ntwo people are needed: the person carries two_person_lift\n"));
}

TEST_CASE("hours without anybody on shift are found, merged over midnight") {
  const auto found = gaps(book_of(offers_plan), {responder("c-1", ResponderKind::carer, "06:00-22:00")});
  CHECK(found ==
        std::vector<std::string>{
            "Stroud, Tue 22:00-Wed 06:00: plan root, rung \"offers\": no carer or firefighter on shift"});
}

TEST_CASE("family come to their own people, and close no gap") {
  CHECK(gaps(book_of(offers_plan), {responder("f-1", ResponderKind::family, "24h")}) ==
        std::vector<std::string>{
            "Stroud, the whole time: plan root, rung \"offers\": no carer or firefighter on shift"});
}

TEST_CASE("a crew at its minimum is not counted") {
  const Base station{.id = BaseId("st-1"), .name = "Stroud", .kind = "fire_station", .minimum_crew = 2};
  std::vector<Responder> crew;
  for (const char* id : {"ff-1", "ff-2", "ff-3"}) {
    crew.push_back(responder(id, ResponderKind::firefighter, "24h"));
    crew.back().base = station.id;
  }
  CHECK(gaps(book_of(offers_plan), crew, {station}).empty());
  crew.pop_back();
  CHECK(gaps(book_of(offers_plan), crew, {station}).size() == 1);
}

TEST_CASE("areas, skills and personal care narrow who counts") {
  Responder carer = responder("c-1", ResponderKind::carer, "24h");
  carer.areas = {AreaId("Cotswold")};
  CHECK(gaps(book_of(offers_plan), {carer}).size() == 1);
  carer.areas = {AreaId("Stroud")};
  CHECK(gaps(book_of(offers_plan), {carer}).empty());

  const std::string skilled = R"([plan]
ladder = [{ name = "offers", after = "1m", do = "offer" }, { name = "human", after = "2m", do = "alert" }]
offers = { kinds = ["carer", "firefighter"], skills = ["personal_care"], personal_care = true }
)";
  CHECK(gaps(book_of(skilled), {carer, responder("ff-1", ResponderKind::firefighter, "24h")}) ==
        std::vector<std::string>{
            "Stroud, the whole time: plan root, rung \"offers\": no carer with personal_care on shift"});
}

TEST_CASE("a partner's hours leave gaps too, where the branch holds") {
  const auto book = book_of(R"([[partner]]
id = "care"
service = "rapid_home_care"
ring = "01632 960101"
hours = "08:00-20:00"
[plan]
ladder = [{ name = "human", after = "2m", do = "alert" }]
[[plan.branch]]
name = "evening"
match = { when = "18:00-22:00", area = ["Stroud", "Cotswold"] }
ladder = [
  { name = "care", after = "8m", do = "request", service = "rapid_home_care" },
  { name = "human", after = "9m", do = "alert" },
]
)");
  CHECK(gaps(book, {}) ==
        std::vector<std::string>{"Stroud, Tue 20:00-22:00: plan root/evening, rung \"care\": no "
                                 "partner for rapid home care has hours"});
}

TEST_CASE("what many rungs and all areas miss at once is one line") {
  const auto book = book_of(R"([[partner]]
id = "care"
service = "rapid_home_care"
ring = "01632 960101"
hours = "08:00-20:00"
[plan]
ladder = [
  { name = "asked", need = "rapid_home_care", do = "request", service = "rapid_home_care" },
  { name = "care", after = "8m", do = "request", service = "rapid_home_care" },
  { name = "human", after = "9m", do = "alert" },
]
[[plan.branch]]
name = "grave"
match = { class = ["life_person"] }
priority = 1
)");
  const auto found = find_gaps(book, {.responders = {},
                                      .bases = {},
                                      .areas = {AreaId("Stroud"), AreaId("Cotswold")},
                                      .from = tuesday_noon,
                                      .length = std::chrono::days(1)});
  CHECK(found ==
        std::vector<std::string>{"everywhere, Tue 20:00-Wed 08:00: plan root/grave, rung \"care\" and 3 more "
                                 "rungs: no partner for rapid home care has hours"});
}

TEST_CASE("plans that call nobody have no gaps") {
  const auto book = book_of(R"([plan]
ladder = [{ name = "human", after = "2m", do = "alert" }]
[[plan.branch]]
name = "test"
match = { class = ["test"] }
no_incident = true
ladder = [{ name = "offers", after = "1m", do = "offer" }, { name = "human", after = "2m", do = "alert" }]
)");
  CHECK(gaps(book, {}).empty());
}

TEST_CASE("the demo county's Severn sends nobody from the wrong bank") {
  const auto book = load_plans(source + "/config/demo/plans.toml");
  REQUIRE(book);
  const dispatch::LawOfTravel law(book.value().travel);
  const GeoPoint sharpness = geo_point(51.71972, -2.4775);
  const GeoPoint lydney = geo_point(51.7258, -2.5324);
  const GeoPoint dursley = geo_point(51.6881, -2.3597);
  CHECK(law.journey(dursley, sharpness).travel < law.journey(lydney, sharpness).travel);
  CHECK(law.journey(lydney, sharpness).distance > Distance(28'000));
  CHECK(law.journey(lydney, sharpness).distance < Distance(34'000));
  // Both stations of Gloucester stand on one bank, and Maisemore is a bridge away.
  const GeoPoint gloucester = geo_point(51.8656, -2.2431);
  const GeoPoint highnam = geo_point(51.873, -2.31);
  const Distance over = law.journey(gloucester, highnam).distance;
  CHECK(over < Distance(crow_distance(gloucester, highnam).metres() + 1'500));
}
