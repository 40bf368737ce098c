// Any text as a time or a span: what is read can be written and read again as the same.
#include "fuzz.hpp"

#include <turnout/base/time.hpp>

using namespace turnout;
using turnout::fuzz::must;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto text = fuzz::text_of(data, size);
  if (const auto at = parse_rfc3339(text))
    must(parse_rfc3339(format_rfc3339(*at)) == at, "a time comes back as written");
  if (const auto span = parse_duration(text)) {
    must(*span >= 0s, "a written span is never negative");
    must(parse_duration(format_duration(*span)) == span, "a span comes back as written");
    must(!spoken_minutes(*span).empty(), "a span can be spoken");
  }
  return 0;
}
