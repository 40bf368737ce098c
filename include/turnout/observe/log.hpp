// The log: one line an event to stderr, ids only, never a name, an address or a word about somebody's health.
// Any thread, after set_up_log has run once in main. Writing never throws; a line that cannot be written is
// lost.
#pragma once

#include <fmt/core.h>

#include <optional>
#include <string_view>

namespace turnout::observe {

enum class LogLevel { debug, info, warning, error };

/// debug, info, warning or error; nullopt for any other word.
[[nodiscard]] std::optional<LogLevel> log_level(std::string_view word) noexcept;

/// Under systemd each line opens with its syslog priority (`<4>`), which the journal understands and strips;
/// elsewhere with the time and the level.
void set_up_log(LogLevel least);

void log_line(LogLevel level, std::string_view text) noexcept;

template <class... Args>
void log_debug(fmt::format_string<Args...> format, Args&&... args) {
  log_line(LogLevel::debug, fmt::vformat(format, fmt::make_format_args(args...)));
}
template <class... Args>
void log_info(fmt::format_string<Args...> format, Args&&... args) {
  log_line(LogLevel::info, fmt::vformat(format, fmt::make_format_args(args...)));
}
template <class... Args>
void log_warning(fmt::format_string<Args...> format, Args&&... args) {
  log_line(LogLevel::warning, fmt::vformat(format, fmt::make_format_args(args...)));
}
template <class... Args>
void log_error(fmt::format_string<Args...> format, Args&&... args) {
  log_line(LogLevel::error, fmt::vformat(format, fmt::make_format_args(args...)));
}

} // namespace turnout::observe
