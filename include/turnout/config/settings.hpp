// turnout.toml: where the broker, the journal and the plans are, and where the console listens.
// Any thread. Reading fails with every problem at once, one line each: `file:line: key: what is wrong; mend`.
#pragma once

#include "turnout/base/result.hpp"
#include "turnout/base/time.hpp"
#include "turnout/domain/alarm.hpp"
#include "turnout/domain/ids.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace turnout::config {

struct BrokerAddress {
  std::string url = "mqtt://127.0.0.1:1883";
  std::string username = "turnoutd";
  std::string client_id = "turnoutd";
  std::string topic_root = "turnout/v1";
  std::string mqtt = "5";
  std::string ca_file;
  std::string cert_file;
  std::string key_file;
};

/// Every path is absolute, or taken from the settings file's own folder.
struct Settings {
  BrokerAddress broker;
  std::string broker_password_file;
  std::string broker_config_file;
  std::string journal_path = "/var/lib/turnout/turnout.db";
  std::string console_listen = "127.0.0.1:8080";
  std::string console_address = "127.0.0.1"; ///< from console_listen
  std::uint16_t console_port = 8080;         ///< from console_listen
  std::string console_token_file = "/var/lib/turnout/console.token";
  std::string console_users; ///< load_settings puts it beside the journal where the file names none
  Duration console_idle = 30min;
  Duration console_session = 12h;
  int console_wrong = 5;
  std::string console_web = "/usr/share/turnout/web";
  std::string console_map;
  std::string console_tile_url;
  std::string console_mqtt = "127.0.0.1:1883";
  std::string plans_file = "/etc/turnout/plans.toml";
  std::string travel_graph;
  std::string travel_osrm;
  std::map<std::string, std::string> travel_lines; ///< by key: where the file says it, `file:line: key`
  std::string responders_person = "message";
  std::string report_provider;
  std::string report_commissioner;
  Duration report_answer_within = 60s;
  Duration report_answer_latest = 180s;
  Duration report_arrive_by = 45min;
  Duration report_arrive_latest = 60min;
  Duration report_entry_within = 5min;
  Duration report_long_lie = 60min;
  Duration report_home_care_within = 2h;
  std::set<AreaId> report_rural_areas;
  std::set<AlarmType> report_ambulance_types = {AlarmType::fall, AlarmType::help, AlarmType::man_down};
  int report_hide_up_to = 7;
  int report_round_to = 5;
  int retention_notes_days = 2922;
  int retention_callers_days = 365;
  int retention_raw_days = 180;
  int retention_looks_days = 2192;
  int retention_reports_days = 3653;
  std::string log_level = "info";
  int clock_speed = 1;
};

/// Reads the file, sets paths from its folder, and looks whether the files it names can be read, but
/// for the password, which only the running daemon may need and see.
[[nodiscard]] Result<Settings> load_settings(const std::filesystem::path& file);

/// The same from a text, without looking at any other file; `name` stands for the file in problems.
[[nodiscard]] Result<Settings> parse_settings(std::string_view text, std::string_view name);

/// config/turnout.toml: every key with its default.
[[nodiscard]] std::string example_config();

/// docs/configuration.md: every key of both files.
[[nodiscard]] std::string config_markdown();

} // namespace turnout::config
