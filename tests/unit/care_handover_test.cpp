// The handover sheet: what a crew reads, what is cut, and the FHIR document held against the elements that
// the R4 specification requires.
#include "support/files.hpp"
#include "turnout/care/handover.hpp"

#include <boost/json.hpp>
#include <catch2/catch.hpp>

#include <functional>
#include <regex>
#include <set>

using namespace turnout;
using namespace turnout::care;
namespace json = boost::json;

namespace {

const WallTime start = *parse_rfc3339("2026-10-31T22:40:00.000Z");
const IncidentId id("I1-7");
const ZoneTable zone{"Europe/London", {}};

/// A night with everything in it.
struct Night {
  Incident incident;
  std::vector<Record> records;

  Night() {
    incident.id = id;
    incident.type = AlarmType::fall;
    incident.person = PersonId("P1");
    incident.first_signal_at = start;
    incident.answered_at = start + 40s;
    incident.with_person_at = start + 22min;
    incident.closed_at = start + 3h;
    incident.outcome = Outcome::conveyed;
    incident.needs = {Need::ambulance};
    Offer offer{.id = OfferId("O1-8"), .responder = ResponderId("R1")};
    offer.kind = ResponderKind::firefighter;
    incident.offers = {offer};
    Assignment went{.offer = offer.id, .responder = offer.responder};
    went.on_scene_at = start + 20min;
    went.with_person_at = start + 22min;
    went.clear_at = start + 90min;
    incident.assignments = {went};
    PartnerRequest request{
        .id = RequestId("Q1-9"), .partner = PartnerId("amb"), .service = Service::ambulance};
    request.state = RequestState::arrived;
    request.reason = "needs: ambulance";
    request.reference = "SW-1";
    request.asked_at = start + 25min;
    request.acknowledged_at = start + 26min;
    incident.requests = {request};
    add(0min, AlarmJoined{.incident = id, .hub = HubId("H1"), .type = AlarmType::fall, .text = TextId("t1")});
    add(1min, Assigned{.incident = id, .offer = offer.id, .responder = offer.responder});
    add(22min, Progressed{.incident = id, .offer = offer.id, .stage = Stage::with_person});
    add(23min, NeedsSaid{.incident = id, .needs = {Need::ambulance}});
    add(25min, PartnerAsked{.incident = id,
                            .request = request.id,
                            .service = Service::ambulance,
                            .reason = "needs: ambulance"});
    add(60min,
        PartnerMoved{
            .incident = id, .request = request.id, .state = RequestState::arrived, .reference = "SW-1"});
    add(3h, Closed{.incident = id,
                   .by = OperatorId("ann"),
                   .outcome = Outcome::conveyed,
                   .referrals = {Referral::falls_service}});
    add(100h, FollowedUp{.incident = id,
                         .by = OperatorId("cat"),
                         .referral = Referral::falls_service,
                         .result = FollowUpResult::declined});
  }

  void add(Duration after, Decision decision) {
    records.push_back({{1, records.size() + 1, start + after}, TimeReached{}, {std::move(decision)}});
  }

