#include "read.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>

namespace turnout::record {

Result<boost::json::value> parse_document(std::string_view text) {
  boost::json::parse_options options;
  options.max_depth = 128;
  boost::json::error_code failure;
  auto storage = boost::json::make_shared_resource<boost::json::monotonic_resource>();
  auto json = boost::json::parse(text, failure, std::move(storage), options);
  if (failure) return Error{"not JSON: " + failure.message()};
  return json;
}

bool read_bool(const boost::json::value& json, bool& value, Fault& fault) {
  if (!json.is_bool()) return fault.because("must be true or false");
  value = json.get_bool();
  return true;
}

bool read_signed(const boost::json::value& json, std::int64_t& value, Fault& fault) {
  if (const auto* number = json.if_int64()) {
    value = *number;
    return true;
  }
  return fault.because(json.is_uint64() ? "is out of range" : "must be a whole number");
}

bool read_unsigned(const boost::json::value& json, std::uint64_t& value, Fault& fault) {
  if (const auto* number = json.if_uint64()) {
    value = *number;
    return true;
  }
  const auto* number = json.if_int64();
  if (number == nullptr) return fault.because("must be a whole number");
  if (*number < 0) return fault.because("is out of range");
  value = static_cast<std::uint64_t>(*number);
  return true;
}

bool read_string(const boost::json::value& json, std::string& value, Fault& fault) {
  const auto* text = json.if_string();
  if (text == nullptr) return fault.because("must be a string");
  value.assign(text->data(), text->size());
  return true;
}

bool read_time(const boost::json::value& json, WallTime& value, Fault& fault) {
  const auto* text = json.if_string();
  if (text == nullptr) return fault.because("must be a time");
  const auto at = parse_rfc3339({text->data(), text->size()});
  if (!at) return fault.because("must be a time");
  value = *at;
  return true;
}

} // namespace turnout::record
