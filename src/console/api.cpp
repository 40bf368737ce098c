#include "api.hpp"

#include "commands.hpp"
#include "imports.hpp"
#include "incidents.hpp"

namespace turnout::console {

Api::Api(ConsoleDeps deps, const ConsoleOptions& options, Desk& desk)
    : deps_(std::move(deps)), desk_(desk), shelf_(deps_.journal_path) {
  add_open_routes();
  add_reading_routes();
  add_command_routes();
  add_import_routes(options.import_bytes_max);
}

void Api::stop() {
  importer_.join();
  shelf_.stop();
}

void Api::add_open_routes() {
  const auto open = [this](std::string path, std::function<Answer()> answer) {
    router_.add(
        {.method = "GET",
         .path = std::move(path),
         .access = Access::anybody,
         .handle = [answer = std::move(answer)](const Request&, const Reply& reply) { reply(answer()); }});
  };
  open("/healthz", [] { return json_answer({{"status", "alive"}}); });
  open("/readyz", [this] {
    const Readiness now = deps_.readiness();
    boost::json::array reasons(now.reasons.begin(), now.reasons.end());
    return json_answer({{"ready", now.ready}, {"state", now.state}, {"reasons", std::move(reasons)}},
                       now.ready ? 200 : 503);
  });
  open("/metrics", [this] {
    return Answer{.status = 200,
                  .type = "text/plain; version=0.0.4; charset=utf-8",
                  .body = deps_.metrics(),
                  .headers = {}};
  });
}

void Api::add_reading_routes() {
  const auto read = [this](std::string path, std::function<void(const Request&, Reply)> handle) {
    router_.add({.method = "GET", .path = std::move(path), .handle = std::move(handle)});
  };
  read("/api/v1/openapi.json", [](const Request&, const Reply& reply) {
    reply(
        {.status = 200, .type = "application/json", .body = std::string(openapi_document()), .headers = {}});
  });
  read("/api/v1/incidents", [this](const Request& request, Reply reply) {
    auto query = list_query(request.query);
    if (!query) return reply(problem(400, "bad-query", "Bad query", query.error()));
    shelf_.ask([this, wanted = query.value()](
                   store::ReadStore& store) { return incident_list(store, wanted, deps_.clock.now()); },
               std::move(reply));
  });
  using Show = Answer (*)(store::ReadStore&, const StoryDeps&, const IncidentId&, WallTime);
  const auto show = [&](std::string path, Show shown) {
    read(std::move(path), [this, shown](const Request& request, Reply reply) {
      shelf_.ask(
          [this, shown, id = IncidentId(request.params.at("id"))](store::ReadStore& store) {
            return shown(store, {deps_.zone, deps_.registry}, id, deps_.clock.now());
          },
          std::move(reply));
    });
  };
  show("/api/v1/incidents/{id}", incident_shown);
  show("/api/v1/incidents/{id}/story", incident_story);
  read("/api/v1/responders",
       [this](const Request&, Reply reply) { shelf_.ask(responder_list, std::move(reply)); });
  read("/api/v1/alerts", [this](const Request&, Reply reply) { shelf_.ask(alert_list, std::move(reply)); });
}

void Api::give(ReadCommand command, unsigned done_status, Reply reply) {
  if (!command.faults.empty()) {
    return reply(problem(422, "bad-command", "The command cannot be used",
                         command.faults.front().pointer + ": " + command.faults.front().message,
                         command.faults));
  }
  desk_.give(std::move(command.event), done_status, std::move(reply));
}

void Api::add_command_routes() {
  const auto post = [this](std::string path, std::function<void(const Request&, Reply)> handle) {
    router_.add({.method = "POST", .path = std::move(path), .handle = std::move(handle)});
  };
  post("/api/v1/incidents", [this](const Request& request, Reply reply) {
    give(open_command(request.body), 201, std::move(reply));
  });
  post("/api/v1/incidents/{id}/commands", [this](const Request& request, Reply reply) {
    give(incident_command(request.body, request.params.at("id")), 200, std::move(reply));
  });
  post("/api/v1/responders/{id}/commands", [this](const Request& request, Reply reply) {
    give(responder_command(request.body, request.params.at("id")), 200, std::move(reply));
  });
  post("/api/v1/alerts/{id}/commands", [this](const Request& request, Reply reply) {
    give(alert_command(request.body, request.params.at("id")), 200, std::move(reply));
  });
}

void Api::add_import_routes(std::size_t import_bytes_max) {
  for (const auto kind : {RegistryKind::people, RegistryKind::responders, RegistryKind::bases}) {
    router_.add({.method = "POST",
                 .path = "/api/v1/registry/" + std::string(file_of(kind)),
                 .body_max = import_bytes_max,
                 .body_type = "text/csv",
                 .handle = [this, kind](const Request& request, Reply reply) {
                   boost::asio::post(importer_, [this, kind, body = request.body, tell = std::move(reply)] {
                     tell(import_rows(kind, body, {deps_.registry, deps_.load_plans, desk_}));
                   });
                 }});
  }
  router_.add(
      {.method = "POST", .path = "/api/v1/plans/reload", .handle = [this](const Request&, Reply reply) {
         boost::asio::post(importer_,
                           [this, tell = std::move(reply)] { tell(reload_plans(deps_.load_plans, desk_)); });
       }});
}

} // namespace turnout::console
