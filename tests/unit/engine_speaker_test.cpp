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
       .risks = [](const PersonId&) { return std::set<std::string>(); },
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
