#include "turnout/record/text.hpp"
#include "turnout/story/story.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace turnout::story {
namespace {

constexpr std::string_view line_end = "⏎";
constexpr std::string_view no_character = "\xef\xbf\xbd";

char32_t code_point(std::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return lead;
  const unsigned in_lead = 0x7fU >> character.size(); // the bits of the lead that count
  char32_t point = lead & in_lead;
  for (const char next : character.substr(1))
    point = point << 6U | (static_cast<unsigned char>(next) & 0x3fU);
  return point;
}

/// Controls of a terminal, ends of lines, and what turns the direction of writing.
bool does_something(char32_t point) {
  constexpr std::array<std::pair<char32_t, char32_t>, 8> ranges = {{{0x00, 0x1f},
                                                                    {0x7f, 0x9f},
                                                                    {0x61c, 0x61c},
                                                                    {0x200e, 0x200f},
                                                                    {0x2028, 0x202e},
                                                                    {0x2066, 0x2069},
                                                                    {0xfeff, 0xfeff},
                                                                    {0xfff9, 0xfffb}}};
  return std::any_of(ranges.begin(), ranges.end(),
                     [&](const auto& range) { return point >= range.first && point <= range.second; });
}

void append_hex(std::string& out, char32_t point) {
  constexpr int base = 16;
  std::array<char, 8> digits;
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), static_cast<std::uint32_t>(point), base)
          .ptr;
  out += "\\u{";
  out.append(digits.data(), end);
  out += '}';
}

std::string degrees(std::int64_t e7) {
  constexpr std::int64_t unit = 100'000; // five places after the point: a metre
  constexpr std::size_t places = 5;
  const std::int64_t rounded = ((e7 < 0 ? -e7 : e7) + 50) / 100;
  const std::string part = std::to_string(rounded % unit);
  return (e7 < 0 ? "-" : "") + std::to_string(rounded / unit) + "." + std::string(places - part.size(), '0') +
         part;
}

} // namespace

std::string plain(std::string_view text) {
  std::string shown;
  while (!text.empty()) {
    const std::size_t length = record::character_length(text);
    const std::string_view character = text.substr(0, std::max<std::size_t>(length, 1));
    text.remove_prefix(character.size());
    if (length == 0) {
      shown += no_character;
    } else if (character == "\n") {
      shown += line_end;
    } else if (character == "\r" && text.starts_with('\n')) {
      continue;
    } else if (const char32_t point = code_point(character); does_something(point)) {
      append_hex(shown, point);
    } else {
      shown += character;
    }
  }
  return shown;
}

std::string place_words(GeoPoint place) {
  return degrees(place.lat_e7) + ", " + degrees(place.lon_e7);
}

} // namespace turnout::story
