// A mosquitto.conf and an ACL file as lists of lines that remember where they stand. Reading only; a file
// that cannot be read is nullopt.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::mqtt {

struct Setting {
  std::filesystem::path file;
  int line = 0;
  std::string key;
  std::string value; ///< the rest of the line

  [[nodiscard]] std::string place() const { return file.string() + ":" + std::to_string(line); }
};

/// In the order in which Mosquitto reads them; `include_dir` is followed, its files in alphabetical order.
[[nodiscard]] std::optional<std::vector<Setting>> read_mosquitto_conf(const std::filesystem::path& file);

/// One `topic` or `pattern` line.
struct Grant {
  std::filesystem::path file;
  int line = 0;
  bool pattern = false; ///< for every account, with its name in place of %u
  std::string user;     ///< for topic lines; empty: clients without an account
  bool read = false;
  bool write = false;
  std::string filter;

  /// Whether it speaks of this topic when `account` asks.
  [[nodiscard]] bool covers(std::string_view topic, std::string_view account) const;
};

/// Lines that deny are left out: a finding they would have prevented is worth a look anyway.
[[nodiscard]] std::optional<std::vector<Grant>> read_acl(const std::filesystem::path& file);

/// MQTT's own rules for + and #.
[[nodiscard]] bool topic_matches(std::string_view filter, std::string_view topic) noexcept;

} // namespace turnout::mqtt
