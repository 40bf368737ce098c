// Fields for people to read: the manual page and the example file.
#include "enum_names.hpp"
#include "fields.hpp"

namespace turnout::config {

namespace {

std::string in_quotes(std::string_view text) {
  return "\"" + std::string(text) + "\"";
}

std::string range_text(const std::string& least, const std::string& most) {
  return least + " to " + most;
}

template <class E>
ShownValue show_word(E value) {
  return {"word", joined(words_of<E>(), " "), in_quotes(word_of(value))};
}

template <class List, class Word>
ShownValue show_list(const List& list, std::string range, Word word) {
  std::string text;
  for (const auto& item : list)
    text += (text.empty() ? "" : ", ") + in_quotes(word(item));
  return {"list", std::move(range), "[" + text + "]"};
}

} // namespace

ShownValue show(Duration value, const Limits& limits) {
  return {"time", range_text(format_duration(Duration(limits.least)), format_duration(Duration(limits.most))),
          in_quotes(format_duration(value))};
}
ShownValue show(int value, const Limits& limits) {
  return {"number", range_text(std::to_string(limits.least), std::to_string(limits.most)),
          std::to_string(value)};
}
ShownValue show(bool value, const Limits& /*limits*/) {
  return {"yes or no", "true false", value ? "true" : "false"};
}
ShownValue show(Distance value, const Limits& limits) {
  return {"metres", range_text(std::to_string(limits.least), std::to_string(limits.most)),
          std::to_string(value.metres())};
}
ShownValue show(const std::string& value, const Limits& limits) {
  switch (limits.form) {
  case Form::choice:
    return {"word", std::string(limits.choices), in_quotes(value)};
  case Form::path:
  case Form::file:
    return {"path", "", in_quotes(value)};
  case Form::broker_url:
    return {"address", "mqtt:// or mqtts://", in_quotes(value)};
  case Form::listen:
  case Form::pipe:
    return {"address", "ADDRESS:PORT", in_quotes(value)};
  case Form::id:
    return {"identifier", "1 to 64 of A-Z a-z 0-9 . _ : -", in_quotes(value)};
  case Form::any:
  case Form::topic:
  case Form::flags:
    return {"text", "", in_quotes(value)};
  }
  return {};
}
ShownValue show(const PartnerId& value, const Limits& limits) {
  return show(value.str(), limits);
}
ShownValue show(const WeekWindows& /*value*/, const Limits& /*limits*/) {
  return {"hours", "Mon-Fri 08:00-18:00;Sat,Sun 22:00-06:00 or 24h", "\"24h\""};
}
ShownValue show(const std::set<std::string>& value, const Limits& limits) {
  return show_list(value, limits.form == Form::flags ? "risk flags" : "",
                   [](const std::string& s) { return s; });
}
ShownValue show(const std::set<AreaId>& value, const Limits& /*limits*/) {
  return show_list(value, "areas", [](const AreaId& id) { return id.str(); });
}
ShownValue show(const std::set<AlarmClass>& value, const Limits& /*limits*/) {
  return show_list(value, joined(words_of<AlarmClass>(), " "), [](AlarmClass c) { return word_of(c); });
}
ShownValue show(const std::set<AlarmType>& value, const Limits& /*limits*/) {
  return show_list(value, "alarm types", [](AlarmType t) { return word_of(t); });
}
ShownValue show(const std::vector<ResponderKind>& value, const Limits& /*limits*/) {
  return show_list(value, joined(words_of<ResponderKind>(), " "), [](ResponderKind k) { return word_of(k); });
}
ShownValue show(Service value, const Limits& /*limits*/) {
  return show_word(value);
}
ShownValue show(Action value, const Limits& /*limits*/) {
  return show_word(value);
}
ShownValue show(HumanRole value, const Limits& /*limits*/) {
  return show_word(value);
}
ShownValue show(Unless value, const Limits& /*limits*/) {
  return show_word(value);
}
ShownValue show(Need value, const Limits& /*limits*/) {
  return show_word(value);
}

} // namespace turnout::config
