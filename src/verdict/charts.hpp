// The pictures of a page, each with its figures as a table. Pure, any thread, cannot fail.
#pragma once

#include "turnout/page/html.hpp"
#include "turnout/verdict/page.hpp"

#include <string>

namespace turnout::verdict {

using page::Anchor;
using page::element;
using page::escaped;
using page::figure;
using page::page_width;
using page::paragraph;
using page::Svg;
using page::table;

[[nodiscard]] std::string map_of(const Page& page);
[[nodiscard]] std::string responses_by_district(const Page& page);
[[nodiscard]] std::string shares_in_time(const Page& page);
[[nodiscard]] std::string offers_per_alarm(const Page& page);
[[nodiscard]] std::string against_bound(const Page& page);
[[nodiscard]] std::string worst_incidents(const Page& page);

/// What a map and its marks look like, on top of every page's style.
[[nodiscard]] std::string map_style();

} // namespace turnout::verdict
