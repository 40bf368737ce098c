#include "words.hpp"

#include "support/county.hpp"

#include <algorithm>

namespace turnout::scenarios {

namespace {

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from <= text.size() && !text.empty()) {
    const auto end = std::min(text.find(separator, from), text.size());
    parts.push_back(text.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

std::string without_quotes(std::string text) {
  std::erase(text, '"');
  return text;
}

} // namespace

Words::Words(std::string_view line) : line_(line) {
  std::size_t at = 0;
  while (at < line.size()) {
    if (line[at] == ' ') {
      ++at;
      continue;
    }
    bool quoted = false;
    const std::size_t from = at;
    while (at < line.size() && (quoted || line[at] != ' '))
      quoted ^= line[at++] == '"';
    const std::string word(line.substr(from, at - from));
    const auto equals = word.find('=');
    if (equals == std::string::npos || word.front() == '"' || word.front() == '{') {
      plain_.push_back({without_quotes(word), at});
    } else {
      named_[word.substr(0, equals)] = without_quotes(word.substr(equals + 1));
    }
  }
}

std::string Words::take(std::string_view what) {
  if (plain_.empty()) throw BadLine("say " + std::string(what));
  Plain first = plain_.front();
  plain_.erase(plain_.begin());
  taken_to_ = first.ends_at;
  return first.word;
}

std::optional<std::string> Words::take_if_any() {
  if (plain_.empty()) return std::nullopt;
  return take("");
}

std::optional<std::string> Words::value(const std::string& name) {
  const auto found = named_.extract(name);
  if (found.empty()) return std::nullopt;
  return found.mapped();
}

bool Words::flag(const std::string& word) {
  return std::erase_if(plain_, [&](const Plain& plain) { return plain.word == word; }) > 0;
}

std::string Words::rest() const {
  const auto from = line_.find_first_not_of(' ', taken_to_);
  return from == std::string::npos ? std::string() : line_.substr(from);
}

void Words::done() const {
  if (!plain_.empty()) throw BadLine("not understood: " + plain_.front().word);
  if (!named_.empty()) throw BadLine("not understood: " + named_.begin()->first + "=");
}

std::optional<Duration> Words::span(const std::string& name) {
  const auto text = value(name);
  if (!text) return std::nullopt;
  const bool back = text->starts_with('-');
  const auto span = parse_duration(std::string_view(*text).substr(back ? 1 : 0));
  if (!span) throw BadLine(name + "= needs a span such as 45s");
  return back ? -*span : *span;
}

std::optional<int> Words::number(const std::string& name) {
  const auto text = value(name);
  if (!text) return std::nullopt;
  return std::stoi(*text);
}

std::optional<GeoPoint> Words::spot(const std::string& name) {
  const auto text = value(name);
  if (!text) return std::nullopt;
  const auto parts = split(*text, ',');
  if (parts.size() != 2) throw BadLine(name + "= needs east,north in kilometres");
  return testing::place(std::stod(parts[0]), std::stod(parts[1]));
}

std::vector<std::string> Words::list(const std::string& name) {
  const auto text = value(name);
  return text ? split(*text, ',') : std::vector<std::string>();
}

} // namespace turnout::scenarios
