#include "fields.hpp"

#include <algorithm>

namespace turnout::config {

std::string TableReader::key_path(std::string_view key) const {
  if (path_.empty()) return std::string(key);
  if (key.empty()) return path_;
  return path_ + "." + std::string(key);
}

void TableReader::problem(const toml::node& at, std::string_view key, std::string wrong, std::string mend) {
  const toml::source_region& source = at.source();
  const std::string file = source.path ? *source.path : (table_.source().path ? *table_.source().path : "");
  problems_.add({file, source.begin.line, key_path(key), std::move(wrong), std::move(mend)});
}

const toml::table* TableReader::table(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return nullptr;
  if (node->as_table() == nullptr) {
    problem(*node, key, "is not a table", "write [" + key_path(key) + "] and its keys below");
  }
  return node->as_table();
}

const toml::array* TableReader::list(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return nullptr;
  const toml::array* list = node->as_array();
  if (list == nullptr) {
    problem(*node, key, "is not a list", "write it as a list: [ ... ]");
  }
  return list;
}

void TableReader::finish() {
  for (const auto& [key, node] : table_) {
    if (std::find(known_.begin(), known_.end(), key.str()) != known_.end()) continue;
    const std::string shown = cited(key.str());
    problem(node, shown.substr(1, shown.size() - 2), "there is no such key", suggestion(key.str(), known_));
  }
}

} // namespace turnout::config
