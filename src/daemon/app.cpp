#include "app.hpp"

#include "secrets.hpp"

#include <turnout/accounts/random.hpp>
#include <turnout/config/plans.hpp>
#include <turnout/config/tariffs.hpp>
#include <turnout/mqtt/findings.hpp>
#include <turnout/observe/log.hpp>
#include <turnout/observe/systemd_notify.hpp>
#include <turnout/report/make.hpp>
#include <turnout/wire/encode.hpp>

#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <thread>

namespace turnout::daemon {

namespace {

constexpr std::chrono::milliseconds round_at_most{500};
constexpr std::size_t text_salt_bytes = 16;

ExitCode fail(ExitCode code, const std::string& why) {
  observe::log_error("{}", why);
  return code;
}

ExitCode no_journal(const std::string& why) {
  return fail(ExitCode::journal, why + "; until turnoutd has it, alarms wait at the broker");
}

std::string node_name() {
  char name[256] = "";
  if (::gethostname(name, sizeof name - 1) != 0) return "unknown";
  return name;
}

} // namespace

roads::TravelSources travel_sources(const config::Settings& settings, bool may_write) {
  return {.graph = settings.travel_graph,
          .beside = settings.journal_path,
          .may_write = may_write,
          .osrm = settings.travel_osrm};
}

std::string with_line(const config::Settings& settings, const std::string& wrong) {
  for (const auto& [key, line] : settings.travel_lines) {
    const std::string said = "[travel] " + key + ": ";
    if (wrong.starts_with(said)) return line + ": " + wrong.substr(said.size());
  }
  return wrong;
}

App::App(config::Settings settings)
    : settings_(std::move(settings)), clock_(settings_.clock_speed), started_at_(clock_.now()) {}

App::~App() {
  end();
}

ExitCode App::run() {
  auto plans = config::load_plans(settings_.plans_file);
  if (!plans) return fail(ExitCode::settings, plans.error());
  if (const auto code = open_store(); code != ExitCode::done) return code;
  open_travel();
  if (const auto code = open_console(plans.value()); code != ExitCode::done) return code;
  // Every thread started from here on leaves the signals to the one that waits for them.
  if (const auto code = start_engine(std::move(plans).value()); code != ExitCode::done) return code;
  watch_signals();
  if (const auto code = start_gateway(); code != ExitCode::done) return code;
  say_findings();
  health_.started();
  observe::notify_ready();
  observe::log_info("turnoutd {} listens on port {}", TURNOUT_VERSION, console_->port());
  return loop();
}

ExitCode App::open_store() {
  auto journal = store::SqliteJournal::open(settings_.journal_path);
  if (!journal) return no_journal(journal.error());
  journal_ = std::move(journal).value();
  auto registry = store::SqliteRegistry::open(settings_.journal_path);
  if (!registry) return no_journal(registry.error());
  registry_ = std::move(registry).value();
  auto texts = store::ReadStore::open(settings_.journal_path);
  if (!texts) return no_journal(texts.error());
  texts_ = std::move(texts).value();
  if (auto guard = poison_.open(settings_.journal_path + ".deciding"); !guard) {
    observe::log_warning("{}; a message that kills the service would not be set aside", guard.error());
  }
  return ExitCode::done;
}

void App::open_travel() {
  travel_ = roads::open_travel(travel_sources(settings_, true));
  if (!travel_.told.empty()) observe::log_info("journeys come from {}", travel_.told);
  if (!travel_.trouble.empty()) observe::log_warning("{}", travel_.trouble);
  for (const auto& wrong : travel_.wrong) {
    observe::log_error("{}", with_line(settings_, wrong));
    health_.trouble("travel", "journeys are reckoned without the map or router that the settings name");
  }
}

ExitCode App::open_console(PlanBook plans) {
  const auto token = read_or_make_token(settings_.console_token_file);
  if (token.trouble) {
    return fail(*token.trouble == TokenTrouble::unusable ? ExitCode::settings : ExitCode::console, token.why);
  }
  auto users = accounts::Accounts::open(settings_.console_users, {.idle = settings_.console_idle,
                                                                  .whole = settings_.console_session,
                                                                  .wrong_most = settings_.console_wrong});
  if (users) {
    users_ = std::move(users).value();
  } else {
    // Alarms are dispatched all the same.
    observe::log_error("{}", users.error());
    health_.trouble("console", "nobody can sign in: the users' file cannot be opened");
  }
  std::error_code error;
  pages_ = std::filesystem::is_directory(settings_.console_web, error);
  console::ConsoleDeps deps{
      .lanes = lanes_,
      .clock = clock_,
      .registry = *registry_,
      .journal_path = settings_.journal_path,
      .token = token.text,
      .zone = std::move(plans.zone),
      .metrics =
          [this] {
            // Set once all that this reads stands.
            if (const auto* engine = shown_engine_.load())
              figures_->refresh(engine->figures(), lanes_, journal_->health(), *travel_.counts,
                                console_->audible().value_or(0));
            return metrics_.text();
          },
      .readiness =
          [this] {
            const auto report = health_.report();
            console::Readiness readiness{health_.ready(), std::string(observe::word(report.state)), {}};
            if (!report.reason.empty()) readiness.reasons.push_back(report.reason);
            return readiness;
          },
      .load_plans = [file = settings_.plans_file] { return config::load_plans(file); },
      .users = users_.get(),
      .node = node_name(),
      .published_report = [settings =
                               settings_](const report::CalendarPeriod& period) -> Result<report::Pack> {
        const auto source = custody::journal_source(settings.journal_path);
        if (!source) return Error{source.error()};
        return report::published_pack(*source.value(), period, report::settings_of(settings),
                                      report::disclosure_of(settings));
      },
      .load_tariffs =
          [beside = std::filesystem::path(settings_.plans_file).parent_path()] {
            return config::load_tariffs(beside / "tariffs.toml");
          }};
  auto console = console::ConsoleServer::start(std::move(deps), console_options());
  if (!console) return fail(ExitCode::console, console.error());
  console_ = std::move(console).value();
  figures_ = std::make_unique<Figures>(metrics_, clock_, console_->viewer());
  return ExitCode::done;
}

console::ConsoleOptions App::console_options() const {
  console::ConsoleOptions options{.address = settings_.console_address, .port = settings_.console_port};
  options.map = settings_.console_map;
  options.tile_url = settings_.console_tile_url;
  options.mqtt = settings_.console_mqtt;
  // Alarms are dispatched without pages too.
  if (pages_)
    options.web = settings_.console_web;
  else if (!settings_.console_web.empty())
    observe::log_warning("[console] web: {} is no folder; the console has no pages", settings_.console_web);
  return options;
}

ExitCode App::start_engine(PlanBook plans) {
  auto password = read_password(settings_.broker_password_file);
  if (!password) return fail(ExitCode::settings, password.error());
  for (const auto& open : open_to_all({settings_.broker_password_file, settings_.console_token_file}))
    observe::log_warning("{}", open);
  mqtt::BrokerSettings broker = broker_settings();
  broker.password = password.value();
  broker.last_status = status_payload({observe::HealthState::degraded, "the daemon is gone"}, true);
  gateway_ = std::make_unique<mqtt::Gateway>(broker, clock_, metrics_);
  speaker_ = std::make_unique<engine::Speaker>(engine::SpeakerDeps{
      .topic_root = broker.topic_root,
      .clock = clock_,
      .registry = *registry_,
      .known = [this](const PersonId& id) { return dispatch::known_person(engine_->state(), id); },
      .publish =
          [this](wire::Outgoing message, std::function<void()> taken) {
            // The broker counts machine seconds, which a demo's are not.
            if (message.keep_for) message.keep_for = clock_.wait_for(clock_.now() + *message.keep_for);
            return gateway_->publish(std::move(message), std::move(taken));
          },
      .text =
          [this](const TextId& id) {
            if (auto text = engine_->text_not_stored(id)) return *std::move(text);
            auto text = texts_->text(id);
            if (text && text.value()) return *std::move(text).value();
            observe::log_error("text {} cannot be read and is left out of a message", id.str());
            return std::string();
          },
      .connected = [this] { return gateway_->connected(); }});
  engine_ = std::make_unique<engine::Engine>(
      engine::EngineSettings{.topic_root = broker.topic_root},
      engine::EnginePorts{clock_, *journal_, *speaker_, *figures_, lanes_, poison_, travel_.factory,
                          [] { return accounts::random_hex(text_salt_bytes); }});
  auto registry = registry_->load_all();
  if (!registry) return no_journal(registry.error());
  if (auto started = engine_->start(std::move(registry).value(), std::move(plans)); !started) {
    return no_journal(started.error());
  }
  shown_engine_ = engine_.get();
  return ExitCode::done;
}

ExitCode App::start_gateway() {
  using observe::Harm;
  health_.trouble("broker", "not connected yet", Harm::no_alarms);
  const std::string root = settings_.broker.topic_root;
  const auto started =
      gateway_->start({.message =
                           [this, root](engine::RawMessage message) {
                             const auto lane = engine::lane_of(message, root);
                             lanes_.put(lane, std::move(message));
                           },
                       .connected =
                           [this](bool) {
                             health_.well("broker");
                             lanes_.put(engine::Lane::response, engine::LocalEvent{BrokerBack{}, {}});
                           },
                       .lost = [this] { health_.trouble("broker", "not connected", Harm::no_alarms); },
                       .deaf =
                           [this, root](bool deaf) {
                             if (!deaf) return static_cast<void>(health_.well("broker"));
                             health_.trouble("broker",
                                             "delivers nothing: let " + settings_.broker.username +
                                                 " read and write " + root + "/# in its ACL",
                                             Harm::no_alarms);
                           }});
  return started ? ExitCode::done : fail(ExitCode::settings, started.error());
}

void App::watch_signals() {
  // Blocked in main before any thread was made (main.cpp), so that only this one takes them.
  signals_ = std::thread([this] {
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGTERM);
    sigaddset(&wanted, SIGINT);
    int which = 0;
    sigwait(&wanted, &which);
    if (ending_.exchange(true)) return;
    observe::log_info("asked to stop by signal {}", which);
    observe::notify_stopping();
    health_.draining();
    lanes_.wake();
  });
}

