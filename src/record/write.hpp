// The writing half of the codec: append(out, value) for every described type.
#pragma once

#include "names.hpp"
#include "shapes.hpp"

#include <turnout/domain/incident.hpp>
#include <turnout/record/text.hpp>

#include <boost/describe/members.hpp>

#include <string>

namespace turnout::record {

template <class T>
void append(std::string& out, const T& value);

/// `,"name":` for a described member; the first member of an object drops the comma.
template <class Member>
inline constexpr auto member_key = [] {
  constexpr std::string_view name = Member::name;
  std::array<char, name.size() + 4> key{};
  key[0] = ',';
  key[1] = '"';
  for (std::size_t i = 0; i < name.size(); ++i)
    key[i + 2] = name[i];
  key[name.size() + 2] = '"';
  key[name.size() + 3] = ':';
  return key;
}();

template <class Member>
void append_key(std::string& out, bool first) {
  constexpr const auto& key = member_key<Member>;
  out.append(key.data() + (first ? 1 : 0), key.size() - (first ? 1 : 0));
}

template <class T>
void append_object(std::string& out, const T& value) {
  using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
  out += '{';
  bool first = true;
  boost::mp11::mp_for_each<Members>([&](auto member) {
    const auto& held = value.*member.pointer;
    if constexpr (is_optional<std::remove_cvref_t<decltype(held)>>) {
      if (!held) return;
    }
    append_key<decltype(member)>(out, first);
    first = false;
    append(out, held);
  });
  out += '}';
}

template <class T>
void append_list(std::string& out, const T& values) {
  out += '[';
  bool first = true;
  for (const auto& value : values) {
    if (!first) out += ',';
    first = false;
    append(out, value);
  }
  out += ']';
}

template <class T>
void append_variant(std::string& out, const T& value) {
  std::visit(
      [&out](const auto& held) {
        out += "[\"";
        out += type_name<std::remove_cvref_t<decltype(held)>>;
        out += "\",";
        append(out, held);
        out += ']';
      },
      value);
}

template <class T>
void append(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    using Wide = std::conditional_t<std::is_signed_v<T>, std::int64_t, std::uint64_t>;
    append_number(out, static_cast<Wide>(value));
  } else if constexpr (std::is_enum_v<T>) {
    append_string(out, enum_names<T>[static_cast<std::size_t>(value)]);
  } else if constexpr (std::is_same_v<T, std::string>) {
    append_string(out, value);
  } else if constexpr (is_id<T>) {
    append_string(out, value.str());
  } else if constexpr (std::is_same_v<T, WallTime>) {
    append_string(out, format_rfc3339(value));
  } else if constexpr (std::is_same_v<T, Duration>) {
    append_number(out, static_cast<std::int64_t>(value.count()));
  } else if constexpr (std::is_same_v<T, Distance>) {
    append_number(out, value.metres());
  } else if constexpr (is_optional<T>) {
    append(out, *value);
  } else if constexpr (is_pair<T>) {
    out += '[';
    append(out, value.first);
    out += ',';
    append(out, value.second);
    out += ']';
  } else if constexpr (is_variant<T>) {
    append_variant(out, value);
  } else if constexpr (is_list<T>) {
    append_list(out, value);
  } else {
    append_object(out, value);
  }
}

// Each is compiled once, in the file named after it, so that a change to one family does not rebuild the
// others.
extern template void append(std::string&, const PlanBook&);
extern template void append(std::string&, const Event&);
extern template void append(std::string&, const Effect&);
extern template void append(std::string&, const Decision&);

} // namespace turnout::record
