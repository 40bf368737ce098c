#include <turnout/wire/encode.hpp>

#include <catch2/catch.hpp>

using namespace turnout;

namespace {

const WallTime sunday_noon = *parse_rfc3339("2026-11-22T12:00:00Z");
const EffectKey key("1.42.0");

PersonDetails ada() {
  return {.id = PersonId("P1"),
          .name = "Ada Byron",
          .date_of_birth = "1941-12-10",
          .phone = "01452 555555",
          .address = "1 Mill Lane",
          .postcode = "GL6 6AA",
          .access = "Side door",
          .key_safe = "4711",
          .emergency_wishes = "Daughter first",
          .notes = "Hard of hearing"};
}

wire::Entitled everything() {
  return {.person = ada(),
          .risks = {"risk_marker", "two_person_lift"},
          .responder = ResponderDetails{ResponderId("R1"), "Sam Jones", "07700 900000"}};
}

wire::Outgoing say(const Effect& effect, const wire::Entitled& entitled = everything()) {
  const auto message = wire::encode("turnout/v1", key, effect, sunday_noon, entitled);
  REQUIRE(message);
  CHECK_FALSE(message->retained);
  return *message;
}

SendAssignment assignment(AssignmentState state) {
  SendAssignment effect;
  effect.responder = ResponderId("R1");
  effect.incident = IncidentId("I1");
  effect.offer = OfferId("I1.1");
  effect.state = state;
  effect.arrive_by = sunday_noon + 45min;
  effect.person = PersonId("P1");
  effect.position = GeoPoint{517'457'000, -22'170'001};
  return effect;
}

SendRequest request(Service service) {
  SendRequest effect;
  effect.partner = PartnerId("rhc");
  effect.request = RequestId("Q1");
  effect.incident = IncidentId("I1");
  effect.service = service;
  effect.priority = 2;
  effect.reason = "Nobody can be there within 45 minutes.";
  effect.person = PersonId("P1");
  effect.position = GeoPoint{517'457'000, 0};
  effect.acknowledge_by = sunday_noon + 1min;
  effect.arrive_by = sunday_noon + 2h;
  effect.handover = {
      AlarmType::fall, sunday_noon - 8min, std::nullopt, {"12:00 offered to R1", "said \"no\""}};
  return effect;
}

bool has(const wire::Outgoing& message, std::string_view text) {
  return message.payload.find(text) != std::string::npos;
}

} // namespace

TEST_CASE("an ack carries the sender's id, or null where none could be read") {
  CHECK(say(SendAck{HubId("H1"), AlarmId("a1"), AckStatus::accepted, IncidentId("I1"), ""}).payload ==
        R"({"id":"a1","status":"accepted","incident":"I1","at":"2026-11-22T12:00:00.000Z","key":"1.42.0"})");
  const auto doubtful =
      say(SendAck{HubId("H1"), std::nullopt, AckStatus::unverified, std::nullopt, "broken"});
  CHECK(doubtful.topic == "turnout/v1/hub/H1/ack");
  CHECK(
      doubtful.payload ==
      R"({"id":null,"status":"unverified","reason":"broken","at":"2026-11-22T12:00:00.000Z","key":"1.42.0"})");
}

TEST_CASE("the person who pressed hears plain words and at most a first name") {
  SendFeedback effect{HubId("H1"), IncidentId("I1"), FeedbackStage::coming, ResponderId("R1"), 8min + 1s};
  const auto named = say(effect);
  CHECK(named.topic == "turnout/v1/hub/H1/feedback");
  CHECK(named.payload ==
        R"({"incident":"I1","stage":"coming","text":"Sam is coming, about 9 minutes.","eta_s":481,)"
        R"("key":"1.42.0"})");
  CHECK(has(say(effect, {}), "Help is coming, about 9 minutes."));
  effect.eta.reset();
  CHECK(has(say(effect, {}), "\"Help is coming.\""));
  effect.eta = 20s;
  CHECK(has(say(effect, {}), "about 1 minute."));
  effect.stage = FeedbackStage::delayed;
  CHECK(has(say(effect, {}), "Help is delayed, now about 1 minute."));
  effect.stage = FeedbackStage::near;
  CHECK(has(say(effect, {}), "Help is nearly with you."));
  effect.stage = FeedbackStage::heard;
  CHECK(has(say(effect, {}), "We have heard you."));
}