void App::say_findings() {
  findings_ = std::thread([broker = broker_settings(), file = settings_.broker_config_file] {
    for (const auto& finding : mqtt::unsafe_findings(broker, file))
      observe::log_warning("unsafe: {}", finding);
  });
}

ExitCode App::loop() {
  bool goes_on = true;
  while (goes_on && !ending_) {
    goes_on = engine_->run_once(round_at_most);
    // Reached only after a commit succeeded or the refusal of the disk was declared.
    observe::notify_watchdog();
    if (!goes_on) break;
    look_after_health();
    greet_newcomers();
  }
  orderly_ = goes_on;
  end();
  if (journal_->superseded()) return fail(ExitCode::superseded, engine_->stopped_because());
  if (!engine_->stopped_because().empty()) return fail(ExitCode::storage, engine_->stopped_because());
  if (!engine_->storage_refusal().empty()) {
    return fail(ExitCode::storage, "stopped while the disk refused, and what came last is not kept: " +
                                       engine_->storage_refusal());
  }
  observe::log_info("stopped; {} incidents are open and go on at the next start",
                    engine_->state().facts.open.size());
  return ExitCode::done;
}

// The one way out, from wherever the start or the loop has come to. What the broker was told is taken must be
// decided and stored: the lanes stay open, and are emptied, until nobody is left who puts anything in.
void App::end() {
  health_.draining();
  const bool fenced = journal_ && journal_->superseded();
  const std::string farewell =
      fenced ? std::string() : status_payload({observe::HealthState::draining, "stopped"}, true);
  std::atomic<bool> shut = false;
  std::thread doors([&] {
    if (gateway_) gateway_->stop(farewell);
    if (console_) console_->stop();
    shut = true;
    lanes_.wake();
  });
  while (orderly_ && !shut) {
    orderly_ = engine_->run_once(round_at_most);
    observe::notify_watchdog();
  }
  if (!orderly_) lanes_.close();
  doors.join();
  lanes_.close();
  while (orderly_) {
    orderly_ = engine_->run_once(round_at_most);
    observe::notify_watchdog();
  }
  ending_ = true;
  if (signals_.joinable()) {
    pthread_kill(signals_.native_handle(), SIGTERM);
    signals_.join();
  }
  if (findings_.joinable()) findings_.join();
}

