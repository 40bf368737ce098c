// JSON text by hand: strings of any bytes become valid JSON, and long strings are cut between characters.
// Pure functions, any thread.
// Nothing fails: bytes that are not UTF-8 are written as U+FFFD.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace turnout::record {

/// Appends `text` in quotes, escaped.
void append_string(std::string& out, std::string_view text);

void append_number(std::string& out, std::int64_t number);
void append_number(std::string& out, std::uint64_t number);

/// Length in bytes of the well-formed UTF-8 character at the front of `text` (Unicode table 3-7), or 0.
[[nodiscard]] std::size_t character_length(std::string_view text) noexcept;

[[nodiscard]] bool is_utf8(std::string_view text) noexcept;

/// The first `characters` characters of `text`, whole ones only.
[[nodiscard]] std::string_view first_characters(std::string_view text, std::size_t characters) noexcept;

} // namespace turnout::record
