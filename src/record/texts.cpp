#include "shapes.hpp"

#include <turnout/record/texts.hpp>

#include <boost/describe/members.hpp>
#include <boost/mp11/algorithm.hpp>

#include <algorithm>

namespace turnout::record {

namespace {

template <class T>
void collect(const T& value, std::set<TextId>& found) {
  if constexpr (std::is_same_v<T, TextId>) {
    if (!value.empty()) found.insert(value);
  } else if constexpr (is_optional<T>) {
    if (value) collect(*value, found);
  } else if constexpr (is_variant<T>) {
    std::visit([&](const auto& held) { collect(held, found); }, value);
  } else if constexpr (is_list<T>) {
    for (const auto& one : value)
      collect(one, found);
  } else if constexpr (boost::describe::has_describe_members<T>::value) {
    using Members = boost::describe::describe_members<T, boost::describe::mod_public>;
    boost::mp11::mp_for_each<Members>([&](auto member) { collect(value.*member.pointer, found); });
  }
}

} // namespace

std::set<TextId> texts_in(const Record& record) {
  std::set<TextId> found;
  collect(record.event, found);
  // What was erased is named by the record that erased it: nothing it still speaks of.
  if (std::holds_alternative<PersonErased>(record.event) ||
      std::holds_alternative<RetentionApplied>(record.event))
    found.clear();
  collect(record.decisions, found);
  return found;
}

void each_like_a_text(std::string_view json, const std::function<void(std::string_view)>& see) {
  constexpr std::size_t length = 64;
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  for (auto at = json.find('"'); at != std::string_view::npos; at = json.find('"', at + 1)) {
    const auto piece = json.substr(at + 1, length + 1);
    if (piece.size() == length + 1 && piece.back() == '"' &&
        std::all_of(piece.begin(), piece.end() - 1, is_hex))
      see(piece.substr(0, length));
  }
}

} // namespace turnout::record
