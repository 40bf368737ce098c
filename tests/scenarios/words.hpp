// The words of one line of a scenario: plain ones in order, and name=value ones, whose value may stand in
// quotes.
#pragma once

#include <turnout/base/time.hpp>
#include <turnout/base/units.hpp>
#include <turnout/record/json.hpp>

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::scenarios {

/// A line that cannot be read; says what is wrong with it.
struct BadLine : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Words {
public:
  explicit Words(std::string_view line);

  [[nodiscard]] bool empty() const { return plain_.empty(); }
  /// The next plain word.
  std::string take(std::string_view what);
  std::optional<std::string> take_if_any();
  /// The value of name=value, or nothing. Every value must be asked for before done().
  std::optional<std::string> value(const std::string& name);
  bool flag(const std::string& word);
  /// What is left of the line after the words taken so far, as it was written.
  [[nodiscard]] std::string rest() const;
  /// Complains about words that nobody asked for.
  void done() const;

  std::optional<Duration> span(const std::string& name);
  std::optional<int> number(const std::string& name);
  std::optional<GeoPoint> spot(const std::string& name = "km");
  std::vector<std::string> list(const std::string& name);

  template <class E>
  static E named(const std::string& word) {
    const auto found = record::enum_of<E>(word);
    if (!found) throw BadLine("no such word: " + word);
    return *found;
  }
  template <class E>
  std::vector<E> named_list(const std::string& name) {
    std::vector<E> found;
    for (const auto& word : list(name))
      found.push_back(named<E>(word));
    return found;
  }

private:
  struct Plain {
    std::string word;
    std::size_t ends_at;
  };
  std::string line_;
  std::vector<Plain> plain_;
  std::size_t taken_to_ = 0;
  std::map<std::string, std::string> named_;
};

} // namespace turnout::scenarios
