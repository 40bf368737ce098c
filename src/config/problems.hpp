// What is wrong with a file, collected while it is read, so that all of it is told at once. One reader, one
// thread. Adding never fails.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace turnout::config {

struct Problem {
  std::string file;
  unsigned line = 0; ///< 0: the file as a whole
  std::string key;
  std::string wrong;
  std::string mend;
};

class Problems {
public:
  void add(Problem problem) { list_.push_back(std::move(problem)); }
  [[nodiscard]] bool empty() const noexcept { return list_.empty(); }

  /// One line each, by file and line: `file:line: key: what is wrong; mend`.
  [[nodiscard]] std::string text() const;

private:
  std::vector<Problem> list_;
};

/// The word a slip of the finger was meant to be, or nothing that near.
[[nodiscard]] std::optional<std::string_view> nearest(std::string_view word,
                                                      std::span<const std::string_view> known);

/// `did you mean "x"?`, or the words there are.
[[nodiscard]] std::string suggestion(std::string_view word, std::span<const std::string_view> known);

/// Another's text made fit for one line of ours: control characters go, and what is long is cut.
[[nodiscard]] std::string cited(std::string_view text, std::size_t shown_max = 60);

[[nodiscard]] std::string joined(std::span<const std::string_view> words, std::string_view between = ", ");

} // namespace turnout::config
