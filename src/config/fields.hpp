// One table describes each section of a file: name, member, range, text. Reading, the manual page, the
// example file and the error texts all come from it. Tables are constants; the functions are pure, any
// thread, and never throw for what stands in a file.
#pragma once

#include "problems.hpp"
#include "turnout/domain/plan.hpp"

#include <toml++/toml.h>

#include <variant>

namespace turnout::config {

/// How a text must look; a file is a path that may not be empty.
enum class Form : std::uint8_t { any, id, path, file, broker_url, listen, pipe, topic, choice, flags };

/// Least and most: milliseconds for spans, metres for distances, the number itself for numbers.
struct Limits {
  std::int64_t least = 0;
  std::int64_t most = 0;
  Form form = Form::any;
  std::string_view choices = {}; ///< for choice: words separated by a blank
};

[[nodiscard]] constexpr Limits span(Duration least, Duration most) {
  return {least.count(), most.count()};
}
[[nodiscard]] constexpr Limits count(std::int64_t least, std::int64_t most) {
  return {least, most};
}
[[nodiscard]] constexpr Limits form(Form form) {
  return {0, 0, form};
}
[[nodiscard]] constexpr Limits one_of(std::string_view choices) {
  return {0, 0, Form::choice, choices};
}

enum class Must : bool { no, yes };

template <class T>
struct Field {
  using Member =
      std::variant<Duration T::*, int T::*, bool T::*, Distance T::*, std::string T::*, PartnerId T::*,
                   WeekWindows T::*, std::set<std::string> T::*, std::set<AreaId> T::*,
                   std::set<AlarmClass> T::*, std::set<AlarmType> T::*, std::vector<ResponderKind> T::*,
                   Service T::*, Action T::*, HumanRole T::*, Unless T::*, std::optional<Duration> T::*,
                   std::optional<Need> T::*, std::optional<Service> T::*, std::optional<std::string> T::*,
                   std::optional<bool> T::*>;

  std::string_view name;
  Member member;
  Limits limits;
  std::string_view text; ///< for the manual
  Must must = Must::no;
};

/// What else the words of a file are checked against.
struct Vocabulary {
  std::set<std::string> risk_flags;
};

/// Why a value cannot be taken.
struct Fault {
  std::string wrong;
  std::string mend;
};
using Taken = std::optional<Fault>; ///< nothing: taken

// Readers of one value, by the kind of what it becomes.
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         Duration& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words, int& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words, bool& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         Distance& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         std::string& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         PartnerId& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         WeekWindows& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         std::set<std::string>& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         std::set<AreaId>& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         std::set<AlarmClass>& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         std::set<AlarmType>& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         std::vector<ResponderKind>& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         Service& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words, Action& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         HumanRole& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words, Unless& into);
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words, Need& into);

template <class V>
[[nodiscard]] Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
                         std::optional<V>& into) {
  V value{};
  Taken fault = take(node, limits, words, value);
  if (!fault) into = std::move(value);
  return fault;
}

/// One table of a file while it is read. Every key asked for is known; `finish` names those that nobody asked
/// for.
class TableReader {
public:
  TableReader(const toml::table& table, std::string path, Problems& problems, const Vocabulary& words)
      : table_(table), path_(std::move(path)), problems_(problems), words_(words) {}

  [[nodiscard]] const toml::node* find(std::string_view key) {
    known_.push_back(key);
    return table_.get(key);
  }
  /// Tables and lists of tables: nullptr when absent or, with a problem told, something else.
  [[nodiscard]] const toml::table* table(std::string_view key);
  [[nodiscard]] const toml::array* list(std::string_view key);

  template <class T>
  void fields(std::span<const Field<T>> all, T& into) {
    for (const Field<T>& field : all) {
      const toml::node* node = find(field.name);
      if (node == nullptr) {
        if (field.must == Must::yes) problem(table_, field.name, "is missing", "every such entry needs it");
        continue;
      }
      const Taken fault = std::visit(
          [&](auto member) { return take(*node, field.limits, words_, into.*member); }, field.member);
      if (fault) problem(*node, field.name, fault->wrong, fault->mend);
    }
  }

  void problem(const toml::node& at, std::string_view key, std::string wrong, std::string mend);
  void finish();

  [[nodiscard]] const std::string& path() const noexcept { return path_; }
  [[nodiscard]] const toml::table& source() const noexcept { return table_; }
  [[nodiscard]] Problems& problems() noexcept { return problems_; }
  [[nodiscard]] const Vocabulary& words() const noexcept { return words_; }
  [[nodiscard]] std::string key_path(std::string_view key) const;

private:
  const toml::table& table_;
  std::string path_;
  Problems& problems_;
  const Vocabulary& words_;
  std::vector<std::string_view> known_;
};

// ---- for people to read ----

struct FieldRow {
  std::string_view name;
  std::string type;  ///< "time", "number" ...
  std::string range; ///< "1s to 10m", or the words that may stand there
  std::string value; ///< the default as it stands in a file
  std::string_view text;
  bool must = false;
};

struct ShownValue {
  std::string type;
  std::string range;
  std::string value;
};

[[nodiscard]] ShownValue show(Duration value, const Limits& limits);
[[nodiscard]] ShownValue show(int value, const Limits& limits);
[[nodiscard]] ShownValue show(bool value, const Limits& limits);
[[nodiscard]] ShownValue show(Distance value, const Limits& limits);
[[nodiscard]] ShownValue show(const std::string& value, const Limits& limits);
[[nodiscard]] ShownValue show(const PartnerId& value, const Limits& limits);
[[nodiscard]] ShownValue show(const WeekWindows& value, const Limits& limits);
[[nodiscard]] ShownValue show(const std::set<std::string>& value, const Limits& limits);
[[nodiscard]] ShownValue show(const std::set<AreaId>& value, const Limits& limits);
[[nodiscard]] ShownValue show(const std::set<AlarmClass>& value, const Limits& limits);
[[nodiscard]] ShownValue show(const std::set<AlarmType>& value, const Limits& limits);
[[nodiscard]] ShownValue show(const std::vector<ResponderKind>& value, const Limits& limits);
[[nodiscard]] ShownValue show(Service value, const Limits& limits);
[[nodiscard]] ShownValue show(Action value, const Limits& limits);
[[nodiscard]] ShownValue show(HumanRole value, const Limits& limits);
[[nodiscard]] ShownValue show(Unless value, const Limits& limits);
[[nodiscard]] ShownValue show(Need value, const Limits& limits);

template <class V>
[[nodiscard]] ShownValue show(const std::optional<V>& value, const Limits& limits) {
  ShownValue shown = show(value.value_or(V{}), limits);
  if (!value) shown.value.clear();
  return shown;
}

template <class T>
[[nodiscard]] std::vector<FieldRow> rows_of(std::span<const Field<T>> fields, const T& defaults) {
  std::vector<FieldRow> rows;
  for (const Field<T>& field : fields) {
    ShownValue shown =
        std::visit([&](auto member) { return show(defaults.*member, field.limits); }, field.member);
    if (field.must == Must::yes) shown.value.clear();
    rows.push_back({field.name, std::move(shown.type), std::move(shown.range), std::move(shown.value),
                    field.text, field.must == Must::yes});
  }
  return rows;
}

} // namespace turnout::config
