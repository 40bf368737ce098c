#include "router.hpp"

namespace turnout::console {
namespace {

std::string_view take_segment(std::string_view& path) {
  path.remove_prefix(path.starts_with('/') ? 1 : 0);
  const auto end = path.find('/');
  const std::string_view segment = path.substr(0, end);
  path.remove_prefix(end == std::string_view::npos ? path.size() : end);
  return segment;
}

std::optional<std::map<std::string, std::string>> fits(std::string_view pattern, std::string_view path) {
  std::map<std::string, std::string> params;
  while (!pattern.empty() && !path.empty()) {
    const std::string_view wanted = take_segment(pattern);
    const std::string_view said = take_segment(path);
    if (wanted.starts_with('{')) {
      auto value = percent_decoded(said, false);
      if (!value || value->empty()) return std::nullopt;
      params[std::string(wanted.substr(1, wanted.size() - 2))] = *value;
    } else if (wanted != said) {
      return std::nullopt;
    }
  }
  if (!pattern.empty() || !path.empty()) return std::nullopt;
  return params;
}

} // namespace

Router::Match Router::match(std::string_view method, std::string_view path) const {
  std::string allowed;
  for (const auto& route : routes_) {
    auto params = fits(route.path, path);
    if (!params) continue;
    if (route.method == method) return {&route, std::move(*params), {}};
    allowed += (allowed.empty() ? "" : ", ") + route.method;
  }
  Match none;
  if (allowed.empty()) {
    none.refusal =
        problem(404, "no-such-route", "No such route", "/api/v1/openapi.json lists what there is.");
  } else {
    none.refusal = problem(405, "wrong-method", "Wrong method", "This route takes " + allowed + ".");
    none.refusal.headers.emplace_back("Allow", allowed);
  }
  return none;
}

} // namespace turnout::console
