#include "encoding.hpp"

#include <boost/describe/enum_to_string.hpp>

namespace turnout::wire {

Message Encoding::send(Channel channel, std::string_view id, ObjectWriter&& body) const {
  auto topic = topic_of(root, channel, id);
  if (!topic) return std::nullopt;
  body.some_text("key", key.str());
  return Outgoing{.topic = std::move(*topic), .payload = std::move(body).done(), .retained = false};
}

Message encode(const Encoding& encoding, const SendError& effect) {
  const auto channel = [&effect]() -> std::optional<Channel> {
    switch (effect.to) {
    case SenderKind::hub:
      return Channel::hub_error;
    case SenderKind::responder:
      return Channel::responder_error;
    case SenderKind::partner:
      return Channel::partner_error;
    case SenderKind::operator_:
      return std::nullopt;
    }
    return std::nullopt;
  }();
  if (!channel) return std::nullopt;
  ObjectWriter body;
  body.some_id("id", effect.message);
  body.text("reason", effect.reason);
  body.some_text("member", effect.member);
  body.time("at", encoding.now);
  return encoding.send(*channel, effect.id, std::move(body));
}

Message encode(const Encoding& encoding, const SendTransition& effect) {
  ObjectWriter body;
  body.text("incident", effect.incident.str());
  body.text("class", record::name_of(effect.cls));
  body.text("state", effect.state);
  body.text("what", effect.what);
  body.time("at", effect.at);
  body.some_id("responder", effect.responder);
  return encoding.send(Channel::centre_incident, effect.incident.str(), std::move(body));
}

Message encode(const Encoding& encoding, const SendAlert& effect) {
  ObjectWriter body;
  body.text("id", effect.alert.str());
  body.some_id("incident", effect.incident);
  body.text("role", record::name_of(effect.role));
  body.text("code", effect.code);
  body.text("text", effect.text);
  body.some_text("ring", effect.ring);
  body.time("at", effect.at);
  return encoding.send(Channel::centre_alert, {}, std::move(body));
}

Message encode(const Encoding& encoding, const AskPosition& effect) {
  auto topic = topic_of(encoding.root, Channel::owntracks_cmd, effect.responder.str(), effect.device);
  if (!topic) return std::nullopt;
  ObjectWriter body;
  body.text("_type", "cmd");
  body.text("action", "reportLocation");
  return Outgoing{.topic = std::move(*topic), .payload = std::move(body).done(), .retained = false};
}

std::optional<Outgoing> encode(std::string_view topic_root, const EffectKey& key, const Effect& effect,
                               WallTime now, const Entitled& entitled) {
  const Encoding encoding{.root = topic_root, .key = key, .now = now, .entitled = entitled};
  return std::visit([&encoding](const auto& one) { return encode(encoding, one); }, effect);
}

Outgoing encode_status(std::string_view topic_root, const SystemStatus& status) {
  ObjectWriter body;
  body.text("state", boost::describe::enum_to_string(status.state, "down"));
  body.some_text("reason", status.reason);
  body.text("node", status.node);
  body.text("version", status.version);
  body.time("since", status.since);
  return {.topic = topic_of(topic_root, Channel::system_status).value_or(std::string()),
          .payload = std::move(body).done(),
          .retained = true};
}

} // namespace turnout::wire
