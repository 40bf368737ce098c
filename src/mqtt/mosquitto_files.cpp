#include "mosquitto_files.hpp"

#include <algorithm>
#include <fstream>
#include <utility>

namespace turnout::mqtt {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view blank = " \t\r";

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(blank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// The first word, and what follows it.
std::pair<std::string, std::string> split(std::string_view line) {
  const auto end = line.find_first_of(blank);
  if (end == std::string_view::npos) return {std::string(line), {}};
  return {std::string(line.substr(0, end)), std::string(trimmed(line.substr(end)))};
}

std::optional<std::vector<Setting>> read_lines(const fs::path& file) {
  std::ifstream in(file);
  if (!in) return std::nullopt;
  std::vector<Setting> lines;
  int number = 0;
  for (std::string text; std::getline(in, text);) {
    ++number;
    const std::string_view line = trimmed(text);
    if (line.empty() || line.front() == '#') continue;
    auto [key, value] = split(line);
    lines.push_back({file, number, std::move(key), std::move(value)});
  }
  return lines;
}

void append_folder(const fs::path& folder, std::vector<Setting>& all) {
  std::vector<fs::path> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(folder, ignored)) {
    if (entry.path().extension() == ".conf") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    if (auto lines = read_lines(file)) all.insert(all.end(), lines->begin(), lines->end());
  }
}

std::string named(std::string filter, std::string_view account) {
  for (const std::string_view place : {"%u", "%c"}) {
    for (auto at = filter.find(place); at != std::string::npos;
         at = filter.find(place, at + account.size())) {
      filter.replace(at, place.size(), account);
    }
  }
  return filter;
}

} // namespace

std::optional<std::vector<Setting>> read_mosquitto_conf(const fs::path& file) {
  const auto lines = read_lines(file);
  if (!lines) return std::nullopt;
  std::vector<Setting> all;
  for (const auto& line : *lines) {
    if (line.key == "include_dir") {
      append_folder(line.value, all);
    } else {
      all.push_back(line);
    }
  }
  return all;
}

bool Grant::covers(std::string_view topic, std::string_view account) const {
  if (!pattern && user != account) return false;
  return topic_matches(pattern ? named(filter, account) : filter, topic);
}

std::optional<std::vector<Grant>> read_acl(const fs::path& file) {
  const auto lines = read_lines(file);
  if (!lines) return std::nullopt;
  std::vector<Grant> grants;
  std::string user;
  for (const auto& line : *lines) {
    if (line.key == "user") {
      user = line.value;
      continue;
    }
    Grant grant{line.file, line.line, line.key == "pattern", {}, true, true, line.value};
    if (!grant.pattern) grant.user = user;
    const auto [access, filter] = split(line.value);
    if (access == "deny") continue;
    if (access == "read" || access == "write" || access == "readwrite") {
      grant.read = access != "write";
      grant.write = access != "read";
      grant.filter = filter;
    }
    grants.push_back(std::move(grant));
  }
  return grants;
}

bool topic_matches(std::string_view filter, std::string_view topic) noexcept {
  while (true) {
    const auto filter_end = filter.find('/');
    const auto topic_end = topic.find('/');
    const std::string_view want = filter.substr(0, filter_end);
    if (want == "#") return true;
    if (want != "+" && want != topic.substr(0, topic_end)) return false;
    const bool filter_ends = filter_end == std::string_view::npos;
    if (topic_end == std::string_view::npos) return filter_ends || filter.substr(filter_end) == "/#";
    if (filter_ends) return false;
    filter.remove_prefix(filter_end + 1);
    topic.remove_prefix(topic_end + 1);
  }
}

} // namespace turnout::mqtt
