// A day of the week as it is said on paper. Pure, any thread, cannot fail.
#pragma once

#include "turnout/domain/calendar.hpp"

#include <array>
#include <string>

namespace turnout::config {

[[nodiscard]] inline std::string weekday_word(const LocalMoment& moment) {
  constexpr std::array words = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  return words[static_cast<std::size_t>(moment.weekday)];
}

} // namespace turnout::config
