// Instants and spans. WallTime is UTC to the millisecond; Duration is milliseconds; neither is ever a bare
// number. Pure functions, callable from any thread. Parsing never throws: what is not a time is nullopt.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace turnout {

using Duration = std::chrono::milliseconds;
using WallTime = std::chrono::sys_time<Duration>;

using std::chrono_literals::operator""ms;
using std::chrono_literals::operator""s;
using std::chrono_literals::operator""min;
using std::chrono_literals::operator""h;

/// RFC 3339 in UTC with milliseconds and Z, for example 2026-11-22T17:48:48.123Z.
[[nodiscard]] std::string format_rfc3339(WallTime at);

/// Reads RFC 3339 with Z or a numeric offset and any number of fraction digits; nullopt for everything else.
[[nodiscard]] std::optional<WallTime> parse_rfc3339(std::string_view text);

/// Reads a span as people write it in a configuration file: 45s, 8m, 2h, 250ms, 1m30s; nullopt for everything
/// else.
[[nodiscard]] std::optional<Duration> parse_duration(std::string_view text);

/// Writes a span as parse_duration reads it, shortest exact form: 1m30s.
[[nodiscard]] std::string format_duration(Duration span);

/// Whole minutes as a person says them, rounded up: "9 min", "under 1 min".
[[nodiscard]] std::string spoken_minutes(Duration span);

} // namespace turnout
