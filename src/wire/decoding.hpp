// What the decoders of the channels share: the message at hand and the result in the making.
#pragma once

#include "members.hpp"

#include <turnout/wire/decode.hpp>
#include <turnout/wire/topics.hpp>

namespace turnout::wire {

inline constexpr int accuracy_m_most = 1'000'000; ///< more tells nothing of where a phone is

struct Decoding {
  const Inbound& message;
  Address address;
  Decoded result;

  void ignore(std::string_view why);

  /// Keeps the first `characters` of a text beside the events; nullopt for an empty one.
  std::optional<TextId> keep(std::string_view text, std::size_t characters);
  std::optional<TextId> keep_raw();
  TextId keep_bytes(std::string_view bytes);

  /// Records that this message, or only this member of it, can't be used.
  void refuse(std::optional<MessageId> id, std::string_view reason, std::string_view member = {});

  /// An optional text of a message, kept; a value that is no string is refused by name.
  std::optional<TextId> optional_text(const Object& body, const MessageId& id, std::string_view name,
                                      std::size_t characters);
};

void decode_alarm(Decoding& decoding);
void decode_heartbeat(Decoding& decoding, const Object& body);
void decode_status(Decoding& decoding, const Object& body);
void decode_link(Decoding& decoding, const Object& body);
void decode_position(Decoding& decoding, const Object& body);
void decode_reply(Decoding& decoding, const Object& body);
void decode_progress(Decoding& decoding, const Object& body);
void decode_sync(Decoding& decoding, const Object& body);
void decode_partner_reply(Decoding& decoding, const Object& body);
void decode_owntracks(Decoding& decoding, const Object& body);

} // namespace turnout::wire
