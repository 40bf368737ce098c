// The reading half of the codec: read(json, value, fault) for every described type.
// Unknown members are ignored and missing ones stay as they are, so that an old journal stays readable.
#pragma once

#include "names.hpp"
#include "shapes.hpp"

#include <turnout/base/result.hpp>
#include <turnout/domain/incident.hpp>

#include <boost/describe/members.hpp>
#include <boost/json/value.hpp>

#include <limits>
#include <string>

namespace turnout::record {

/// Where reading stopped and why; the path grows outwards while the readers return.
struct Fault {
  std::string path;
  std::string_view why;

  bool because(std::string_view reason) {
    why = reason;
    return false;
  }
  bool inside(std::string_view place) {
    path.insert(0, place);
    return false;
  }
  bool at_item(std::size_t index) { return inside('[' + std::to_string(index) + ']'); }
  bool at_member(std::string_view name) { return inside('.' + std::string(name)); }
};

/// Parsed without exceptions, nested at most deep enough for any plan tree; never repeats the text it
/// refuses.
[[nodiscard]] Result<boost::json::value> parse_document(std::string_view text);

bool read_bool(const boost::json::value& json, bool& value, Fault& fault);
bool read_signed(const boost::json::value& json, std::int64_t& value, Fault& fault);
bool read_unsigned(const boost::json::value& json, std::uint64_t& value, Fault& fault);
bool read_string(const boost::json::value& json, std::string& value, Fault& fault);
bool read_time(const boost::json::value& json, WallTime& value, Fault& fault);

template <class T>
bool read(const boost::json::value& json, T& value, Fault& fault);

template <class T>
bool read_integer(const boost::json::value& json, T& value, Fault& fault) {
  using Wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
  Wide wide = 0;
  if constexpr (std::is_signed_v<T>) {
    if (!read_signed(json, wide, fault)) return false;
  } else {
    if (!read_unsigned(json, wide, fault)) return false;
  }
  if (wide < Wide{std::numeric_limits<T>::min()} || wide > Wide{std::numeric_limits<T>::max()})
    return fault.because("is out of range");
  value = static_cast<T>(wide);
  return true;
}

template <class T>
bool read_enum(const boost::json::value& json, T& value, Fault& fault) {
  const auto* text = json.if_string();
  if (text == nullptr) return fault.because("must be a string");
  const std::string_view name(text->data(), text->size());
  const auto& names = enum_names<T>;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] != name) continue;
    value = static_cast<T>(i);
    return true;
  }
  return fault.because("is not one of the known names");
}

template <class T>
bool read_object(const boost::json::value& json, T& value, Fault& fault) {
  using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
  const auto* object = json.if_object();
  if (object == nullptr) return fault.because("must be an object");
  bool good = true;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    if (!good) return;
    const auto* held = object->if_contains(member.name);
    if (held == nullptr || read(*held, value.*member.pointer, fault)) return;
    good = fault.at_member(member.name);
  });
  return good;
}

template <class T>
bool read_list(const boost::json::value& json, T& values, Fault& fault) {
  const auto* array = json.if_array();
  if (array == nullptr) return fault.because("must be a list");
  values.clear();
  for (std::size_t i = 0; i < array->size(); ++i) {
    typename T::value_type value{};
    if (!read((*array)[i], value, fault)) return fault.at_item(i);
    values.insert(values.end(), std::move(value));
  }
  return true;
}

template <class T>
bool read_pair(const boost::json::value& json, T& value, Fault& fault) {
  const auto* array = json.if_array();
  if (array == nullptr || array->size() != 2) return fault.because("must be a list of two");
  if (!read((*array)[0], value.first, fault)) return fault.at_item(0);
  if (!read((*array)[1], value.second, fault)) return fault.at_item(1);
  return true;
}

template <class T, class Held>
bool read_alternative(const boost::json::value& json, T& value, Fault& fault) {
  Held held{};
  if (!read(json, held, fault)) return fault.inside(type_name<Held>);
  value = std::move(held);
  return true;
}

template <class T, class... Held>
bool read_variant(const boost::json::value& json, T& value, const std::variant<Held...>&, Fault& fault) {
  using Reader = bool (*)(const boost::json::value&, T&, Fault&);
  static constexpr std::array<std::string_view, sizeof...(Held)> kinds = {type_name<Held>...};
  static constexpr std::array<Reader, sizeof...(Held)> readers = {&read_alternative<T, Held>...};
  const auto* array = json.if_array();
  if (array == nullptr || array->size() != 2 || !(*array)[0].is_string())
    return fault.because("must be [kind, members]");
  const auto& kind = (*array)[0].get_string();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    if (kinds[i] == std::string_view(kind.data(), kind.size())) return readers[i]((*array)[1], value, fault);
  }
  return fault.because("is of an unknown kind");
}

template <class T>
bool read_optional(const boost::json::value& json, std::optional<T>& value, Fault& fault) {
  value.emplace();
  return read(json, *value, fault);
}

template <class T>
bool read(const boost::json::value& json, T& value, Fault& fault) {
  if constexpr (std::is_same_v<T, bool>) {
    return read_bool(json, value, fault);
  } else if constexpr (std::is_integral_v<T>) {
    return read_integer(json, value, fault);
  } else if constexpr (std::is_enum_v<T>) {
    return read_enum(json, value, fault);
  } else if constexpr (std::is_same_v<T, std::string>) {
    return read_string(json, value, fault);
  } else if constexpr (is_id<T>) {
    std::string text;
    if (!read_string(json, text, fault)) return false;
    value = T(std::move(text));
    return true;
  } else if constexpr (std::is_same_v<T, WallTime>) {
    return read_time(json, value, fault);
  } else if constexpr (std::is_same_v<T, Duration> || std::is_same_v<T, Distance>) {
    std::int64_t number = 0;
    if (!read_signed(json, number, fault)) return false;
    value = T(number);
    return true;
  } else if constexpr (is_optional<T>) {
    return read_optional(json, value, fault);
  } else if constexpr (is_pair<T>) {
    return read_pair(json, value, fault);
  } else if constexpr (is_variant<T>) {
    return read_variant(json, value, value, fault);
  } else if constexpr (is_list<T>) {
    return read_list(json, value, fault);
  } else {
    return read_object(json, value, fault);
  }
}

extern template bool read(const boost::json::value&, PlanBook&, Fault&);
extern template bool read(const boost::json::value&, Event&, Fault&);
extern template bool read(const boost::json::value&, Effect&, Fault&);
extern template bool read(const boost::json::value&, Decision&, Fault&);

} // namespace turnout::record