TEST_CASE("what is no first name is not said") {
  const SendFeedback effect{HubId("H1"), IncidentId("I1"), FeedbackStage::coming, ResponderId("R1"), {}};
  for (const std::string name : {"Mr Jones", "J Jones", "", "07700 900000", "a.jones@example.org"}) {
    wire::Entitled entitled;
    entitled.responder = ResponderDetails{ResponderId("R1"), name, ""};
    INFO(name);
    CHECK(has(say(effect, entitled), "\"Help is coming.\""));
  }
}

TEST_CASE("an offer has the contract's members and nobody's name or address") {
  SendOffer effect;
  effect.responder = ResponderId("R1");
  effect.offer = OfferId("I1.1");
  effect.incident = IncidentId("I1");
  effect.sent_at = sunday_noon;
  effect.expires_at = sunday_noon + 45s;
  effect.priority = 1;
  effect.type = AlarmType::fall;
  effect.cls = AlarmClass::life_person;
  effect.locality = AreaId("stroud");
  effect.distance = Distance(5123);
  effect.eta = 9min + 1ms;
  effect.skills = {"lift", "first_aid"};
  effect.people_needed = 2;
  const auto message = say(effect);
  CHECK(message.topic == "turnout/v1/responder/R1/offer");
  CHECK(
      message.payload ==
      R"({"id":"I1.1","incident":"I1","sent_at":"2026-11-22T12:00:00.000Z",)"
      R"("expires_at":"2026-11-22T12:00:45.000Z","priority":1,"type":"fall","class":"life_person",)"
      R"("locality":"stroud","distance_m":5123,"eta_s":541,"skills":["first_aid","lift"],"people_needed":2,)"
      R"("key":"1.42.0"})");
}

TEST_CASE("the assigned responder gets what is needed at the door") {
  const auto message = say(assignment(AssignmentState::assigned));
  CHECK(message.topic == "turnout/v1/responder/R1/assignment");
  CHECK(message.payload ==
        R"({"incident":"I1","offer":"I1.1","state":"assigned","arrive_by":"2026-11-22T12:45:00.000Z",)"
        R"("person":{"name":"Ada Byron","address":"1 Mill Lane","postcode":"GL6 6AA","access":"Side door",)"
        R"("key_safe":"4711","risks":["risk_marker","two_person_lift"],"emergency_wishes":"Daughter first",)"
        R"("what_to_do":"Hard of hearing","position":{"lat":51.7457,"lon":-2.2170001}},"key":"1.42.0"})");
}

TEST_CASE("nobody but the assigned gets a word about the person") {
  const auto state =
      GENERATE(AssignmentState::not_assigned, AssignmentState::stood_down, AssignmentState::complete);
  CHECK_FALSE(has(say(assignment(state)), "person"));
  CHECK_FALSE(has(say(assignment(state)), "Ada"));
  CHECK_FALSE(has(say(assignment(state)), "51."));
}

TEST_CASE("details of somebody else are not sent, nor is a home without its details") {
  auto others = everything();
  others.person->id = PersonId("P2");
  CHECK_FALSE(has(say(assignment(AssignmentState::assigned), others), "person"));
  CHECK_FALSE(has(say(assignment(AssignmentState::assigned), {}), "person"));
  auto nameless = assignment(AssignmentState::assigned);
  nameless.person.reset();
  CHECK(has(say(nameless), R"("person":{"position":{"lat":51.7457,"lon":-2.2170001}})"));
}

