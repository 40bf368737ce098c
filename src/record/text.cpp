#include <turnout/record/text.hpp>

#include <array>
#include <charconv>

namespace turnout::record {

namespace {

using Byte = unsigned char;

constexpr bool is_plain(char c) {
  const auto byte = static_cast<Byte>(c);
  return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  switch (c) {
  case '"':
    out += "\\\"";
    return;
  case '\\':
    out += "\\\\";
    return;
  case '\n':
    out += "\\n";
    return;
  case '\r':
    out += "\\r";
    return;
  case '\t':
    out += "\\t";
    return;
  default:
    out += "\\u00";
    out += hex[static_cast<Byte>(c) >> 4];
    out += hex[static_cast<Byte>(c) & 0x0f];
  }
}

/// The lowest and highest second byte that may follow `lead`: no overlong forms, surrogates or beyond
/// U+10FFFF.
struct SecondByte {
  Byte low = 0x80;
  Byte high = 0xbf;
};

SecondByte second_byte(Byte lead) {
  switch (lead) {
  case 0xe0:
    return {0xa0, 0xbf};
  case 0xed:
    return {0x80, 0x9f};
  case 0xf0:
    return {0x90, 0xbf};
  case 0xf4:
    return {0x80, 0x8f};
  default:
    return {};
  }
}

template <class Number>
void append_digits(std::string& out, Number number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

} // namespace

std::size_t character_length(std::string_view text) noexcept {
  if (text.empty()) return 0;
  const auto lead = static_cast<Byte>(text[0]);
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return 0;
  const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (text.size() < length) return 0;
  const SecondByte second = second_byte(lead);
  const auto next = static_cast<Byte>(text[1]);
  if (next < second.low || next > second.high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    const auto tail = static_cast<Byte>(text[i]);
    if (tail < 0x80 || tail > 0xbf) return 0;
  }
  return length;
}

bool is_utf8(std::string_view text) noexcept {
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

std::string_view first_characters(std::string_view text, std::size_t characters) noexcept {
  std::size_t end = 0;
  for (std::size_t i = 0; i < characters && end < text.size(); ++i) {
    const std::size_t length = character_length(text.substr(end));
    if (length == 0) break;
    end += length;
  }
  return text.substr(0, end);
}

void append_string(std::string& out, std::string_view text) {
  constexpr std::string_view replacement = "\xef\xbf\xbd";
  out += '"';
  while (!text.empty()) {
    std::size_t plain = 0;
    while (plain < text.size() && is_plain(text[plain]))
      ++plain;
    out.append(text.substr(0, plain));
    text.remove_prefix(plain);
    if (text.empty()) break;
    if (static_cast<Byte>(text[0]) < 0x80) {
      append_escape(out, text[0]);
      text.remove_prefix(1);
      continue;
    }
    const std::size_t length = character_length(text);
    out.append(length == 0 ? replacement : text.substr(0, length));
    text.remove_prefix(length == 0 ? 1 : length);
  }
  out += '"';
}

void append_number(std::string& out, std::int64_t number) {
  append_digits(out, number);
}

void append_number(std::string& out, std::uint64_t number) {
  append_digits(out, number);
}

} // namespace turnout::record
