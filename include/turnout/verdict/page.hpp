// One run as a page that needs nothing beside itself: no script, no network; it prints, and it is read in the
// light, in the dark and aloud, since every picture has its figures beside it as a table. `page_html` is
// pure; `write_page` writes one file, any thread. A file that cannot be written is an Error that names it.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/domain/calendar.hpp"
#include "turnout/verdict/geography.hpp"
#include "turnout/verdict/judged.hpp"

#include <span>
#include <string>

namespace turnout::verdict {

struct Page {
  const county::RunResults& run;
  const Judged& judged;        ///< of that run
  std::span<const Judged> all; ///< runs to compare with; those of the same scenario and seed are shown
  const Geography& geography;
  const ZoneTable& zone;
  std::string command; ///< that makes the run again
};

[[nodiscard]] std::string page_html(const Page& page);

[[nodiscard]] Status write_page(const Page& page, const std::string& path);

} // namespace turnout::verdict
