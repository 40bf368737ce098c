// Reading the daemon's answers, safe to print. One thread. What is not there is empty; an answer that is no
// JSON ends the command.
#pragma once

#include "context.hpp"
#include "turnout/story/story.hpp"

#include <boost/json.hpp>

namespace turnout::ctl {

inline boost::json::object parsed(const std::string& body) {
  boost::system::error_code error;
  auto value = boost::json::parse(body, error);
  if (error || !value.is_object()) throw Stop{ExitCode::unreachable, "the answer is not turnoutd's"};
  return std::move(value.get_object());
}

inline std::string text_of(const boost::json::object& object, const char* name) {
  const auto* member = object.if_contains(name);
  if (member == nullptr) return {};
  if (member->is_string()) return story::plain(member->get_string());
  return boost::json::serialize(*member);
}

inline boost::json::array items_of(const boost::json::object& object) {
  const auto* items = object.if_contains("items");
  return items != nullptr && items->is_array() ? items->get_array() : boost::json::array{};
}

/// What is to be said below an answer of which a part is not stored, or nothing.
inline std::string unstored_words(const boost::json::object& answer) {
  return text_of(answer, "not_stored") == "true"
             ? "The disk refuses: the latest of this is held in memory and not stored yet.\n"
             : "";
}

} // namespace turnout::ctl
