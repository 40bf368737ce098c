// Writes one JSON object member by member, in the order of the calls, without spaces.
#pragma once

#include <turnout/base/time.hpp>
#include <turnout/base/units.hpp>
#include <turnout/record/text.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace turnout::wire {

class ObjectWriter {
public:
  void text(std::string_view name, std::string_view value) {
    key(name);
    record::append_string(out_, value);
  }
  /// Left out when empty.
  void some_text(std::string_view name, std::string_view value) {
    if (!value.empty()) text(name, value);
  }
  void null(std::string_view name) {
    key(name);
    out_ += "null";
  }
  void number(std::string_view name, std::int64_t value) {
    key(name);
    record::append_number(out_, value);
  }
  void time(std::string_view name, WallTime at) { text(name, format_rfc3339(at)); }
  void time(std::string_view name, const std::optional<WallTime>& at) {
    if (at) time(name, *at);
  }
  /// Whole seconds, rounded up: an arrival is never promised too early.
  void seconds(std::string_view name, Duration span) {
    number(name, std::chrono::ceil<std::chrono::seconds>(span).count());
  }
  template <class Id>
  void some_id(std::string_view name, const std::optional<Id>& id) {
    if (id) text(name, id->str());
  }
  template <class List>
  void texts(std::string_view name, const List& values) {
    key(name);
    out_ += '[';
    for (const std::string& value : values) {
      if (!out_.ends_with('[')) out_ += ',';
      record::append_string(out_, value);
    }
    out_ += ']';
  }
  void object(std::string_view name, ObjectWriter&& value) {
    key(name);
    out_ += std::move(value).done();
  }
  void position(std::string_view name, GeoPoint point) {
    ObjectWriter place;
    place.degrees("lat", point.lat_e7);
    place.degrees("lon", point.lon_e7);
    object(name, std::move(place));
  }

  [[nodiscard]] std::string done() && {
    out_ += '}';
    return std::move(out_);
  }

private:
  void key(std::string_view name) {
    if (out_.size() > 1) out_ += ',';
    out_ += '"';
    out_ += name;
    out_ += "\":";
  }
  void degrees(std::string_view name, std::int32_t e7);

  std::string out_ = "{";
};

} // namespace turnout::wire
