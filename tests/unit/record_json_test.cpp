#include <turnout/record/json.hpp>
#include <turnout/record/text.hpp>

#include <catch2/catch.hpp>

using namespace turnout;

namespace {

template <class T>
std::string fault_of(std::string_view text) {
  const auto read = record::from_json<T>(text);
  REQUIRE_FALSE(read.ok());
  return read.error();
}

std::string quoted(std::string_view text) {
  std::string out;
  record::append_string(out, text);
  return out;
}

} // namespace

TEST_CASE("the written form is canonical") {
  OfferMade offer;
  offer.incident = IncidentId("I1");
  offer.offer = OfferId("I1.1");
  offer.responder = ResponderId("R1");
  offer.fence = 1;
  offer.expires_at = *parse_rfc3339("2026-11-22T17:48:48.123Z");
  offer.eta = 540s;
  offer.distance = Distance(5123);
  offer.reason = "nearest of 41";
  offer.kind = ResponderKind::firefighter;
  offer.organisation = "county fire";
  offer.base = BaseId("S7");
  CHECK(record::to_json(Decision(offer)) ==
        R"(["OfferMade",{"incident":"I1","offer":"I1.1","responder":"R1","fence":1,)"
        R"("expires_at":"2026-11-22T17:48:48.123Z","eta":540000,"distance":5123,"reason":"nearest of 41",)"
        R"("kind":"firefighter","organisation":"county fire","base":"S7"}])");
}

TEST_CASE("an optional member is left out when empty, and names lose their trailing underscore") {
  AlertRaised alert;
  alert.alert = AlertId("A1");
  alert.code = "x";
  CHECK(record::to_json(Decision(alert)) ==
        R"(["AlertRaised",{"alert":"A1","role":"operator","code":"x","text":"","ring":""}])");
  CHECK(record::name_of(SenderKind::operator_) == "operator");
  CHECK(record::enum_of<SenderKind>("operator") == SenderKind::operator_);
  CHECK_FALSE(record::enum_of<SenderKind>("operator_"));
  CHECK_FALSE(record::enum_of<AlarmType>(""));
  CHECK(record::name_of(static_cast<SenderKind>(77)).empty());
}

TEST_CASE("sets and pairs are lists") {
  PlanBook book;
  book.rules.remap = {{AlarmType::bath, AlarmClass::life_person}};
  CHECK(record::to_json(book).find(R"("remap":[["bath","life_person"]])") != std::string::npos);
}

TEST_CASE("unknown members are ignored and missing ones keep their default") {
  const auto read = record::from_json<Decision>(
      R"(["OfferMade",{"incident":"I1","of_a_later_release":{"a":[1]},"fence":4}])");
  REQUIRE(read.ok());
  OfferMade expected;
  expected.incident = IncidentId("I1");
  expected.fence = 4;
  CHECK(read.value() == Decision(expected));

  const auto plan = record::from_json<PlanBook>("{}");
  REQUIRE(plan.ok());
  CHECK(plan.value() == PlanBook{});
}

TEST_CASE("a wrong type is told with the path to the member") {
  CHECK(fault_of<Decision>(R"(["OfferMade",{"fence":"x"}])") == "OfferMade.fence must be a whole number");
  CHECK(fault_of<Decision>(R"(["SelectionMade",{"ranked":[{},{"eta":1.5}]}])") ==
        "SelectionMade.ranked[1].eta must be a whole number");
  CHECK(fault_of<Record>(R"({"decisions":[["Nobody",{}]]})") == "decisions[0] is of an unknown kind");
  CHECK(fault_of<Record>(R"({"stamp":{"at":"yesterday"}})") == "stamp.at must be a time");
  CHECK(fault_of<Record>(R"({"stamp":{"sequence":-1}})") == "stamp.sequence is out of range");
  CHECK(fault_of<Base>(R"({"minimum_crew":3000000000})") == "minimum_crew is out of range");
  CHECK(fault_of<Base>(R"({"place":{"lat_e7":2147483648}})") == "place.lat_e7 is out of range");
  CHECK(fault_of<Base>(R"([])") == "the whole must be an object");
  CHECK(fault_of<Person>(R"({"lives_alone":1})") == "lives_alone must be true or false");
  CHECK(fault_of<Person>(R"({"risk_flags":["a",1]})") == "risk_flags[1] must be a string");
  CHECK(fault_of<Responder>(R"({"kind":"pilot"})") == "kind is not one of the known names");
  CHECK(fault_of<PlanBook>(R"({"rules":{"remap":[["bath"]]}})") == "rules.remap[0] must be a list of two");
}

TEST_CASE("what is not JSON is refused without repeating it") {
  CHECK(fault_of<Record>("{\"stamp\":secret").find("secret") == std::string::npos);
  CHECK(fault_of<Record>("").starts_with("not JSON"));
  CHECK(fault_of<Record>(std::string(1000, '[')).starts_with("not JSON"));
}

TEST_CASE("a deep tree of plans can be read again") {
  PlanBook book;
  for (int depth = 0; depth < 40; ++depth) {
    PlanNode above;
    above.children.push_back(std::move(book.root));
    book.root = std::move(above);
  }
  const auto back = record::from_json<Record>(record::to_json(Record{{}, PlansChanged{book}, {}}));
  REQUIRE(back.ok());
  CHECK(std::get<PlansChanged>(back.value().event).book == book);
}

TEST_CASE("any bytes become a JSON string") {
  CHECK(quoted("plain") == R"("plain")");
  CHECK(quoted("a\"b\\c\n\r\t\x01\x1f") == R"("a\"b\\c\n\r\t\u0001\u001f")");
  CHECK(quoted(std::string_view("\0", 1)) == R"("\u0000")");
  CHECK(quoted("caf\xc3\xa9 \xf0\x9f\x9a\x91") == "\"caf\xc3\xa9 \xf0\x9f\x9a\x91\"");
  CHECK(quoted("caf\xe9!") == "\"caf\xef\xbf\xbd!\"");
  CHECK(quoted("\xc0\xaf") == "\"\xef\xbf\xbd\xef\xbf\xbd\"");
  CHECK(quoted("\xed\xa0\x80") == "\"\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\"");
  CHECK(quoted("\xf4\x90\x80\x80").size() == 2 + 4 * 3);
  CHECK(quoted("\xe2\x82") == "\"\xef\xbf\xbd\xef\xbf\xbd\"");
  for (int byte = 0; byte < 256; ++byte) {
    Base base;
    base.name = std::string("x") + static_cast<char>(byte) + "y";
    CHECK(record::from_json<Base>(record::to_json(base)).ok());
  }
}

TEST_CASE("texts are cut between characters") {
  CHECK(record::first_characters("abc", 2) == "ab");
  CHECK(record::first_characters("abc", 9) == "abc");
  CHECK(record::first_characters("\xc3\xa9\xc3\xa9\xc3\xa9", 2) == "\xc3\xa9\xc3\xa9");
  CHECK(record::first_characters("a\xe2\x82", 5) == "a");
  CHECK(record::first_characters("abc", 0).empty());
  CHECK(record::is_utf8("caf\xc3\xa9"));
  CHECK_FALSE(record::is_utf8("caf\xe9"));
}
