// Shorthand for the tests of decoding.
#pragma once

#include <turnout/base/sha256.hpp>
#include <turnout/wire/decode.hpp>

#include <catch2/catch.hpp>

namespace turnout::test {

inline const WallTime noon = *parse_rfc3339("2026-11-22T12:00:00Z");

inline wire::Decoded decode(std::string_view topic, std::string_view payload, bool retained = false) {
  const std::string full =
      topic.starts_with("owntracks") ? std::string(topic) : "turnout/v1/" + std::string(topic);
  return wire::decode("turnout/v1",
                      {.topic = full, .payload = payload, .retained = retained, .received_at = noon});
}

template <class T>
T first(const wire::Decoded& decoded) {
  REQUIRE_FALSE(decoded.ignored);
  REQUIRE_FALSE(decoded.events.empty());
  REQUIRE(std::holds_alternative<T>(decoded.events.front()));
  return std::get<T>(decoded.events.front());
}

template <class T>
T only(const wire::Decoded& decoded) {
  const T event = first<T>(decoded);
  REQUIRE(decoded.events.size() == 1);
  return event;
}

inline Unusable second_unusable(const wire::Decoded& decoded) {
  REQUIRE(decoded.events.size() == 2);
  REQUIRE(std::holds_alternative<Unusable>(decoded.events[1]));
  return std::get<Unusable>(decoded.events[1]);
}

inline std::string kept(const wire::Decoded& decoded, const std::optional<TextId>& id) {
  REQUIRE(id);
  for (const auto& [key, body, salt] : decoded.texts) {
    if (key != *id) continue;
    CHECK(id->str() == sha256_hex(salt + body));
    return body;
  }
  FAIL("the text is not kept");
  return {};
}

} // namespace turnout::test
