#include "turnout/bounds/clairvoyant.hpp"

#include <algorithm>

namespace turnout::bounds {

std::optional<Duration> clairvoyant(std::span<const Answer> all_who_would_accept) {
  const auto best =
      std::min_element(all_who_would_accept.begin(), all_who_would_accept.end(),
                       [](const Answer& a, const Answer& b) { return a.response() < b.response(); });
  if (best == all_who_would_accept.end()) return std::nullopt;
  return best->response();
}

} // namespace turnout::bounds