TEST_CASE("of somebody who is not in the register it is told what a caller said, and only where it belongs") {
  wire::Entitled said;
  said.place = "the bus stop";
  said.callback = "01632 960002";
  auto going = assignment(AssignmentState::assigned);
  going.person.reset();
  going.place = TextId("t1");
  going.callback = TextId("t2");
  CHECK(has(say(going, said), R"("person":{"address":"the bus stop","phone":"01632 960002","position")"));
  going.position.reset();
  CHECK(has(say(going, said), R"("person":{"address":"the bus stop","phone":"01632 960002"})"));
  going.state = AssignmentState::stood_down;
  CHECK_FALSE(has(say(going, said), "bus stop"));
  CHECK_FALSE(has(say(assignment(AssignmentState::assigned), said), "bus stop"));
  auto asked = request(Service::ambulance);
  asked.person.reset();
  CHECK_FALSE(has(say(asked, said), "bus stop"));
  asked.place = TextId("t1");
  CHECK(has(say(asked, said), R"("person":{"address":"the bus stop"})"));
  asked.callback = TextId("t2");
  CHECK(has(say(asked, said), R"("person":{"phone":"01632 960002","address":"the bus stop"})"));
}

TEST_CASE("a partner is asked with what is known and what was done") {
  const auto message = say(request(Service::rapid_home_care));
  CHECK(message.topic == "turnout/v1/partner/rhc/request");
  CHECK(
      message.payload ==
      R"({"id":"Q1","incident":"I1","service":"rapid_home_care","priority":2,)"
      R"("reason":"Nobody can be there within 45 minutes.","person":{"name":"Ada Byron",)"
      R"("date_of_birth":"1941-12-10","phone":"01452 555555","address":"1 Mill Lane","postcode":"GL6 6AA",)"
      R"("access":"Side door","key_safe":"4711","risks":["risk_marker","two_person_lift"],)"
      R"("emergency_wishes":"Daughter first","what_to_do":"Hard of hearing"},)"
      R"("position":{"lat":51.7457,"lon":0.0},"acknowledge_by":"2026-11-22T12:01:00.000Z",)"
      R"("arrive_by":"2026-11-22T14:00:00.000Z","handover":{"type":"fall",)"
      R"("first_signal":"2026-11-22T11:52:00.000Z","done":["12:00 offered to R1","said \"no\""]},"key":"1.42.0"})");
}

TEST_CASE("a partner who does not come in is not told how to get in") {
  const auto service = GENERATE(Service::third_sector, Service::clinical_advice);
  CHECK_FALSE(has(say(request(service)), "4711"));
  CHECK_FALSE(has(say(request(service)), "Side door"));
  CHECK(has(say(request(service)), "Ada Byron"));
}

TEST_CASE("calling a request off says its id and no more of the person") {
  auto effect = request(Service::ambulance);
  effect.state = RequestState::cancelled;
  effect.reason = "Somebody is there.";
  CHECK(say(effect).payload == R"({"id":"Q1","incident":"I1","service":"ambulance","state":"cancelled",)"
                               R"("reason":"Somebody is there.","key":"1.42.0"})");
}

TEST_CASE("an error goes to its sender with the member at fault") {
  CHECK(say(SendError{SenderKind::responder, "R1", MessageId("m1"), "A reply names its offer.", "offer"})
            .payload ==
        R"({"id":"m1","reason":"A reply names its offer.","member":"offer","at":"2026-11-22T12:00:00.000Z",)"
        R"("key":"1.42.0"})");
  CHECK(say(SendError{SenderKind::hub, "H1", {}, "x", ""}).topic == "turnout/v1/hub/H1/error");
  CHECK(say(SendError{SenderKind::partner, "rhc", {}, "x", ""}).topic == "turnout/v1/partner/rhc/error");
  const Effect to_nobody = SendError{SenderKind::operator_, "anne", {}, "x", ""};
  CHECK_FALSE(wire::encode("turnout/v1", key, to_nobody, sunday_noon, {}));
}

