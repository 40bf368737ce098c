#include "salvage.hpp"

namespace turnout::wire {

namespace {

/// Walks JSON without judging it: only strings and depth matter.
class Walker {
public:
  explicit Walker(std::string_view text) : rest_(text) {}

  /// Moves past everything up to the next string and gives its inside; follows the depth on the way.
  std::optional<std::string_view> next_string() {
    while (!rest_.empty()) {
      const char c = rest_.front();
      rest_.remove_prefix(1);
      if (c == '{' || c == '[') ++depth_;
      if (c == '}' || c == ']') --depth_;
      if (c == '"') return string_inside();
    }
    return std::nullopt;
  }

  /// True if a colon comes next, and moves past it.
  bool take_colon() {
    skip_blank();
    if (!rest_.starts_with(':')) return false;
    rest_.remove_prefix(1);
    skip_blank();
    return true;
  }

  [[nodiscard]] bool at_string() const { return rest_.starts_with('"'); }
  [[nodiscard]] int depth() const { return depth_; }

private:
  void skip_blank() {
    while (!rest_.empty() &&
           (rest_.front() == ' ' || rest_.front() == '\t' || rest_.front() == '\n' || rest_.front() == '\r'))
      rest_.remove_prefix(1);
  }

  std::optional<std::string_view> string_inside() {
    for (std::size_t i = 0; i < rest_.size(); ++i) {
      if (rest_[i] == '\\') {
        ++i;
      } else if (rest_[i] == '"') {
        const auto inside = rest_.substr(0, i);
        rest_.remove_prefix(i + 1);
        return inside;
      }
    }
    rest_ = {};
    return std::nullopt;
  }

  std::string_view rest_;
  int depth_ = 0;
};

} // namespace

Salvaged salvage(std::string_view damaged) {
  Salvaged found;
  Walker walker(damaged);
  while (const auto key = walker.next_string()) {
    if (walker.depth() != 1 || !walker.take_colon() || !walker.at_string()) continue;
    const auto value = walker.next_string();
    if (!value) break;
    if (*key == "id" && !found.id) found.id = *value;
    if (*key == "type" && !found.type) found.type = *value;
  }
  return found;
}

} // namespace turnout::wire
