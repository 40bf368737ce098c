// Small helpers over Boost.JSON for messages that others wrote: a member that is missing or of the wrong kind
// reads as empty. Plain functions; any thread; nothing throws.
#pragma once

#include <boost/json.hpp>

#include <string>
#include <utility>

namespace turnout::sim {

// Serializes with numbers as people write them (51.8182, not 5.18182E1).
std::string to_text(const boost::json::value& value);

inline std::string text_of(const boost::json::object& object, boost::json::string_view member) {
  const auto* value = object.if_contains(member);
  return value && value->is_string() ? std::string(value->get_string()) : std::string();
}

inline double number_of(const boost::json::object& object, boost::json::string_view member,
                        double otherwise) {
  const auto* value = object.if_contains(member);
  boost::json::error_code error;
  const double number = value ? value->to_number<double>(error) : otherwise;
  return error ? otherwise : number;
}

inline bool flag_of(const boost::json::object& object, boost::json::string_view member) {
  const auto* value = object.if_contains(member);
  return value && value->is_bool() && value->get_bool();
}

inline boost::json::object parse_object(const std::string& payload) {
  boost::json::error_code error;
  boost::json::value value = boost::json::parse(payload, error);
  return !error && value.is_object() ? std::move(value.as_object()) : boost::json::object();
}

} // namespace turnout::sim
