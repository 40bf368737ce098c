// A running console for tests: the real server on a free port, the real engine over a real journal, no
// broker. And a client that shares no code with the server's sessions. The test's thread; the engine has one
// of its own. Fails by aborting when the house cannot stand, and by status 0 where no answer came.
#pragma once

#include "support/temp_folder.hpp"
#include "turnout/console/server.hpp"
#include "turnout/engine/engine.hpp"
#include "turnout/store/journal.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json.hpp>

#include <atomic>
#include <map>
#include <mutex>
#include <thread>

namespace turnout::testing {

inline constexpr const char* token = "a-token-for-tests";

class HandClock final : public engine::Clock {
public:
  [[nodiscard]] WallTime now() override { return at.load(); }
  std::atomic<WallTime> at{*parse_rfc3339("2026-06-30T12:00:00.000Z")};
};

class NoBroker final : public engine::Outbound {
public:
  void send(const engine::OwedEffect&, std::function<void()>) override {}
};

/// The real journal, on a disk that refuses when it is told to.
class Disk final : public engine::Journal {
public:
  explicit Disk(std::unique_ptr<store::SqliteJournal> journal) : journal_(std::move(journal)) {}

  [[nodiscard]] Result<std::uint64_t> claim() override { return journal_->claim(); }
  [[nodiscard]] Result<engine::Recovered> recover() override { return journal_->recover(); }
  [[nodiscard]] Status append(const engine::Batch& batch) override {
    return refuses ? Status(Error{"append: database or disk is full"}) : journal_->append(batch);
  }
  [[nodiscard]] Result<std::vector<Record>> read(std::uint64_t sequence, std::size_t limit) override {
    return journal_->read(sequence, limit);
  }

  std::atomic<bool> refuses = false;

private:
  std::unique_ptr<store::SqliteJournal> journal_;
};

struct HttpAnswer {
  unsigned status = 0;
  std::map<std::string, std::string> headers; ///< lower-case names
  std::string body;

  [[nodiscard]] boost::json::object json() const {
    boost::system::error_code error;
    auto value = boost::json::parse(body, error);
    return !error && value.is_object() ? value.get_object() : boost::json::object{};
  }
  [[nodiscard]] std::string text(const char* member) const {
    const auto whole = json();
    const auto* value = whole.if_contains(member);
    return value != nullptr && value->is_string() ? std::string(value->get_string()) : std::string();
  }
};

using Headers = std::map<std::string, std::string>;

inline const Headers bearer = {{"Authorization", std::string("Bearer ") + token}};

/// One connection, any number of exchanges.
class Client {
public:
  explicit Client(std::uint16_t port) {
    socket_.connect({boost::asio::ip::make_address("127.0.0.1"), port}, error_);
  }

  void send_raw(const std::string& bytes) { boost::asio::write(socket_, boost::asio::buffer(bytes), error_); }

  HttpAnswer read() {
    namespace http = boost::beast::http;
    http::response_parser<http::string_body> parser;
    error_ = {};
    http::read(socket_, buffer_, parser, error_);
    HttpAnswer answer;
    if (error_) return answer;
    answer.status = parser.get().result_int();
    for (const auto& field : parser.get()) {
      std::string name(field.name_string());
      for (auto& c : name)
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      answer.headers[name] = std::string(field.value());
    }
    answer.body = parser.get().body();
    return answer;
  }

  HttpAnswer ask(const std::string& method, const std::string& target, const std::string& body,
                 const Headers& headers) {
    std::string bytes = method + " " + target + " HTTP/1.1\r\nHost: test\r\n";
    for (const auto& [name, value] : headers)
      bytes += name + ": " + value + "\r\n";
    if (!body.empty() || method == "POST") bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    send_raw(bytes + "\r\n" + body);
    return read();
  }

private:
  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_{io_};
  boost::beast::flat_buffer buffer_;
  boost::system::error_code error_;
};

class House {
public:
  explicit House(const console::ConsoleOptions& options = {}) {
    disk = std::make_unique<Disk>(must(store::SqliteJournal::open(path)));
    registry = must(store::SqliteRegistry::open(path));
    users = must(accounts::Accounts::open(folder.file("users.sqlite"), {.wrong_most = 3}));
    server = must(console::ConsoleServer::start(deps(), options));
    engine_ = std::make_unique<engine::Engine>(
        engine::EngineSettings{},
        engine::EnginePorts{clock, *disk, broker_, server->viewer(), lanes, poison_});
  }
  ~House() {
    lanes.close();
    if (thread_.joinable()) thread_.join();
    server->stop();
  }
  House(const House&) = delete;
  House& operator=(const House&) = delete;

