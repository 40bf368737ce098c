#include "object_writer.hpp"

namespace turnout::wire {

void ObjectWriter::degrees(std::string_view name, std::int32_t e7) {
  constexpr std::int64_t unit = 10'000'000;
  key(name);
  const std::int64_t size = e7 < 0 ? -std::int64_t{e7} : e7;
  if (e7 < 0) out_ += '-';
  record::append_number(out_, size / unit);
  std::string fraction;
  record::append_number(fraction, unit + size % unit); // the leading 1 keeps the zeros behind the point
  fraction[0] = '.';
  while (fraction.size() > 2 && fraction.back() == '0')
    fraction.pop_back();
  out_ += fraction;
}

} // namespace turnout::wire
