#include "api.hpp"

#include "around.hpp"
#include "commands.hpp"
#include "imports.hpp"
#include "incidents.hpp"

namespace turnout::console {

Status Api::read_files() {
  auto pages = Pages::read(options_.web);
  if (!pages) return Error{pages.error()};
  pages_ = std::move(pages.value());
  const auto book = deps_.load_plans();
  auto map = map_data(options_.map, book ? book.value().travel : TravelSettings(), options_.tile_url);
  if (!map) return Error{map.error()};
  map_ = std::move(map.value());
  return ok_status();
}

void Api::stop() {
  signer_.join();
  importer_.join();
  shelf_.stop();
  archive_.stop();
  reports_.stop();
}

void Api::add(std::string method, std::string path, Handle handle) {
  router_.add({.method = std::move(method), .path = std::move(path), .handle = std::move(handle)});
}

void Api::ask_latest(std::function<Answer(Latest&)> read, Reply reply) {
  shelf_.ask(
      [this, read = std::move(read)](store::ReadStore& store) {
        Latest latest(store, unstored_);
        return read(latest);
      },
      std::move(reply));
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
  const auto read = [this](std::string path, Handle handle) {
    add("GET", std::move(path), std::move(handle));
  };
  read("/api/v1/openapi.json", [](const Request&, const Reply& reply) {
    reply(
        {.status = 200, .type = "application/json", .body = std::string(openapi_document()), .headers = {}});
  });
  read("/api/v1/incidents", [this](const Request& request, Reply reply) {
    auto query = list_query(request.query);
    if (!query) return reply(problem(400, "bad-query", "Bad query", query.error()));
    ask_latest([this, wanted = query.value()](
                   Latest& latest) { return incident_list(latest, wanted, deps_.clock.now()); },
               std::move(reply));
  });
  read("/api/v1/incidents/{id}",
       [this](const Request& request, Reply reply) { show_incident(request, std::move(reply)); });
  read("/api/v1/incidents/{id}/story", [this](const Request& request, Reply reply) {
    ask_latest(
        [this, id = IncidentId(request.params.at("id"))](Latest& latest) {
          return incident_story(latest, {deps_.zone, deps_.registry}, id, deps_.clock.now());
        },
        std::move(reply));
  });
  read("/api/v1/responders",
       [this](const Request&, Reply reply) { ask_latest(responder_list, std::move(reply)); });
  read("/api/v1/alerts", [this](const Request&, Reply reply) { ask_latest(alert_list, std::move(reply)); });
  read("/api/v1/hubs", [this](const Request& request, Reply reply) {
    shelf_.ask([query = request.query, named = request.caller.may(case_workers)](
                   store::ReadStore& store) { return hub_list(store, query, named); },
               std::move(reply));
  });
  read("/api/v1/audit", [this](const Request& request, Reply reply) {
    shelf_.ask([query = request.query](store::ReadStore& store) { return audit_list(store, query); },
               std::move(reply));
  });
  read("/api/v1/handovers/latest",
       [this](const Request&, Reply reply) { shelf_.ask(last_handover, std::move(reply)); });
}

Api::Api(const ConsoleDeps& deps, const ConsoleOptions& options, Desk& desk, Live& live,
         const Unstored& unstored)
    : deps_(deps), options_(options), desk_(desk), live_(live), unstored_(unstored), looks_(desk),
      shelf_(deps_.journal_path), archive_(deps_.journal_path), reports_(deps_) {
  add_open_routes();
  add_session_routes();
  add_reading_routes();
  add_view_routes();
  add_people_routes();
  add_erasure_routes();
  add_command_routes();
  add_import_routes();
  add_report_routes();
  add_socket_routes();
  add_after_routes();
}

/// What the live views hold already.
void Api::add_view_routes() {
  for (const auto view : {View::partners, View::bases}) {
    add("GET", "/api/v1/" + std::string(name_of(view)), [this, view](const Request&, const Reply& reply) {
      reply(json_answer({{"items", live_.views().rows(view)}}));
    });
  }
  add("GET", "/api/v1/wallboard", [this](const Request&, const Reply& reply) {
    const auto rows = live_.views().rows(View::wallboard);
    if (rows.empty()) return reply(problem(503, "starting", "Starting", "Nothing has been counted yet."));
    reply(json_answer(rows.front()));
  });
  add("GET", "/api/v1/map", [this](const Request&, const Reply& reply) {
    auto map = map_;
    map["bases"] = live_.views().rows(View::bases);
    reply(json_answer(map));
  });
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
  const auto post = [this](std::string path, Handle handle) {
    add("POST", std::move(path), std::move(handle));
  };
  // Whoever is signed in gives the command, whatever the body says.
  const auto body_of = [](const Request& request) {
    return request.caller.token ? request.body : given_by(request.body, request.caller.name);
  };
  post("/api/v1/incidents", [this, body_of](const Request& request, Reply reply) {
    give(open_command(body_of(request)), 201, std::move(reply));
  });
  post("/api/v1/handovers", [this, body_of](const Request& request, Reply reply) {
    give(handover_command(body_of(request)), 201, std::move(reply));
  });
  post("/api/v1/incidents/{id}/commands", [this, body_of](const Request& request, Reply reply) {
    give(incident_command(body_of(request), request.params.at("id")), 200, std::move(reply));
  });
  post("/api/v1/responders/{id}/commands", [this, body_of](const Request& request, Reply reply) {
    give(responder_command(body_of(request), request.params.at("id")), 200, std::move(reply));
  });
  post("/api/v1/alerts/{id}/commands", [this, body_of](const Request& request, Reply reply) {
    give(alert_command(body_of(request), request.params.at("id")), 200, std::move(reply));
  });
}

void Api::add_report_routes() {
  add("GET", "/api/v1/reports", [this](const Request&, Reply reply) {
    shelf_.ask([this](store::ReadStore& store) { return reports_.list(store); }, std::move(reply));
  });
  add("GET", "/api/v1/reports/{period}", [this](const Request& request, Reply reply) {
    reports_.show(request.params.at("period"), std::move(reply));
  });
  add("GET", "/api/v1/reports/{period}/{file}", [this](const Request& request, Reply reply) {
    reports_.give(request.params.at("period"), request.params.at("file"), std::move(reply));
  });
}

void Api::add_import_routes() {
  for (const auto kind : {RegistryKind::people, RegistryKind::responders, RegistryKind::bases}) {
    router_.add({.method = "POST",
                 .path = "/api/v1/registry/" + std::string(file_of(kind)),
                 .body_max = options_.import_bytes_max,
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
