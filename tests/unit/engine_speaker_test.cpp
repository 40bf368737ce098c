// A refusal is a want of room only where the broker is there.
#include "engine_rig.hpp"

#include <turnout/engine/speaker.hpp>

#include <catch2/catch.hpp>

using namespace turnout;
using namespace turnout::testing;

namespace {

class Nobody final : public engine::Registry {
public:
  std::optional<PersonDetails> person(const PersonId&) override { return std::nullopt; }
  std::optional<ResponderDetails> responder(const ResponderId&) override { return std::nullopt; }
};

class Somebody final : public engine::Registry {
public:
  std::optional<PersonDetails> person(const PersonId& id) override {
    PersonDetails details;
    details.id = id;
    details.name = "Ann";
    return details;
  }
  std::optional<ResponderDetails> responder(const ResponderId&) override { return std::nullopt; }
};

} // namespace

TEST_CASE("the way out is full when the broker is there and takes nothing, and not when it is away") {
  StillClock clock;
  Nobody registry;
  bool takes = false;
  bool connected = true;
  engine::Speaker speaker(
      {.topic_root = "turnout/v1",
       .clock = clock,
       .registry = registry,
       .known = [](const PersonId&) { return nullptr; },
       .publish = [&](const wire::Outgoing&, const std::function<void()>&) { return takes; },
       .connected = [&] { return connected; }});
  const engine::OwedEffect ack{EffectKey("1-1.1"), SendAck{.hub = HubId("H1"), .alarm = AlarmId("a1")}};
  speaker.send(ack, [] {});
  CHECK(speaker.full());
  connected = false;
  CHECK_FALSE(speaker.full());
  connected = true;
  takes = true;
  speaker.send(ack, [] {});
  CHECK_FALSE(speaker.full());
}

TEST_CASE("what a caller said is looked up for whoever is sent, and for nobody else") {
  StillClock clock;
  Nobody registry;
  std::vector<std::string> said;
  engine::Speaker speaker({.topic_root = "turnout/v1",
                           .clock = clock,
                           .registry = registry,
                           .known = [](const PersonId&) { return nullptr; },
                           .publish =
                               [&](const wire::Outgoing& message, const std::function<void()>&) {
                                 said.push_back(message.payload);
                                 return true;
                               },
                           .text = [](const TextId& id) { return "the words of " + id.str(); }});
  SendAssignment going{.responder = ResponderId("R1"),
                       .incident = IncidentId("I1"),
                       .offer = OfferId("I1.1"),
                       .place = TextId("t1"),
                       .callback = TextId("t2")};
  speaker.send({EffectKey("1-1.1"), going}, [] {});
  going.state = AssignmentState::stood_down;
  speaker.send({EffectKey("1-1.2"), going}, [] {});
  REQUIRE(said.size() == 2);
  CHECK(said[0].find(R"("person":{"address":"the words of t1","phone":"the words of t2"})") !=
        std::string::npos);
  CHECK(said[1].find("the words of") == std::string::npos);
}

TEST_CASE("where somebody lives is looked up for whoever is sent, unless a device says where they are") {
  StillClock clock;
  Somebody registry;
  Person row;
  row.id = PersonId("P1");
  row.home = geo_point(51.8, -2.0);
  std::vector<std::string> said;
  engine::Speaker speaker({.topic_root = "turnout/v1",
                           .clock = clock,
                           .registry = registry,
                           .known = [&](const PersonId&) { return &row; },
                           .publish =
                               [&](const wire::Outgoing& message, const std::function<void()>&) {
                                 said.push_back(message.payload);
                                 return true;
                               }});
  SendAssignment going{.responder = ResponderId("R1"), .incident = IncidentId("I1"), .person = row.id};
  SendRequest asked{.partner = PartnerId("A"), .request = RequestId("Q1"), .person = row.id};
  for (const auto& position : {std::optional<GeoPoint>(), std::optional(geo_point(51.9, -2.1))}) {
    going.position = position;
    asked.position = position;
    speaker.send({EffectKey("1-1.1"), going}, [] {});
    speaker.send({EffectKey("1-1.2"), asked}, [] {});
  }
  row.home.reset();
  going.position.reset();
  speaker.send({EffectKey("1-1.3"), going}, [] {});
  REQUIRE(said.size() == 5);
  const auto has = [&](std::size_t at, const char* words) {
    return said[at].find(words) != std::string::npos;
  };
  for (const std::size_t at : {0U, 1U})
    CHECK(has(at, R"("position":{"lat":51.8)"));
  for (const std::size_t at : {2U, 3U})
    CHECK(has(at, R"("position":{"lat":51.9)"));
  CHECK_FALSE(has(4, "position"));
}
