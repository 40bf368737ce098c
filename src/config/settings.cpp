#include "turnout/config/settings.hpp"

#include "setting_fields.hpp"
#include "text_file.hpp"

#include <charconv>
#include <fstream>

namespace turnout::config {

namespace {

void split_listen(Settings& settings) {
  const std::string& text = settings.console_listen;
  const auto colon = text.rfind(':');
  settings.console_address = text.substr(0, colon);
  if (settings.console_address.starts_with('[') && settings.console_address.ends_with(']')) {
    settings.console_address = settings.console_address.substr(1, settings.console_address.size() - 2);
  }
  std::from_chars(text.data() + colon + 1, text.data() + text.size(), settings.console_port);
}

/// Two levels of one service: the laxer one is the later.
void check_levels(TableReader& file, std::string_view within, Duration early, std::string_view latest,
                  Duration late) {
  if (early <= late) return;
  const auto report = file.source()["report"];
  const toml::node* node = report[within].node() != nullptr ? report[within].node() : report[latest].node();
  file.problem(node != nullptr ? *node : file.source(), "report." + std::string(within),
               format_duration(early) + " is longer than " + std::string(latest) + ", " +
                   format_duration(late),
               "make it shorter, or " + std::string(latest) + " longer");
}

void check_sense(TableReader& file, const Settings& settings) {
  const toml::table& at = file.source();
  if (settings.responders_person == "link") {
    file.problem(*at["responders"]["person"].node(), "responders.person", "\"link\" is not offered yet",
                 "write \"message\", and keep the broker's disk encrypted");
  }
  if (settings.broker.cert_file.empty() != settings.broker.key_file.empty()) {
    file.problem(*at["broker"].node(), "broker.cert_file", "a certificate and its key go together",
                 "set both cert_file and key_file, or neither");
  }
  check_levels(file, "answer_within", settings.report_answer_within, "answer_latest",
               settings.report_answer_latest);
  check_levels(file, "arrive_by", settings.report_arrive_by, "arrive_latest", settings.report_arrive_latest);
}

/// Whether a map or a router is fit shows only when it is opened.
void note_lines(const TableReader& file, Settings& settings) {
  for (const std::string_view key : {"graph", "osrm"}) {
    const toml::node* node = file.source()["travel"][key].node();
    if (node == nullptr || !node->source().path) continue;
    settings.travel_lines[std::string(key)] = *node->source().path + ":" +
                                              std::to_string(node->source().begin.line) + ": travel." +
                                              std::string(key);
  }
}

Settings read_settings(const toml::table& table, Problems& problems) {
  static const Vocabulary words;
  Settings settings;
  TableReader file(table, "", problems, words);
  for (const Section& section : setting_sections()) {
    const toml::table* found = file.table(section.name);
    if (found == nullptr) continue;
    TableReader reader(*found, std::string(section.name), problems, words);
    reader.fields<BrokerAddress>(section.broker, settings.broker);
    reader.fields<Settings>(section.own, settings);
    reader.finish();
  }
  file.finish();
  split_listen(settings);
  check_sense(file, settings);
  note_lines(file, settings);
  return settings;
}

/// A path as written in the file, and where it stands there.
struct NamedFile {
  std::string_view section;
  std::string_view key;
  std::string* path;
  bool must_be_there;
};

/// The password is not demanded: systemd shows it to the running daemon alone, and whoever checks, verifies
/// or reports does without.
std::vector<NamedFile> files_of(Settings& settings) {
  return {{"broker", "ca_file", &settings.broker.ca_file, true},
          {"broker", "cert_file", &settings.broker.cert_file, true},
          {"broker", "key_file", &settings.broker.key_file, true},
          {"broker", "password_file", &settings.broker_password_file, false},
          {"broker", "config_file", &settings.broker_config_file, true},
          {"journal", "path", &settings.journal_path, false},
          {"console", "token_file", &settings.console_token_file, false},
          {"console", "users", &settings.console_users, false},
          {"console", "web", &settings.console_web, false},
          {"console", "map", &settings.console_map, true},
          {"plans", "file", &settings.plans_file, true},
          {"travel", "graph", &settings.travel_graph, false}};
}

void resolve_paths(TableReader& file, const std::filesystem::path& folder, Settings& settings) {
  for (const NamedFile& named : files_of(settings)) {
    if (named.path->empty()) continue;
    *named.path = (folder / *named.path).lexically_normal().string();
    if (!named.must_be_there || std::ifstream(*named.path).good()) continue;
    const toml::node* node = file.source()[named.section][named.key].node();
    file.problem(
        node != nullptr ? *node : file.source(), std::string(named.section) + "." + std::string(named.key),
        cited(*named.path, named.path->size()) + " cannot be read", "make the file, or correct the path");
  }
}

} // namespace

Result<Settings> parse_settings(std::string_view text, std::string_view name) {
  Problems problems;
  const auto table = parse_toml(text, name, problems);
  Settings settings;
  if (table) settings = read_settings(*table, problems);
  if (!problems.empty()) return Error{problems.text()};
  return settings;
}

Result<Settings> load_settings(const std::filesystem::path& file) {
  auto text = read_text_file(file);
  if (!text) return Error{file.string() + ": " + text.error() + "; name another with --config"};
  Problems problems;
  const auto table = parse_toml(text.value(), file.string(), problems);
  if (!table) return Error{problems.text()};
  Settings settings = read_settings(*table, problems);
  static const Vocabulary words;
  TableReader reader(*table, "", problems, words);
  resolve_paths(reader, file.parent_path(), settings);
  if (settings.console_users.empty())
    settings.console_users =
        std::filesystem::path(settings.journal_path).replace_filename("users.db").string();
  if (!problems.empty()) return Error{problems.text()};
  return settings;
}

} // namespace turnout::config
