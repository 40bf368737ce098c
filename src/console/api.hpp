// The routes of the console: which request is answered by what. Built once; its handlers run on the I/O
// thread and leave anything slow to the shelf, the desk and the importer. A handler replies exactly once.
#pragma once

#include "desk.hpp"
#include "router.hpp"
#include "shelf.hpp"
#include "turnout/console/server.hpp"

namespace turnout::console {

class Api {
public:
  Api(ConsoleDeps deps, const ConsoleOptions& options, Desk& desk);

  [[nodiscard]] const Router& router() const noexcept { return router_; }
  [[nodiscard]] const std::string& token() const noexcept { return deps_.token; }

  /// Waits for what is being read or imported.
  void stop();

private:
  void add_open_routes();
  void add_reading_routes();
  void add_command_routes();
  void add_import_routes(std::size_t import_bytes_max);
  void give(struct ReadCommand command, unsigned done_status, Reply reply);

  ConsoleDeps deps_;
  Desk& desk_;
  Shelf shelf_;
  boost::asio::thread_pool importer_{1}; ///< one import or reload at a time
  Router router_;
};

/// docs/openapi.json, as it was when this was built.
[[nodiscard]] std::string_view openapi_document() noexcept;

} // namespace turnout::console