TEST_CASE("the centre hears ids, states and times") {
  const SendTransition moved{IncidentId("I1"), AlarmClass::life_fire, "offering",
                             "OfferMade",      sunday_noon,           ResponderId("R1")};
  const auto message = say(moved);
  CHECK(message.topic == "turnout/v1/centre/incident/I1");
  CHECK(message.payload == R"({"incident":"I1","class":"life_fire","state":"offering","what":"OfferMade",)"
                           R"("at":"2026-11-22T12:00:00.000Z","responder":"R1","key":"1.42.0"})");
  SendAlert alert;
  alert.alert = AlertId("A1");
  alert.role = HumanRole::operator_;
  alert.code = "partner_silent";
  alert.text = "rhc has not acknowledged.";
  alert.ring = "01452 000000";
  alert.at = sunday_noon;
  CHECK(say(alert).topic == "turnout/v1/centre/alert");
  CHECK(say(alert).payload == R"({"id":"A1","role":"operator","code":"partner_silent",)"
                              R"("text":"rhc has not acknowledged.","ring":"01452 000000",)"
                              R"("at":"2026-11-22T12:00:00.000Z","key":"1.42.0"})");
}

TEST_CASE("a still phone is asked for a fix in OwnTracks' own words") {
  const auto message = say(AskPosition{ResponderId("R1"), "pixel8"});
  CHECK(message.topic == "owntracks/R1/pixel8/cmd");
  CHECK(message.payload == R"({"_type":"cmd","action":"reportLocation"})");
}

TEST_CASE("what can't be addressed is not sent") {
  CHECK_FALSE(wire::encode("turnout/v1", key, AskPosition{ResponderId("R1"), ""}, sunday_noon, {}));
  CHECK_FALSE(wire::encode("turnout/v1", key, SendAck{HubId("a/b"), {}, {}, {}, ""}, sunday_noon, {}));
  CHECK_FALSE(wire::encode("turnout/v1", key, SendAck{HubId("#"), {}, {}, {}, ""}, sunday_noon, {}));
}

TEST_CASE("the system's status is retained") {
  const auto up = wire::encode_status("t", {wire::ServiceState::up, "", "node-a", "0.1.0", sunday_noon});
  CHECK(up.retained);
  CHECK(up.topic == "t/system/status");
  CHECK(up.payload ==
        R"({"state":"up","node":"node-a","version":"0.1.0","since":"2026-11-22T12:00:00.000Z"})");
  CHECK(wire::encode_status("t", {wire::ServiceState::down, "stopped", "n", "v", sunday_noon})
            .payload.starts_with(R"({"state":"down","reason":"stopped")"));
}

TEST_CASE("positions are written in degrees to the last unit") {
  auto effect = request(Service::ambulance);
  const auto written = [&](GeoPoint point) {
    effect.position = point;
    const auto payload = say(effect, {}).payload;
    const auto from = payload.find("\"position\":") + 11;
    return payload.substr(from, payload.find('}', from) - from + 1);
  };
  CHECK(written({0, -1}) == R"({"lat":0.0,"lon":-0.0000001})");
  CHECK(written({-900'000'000, 1'800'000'000}) == R"({"lat":-90.0,"lon":180.0})");
  CHECK(written({510'000'010, 5}) == R"({"lat":51.000001,"lon":0.0000005})");
}

TEST_CASE("a broker keeps an offer until it runs out, an address for ten minutes, the rest for ever") {
  SendOffer offer;
  offer.responder = ResponderId("R1");
  offer.expires_at = sunday_noon + 45s;
  CHECK(say(offer).keep_for == 45s);
  offer.expires_at = sunday_noon;
  CHECK(say(offer).keep_for == 1s);
  CHECK(say(assignment(AssignmentState::assigned)).keep_for == 10min);
  CHECK_FALSE(say(assignment(AssignmentState::stood_down)).keep_for);
  CHECK_FALSE(say(request(Service::ambulance)).keep_for);
}
