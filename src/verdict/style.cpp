#include "charts.hpp"

namespace turnout::verdict {

std::string map_style() {
  return R"(
.town{font-size:13px;fill:var(--soft);paint-order:stroke;stroke:var(--land);stroke-width:3px}
.land{fill:var(--land);stroke:var(--other);stroke-width:1}
.river{fill:none;stroke:var(--water);stroke-width:2.5;opacity:.8}
.bridge{stroke:var(--ink);stroke-width:3}
.station{fill:none;stroke:var(--ink);stroke-width:1.6}
circle.soon{fill:var(--soon);fill-opacity:.75}
path.later{fill:var(--later);stroke:var(--page);stroke-width:.6}
path.late{fill:var(--late);stroke:var(--page);stroke-width:.8}
.nobody{stroke:var(--ink);stroke-width:2.2}
)";
}

} // namespace turnout::verdict
