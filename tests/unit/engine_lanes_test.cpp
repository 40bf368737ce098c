#include <turnout/engine/inbound.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <thread>

using namespace turnout;
using namespace turnout::engine;

namespace {

RawMessage named(const std::string& name) {
  return {.topic = name, .payload = "{}"};
}

std::vector<std::string> topics(const std::vector<Inbound>& messages) {
  std::vector<std::string> names;
  for (const auto& message : messages)
    names.push_back(std::get<RawMessage>(message).topic);
  return names;
}

std::vector<Inbound> take_now(Lanes& lanes, std::size_t max) {
  return lanes.take(max, std::chrono::steady_clock::now());
}

Lane lane_for(const std::string& topic, const std::string& payload, bool oversize = false) {
  return lane_of({.topic = topic, .payload = payload, .oversize = oversize}, "turnout/v1");
}

} // namespace

TEST_CASE("a message's lane is told by its topic and the first bytes; what cannot be told is people") {
  CHECK(lane_for("turnout/v1/hub/H1/alarm", R"({"id":"a1","type":"fall"})") == Lane::people);
  CHECK(lane_for("turnout/v1/hub/H1/alarm", R"({"id":"a1","type": "mains_fail"})") == Lane::technical);
  CHECK(lane_for("turnout/v1/hub/H1/alarm", R"({"type":"test"})") == Lane::technical);
  CHECK(lane_for("turnout/v1/hub/H1/alarm", R"({"type":"levitation"})") == Lane::people);
  CHECK(lane_for("turnout/v1/hub/H1/alarm", "nonsense") == Lane::people);
  CHECK(lane_for("turnout/v1/hub/H1/alarm", "") == Lane::people);
  CHECK(lane_for("turnout/v1/hub/H1/alarm", R"({"type":"test"})", true) == Lane::people);
  CHECK(lane_for("turnout/v1/hub/H1/alarm", R"({"text":"\"type\":\"test\"","type":"fall"})") == Lane::people);
  CHECK(lane_for("turnout/v1/hub/H1/heartbeat", "{}") == Lane::telemetry);
  CHECK(lane_for("turnout/v1/responder/R1/position", "{}") == Lane::telemetry);
  CHECK(lane_for("turnout/v1/responder/R1/reply", "{}") == Lane::response);
  CHECK(lane_for("turnout/v1/partner/amb/reply", "{}") == Lane::response);
  CHECK(lane_for("owntracks/R1/phone", "{}") == Lane::telemetry);
}

TEST_CASE("people come first, and each lane keeps its order") {
  Lanes lanes;
  lanes.put(Lane::telemetry, named("t1"));
  lanes.put(Lane::technical, named("x1"));
  lanes.put(Lane::people, named("p1"));
  lanes.put(Lane::response, named("r1"));
  lanes.put(Lane::people, named("p2"));
  CHECK(topics(take_now(lanes, 10)) == std::vector<std::string>{"p1", "p2", "r1", "x1", "t1"});
  CHECK(lanes.waiting() == 0);
}

TEST_CASE("while alarms storm, answers to offers keep their share") {
  Lanes lanes;
  for (int i = 0; i < 100; ++i)
    lanes.put(Lane::people, named("p"));
  for (int i = 0; i < 100; ++i)
    lanes.put(Lane::response, named("r"));
  const auto taken = topics(take_now(lanes, 16));
  CHECK(std::count(taken.begin(), taken.end(), "r") == 2);
  CHECK(taken.size() == 16);
}

TEST_CASE("telemetry sheds its oldest at capacity, and only then") {
  Lanes lanes;
  constexpr auto most = Lanes::capacity[static_cast<std::size_t>(Lane::telemetry)];
  for (std::size_t i = 0; i < most; ++i)
    lanes.put(Lane::telemetry, named(std::to_string(i)));
  CHECK(lanes.shed() == 0);
  CHECK(lanes.waiting() == most);
  lanes.put(Lane::telemetry, named("one more"));
  CHECK(lanes.shed() == 1);
  CHECK(lanes.waiting() == most);
  CHECK(topics(take_now(lanes, 1)) == std::vector<std::string>{"1"});
}

TEST_CASE("people are never shed: a full lane makes the caller wait until there is room") {
  Lanes lanes;
  constexpr auto most = Lanes::capacity[static_cast<std::size_t>(Lane::people)];
  for (std::size_t i = 0; i < most; ++i)
    lanes.put(Lane::people, named("p"));
  std::thread caller([&] { lanes.put(Lane::people, named("the last")); });
  std::size_t taken = 0;
  std::string last;
  while (taken < most + 1) {
    for (const auto& message :
         lanes.take(4096, std::chrono::steady_clock::now() + std::chrono::seconds(10))) {
      ++taken;
      last = std::get<RawMessage>(message).topic;
    }
  }
  caller.join();
  CHECK(last == "the last");
  CHECK(lanes.shed() == 0);
}

TEST_CASE("closing releases who waits, at either end") {
  Lanes lanes;
  constexpr auto most = Lanes::capacity[static_cast<std::size_t>(Lane::response)];
  for (std::size_t i = 0; i < most; ++i)
    lanes.put(Lane::response, named("r"));
  std::thread caller([&] { lanes.put(Lane::response, named("too late")); });
  lanes.close();
  caller.join();
  CHECK(lanes.closed());
  std::size_t taken = 0;
  for (auto some = take_now(lanes, 8192); !some.empty(); some = take_now(lanes, 8192))
    taken += some.size();
  // What was waiting may still be taken; what came after the closing, or waited for room, may be gone.
  CHECK(taken >= most);
  lanes.put(Lane::people, named("after"));
  CHECK(lanes.waiting() == 0);
}

TEST_CASE("a wait ends when woken, though nothing came") {
  Lanes lanes;
  std::thread waker([&] { lanes.wake(); });
  CHECK(lanes.take(1, std::chrono::steady_clock::now() + std::chrono::seconds(30)).empty());
  waker.join();
}
