// The ACL we ship, tried on a real broker: what one sender does never reaches or comes from another's topics.

#include "support/broker.hpp"
#include "support/gateway_probe.hpp"
#include "support/peer.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace turnout::test;

namespace {

/// A broker refuses by silence. So each forbidden message is followed by an allowed one on the same
/// connection, and what arrives before that is all there is.
struct Site {
  Broker broker{{{"H1", "H2", "R1", "R2", "P1"}, false, {}}};
  Peer daemon{broker, "turnoutd"};
};

bool has(const std::vector<Heard>& heard, const std::string& topic) {
  return std::any_of(heard.begin(), heard.end(), [&](const Heard& h) { return h.topic == topic; });
}

} // namespace

TEST_CASE("a hub cannot raise an alarm for another hub") {
  Site site;
  site.daemon.subscribe("turnout/v1/#");
  Peer hub(site.broker, "H1");
  REQUIRE(hub.publish("turnout/v1/hub/H2/alarm", "forged"));
  REQUIRE(hub.publish("turnout/v1/hub/H1/ack", "forged"));
  REQUIRE(hub.publish("turnout/v1/hub/H1/alarm", "own"));
  REQUIRE(site.daemon.wait_for_topic("turnout/v1/hub/H1/alarm"));
  CHECK(site.daemon.heard().size() == 1);
}

TEST_CASE("a responder cannot forge an offer, an assignment or another's reply") {
  Site site;
  site.daemon.subscribe("turnout/v1/#");
  site.daemon.subscribe("owntracks/#");
  Peer phone(site.broker, "R1");
  for (const char* topic : {"turnout/v1/responder/R1/offer", "turnout/v1/responder/R1/assignment",
                            "turnout/v1/responder/R2/reply", "turnout/v1/hub/R1/ack",
                            "turnout/v1/centre/alert", "turnout/v1/system/status", "owntracks/R2/phone"}) {
    REQUIRE(phone.publish(topic, "forged"));
  }
  for (const char* kind : {"status", "link", "position", "reply", "progress", "sync"}) {
    REQUIRE(phone.publish("turnout/v1/responder/R1/" + std::string(kind), "own"));
  }
  REQUIRE(phone.publish("owntracks/R1/phone", "own"));
  REQUIRE(site.daemon.wait_for_topic("owntracks/R1/phone"));
  const auto heard = site.daemon.heard();
  CHECK(heard.size() == 7);
  CHECK(std::all_of(heard.begin(), heard.end(), [](const Heard& h) { return h.payload == "own"; }));
}

TEST_CASE("a responder hears its own offers and nobody else's, whatever it subscribes to") {
  Site site;
  Peer phone(site.broker, "R1");
  phone.subscribe("#");
  phone.subscribe("turnout/v1/responder/R2/assignment");
  phone.subscribe("turnout/v1/responder/+/offer");
  for (const char* topic :
       {"turnout/v1/responder/R2/offer", "turnout/v1/responder/R2/assignment", "turnout/v1/hub/H1/ack",
        "turnout/v1/partner/P1/request", "turnout/v1/centre/alert"}) {
    REQUIRE(site.daemon.publish(topic, "for others"));
  }
  REQUIRE(site.daemon.publish("turnout/v1/responder/R1/offer", "own"));
  REQUIRE(phone.wait_for_topic("turnout/v1/responder/R1/offer"));
  const auto heard = phone.heard();
  CHECK(std::all_of(heard.begin(), heard.end(), [](const Heard& h) { return h.payload == "own"; }));
}

TEST_CASE("a partner and a wallboard see what is theirs") {
  Site site;
  Peer partner(site.broker, "P1");
  Peer wallboard(site.broker, "wallboard");
  partner.subscribe("#");
  wallboard.subscribe("#");
  REQUIRE(site.daemon.publish("turnout/v1/responder/R1/assignment", "private"));
  REQUIRE(site.daemon.publish("turnout/v1/partner/P1/request", "for P1"));
  REQUIRE(site.daemon.publish("turnout/v1/centre/alert", "for all screens"));
  REQUIRE(partner.wait_for_topic("turnout/v1/partner/P1/request"));
  REQUIRE(wallboard.wait_for_topic("turnout/v1/centre/alert"));
  CHECK(partner.heard().size() == 1);
  CHECK(wallboard.heard().size() == 1);
  CHECK_FALSE(has(wallboard.heard(), "turnout/v1/responder/R1/assignment"));
}

TEST_CASE("a gateway that the ACL lets hear nothing says so") {
  const Broker broker;
  auto settings = settings_for(broker);
  settings.topic_root = "x/y";
  settings.deaf_after = std::chrono::seconds(1);
  GatewayProbe probe(settings);
  REQUIRE(probe.start());
  REQUIRE(probe.wait_connected());
  CHECK(probe.wait([&] { return probe.deafness == std::vector<bool>{true}; }));
}

TEST_CASE("nobody gets in without an account or with a wrong password") {
  Site site;
  CHECK_THROWS(Peer(site.broker, "stranger"));
}
