#include "fields.hpp"

#include "enum_names.hpp"
#include "turnout/base/id.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace turnout::config {

namespace {

std::string said(const toml::node& node) {
  if (const auto text = node.value_exact<std::string_view>()) return cited(*text);
  switch (node.type()) {
  case toml::node_type::table:
    return "a table";
  case toml::node_type::array:
    return "a list";
  case toml::node_type::integer:
    return std::to_string(*node.value_exact<std::int64_t>());
  case toml::node_type::boolean:
    return *node.value_exact<bool>() ? "true" : "false";
  case toml::node_type::floating_point:
    return "a number with a fraction";
  default:
    return "a date or time";
  }
}

std::vector<std::string_view> split_words(std::string_view text) {
  std::vector<std::string_view> words;
  while (!text.empty()) {
    const auto end = text.find(' ');
    words.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return words;
}

bool fits_port(std::string_view text, int least) {
  constexpr int port_max = 65'535;
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc{} && end == text.data() + text.size() && number >= least && number <= port_max;
}

bool fits_broker_url(std::string_view text) {
  for (const std::string_view scheme : {"mqtt://", "mqtts://", "tcp://", "ssl://"}) {
    if (!text.starts_with(scheme)) continue;
    std::string_view host = text.substr(scheme.size());
    const auto colon = host.rfind(':');
    const auto bracket = host.rfind(']');
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
      if (!fits_port(host.substr(colon + 1), 1)) return false;
      host = host.substr(0, colon);
    }
    return !host.empty() && host.find_first_of(" /@") == std::string_view::npos;
  }
  return false;
}

/// A number, of either kind: names would have to be asked for, and the answer may change.
bool fits_address(std::string_view text) {
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const std::string number(text.substr(0, text.find('%')));
  in6_addr taken{};
  return ::inet_pton(AF_INET, number.c_str(), &taken) == 1 ||
         ::inet_pton(AF_INET6, number.c_str(), &taken) == 1;
}

bool fits_listen(std::string_view text, int port_least) {
  const auto colon = text.rfind(':');
  return colon != std::string_view::npos && fits_address(text.substr(0, colon)) &&
         fits_port(text.substr(colon + 1), port_least);
}

bool fits_topic(std::string_view text) {
  return !text.empty() && text.front() != '/' && text.back() != '/' &&
         text.find_first_of("+#$ ") == std::string_view::npos;
}

Taken check_text(std::string_view text, const Limits& limits) {
  constexpr std::size_t text_bytes_max = 4096;
  const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  if (text.size() > text_bytes_max || std::any_of(text.begin(), text.end(), control)) {
    return Fault{"is too long or has control characters in it", "write one plain line"};
  }
  switch (limits.form) {
  case Form::id:
    if (valid_id(text)) return {};
    return Fault{cited(text) + " is not an identifier", "use 1 to 64 of A-Z a-z 0-9 . _ : -"};
  case Form::broker_url:
    if (fits_broker_url(text)) return {};
    return Fault{cited(text) + " is not a broker's address",
                 "write mqtt://HOST:1883, or mqtts://HOST:8883 for TLS"};
  case Form::listen:
    if (fits_listen(text, 0)) return {};
    return Fault{cited(text) + " is not an address to listen on",
                 "write ADDRESS:PORT with a number as address, like 127.0.0.1:8080"};
  case Form::pipe:
    if (text.empty() || (!text.starts_with('[') && fits_listen(text, 1))) return {};
    return Fault{cited(text) + " is not an address",
                 "write ADDRESS:PORT with a number as address, like 127.0.0.1:1883, or nothing"};
  case Form::file:
    if (!text.empty()) return {};
    return Fault{"is empty", "write the path of the file"};
  case Form::topic:
    if (fits_topic(text)) return {};
    return Fault{cited(text) + " is not a topic root",
                 "write levels separated by /, without + # $ or blanks, like turnout/v1"};
  case Form::choice: {
    const auto choices = split_words(limits.choices);
    if (std::find(choices.begin(), choices.end(), text) != choices.end()) return {};
    return Fault{cited(text) + " is none of the choices", suggestion(text, choices)};
  }
  case Form::any:
  case Form::path:
  case Form::flags:
    return {};
  }
  return {};
}

Taken check_flag(std::string_view text, const Vocabulary& words) {
  if (words.risk_flags.contains(std::string(text))) return {};
  const std::vector<std::string_view> known(words.risk_flags.begin(), words.risk_flags.end());
  return Fault{cited(text) + " is not a risk flag of this site",
               suggestion(text, known) + " (add your own to rules.risk_flags)"};
}

template <class E>
Taken take_word(const toml::node& node, E& into) {
  const auto text = node.value_exact<std::string_view>();
  const auto value = text ? enum_named<E>(*text) : std::nullopt;
  if (!value) {
    return Fault{said(node) + " is not known here", suggestion(text.value_or(""), words_of<E>())};
  }
  into = *value;
  return {};
}

/// A list of texts, each given to `add`, which may refuse it.
template <class Add>
Taken take_list(const toml::node& node, Add add) {
  constexpr std::size_t items_max = 1000;
  const toml::array* list = node.as_array();
  if (list == nullptr) return Fault{said(node) + " is not a list", "write [\"one\", \"two\"]"};
  if (list->size() > items_max) return Fault{"the list is too long", "keep it to 1000 items"};
  for (const toml::node& item : *list) {
    const auto text = item.value_exact<std::string_view>();
    if (!text || text->empty()) return Fault{said(item) + " is not a word", "write [\"one\", \"two\"]"};
    if (Taken fault = add(*text)) return fault;
  }
  return {};
}

template <class E, class Into>
Taken take_words(const toml::node& node, Into& into) {
  Into words;
  const auto add = [&](std::string_view text) -> Taken {
    const auto value = enum_named<E>(text);
    if (!value) return Fault{cited(text) + " is not known here", suggestion(text, words_of<E>())};
    words.insert(words.end(), *value);
    return {};
  };
  if (Taken fault = take_list(node, add)) return fault;
  into = std::move(words);
  return {};
}

} // namespace

