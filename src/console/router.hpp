// Which handler a request belongs to. Filled once before the server listens, then only read; any thread.
// Nothing here fails: what has no route is an answer of its own.
#pragma once

#include "http.hpp"

namespace turnout::console {

/// anybody: health and metrics · bearer: whoever bears the token, or is signed in with a role of the table.
enum class Access { anybody, bearer };

struct Upgrade; // upgrade.hpp

inline constexpr std::size_t small_body_max = std::size_t{64} * 1024;

struct Route {
  std::string method;
  std::string path; ///< `{name}` stands for one segment
  Access access = Access::bearer;
  std::size_t body_max = small_body_max;
  std::string body_type = "application/json"; ///< of a body
  std::function<void(const Request&, Reply)> handle;
  std::function<void(Upgrade)> upgrade = {}; ///< for a WebSocket, instead of `handle`
  std::string subprotocol = {};              ///< ... which speaks this
};

class Router {
public:
  void add(Route route) { routes_.push_back(std::move(route)); }
  [[nodiscard]] const std::vector<Route>& routes() const noexcept { return routes_; }

  struct Match {
    const Route* route = nullptr; ///< null: refused
    std::map<std::string, std::string> params;
    Answer refusal;
  };

  /// By method and path alone.
  [[nodiscard]] Match match(std::string_view method, std::string_view path) const;

private:
  std::vector<Route> routes_;
};

} // namespace turnout::console