  HandoverFacts facts() const {
    HandoverFacts facts{.incident = incident, .records = records, .zone = zone};
    facts.names.texts[TextId("t1")] = "on the <stairs> & cold";
    Person person;
    person.id = PersonId("P1");
    person.gp_practice = "Northleach";
    person.risk_flags = {"oxygen"};
    facts.person = person;
    facts.details = PersonDetails{.id = person.id,
                                  .name = "Ada Byron",
                                  .date_of_birth = "1940-11-02",
                                  .phone = "01632 960001",
                                  .address = "1 Mill Lane",
                                  .postcode = "GL7 1AB",
                                  .emergency_wishes = "Not for resuscitation; the form is in the hall.",
                                  .notes = "Takes warfarin."};
    facts.contacts = {{"Sam Jones", "07700 900000", "Contact"}};
    facts.printed_at = start + 101h;
    facts.printed_by = OperatorId("ann");
    return facts;
  }
};

std::string page_of(const HandoverFacts& facts) {
  return sheet_html(sheet(facts), zone);
}

bool has(const std::string& text, const std::string& part) {
  INFO(part);
  const bool found = text.find(part) != std::string::npos;
  CHECK(found);
  return found;
}

json::object document_of(const HandoverFacts& facts) {
  return json::parse(sheet_fhir(facts)).as_object();
}

/// What R4 says must be there: http://hl7.org/fhir/R4/<resource>.html, cardinality 1..
const std::map<std::string, std::vector<std::string>> required = {
    {"Composition", {"status", "type", "date", "author", "title"}},
    {"Patient", {}},
    {"Organization", {}},
    {"Encounter", {"status", "class"}},
    {"Observation", {"status", "code"}},
    {"Procedure", {"status", "subject"}},
    {"Communication", {"status"}}};

/// The codes that R4 allows, where a value set is required.
const std::map<std::string, std::set<std::string>> statuses = {
    {"Composition", {"preliminary", "final", "amended", "entered-in-error"}},
    {"Encounter", {"planned", "arrived", "triaged", "in-progress", "onleave", "finished", "cancelled"}},
    {"Observation", {"registered", "preliminary", "final", "amended"}},
    {"Procedure", {"preparation", "in-progress", "not-done", "on-hold", "stopped", "completed"}},
    {"Communication", {"preparation", "in-progress", "not-done", "on-hold", "stopped", "completed"}}};

void each_reference(const json::value& value, const std::function<void(const std::string&)>& see) {
  if (const auto* list = value.if_array()) {
    for (const auto& one : *list)
      each_reference(one, see);
  } else if (const auto* object = value.if_object()) {
    for (const auto& [name, member] : *object) {
      if (name == "reference") see(std::string(member.as_string()));
      each_reference(member, see);
    }
  }
}

/// No empty string, list or object stands anywhere: R4 forbids them.
void check_nothing_empty(const json::value& value) {
  if (const auto* text = value.if_string()) CHECK_FALSE(text->empty());
  if (const auto* list = value.if_array()) {
    CHECK_FALSE(list->empty());
    for (const auto& one : *list)
      check_nothing_empty(one);
  }
  if (const auto* object = value.if_object()) {
    CHECK_FALSE(object->empty());
    for (const auto& [name, member] : *object)
      check_nothing_empty(member);
  }
}

void check_fhir(const json::object& bundle) {
  static const std::regex uuid("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  check_nothing_empty(bundle);
  CHECK(bundle.at("resourceType") == "Bundle");
  CHECK(bundle.at("type") == "document");
  CHECK(bundle.at("identifier").as_object().contains("system"));
  CHECK(bundle.contains("timestamp"));
  const auto& entries = bundle.at("entry").as_array();
  CHECK(entries.front().at("resource").at("resourceType") == "Composition");
  std::set<std::string> urls;
  for (const auto& entry : entries) {
    const auto& resource = entry.at("resource").as_object();
    const std::string type(resource.at("resourceType").as_string());
    const std::string url(entry.at("fullUrl").as_string());
    INFO(type);
    REQUIRE(required.contains(type));
    for (const auto& member : required.at(type)) {
      INFO(member);
      CHECK(resource.contains(member));
    }
    if (statuses.contains(type))
      CHECK(statuses.at(type).contains(std::string(resource.at("status").as_string())));
    CHECK(std::regex_match(url, uuid));
    CHECK(url == "urn:uuid:" + std::string(resource.at("id").as_string()));
    CHECK(urls.insert(url).second);
  }
  std::set<std::string> named;
  each_reference(bundle, [&](const std::string& url) {
    CHECK(urls.contains(url));
    named.insert(url);
  });
  // A document holds nothing that cannot be reached from its composition.
  CHECK(named.size() + 1 == urls.size());
  for (const auto& section : entries.front().at("resource").at("section").as_array()) {
    CHECK(section.as_object().contains("text"));
    CHECK(section.at("text").at("status") == "generated");
    CHECK(
        section.at("text").at("div").as_string().starts_with("<div xmlns=\"http://www.w3.org/1999/xhtml\">"));
  }
}

std::string words(std::size_t characters) {
  std::string text;
  while (text.size() < characters)
    text += "She was found beside the armchair with the blanket round her. ";
  return text.substr(0, characters);
}

} // namespace

TEST_CASE("a sheet says where somebody is who is not at home") {
  Night night;
  CHECK(page_of(night.facts()).find("away from home") == std::string::npos);
  night.incident.position = geo_point(51.8, -2.1);
  auto facts = night.facts();
  has(page_of(facts), "Away from home: 51.80000, -2.10000<");
  facts.person->home = geo_point(51.79, -2.1);
  has(page_of(facts), "Away from home: 51.80000, -2.10000, 1.1 km from it");
  has(sheet_fhir(facts), "Away from home: 51.80000, -2.10000, 1.1 km from it");
  facts.person->home = geo_point(51.7995, -2.1);
  has(page_of(facts), "-2.10000, 55 m from it");
  night.incident.person.reset();
  has(page_of(night.facts()), "At 51.80000, -2.10000");
  night.add(
      4h, AlarmJoined{
              .incident = id, .hub = HubId("H1"), .type = AlarmType::fall, .position = geo_point(51.9, -2)});
  has(page_of(night.facts()), "Signal: fall, at 51.90000, -2.00000");
}

TEST_CASE("the sheet says who, what, when, what was done, what is on file, and what is not") {
  const std::string page = page_of(Night().facts());
  for (const char* part :
       {"Ada Byron", "1940-11-02 (85)", "GL7 1AB", "Not for resuscitation",
        "Signal: fall: &quot;on the &lt;stairs&gt; &amp; cold", "Firefighter: with person",
        "22:00 after the first signal", "Ambulance asked: needs: ambulance",
        "Ambulance arrived, reference SW-1", "Closed: conveyed; referred to falls service",
        "Referral to falls service: declined", "Takes warfarin.", "Sam Jones", "07700 900000", "oxygen",
        "No list is held here", "NHS number</dt><dd>Not held here", "Made 2026-11-05"})
    has(page, part);
  CHECK(page.find("<script") == std::string::npos);
}

TEST_CASE("somebody not in the register has what the caller said") {
  Night night;
  auto facts = night.facts();
  facts.person.reset();
  facts.details.reset();
  facts.contacts.clear();
  facts.caller_place = "the bus stop";
  facts.caller_phone = "01632 960002";
  const auto page = page_of(facts);
  for (const char* part :
       {"Not in the register", "the bus stop", "01632 960002", "No contact is on file", "none on file"})
    has(page, part);
  check_fhir(document_of(facts));
}

TEST_CASE("a story too long keeps how it began and how it ended, and says what is left out") {
  Night night;
  for (int i = 0; i < 80; ++i)
    night.records.insert(night.records.begin() + 4,
                         {{1, 1, start + 24min},
                          TimeReached{},
                          {Noted{id, OperatorId("ann"), TextId("n" + std::to_string(i))}}});
  auto facts = night.facts();
  for (int i = 0; i < 80; ++i)
    facts.names.texts[TextId("n" + std::to_string(i))] = std::to_string(i) + " " + words(400);
  facts.details->notes = facts.details->emergency_wishes = words(2000);
  facts.details->address = facts.details->access = words(400);
  facts.details->name = words(150);
  facts.details->phone = words(150);
  facts.person->gp_practice = words(150);
  facts.person->risk_flags = {words(300)};
  facts.contacts.assign(12, {words(150), "07700 900000", "Contact"});
  const Sheet made = sheet(facts);
  CHECK(made.left_out > 60);
  CHECK(made.contacts.size() == 5);
  CHECK(made.done.front().text.starts_with("Signal: fall"));
  CHECK(made.done.back().text.starts_with("Referral to falls service"));
  const auto page = sheet_html(made, zone);
  has(page, std::to_string(made.left_out) + " more are left out here; the whole story stands under I1-7");
  // tests/care prints this one and counts its pages.
  testing::put(TURNOUT_LONGEST_SHEET, page);
  check_fhir(document_of(facts));
}

TEST_CASE("the FHIR document has what R4 requires, and is the same each time") {
  const Night night;
  const auto bundle = document_of(night.facts());
  check_fhir(bundle);
  CHECK(sheet_fhir(night.facts()) == sheet_fhir(night.facts()));
  std::set<std::string> types;
  for (const auto& entry : bundle.at("entry").as_array())
    types.insert(std::string(entry.at("resource").at("resourceType").as_string()));
  CHECK(types.size() == required.size());
  CHECK(json::serialize(bundle).find("Ada Byron") != std::string::npos);
}

TEST_CASE("of an open incident the document is preliminary") {
  Night night;
  night.incident.closed_at.reset();
  night.incident.outcome.reset();
  const auto bundle = document_of(night.facts());
  check_fhir(bundle);
  CHECK(bundle.at("entry").as_array().front().at("resource").at("status") == "preliminary");
}
