// The two templates of the door, defined once for the files that instantiate them.
#pragma once

#include "read.hpp"
#include "write.hpp"

#include <turnout/record/json.hpp>

namespace turnout::record {

template <class T>
std::string to_json(const T& value) {
  std::string out;
  out.reserve(512);
  append(out, value);
  return out;
}

template <class T>
Result<T> from_json(std::string_view text) {
  auto json = parse_document(text);
  if (!json) return Error{json.error()};
  T value{};
  Fault fault;
  if (!read(json.value(), value, fault)) {
    if (fault.path.starts_with('.')) fault.path.erase(0, 1);
    return Error{(fault.path.empty() ? "the whole" : fault.path) + ' ' + std::string(fault.why)};
  }
  return value;
}

} // namespace turnout::record

/// Both directions of one type, for the last lines of a file.
#define TURNOUT_RECORD_TYPE(...)                                                                             \
  template std::string turnout::record::to_json(const __VA_ARGS__&);                                         \
  template turnout::Result<__VA_ARGS__> turnout::record::from_json(std::string_view);
