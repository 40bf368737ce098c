// Reading the members of a message that others wrote. `find_*` gives what is there and fit; what is missing,
// of the wrong kind or out of range is nullopt.
#pragma once

#include <turnout/base/time.hpp>
#include <turnout/base/units.hpp>
#include <turnout/record/json.hpp>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <optional>
#include <string_view>

namespace turnout::wire {

using Object = boost::json::object;

/// A payload as JSON, in memory of its own.
class ParsedBody {
public:
  explicit ParsedBody(std::string_view payload);

  /// nullptr when the payload is not a JSON object.
  [[nodiscard]] const Object* object() const { return json_.if_object(); }

private:
  boost::json::monotonic_resource memory_;
  boost::json::value json_;
};

[[nodiscard]] bool has(const Object& object, std::string_view name);
[[nodiscard]] std::optional<std::string_view> find_text(const Object& object, std::string_view name);
[[nodiscard]] std::optional<std::string_view> find_id(const Object& object, std::string_view name);
[[nodiscard]] std::optional<WallTime> find_time(const Object& object, std::string_view name);
[[nodiscard]] std::optional<bool> find_flag(const Object& object, std::string_view name);
[[nodiscard]] std::optional<double> find_number(const Object& object, std::string_view name, double least,
                                                double most);
/// Rounded to the nearest whole number.
[[nodiscard]] std::optional<int> find_whole(const Object& object, std::string_view name, int least, int most);
/// `lat` and `lon` of the object itself.
[[nodiscard]] std::optional<GeoPoint> find_place(const Object& object);
/// `{lat, lon}` in a member.
[[nodiscard]] std::optional<GeoPoint> find_position(const Object& object, std::string_view name);

template <class Tag>
[[nodiscard]] std::optional<Id<Tag>> find_id_of(const Object& object, std::string_view name) {
  const auto text = find_id(object, name);
  if (!text) return std::nullopt;
  return Id<Tag>(std::string(*text));
}

template <class E>
[[nodiscard]] std::optional<E> find_enum(const Object& object, std::string_view name) {
  const auto text = find_text(object, name);
  return text ? record::enum_of<E>(*text) : std::nullopt;
}

} // namespace turnout::wire