  /// Without it no command is ever answered.
  House& with_engine() {
    if (!engine_->start(people(), plans())) std::abort();
    thread_ = std::thread([this] {
      while (engine_->run_once(std::chrono::milliseconds(100))) {
      }
    });
    return *this;
  }

  HttpAnswer get(const std::string& target) { return Client(server->port()).ask("GET", target, "", bearer); }
  HttpAnswer post(const std::string& target, const std::string& body,
                  const std::string& type = "application/json") {
    return Client(server->port())
        .ask("POST", target, body,
             {{"Authorization", std::string("Bearer ") + token}, {"Content-Type", type}});
  }

  /// A fall of P1; the incident's id.
  std::string fall() {
    AlarmReceived alarm;
    alarm.hub = HubId("H1");
    alarm.alarm = AlarmId("a1");
    alarm.type = AlarmType::fall;
    lanes.put(engine::Lane::people, engine::LocalEvent{alarm, {}});
    // Its answer comes after everything before it is committed.
    (void)post("/api/v1/incidents/none/commands", R"({"command":"note","note":"x","by":"alice"})");
    const auto items = get("/api/v1/incidents").json()["items"].as_array();
    return items.empty() ? "" : std::string(items.back().at("id").as_string());
  }

  console::ConsoleDeps deps() {
    return {.lanes = lanes,
            .clock = clock,
            .registry = *registry,
            .journal_path = path,
            .token = token,
            .zone = {"Europe/London", {{WallTime{}, 1h}}},
            .metrics = [] { return std::string("turnout_records_total 7\n"); },
            .readiness =
                [this] {
                  const std::lock_guard lock(readiness_mutex_);
                  return readiness_;
                },
            .load_plans = [this]() -> Result<PlanBook> {
              if (plans_broken)
                return Error{
                    "plans.toml:3: root.ladder: the last step is no alert; add one\nplans.toml:9: x"};
              return plans();
            },
            .users = users.get(),
            .node = "test"};
  }

  static PlanBook plans() {
    PlanBook book;
    book.revision = PlanRevision("abc123def456");
    book.root.plan.path = "root";
    book.root.plan.ladder = {{.name = "human", .after = 8min, .action = Action::alert}};
    PlanNode technical{.match = {.classes = {AlarmClass::technical}}, .plan = book.root.plan, .children = {}};
    technical.plan.path = "root/technical";
    technical.plan.fold_by_area = true;
    book.root.children = {technical};
    return book;
  }
  static RegistryChanged people() {
    Person person;
    person.id = PersonId("P1");
    person.hub = HubId("H1");
    person.home = geo_point(51.8, -2.0);
    person.area = AreaId("cotswold");
    Responder responder;
    responder.id = ResponderId("R1");
    responder.place = geo_point(51.81, -2.0);
    return {.people = {person}, .responders = {responder}, .bases = {}, .whole = true};
  }

  TempFolder folder;
  std::string path = folder.file("turnout.sqlite");
  HandClock clock;
  engine::Lanes lanes;
  bool plans_broken = false;
  std::unique_ptr<Disk> disk;
  std::unique_ptr<store::SqliteRegistry> registry;
  std::unique_ptr<accounts::Accounts> users;
  std::unique_ptr<console::ConsoleServer> server;

  void says_ready(console::Readiness readiness) {
    const std::lock_guard lock(readiness_mutex_);
    readiness_ = std::move(readiness);
  }

private:
  template <class T>
  static T must(Result<T> result) {
    if (!result) std::abort();
    return std::move(result).value();
  }

  std::mutex readiness_mutex_;
  console::Readiness readiness_{true, "up", {}};
  NoBroker broker_;
  engine::PoisonGuard poison_;
  std::unique_ptr<engine::Engine> engine_;
  std::thread thread_;
};

} // namespace turnout::testing
