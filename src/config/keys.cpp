#include "turnout/config/keys.hpp"

#include "fields.hpp"
#include "text_file.hpp"

#include <cmath>

namespace turnout::config {

namespace {

std::string shown(double number) {
  if (number == std::floor(number) && std::abs(number) < 1e15)
    return std::to_string(static_cast<std::int64_t>(number));
  std::string text = std::to_string(number);
  text.erase(text.find_last_not_of('0') + 1);
  return text;
}

std::string range_of(const Key& key) {
  return "from " + shown(key.least) + " to " + shown(key.most);
}

Taken take_number(const toml::node& node, const Key& key, double& into) {
  const auto number = node.value<double>();
  if (!number || !node.is_number()) return Fault{"is not a number", "write one " + range_of(key)};
  if (*number < key.least || *number > key.most || !std::isfinite(*number))
    return Fault{shown(*number) + " is out of range", "write a number " + range_of(key)};
  into = *number;
  return {};
}

struct Reader {
  const toml::node& node;
  const Key& key;
  const Vocabulary& words;

  Taken operator()(double* into) const { return take_number(node, key, *into); }
  Taken operator()(int* into) const {
    return take(node, count(static_cast<std::int64_t>(key.least), static_cast<std::int64_t>(key.most)), words,
                *into);
  }
  Taken operator()(bool* into) const { return take(node, Limits{}, words, *into); }
  Taken operator()(Duration* into) const {
    const auto limit = [](double seconds) { return Duration(static_cast<std::int64_t>(seconds * 1000)); };
    return take(node, span(limit(key.least), limit(key.most)), words, *into);
  }
  Taken operator()(std::string* into) const { return take(node, Limits{}, words, *into); }
  Taken operator()(WallTime* into) const {
    const auto text = node.value<std::string>();
    const auto at = text ? parse_rfc3339(*text) : std::nullopt;
    if (!at) return Fault{"is not a time", "write one like \"2026-11-24T00:00:00Z\""};
    *into = *at;
    return {};
  }
  Taken operator()(std::vector<double>* into) const {
    const toml::array* list = node.as_array();
    if (list == nullptr) return Fault{"is not a list", "write numbers as [ ... ]"};
    if (key.count != 0 && list->size() != key.count)
      return Fault{"has " + std::to_string(list->size()) + " numbers",
                   "write " + std::to_string(key.count) + " of them"};
    std::vector<double> numbers;
    for (const toml::node& item : *list) {
      double number = 0;
      if (Taken fault = take_number(item, key, number)) return fault;
      numbers.push_back(number);
    }
    *into = std::move(numbers);
    return {};
  }
};

void read_section(TableReader& reader, std::span<const Key> keys, std::string_view section) {
  for (const Key& key : keys) {
    if (key.section != section) continue;
    const toml::node* node = reader.find(key.name);
    if (node == nullptr) continue;
    if (const Taken fault = std::visit(Reader{*node, key, reader.words()}, key.into))
      reader.problem(*node, key.name, fault->wrong, fault->mend);
  }
}

} // namespace

Status read_keys(std::string_view text, std::string_view name, std::span<const Key> keys) {
  static const Vocabulary words;
  Problems problems;
  if (const auto table = parse_toml(text, name, problems)) {
    TableReader file(*table, "", problems, words);
    read_section(file, keys, "");
    std::set<std::string_view> sections;
    for (const Key& key : keys) {
      if (key.section.empty() || !sections.insert(key.section).second) continue;
      const toml::table* found = file.table(key.section);
      if (found == nullptr) continue;
      TableReader section(*found, key.section, problems, words);
      read_section(section, keys, key.section);
      section.finish();
    }
    file.finish();
  }
  if (!problems.empty()) return Error{problems.text()};
  return ok_status();
}

Status load_keys(const std::filesystem::path& file, std::span<const Key> keys) {
  auto text = read_text_file(file);
  if (!text) return Error{file.string() + ": " + text.error()};
  return read_keys(text.value(), file.string(), keys);
}

} // namespace turnout::config
