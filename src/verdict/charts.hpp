// The pictures of a page, each with its figures as a table. Pure, any thread, cannot fail.
#pragma once

#include "turnout/verdict/page.hpp"

#include <string>

namespace turnout::verdict {

[[nodiscard]] std::string map_of(const Page& page);
[[nodiscard]] std::string responses_by_district(const Page& page);
[[nodiscard]] std::string shares_in_time(const Page& page);
[[nodiscard]] std::string offers_per_alarm(const Page& page);
[[nodiscard]] std::string against_bound(const Page& page);
[[nodiscard]] std::string worst_incidents(const Page& page);

/// Cascading style sheet: both lights, paper, narrow screens.
[[nodiscard]] std::string style_sheet();

} // namespace turnout::verdict
