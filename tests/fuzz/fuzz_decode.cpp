// Any topic and any payload: the first line is flags and topic, the rest is the payload.
#include "fuzz.hpp"

#include <turnout/base/sha256.hpp>
#include <turnout/record/json.hpp>
#include <turnout/wire/decode.hpp>
#include <turnout/wire/topics.hpp>

using namespace turnout;
using turnout::fuzz::must;

namespace {

void check_alarm(const wire::Inbound& message, const wire::Decoded& decoded) {
  if (message.retained) return must(decoded.ignored && decoded.events.empty(), "a retained alarm is ignored");
  must(!decoded.ignored && decoded.events.size() == 1, "an alarm is exactly one event");
  const auto* alarm = std::get_if<AlarmReceived>(&decoded.events[0]);
  must(alarm != nullptr, "an alarm is received as one");
  if (alarm == nullptr) return;
  must((alarm->doubt == Doubt::none) == !alarm->raw, "what is in doubt keeps its bytes");
  must(alarm->doubt != Doubt::none || alarm->alarm, "an alarm without an id is in doubt");
  must(alarm->doubt != Doubt::none || alarm->type != AlarmType::unknown, "an unknown type is in doubt");
}

void check_kept(const wire::Decoded& decoded) {
  for (const auto& [id, body, salt] : decoded.texts) {
    must(body.size() <= wire::payload_bytes_max, "kept texts have a limit");
    must(id.str() == sha256_hex(salt + body), "a kept text is named by its hash");
  }
}

void check_journal(const wire::Decoded& decoded) {
  for (const Event& event : decoded.events) {
    const auto text = record::to_json(event);
    const auto back = record::from_json<Event>(text);
    must(back.ok(), "whatever is decoded can be journalled and read again");
    must(record::to_json(back.value()) == text, "the journal's form is stable");
  }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = fuzz::text_of(data, size);
  const auto line = input.find('\n');
  const auto head = input.substr(0, line);
  const char flags = head.empty() ? '0' : head[0];
  const wire::Inbound message{.topic = head.substr(head.empty() ? 0 : 1),
                              .payload = line == std::string_view::npos ? "" : input.substr(line + 1),
                              .retained = (flags & 1) != 0,
                              .oversize = (flags & 2) != 0,
                              .received_at = WallTime(Duration(1'795'348'800'000))};
  const auto decoded = wire::decode("t", message);
  const auto address = wire::parse_topic("t", message.topic);
  if (address && address->channel == wire::Channel::hub_alarm) check_alarm(message, decoded);
  must(decoded.ignored == decoded.events.empty(), "a message is ignored or gives events");
  must(decoded.ignored == !decoded.ignored_why.empty(), "what is ignored has a reason");
  for (const Event& event : decoded.events) {
    const auto* place = std::get_if<PositionReceived>(&event);
    must(place == nullptr || place->fixed_at <= message.received_at, "no fix is of the future");
  }
  check_kept(decoded);
  check_journal(decoded);
  return 0;
}
