#include <turnout/wire/topics.hpp>

#include <catch2/catch.hpp>

using namespace turnout::wire;

namespace {

constexpr std::string_view root = "turnout/v1";

} // namespace

TEST_CASE("every channel can be written and read again") {
  for (std::size_t i = 0; i < channels.size(); ++i) {
    REQUIRE(static_cast<std::size_t>(channels[i].channel) == i);
    const auto topic = topic_of(root, channels[i].channel, "X-1", "pixel8");
    INFO(channels[i].pattern);
    REQUIRE(topic);
    const auto address = parse_topic(root, *topic);
    REQUIRE(address);
    CHECK(address->channel == channels[i].channel);
    const bool has_id = channels[i].pattern.find("{", 1) != std::string_view::npos;
    CHECK(address->id == (has_id ? "X-1" : ""));
  }
}

TEST_CASE("the root is a setting") {
  CHECK(topic_of("a", Channel::hub_ack, "H1") == "a/hub/H1/ack");
  CHECK(topic_of("a/b/c", Channel::system_status) == "a/b/c/system/status");
  CHECK(parse_topic("a/b", "a/b/hub/H1/alarm")->id == "H1");
  CHECK_FALSE(parse_topic("a/b", "a/bc/hub/H1/alarm"));
  CHECK_FALSE(parse_topic("a/b", "a/b"));
  CHECK(topic_of("a", Channel::owntracks_cmd, "R1", "phone") == "owntracks/R1/phone/cmd");
}

TEST_CASE("what is not one of our topics is nobody's") {
  const auto strange =
      GENERATE("", "/", "turnout/v1", "turnout/v1/", "turnout/v1/hub/H1", "turnout/v2/hub/H1/alarm",
               "turnout/v1/hub/H1/alarm/", "turnout/v1/hub/H1/x/alarm", "turnout/v1/hub/H1/Alarm",
               "turnout/v1/responder/R1/alarm", "owntracks/R1", "owntracks/R1/p/event",
               "/turnout/v1/hub/H1/alarm", "turnout/v1hub/H1/alarm");
  INFO(strange);
  CHECK_FALSE(parse_topic(root, strange));
}

TEST_CASE("an empty or odd sender is still a sender") {
  CHECK(parse_topic(root, "turnout/v1/hub//alarm")->id.empty());
  CHECK(parse_topic(root, "turnout/v1/hub/caf\xe9 7/alarm")->id == "caf\xe9 7");
  CHECK(parse_topic(root, "owntracks/R1/my phone")->device == "my phone");
}

TEST_CASE("an id that would change the topic is not published to") {
  const auto odd = GENERATE("", "a/b", "+", "#", "a+", "caf\xe9");
  INFO(odd);
  CHECK_FALSE(topic_of(root, Channel::hub_ack, odd));
  CHECK_FALSE(topic_of(root, Channel::owntracks_cmd, "R1", odd));
  CHECK_FALSE(topic_of(root, Channel::hub_ack, std::string_view("a\0b", 3)));
}
