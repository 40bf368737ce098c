#include "decoding.hpp"

#include <turnout/record/text.hpp>

namespace turnout::wire {

namespace {

SenderKind sender_of(Channel channel) {
  switch (channel) {
  case Channel::hub_alarm:
  case Channel::hub_heartbeat:
    return SenderKind::hub;
  case Channel::partner_reply:
    return SenderKind::partner;
  default:
    return SenderKind::responder;
  }
}

/// These speak of a moment: heard again at a reconnect they would be false.
bool only_live(Channel channel) {
  switch (channel) {
  case Channel::responder_status:
  case Channel::responder_link:
  case Channel::responder_position:
  case Channel::owntracks:
    return false;
  default:
    return true;
  }
}

bool inward(Channel channel) {
  return channels[static_cast<std::size_t>(channel)].direction == Direction::in;
}

void decode_body(Decoding& decoding, const Object& body) {
  switch (decoding.address.channel) {
  case Channel::hub_heartbeat:
    return decode_heartbeat(decoding, body);
  case Channel::responder_status:
    return decode_status(decoding, body);
  case Channel::responder_link:
    return decode_link(decoding, body);
  case Channel::responder_position:
    return decode_position(decoding, body);
  case Channel::responder_reply:
    return decode_reply(decoding, body);
  case Channel::responder_progress:
    return decode_progress(decoding, body);
  case Channel::responder_sync:
    return decode_sync(decoding, body);
  case Channel::partner_reply:
    return decode_partner_reply(decoding, body);
  case Channel::owntracks:
    return decode_owntracks(decoding, body);
  default:
    return decoding.ignore("not a topic that is listened to");
  }
}

void decode_channel(Decoding& decoding) {
  const Inbound& message = decoding.message;
  const Channel channel = decoding.address.channel;
  if (!inward(channel)) return decoding.ignore("not a topic that is listened to");
  if (message.retained && only_live(channel)) return decoding.ignore("retained");
  if (channel == Channel::hub_alarm) return decode_alarm(decoding);
  if (message.payload.empty() && !only_live(channel)) return decoding.ignore("retained message cleared");
  if (message.oversize || message.payload.size() > payload_bytes_max)
    return decoding.refuse(std::nullopt, "The message is longer than 16 KiB.");
  ParsedBody parsed(message.payload);
  const Object* body = parsed.object();
  if (body == nullptr) return decoding.refuse(std::nullopt, "The message is not a JSON object.");
  decode_body(decoding, *body);
}

} // namespace

void Decoding::ignore(std::string_view why) {
  result.ignored = true;
  result.ignored_why = why;
}

std::optional<TextId> Decoding::keep(std::string_view text, std::size_t characters) {
  text = record::first_characters(text, characters);
  if (text.empty()) return std::nullopt;
  return keep_bytes(text);
}

TextId Decoding::keep_bytes(std::string_view bytes) {
  result.texts.push_back(kept_text(message.salt, result.texts.size(), bytes));
  return result.texts.back().id;
}

std::optional<TextId> Decoding::keep_raw() {
  return keep_bytes(message.payload.substr(0, payload_bytes_max));
}

void Decoding::refuse(std::optional<MessageId> id, std::string_view reason, std::string_view member) {
  result.events.emplace_back(Unusable{.from = sender_of(address.channel),
                                      .sender = std::string(address.id),
                                      .id = std::move(id),
                                      .reason = std::string(reason),
                                      .member = std::string(member)});
}

std::optional<TextId> Decoding::optional_text(const Object& body, const MessageId& id, std::string_view name,
                                              std::size_t characters) {
  if (!has(body, name)) return std::nullopt;
  const auto text = find_text(body, name);
  if (text) return keep(*text, characters);
  refuse(id, "This member was left out: it must be a string.", name);
  return std::nullopt;
}

Decoded decode(std::string_view topic_root, const Inbound& message) {
  Decoding decoding{.message = message, .address = {}, .result = {}};
  const auto address = parse_topic(topic_root, message.topic);
  if (address) {
    decoding.address = *address;
    decode_channel(decoding);
  } else {
    decoding.ignore("not one of our topics");
  }
  return std::move(decoding.result);
}

} // namespace turnout::wire