// ---- reading ----

Taken take(const toml::node& node, const Limits& limits, const Vocabulary& /*words*/, Duration& into) {
  const auto text = node.value_exact<std::string_view>();
  const auto value = text ? parse_duration(*text) : std::nullopt;
  if (!value) return Fault{said(node) + " is not a time", "write \"45s\", \"8m\", \"1m30s\" or \"2h\""};
  if (value->count() < limits.least || value->count() > limits.most) {
    return Fault{said(node) + " is out of range", "keep it from " + format_duration(Duration(limits.least)) +
                                                      " to " + format_duration(Duration(limits.most))};
  }
  into = *value;
  return {};
}

Taken take(const toml::node& node, const Limits& limits, const Vocabulary& /*words*/, int& into) {
  const auto value = node.value_exact<std::int64_t>();
  if (!value)
    return Fault{said(node) + " is not a whole number", "write one like " + std::to_string(limits.least)};
  if (*value < limits.least || *value > limits.most) {
    return Fault{said(node) + " is out of range",
                 "keep it from " + std::to_string(limits.least) + " to " + std::to_string(limits.most)};
  }
  into = static_cast<int>(*value);
  return {};
}

Taken take(const toml::node& node, const Limits& /*limits*/, const Vocabulary& /*words*/, bool& into) {
  const auto value = node.value_exact<bool>();
  if (!value) return Fault{said(node) + " is neither yes nor no", "write true or false"};
  into = *value;
  return {};
}

Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words, Distance& into) {
  int metres = 0;
  if (Taken fault = take(node, limits, words, metres)) return fault;
  into = Distance(metres);
  return {};
}

Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words, std::string& into) {
  const auto text = node.value_exact<std::string_view>();
  if (!text) return Fault{said(node) + " is not a text", "write it in quotes"};
  if (limits.form == Form::flags) {
    if (Taken fault = check_flag(*text, words)) return fault;
  }
  if (Taken fault = check_text(*text, limits)) return fault;
  into = *text;
  return {};
}

Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words, PartnerId& into) {
  std::string text;
  if (Taken fault = take(node, limits, words, text)) return fault;
  into = PartnerId(std::move(text));
  return {};
}

Taken take(const toml::node& node, const Limits& /*limits*/, const Vocabulary& /*words*/, WeekWindows& into) {
  const auto text = node.value_exact<std::string_view>();
  constexpr std::string_view example = "write \"Mon-Fri 08:00-18:00;Sat,Sun 22:00-06:00\" or \"24h\"";
  if (!text) return Fault{said(node) + " is not a list of hours", std::string(example)};
  auto windows = parse_week_windows(*text);
  if (!windows) return Fault{cited(*text) + " cannot be read as hours", std::string(example)};
  into = std::move(windows).value();
  return {};
}

Taken take(const toml::node& node, const Limits& limits, const Vocabulary& words,
           std::set<std::string>& into) {
  std::set<std::string> taken;
  const auto add = [&](std::string_view text) -> Taken {
    if (limits.form == Form::flags) {
      if (Taken fault = check_flag(text, words)) return fault;
    }
    if (Taken fault = check_text(text, {})) return fault;
    taken.emplace(text);
    return {};
  };
  if (Taken fault = take_list(node, add)) return fault;
  into = std::move(taken);
  return {};
}

Taken take(const toml::node& node, const Limits& /*limits*/, const Vocabulary& words,
           std::set<AreaId>& into) {
  std::set<std::string> names;
  if (Taken fault = take(node, Limits{}, words, names)) return fault;
  into.clear();
  for (const std::string& name : names)
    into.insert(AreaId(name));
  return {};
}

Taken take(const toml::node& node, const Limits& /*limits*/, const Vocabulary& /*words*/,
           std::set<AlarmClass>& into) {
  return take_words<AlarmClass>(node, into);
}

Taken take(const toml::node& node, const Limits& /*limits*/, const Vocabulary& /*words*/,
           std::set<AlarmType>& into) {
  return take_words<AlarmType>(node, into);
}

Taken take(const toml::node& node, const Limits& /*limits*/, const Vocabulary& /*words*/,
           std::vector<ResponderKind>& into) {
  std::vector<ResponderKind> kinds;
  if (Taken fault = take_words<ResponderKind>(node, kinds)) return fault;
  if (kinds.empty())
    return Fault{"nobody could ever be sent", "name at least one of " + joined(words_of<ResponderKind>())};
  into = std::move(kinds);
  return {};
}

Taken take(const toml::node& node, const Limits&, const Vocabulary&, Service& into) {
  return take_word(node, into);
}
Taken take(const toml::node& node, const Limits&, const Vocabulary&, Action& into) {
  return take_word(node, into);
}
Taken take(const toml::node& node, const Limits&, const Vocabulary&, HumanRole& into) {
  return take_word(node, into);
}
Taken take(const toml::node& node, const Limits&, const Vocabulary&, Unless& into) {
  return take_word(node, into);
}
Taken take(const toml::node& node, const Limits&, const Vocabulary&, Need& into) {
  return take_word(node, into);
}

} // namespace turnout::config