void App::watch_journal() {
  const std::string& refusal = engine_->storage_refusal();
  if (refusal.empty()) {
    if (health_.well("journal")) observe::log_info("the journal takes records again");
  } else if (refusing_.empty()) {
    observe::log_error("{}; hubs are told not_stored", refusal);
  }
  if (!refusal.empty()) health_.trouble("journal", refusal + "; hubs are told not_stored");
  refusing_ = refusal;
  const auto carried = journal_->health().checkpoint_error;
  if (carried.empty()) {
    health_.well("write-ahead log");
  } else if (health_.trouble("write-ahead log", carried)) {
    observe::log_warning("{}; the write-ahead log grows meanwhile", carried);
  }
}

void App::look_after_health() {
  watch_journal();
  watch_silence();
  watch_clock();
  const auto report = health_.report();
  if (report == said_) return;
  said_ = report;
  observe::notify_status(std::string(observe::word(report.state)) +
                         (report.reason.empty() ? "" : ": " + report.reason));
  gateway_->publish_status(status_payload(report, false));
}

mqtt::BrokerSettings App::broker_settings() const {
  const auto& from = settings_.broker;
  mqtt::BrokerSettings broker;
  broker.url = from.url;
  broker.username = from.username;
  broker.client_id = from.client_id;
  broker.topic_root = from.topic_root;
  broker.protocol = from.mqtt == "5" ? mqtt::Protocol::v5 : mqtt::Protocol::v3_1_1;
  broker.ca_file = from.ca_file;
  broker.cert_file = from.cert_file;
  broker.key_file = from.key_file;
  return broker;
}

std::string App::status_payload(const observe::HealthReport& report, bool down) const {
  auto state = wire::ServiceState::up;
  if (report.state == observe::HealthState::degraded) state = wire::ServiceState::degraded;
  if (report.state == observe::HealthState::draining) state = wire::ServiceState::draining;
  if (down) state = wire::ServiceState::down;
  return wire::encode_status(settings_.broker.topic_root, {.state = state,
                                                           .reason = report.reason,
                                                           .node = node_name(),
                                                           .version = TURNOUT_VERSION,
                                                           .since = started_at_})
      .payload;
}

} // namespace turnout::daemon
