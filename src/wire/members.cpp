#include "members.hpp"

#include <turnout/base/id.hpp>

#include <boost/json/parse.hpp>

namespace turnout::wire {

ParsedBody::ParsedBody(std::string_view payload) : json_(nullptr, &memory_) {
  boost::json::error_code failure;
  auto json = boost::json::parse(payload, failure, &memory_);
  if (!failure) json_ = std::move(json);
}

bool has(const Object& object, std::string_view name) {
  return object.if_contains(name) != nullptr;
}

std::optional<std::string_view> find_text(const Object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  const auto* text = member == nullptr ? nullptr : member->if_string();
  if (text == nullptr) return std::nullopt;
  return std::string_view(text->data(), text->size());
}

std::optional<std::string_view> find_id(const Object& object, std::string_view name) {
  const auto text = find_text(object, name);
  return text && valid_id(*text) ? text : std::nullopt;
}

std::optional<WallTime> find_time(const Object& object, std::string_view name) {
  const auto text = find_text(object, name);
  return text ? parse_rfc3339(*text) : std::nullopt;
}

std::optional<bool> find_flag(const Object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  if (member == nullptr || !member->is_bool()) return std::nullopt;
  return member->get_bool();
}

std::optional<double> find_number(const Object& object, std::string_view name, double least, double most) {
  const auto* member = object.if_contains(name);
  if (member == nullptr || !member->is_number()) return std::nullopt;
  boost::json::error_code failure;
  const double number = member->to_number<double>(failure);
  if (failure || !(number >= least && number <= most)) return std::nullopt;
  return number;
}

std::optional<int> find_whole(const Object& object, std::string_view name, int least, int most) {
  const auto number = find_number(object, name, least, most);
  if (!number) return std::nullopt;
  return static_cast<int>(*number < 0 ? *number - 0.5 : *number + 0.5);
}

std::optional<GeoPoint> find_place(const Object& object) {
  const auto lat = find_number(object, "lat", -90, 90);
  const auto lon = find_number(object, "lon", -180, 180);
  if (!lat || !lon) return std::nullopt;
  return geo_point(*lat, *lon);
}

std::optional<GeoPoint> find_position(const Object& object, std::string_view name) {
  const auto* member = object.if_contains(name);
  const auto* position = member == nullptr ? nullptr : member->if_object();
  return position == nullptr ? std::nullopt : find_place(*position);
}

} // namespace turnout::wire
