// Any text as a line of the journal: refused with a reason, or read, and then its form is stable.
#include "fuzz.hpp"

#include <turnout/record/json.hpp>

using namespace turnout;
using turnout::fuzz::must;

namespace {

template <class T>
void check(std::string_view text) {
  const auto read = record::from_json<T>(text);
  if (!read) return must(!read.error().empty(), "a refusal has a reason");
  const std::string written = record::to_json(read.value());
  const auto again = record::from_json<T>(written);
  must(again.ok(), "what was written can be read");
  must(record::to_json(again.value()) == written, "the written form is stable");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto input = fuzz::text_of(data, size);
  const auto text = input.substr(input.empty() ? 0 : 1);
  switch (input.empty() ? '0' : input[0]) {
  case '1':
    check<Record>(text);
    break;
  case '2':
    check<Incident>(text);
    break;
  case '3':
    check<PlanBook>(text);
    break;
  default:
    check<Event>(text);
  }
  return 0;
}
