// What the encoders of the channels share.
#pragma once

#include "object_writer.hpp"

#include <turnout/record/json.hpp>
#include <turnout/wire/encode.hpp>
#include <turnout/wire/topics.hpp>

namespace turnout::wire {

struct Encoding {
  std::string_view root;
  const EffectKey& key;
  WallTime now;
  const Entitled& entitled;

  /// Finishes the object with the effect's key and addresses it.
  [[nodiscard]] std::optional<Outgoing> send(Channel channel, std::string_view id, ObjectWriter&& body) const;
};

using Message = std::optional<Outgoing>;

[[nodiscard]] Message encode(const Encoding& encoding, const SendAck& effect);
[[nodiscard]] Message encode(const Encoding& encoding, const SendFeedback& effect);
[[nodiscard]] Message encode(const Encoding& encoding, const SendOffer& effect);
[[nodiscard]] Message encode(const Encoding& encoding, const SendAssignment& effect);
[[nodiscard]] Message encode(const Encoding& encoding, const SendRequest& effect);
[[nodiscard]] Message encode(const Encoding& encoding, const SendError& effect);
[[nodiscard]] Message encode(const Encoding& encoding, const SendTransition& effect);
[[nodiscard]] Message encode(const Encoding& encoding, const SendAlert& effect);
[[nodiscard]] Message encode(const Encoding& encoding, const AskPosition& effect);

/// What the person who pressed is told: plain words, at most a first name.
[[nodiscard]] std::string feedback_text(const SendFeedback& effect,
                                        const std::optional<ResponderDetails>& responder);

} // namespace turnout::wire
